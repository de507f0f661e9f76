//! Scripts without what only their authors read: comments, spaces, long names within them. terser does it.

use std::fs;
use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result};

use super::html::tags;
use crate::process;
use crate::workspace::read;

/// The script that opens the page without a network; its name never changes.
const WORKER: &str = "sw.js";
/// `ecma`: newer words may be used where they are shorter; every browser that runs the program knows these.
const OPTIONS: [&str; 3] = ["--compress", "passes=2,ecma=2020", "--mangle"];

/// Gives a command that makes a script small.
pub(super) type Terser<'a> = &'a dyn Fn() -> Result<Command>;

/// The same script, small.
pub(super) type Minify<'a> = dyn Fn(&str, Kind) -> Result<String> + 'a;

/// What else of a script may be renamed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// All but what it exports.
    Module,
    /// All: nothing else runs beside it.
    Worker,
    /// What is within its functions: the others of its page see the rest.
    Page,
}

/// The script, small. It and what becomes of it lie in the folder for as long as that takes.
pub(super) fn minified(dir: &Path, js: &str, kind: Kind, terser: Terser<'_>) -> Result<String> {
    let (before, after) = (dir.join("before.js"), dir.join("after.js"));
    fs::write(&before, js)?;
    let mut command = terser()?;
    command.args(OPTIONS).args(match kind {
        Kind::Module => Some("--module"),
        Kind::Worker => Some("--toplevel"),
        Kind::Page => None,
    });
    process::run(command.arg("--output").arg(&after).arg("--").arg(&before))?;
    let js = read(&after)?;
    fs::remove_file(&before)?;
    fs::remove_file(&after)?;
    Ok(js.trim_end().to_owned())
}

/// Makes the worker of the staged page small, which always has one.
pub(super) fn slim_worker(dir: &Path, terser: Terser<'_>) -> Result<()> {
    let path = dir.join(WORKER);
    let js = minified(dir, &read(&path)?, Kind::Worker, terser)?;
    fs::write(&path, js).with_context(|| format!("cannot write {WORKER}"))
}

/// The page with its own scripts made small by `minify`, and without indentation and empty lines.
pub(super) fn slim_page(html: &str, minify: &Minify<'_>) -> Result<String> {
    let mut page = html.to_owned();
    // From the last, so that places before it stay.
    for tag in tags(html).iter().rev() {
        let kind = match (tag.name.as_str(), tag.attribute("type")) {
            ("script", None) => Kind::Page,
            ("script", Some("module")) => Kind::Module,
            _ => continue,
        };
        if tag.attribute("src").is_none() {
            let start = tag.span.end;
            page.replace_range(start..start + tag.body.len(), &minify(tag.body, kind)?);
        }
    }
    let lines = page.lines().map(str::trim).filter(|it| !it.is_empty());
    Ok(lines.flat_map(|line| [line, "\n"]).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAGE: &str = "<head>\n  <script>\n    one();\n  </script>\n\n  \
        <script type=\"importmap\">{ }</script>\n  <script src=\"a.js\"></script>\n  \
        <script type=\"module\">two();</script>\n</head>\n";

    #[test]
    fn scripts_of_the_page_are_made_small_and_nothing_else() {
        let minify = |js: &str, kind| Ok(format!("{kind:?} {}", js.trim()));
        assert_eq!(
            slim_page(PAGE, &minify).unwrap(),
            "<head>\n<script>Page one();</script>\n<script type=\"importmap\">{ }</script>\n\
             <script src=\"a.js\"></script>\n<script type=\"module\">Module two();</script>\n</head>\n"
        );
        assert!(slim_page(PAGE, &|_, _| anyhow::bail!("no terser")).is_err());
    }

    #[test]
    fn a_script_goes_through_terser_and_leaves_no_file() {
        let dir = std::env::temp_dir().join(format!("tailorbird-scripts-{}", std::process::id()));
        fs::create_dir_all(&dir).unwrap();
        fs::write(dir.join(WORKER), "work();\n").unwrap();
        // Instead of terser: what it is asked, and what it is given.
        let told = || {
            let mut sh = Command::new("sh");
            sh.args(["-c", "echo $4 > \"$6\"; cat \"$8\" >> \"$6\"", "terser"]);
            Ok(sh)
        };
        slim_worker(&dir, &told).unwrap();
        let worker = read(&dir.join(WORKER)).unwrap();
        assert_eq!(worker, "--toplevel\nwork();");
        assert_eq!(fs::read_dir(&dir).unwrap().count(), 1);
        let failing = || Ok(Command::new("false"));
        assert!(minified(&dir, "", Kind::Page, &failing).is_err());
        fs::remove_dir_all(&dir).unwrap();
    }
}
