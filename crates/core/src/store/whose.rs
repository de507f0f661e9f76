//! Whose files are: a configuration names owners and categories of its own projects' jobs, and says
//! nothing of another repository's.

use tailorbird_snapshot::config::Config;

use super::attempts::is_repository;
use super::build::Input;

/// The repository (`OWNER/NAME`) of legacy files that belong to no project of a configuration, by the
/// links of their runs. None where one of them does, where the configuration names no project or one without
/// a repository, where no link names one, and for data sets, which bring a configuration of their own.
#[must_use]
pub fn foreign_repository(config: &Config, inputs: &[Input]) -> Option<String> {
    let projects = &config.projects;
    let mut found = None;
    for run in inputs.iter().flat_map(|input| &input.snapshot.runs) {
        let Some(name) = run.url.as_deref().and_then(repository) else {
            continue;
        };
        let is_own = |own: &str| own.is_empty() || own.eq_ignore_ascii_case(name);
        if projects.iter().any(|p| is_own(&p.repository)) {
            return None;
        }
        // The first by name, so that the order of files does not matter.
        found = Some(found.map_or(name, |other: &str| other.min(name)));
    }
    found.filter(|_| !projects.is_empty()).map(str::to_owned)
}

/// `OWNER/NAME` at the start of an address's path.
fn repository(url: &str) -> Option<&str> {
    let (_, path) = url.strip_prefix("https://")?.split_once('/')?;
    let (owner, rest) = path.split_once('/')?;
    let name = rest.split('/').next()?;
    let found = path.get(..owner.len() + 1 + name.len())?;
    is_repository(found).then_some(found)
}

#[cfg(test)]
mod tests {
    use tailorbird_snapshot::config;

    use super::*;
    use crate::store::testkit::{job, snapshot};
    use tailorbird_snapshot::Kind;

    fn check(projects: &str, urls: &[&str], expect: Option<&str>) {
        let text = format!(r#"{{"version": 1, "projects": [{projects}]}}"#);
        let (config, _) = config::decode(text.as_bytes(), "config.json").unwrap();
        let inputs: Vec<Input> = urls
            .iter()
            .map(|url| {
                let mut snapshot = snapshot(Kind::Nightly, 2, &[job("a", "PF")]);
                for run in &mut snapshot.runs {
                    run.url = Some((*url).to_owned());
                }
                Input {
                    snapshot,
                    issues: Vec::new(),
                }
            })
            .collect();
        assert_eq!(
            foreign_repository(&config, &inputs).as_deref(),
            expect,
            "{projects} {urls:?}"
        );
    }

    const OURS: &str = r#"{"repository": "Our/runtime"}"#;

    #[test]
    fn files_of_another_repository_are_not_ours() {
        check(
            OURS,
            &["https://github.com/their/ci/actions/runs/1"],
            Some("their/ci"),
        );
        check(
            OURS,
            &["https://github.com/their/ci/pull/7/checks"],
            Some("their/ci"),
        );
        check(
            OURS,
            &["https://github.com/our/runtime/actions/runs/1"],
            None,
        );
    }

    #[test]
    fn one_file_of_ours_is_enough_whatever_the_order() {
        let (ours, theirs) = (
            "https://github.com/our/runtime/x",
            "https://github.com/their/ci/x",
        );
        check(OURS, &[ours, theirs], None);
        check(OURS, &[theirs, ours], None);
        check(OURS, &[theirs, "https://github.com/a/b/x"], Some("a/b"));
    }

    #[test]
    fn without_a_repository_on_either_side_nothing_is_said() {
        check("", &["https://github.com/their/ci/actions/runs/1"], None);
        check(r#"{"id": "x"}"#, &["https://github.com/their/ci/x"], None);
        for url in [
            "",
            "https://github.com",
            "https://github.com/their",
            "http://github.com/a/b/x",
            "https://h/a b/c/x",
        ] {
            check(OURS, &[url], None);
        }
    }
}
