//! Reading `config.json`: what cannot be used is dropped or replaced by its default and reported.

use serde::de::Error as _;
use thiserror::Error;

use super::node::Node;
use super::read;
use super::types::{Category, Config, Owner, Thresholds};
use crate::{Issue, codes};

/// The newest version of the format that this program reads.
pub const NEWEST_VERSION: u32 = 1;

/// Why a configuration was not read. The text fits after "failed to".
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum ConfigError {
    /// Not JSON.
    #[error("read {place}: {source}")]
    Json {
        /// The file.
        place: String,
        /// What is wrong and where in the file.
        source: serde_json::Error,
    },
    /// A field holds a value of another type.
    #[error("read {place}: {field} is not {wanted}")]
    Field {
        /// The file.
        place: String,
        /// Path of the field, such as `owners[2].github`.
        field: String,
        /// What it should hold.
        wanted: &'static str,
    },
    /// Written for a newer program.
    #[error(
        "read {place}: it has version {found}, this program knows versions up to {NEWEST_VERSION}"
    )]
    Newer {
        /// The file.
        place: String,
        /// The version it names.
        found: u64,
    },
}

/// Reads a configuration. `place` names the file in messages. Entries that cannot be used are
/// left out and reported as issues.
///
/// # Errors
/// The bytes are no JSON object of this shape, or name a version above [`NEWEST_VERSION`].
pub fn decode(bytes: &[u8], place: &str) -> Result<(Config, Vec<Issue>), ConfigError> {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let json = |source| ConfigError::Json {
        place: place.to_owned(),
        source,
    };
    // Read as text, as the results are: one JSON parser is enough.
    let node: Node = std::str::from_utf8(bytes)
        .map_err(|_| serde_json::Error::custom("not UTF-8 text"))
        .and_then(serde_json::from_str)
        .map_err(json)?;
    from_node(&node, place)
}

/// Reads a configuration that is part of another file.
pub(crate) fn from_node(node: &Node, place: &str) -> Result<(Config, Vec<Issue>), ConfigError> {
    match node.get("version") {
        Some(&Node::Whole(found)) if found > u64::from(NEWEST_VERSION) => {
            return Err(ConfigError::Newer {
                place: place.to_owned(),
                found,
            });
        }
        _ => {}
    }
    let mut config = Config::default();
    read::config(node, &mut config).map_err(|wrong| ConfigError::Field {
        place: place.to_owned(),
        field: wrong.field,
        wanted: wrong.wanted,
    })?;
    let mut check = Check {
        place,
        issues: Vec::new(),
    };
    check.config(&mut config);
    Ok((config, check.issues))
}

/// Whether the text has the form of a GitHub login (`octocat`) or team (`org/team`).
#[must_use]
pub fn is_github_name(text: &str) -> bool {
    let login = |s: &str| {
        (1..=39).contains(&s.len())
            && s.chars().all(|c| c.is_ascii_alphanumeric() || c == '-')
            && !s.starts_with('-')
            && !s.ends_with('-')
    };
    let team = |s: &str| {
        !s.is_empty()
            && s.chars()
                .all(|c| c.is_ascii_alphanumeric() || "-_.".contains(c))
    };
    match text.split_once('/') {
        Some((org, name)) => login(org) && team(name),
        None => login(text),
    }
}

struct Check<'a> {
    place: &'a str,
    issues: Vec<Issue>,
}

