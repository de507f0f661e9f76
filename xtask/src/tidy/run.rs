//! All rules over all files.

use anyhow::{Result, bail};

use super::finding::Finding;
use super::{codes, crates, exceptions, files, layers, links, names, shape, styles};
use crate::workspace::Workspace;

/// `cargo xtask tidy`: prints what is wrong; an error if anything is.
pub(crate) fn run(workspace: &Workspace) -> Result<()> {
    let files = files::collect(&workspace.root)?;
    let exists = |path: &str| workspace.root.join(path).exists();
    let mut findings = crates::check(workspace)?;
    let mut advice: Vec<Finding> = Vec::new();
    for file in &files {
        findings.extend(names::check(file));
        findings.extend(names::left_open(file));
        findings.extend(layers::check(file));
        findings.extend(shape::check(file));
        findings.extend(links::check(file, exists));
        advice.extend(shape::advise(file));
    }
    findings.extend(styles::check(&files));
    findings.extend(codes::check(&files));
    let mut findings = exceptions::apply(findings, exists);
    findings.sort();
    for finding in &advice {
        println!("advice: {finding}");
    }
    for finding in &findings {
        eprintln!("{finding}");
    }
    if !findings.is_empty() {
        bail!("{} rules broken", findings.len());
    }
    println!("tidy: {} files follow the rules", files.len());
    Ok(())
}
