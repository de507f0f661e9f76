//! `cargo xtask serve`: the page on this machine, rebuilt when a file changes.

use anyhow::{Context, Result, bail};

use crate::build;
use crate::process;
use crate::setup::{Need, prepare};
use crate::workspace::Workspace;

#[derive(Debug, PartialEq, Eq)]
struct Options {
    release: bool,
    port: u16,
}

pub(crate) fn run(workspace: &Workspace, args: &[String]) -> Result<()> {
    let options = parse(args)?;
    let needs: &[Need] = if options.release {
        &Need::RELEASE
    } else {
        &[Need::WasmTarget, Need::Trunk, Need::WasmBindgen]
    };
    let tools = prepare(workspace, needs)?;
    tools.check(needs)?;
    println!(
        "building the page; then it is at http://127.0.0.1:{}/",
        options.port
    );
    let mut trunk = build::trunk(workspace, &tools)?;
    // A folder of its own: `dist/` stays the release build that tests and `size` read.
    let dist = workspace.target().join("serve");
    std::fs::create_dir_all(&dist).with_context(|| format!("cannot make {}", dist.display()))?;
    trunk.args([
        "serve",
        "--address",
        "127.0.0.1",
        "--public-url",
        "/",
        "--port",
    ]);
    trunk.arg(options.port.to_string()).arg("--dist").arg(dist);
    if options.release {
        build::fetch_library(workspace);
        build::make_small(&mut trunk);
        trunk.arg("--release");
    }
    process::run(&mut trunk)
}

fn parse(args: &[String]) -> Result<Options> {
    let mut options = Options {
        release: false,
        port: 8080,
    };
    let mut args = args.iter();
    while let Some(arg) = args.next() {
        match arg.as_str() {
            "--release" => options.release = true,
            "--port" => {
                let port = args.next().context("--port needs a number")?;
                options.port = port
                    .parse()
                    .with_context(|| format!("`{port}` is no port"))?;
            }
            other => bail!("unexpected argument `{other}`"),
        }
    }
    Ok(options)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(args: &[&str]) -> Result<Options> {
        parse(&args.iter().map(|&arg| arg.to_owned()).collect::<Vec<_>>())
    }

    #[test]
    fn options_and_what_is_wrong_with_them() {
        assert_eq!(
            check(&[]).unwrap(),
            Options {
                release: false,
                port: 8080
            }
        );
        assert_eq!(
            check(&["--port", "9000", "--release"]).unwrap(),
            Options {
                release: true,
                port: 9000
            }
        );
        assert!(check(&["--port"]).is_err());
        assert!(check(&["--port", "70000"]).is_err());
        assert!(check(&["--fast"]).is_err());
    }
}