impl Check<'_> {
    fn report(&mut self, field: &str, message: String) {
        let place = format!("{}: {field}", self.place);
        self.issues
            .push(Issue::new(codes::CONFIG_INVALID, place, message));
    }

    fn config(&mut self, config: &mut Config) {
        let default = Config::default();
        config.version = NEWEST_VERSION;
        self.at_least_one("runs", &mut config.runs, default.runs);
        self.at_least_one(
            "stale_after_hours",
            &mut config.stale_after_hours,
            default.stale_after_hours,
        );
        if config.limits.max_bytes == 0 {
            config.limits = default.limits;
            self.report(
                "limits.max_bytes",
                "0 was replaced by the default".to_owned(),
            );
        }
        self.thresholds(&mut config.thresholds);
        config.owners.retain_mut(|owner| self.owner(owner));
        config.categories.retain(|category| self.category(category));
        config.data.retain(|location| self.location(location));
        config.link_hosts.retain(|host| self.host(host));
        for project in &mut config.projects {
            if project.id.is_empty() {
                let name = project.repository.rsplit('/').next().unwrap_or_default();
                project.id = name.to_owned();
            }
            if project.id.is_empty() {
                self.report(
                    "projects",
                    "a project has neither id nor repository".to_owned(),
                );
            }
        }
        config.projects.retain(|project| !project.id.is_empty());
    }

    fn at_least_one(&mut self, field: &str, value: &mut u32, default: u32) {
        if *value == 0 {
            *value = default;
            self.report(field, format!("0 was replaced by the default {default}"));
        }
    }

    fn thresholds(&mut self, found: &mut Thresholds) {
        let default = Thresholds::default();
        let fields = [
            (
                "flake_window_days",
                &mut found.flake_window_days,
                default.flake_window_days,
            ),
            ("flake_min", &mut found.flake_min, default.flake_min),
            (
                "promotion_runs",
                &mut found.promotion_runs,
                default.promotion_runs,
            ),
            (
                "demotion_failed_runs",
                &mut found.demotion_failed_runs,
                default.demotion_failed_runs,
            ),
        ];
        for (field, value, default) in fields {
            self.at_least_one(&format!("thresholds.{field}"), value, default);
        }
        let rate = found.demotion_flake_rate;
        if !(0.0..=1.0).contains(&rate) {
            found.demotion_flake_rate = default.demotion_flake_rate;
            let message = "it is no rate from 0 to 1; the default is used";
            self.report("thresholds.demotion_flake_rate", message.to_owned());
        }
    }

    fn owner(&mut self, owner: &mut Owner) -> bool {
        if owner.group.is_empty() || owner.patterns.is_empty() {
            self.report(
                "owners",
                "an owner without group or patterns was left out".to_owned(),
            );
            return false;
        }
        for name in &mut owner.github {
            if let Some(bare) = name.strip_prefix('@') {
                *name = bare.to_owned();
            }
        }
        let field = format!("owners: {}", owner.group);
        owner.github.retain(|name| {
            let good = is_github_name(name);
            if !good {
                self.report(
                    &field,
                    "an entry of github is no GitHub name: left out".to_owned(),
                );
            }
            good
        });
        if owner
            .chat
            .as_deref()
            .is_some_and(|url| !url.starts_with("https://"))
        {
            owner.chat = None;
            self.report(&field, "the chat link is not https: left out".to_owned());
        }
        true
    }

    fn category(&mut self, category: &Category) -> bool {
        let good = !category.name.is_empty() && !category.patterns.is_empty();
        if !good {
            let message = "a category without name or patterns was left out".to_owned();
            self.report("categories", message);
        }
        good
    }

    fn location(&mut self, location: &str) -> bool {
        let scheme = location
            .split(['/', '?', '#'])
            .next()
            .and_then(|s| s.split_once(':'));
        let good = !location.trim().is_empty()
            && !location.starts_with("//")
            && !location.contains('\\')
            && scheme.is_none_or(|(scheme, _)| scheme.eq_ignore_ascii_case("https"));
        if !good {
            let message = "a location is neither relative nor https: left out".to_owned();
            self.report("data", message);
        }
        good
    }

    fn host(&mut self, host: &str) -> bool {
        let allowed = |c: char| c.is_ascii_alphanumeric() || ".-:".contains(c);
        let good = !host.is_empty() && host.chars().all(allowed);
        if !good {
            self.report(
                "link_hosts",
                "an entry is no plain host name: left out".to_owned(),
            );
        }
        good
    }
}
