//! What values may be. Each check notes what is wrong and what to write instead.

use tailorbird_core::names::Pattern;
use tailorbird_snapshot::config::{Rename, Required, RequiredFrom, is_github_name};

use super::node::{Item, Notes, Table};

/// Words of the filter language and of the address that a dimension would hide.
const RESERVED: [&str; 19] = [
    "name", "path", "required", "is", "owner", "kind", "fails", "reruns", "rate", "flakes", "p50",
    "streak", "since", "category", "none", "status", "project", "view", "runs",
];

/// `OWNER/NAME`.
pub(super) fn repository(notes: &mut Notes<'_>, item: &Item<'_>, text: &str) -> bool {
    let good = text.split_once('/').is_some_and(|(owner, name)| {
        is_github_name(owner) && !owner.contains('/') && is_github_name(&format!("o/{name}"))
    });
    if !good {
        let message = format!("`{text}` is no repository");
        notes.wrong(
            item,
            &message,
            "write OWNER/NAME as in github.com/OWNER/NAME",
        );
    }
    good
}

/// A word that is the same in addresses, files and folders.
pub(super) fn id(notes: &mut Notes<'_>, item: &Item<'_>, text: &str) -> bool {
    let allowed = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || "._-".contains(c);
    let good = text.len() <= 60
        && text.starts_with(|c: char| c.is_ascii_alphanumeric())
        && text.chars().all(allowed);
    if !good && !text.is_empty() {
        let remedy = "write small letters, digits, dots and dashes only, at most 60";
        notes.wrong(item, &format!("`{text}` is no id"), remedy);
    }
    good
}

/// Two things of one name.
pub(super) fn unique(
    notes: &mut Notes<'_>,
    table: &Table<'_>,
    key: &str,
    value: &str,
    is_known: impl FnOnce() -> bool,
) {
    if value.is_empty() || !is_known() {
        return;
    }
    let (span, _) = table.here();
    let span = table.get(key).map_or(span.clone(), |item| item.span);
    let at = format!("{}.{key}", table.at);
    let remedy = format!("give each a `{key}` of its own");
    notes.add(
        &span,
        &at,
        &format!("`{value}` stands there twice"),
        &remedy,
    );
}

/// The file name of a workflow.
pub(super) fn workflow_file(notes: &mut Notes<'_>, item: &Item<'_>, text: &str) -> bool {
    let is_yaml = [".yml", ".yaml"].iter().any(|end| text.ends_with(end));
    let good = is_yaml && !text.contains(['/', '\\', ' ']);
    if !good {
        let message = format!("`{text}` is no file name of a workflow");
        let remedy = "write the name below .github/workflows, such as \"ci.yaml\"";
        notes.wrong(item, &message, remedy);
    }
    good
}

/// GitHub's word for what starts a workflow.
pub(super) fn event(notes: &mut Notes<'_>, item: &Item<'_>, text: &str) -> bool {
    let good = text.chars().all(|c| c.is_ascii_lowercase() || c == '_');
    if !good {
        let message = format!("`{text}` is no event");
        let remedy = "write GitHub's word, such as \"schedule\" or \"pull_request\"";
        notes.wrong(item, &message, remedy);
    }
    good
}

/// A pattern over names of jobs or steps.
pub(super) fn pattern(notes: &mut Notes<'_>, item: &Item<'_>, text: &str) -> bool {
    match Pattern::checked(text) {
        Ok(_) => true,
        Err(error) => {
            let remedy = "write a glob such as \"*tdx*\" or a regular expression \"/tdx|snp/\"";
            notes.wrong(item, &format!("failed to {error}"), remedy);
            false
        }
    }
}

/// Nobody's address is published.
pub(super) fn no_email(notes: &mut Notes<'_>, item: &Item<'_>, text: &str) -> bool {
    let at = text.strip_prefix('@').unwrap_or(text).split_once('@');
    let is_email = at.is_some_and(|(_, host)| host.contains('.')) || text.starts_with("mailto:");
    if is_email {
        let remedy = "write a GitHub login or ORG/TEAM: the file is published";
        notes.wrong(item, "it is an e-mail address", remedy);
    }
    !is_email
}

/// A GitHub login or team.
pub(super) fn github(notes: &mut Notes<'_>, item: &Item<'_>, text: &str) -> bool {
    if !no_email(notes, item, text) {
        return false;
    }
    let good = is_github_name(text.strip_prefix('@').unwrap_or(text));
    if !good {
        let message = format!("`{text}` is no GitHub name");
        notes.wrong(
            item,
            &message,
            "write a login such as \"octocat\" or \"org/team\"",
        );
    }
    good
}

/// The link to a chat.
pub(super) fn chat(notes: &mut Notes<'_>, item: &Item<'_>, text: &str) -> bool {
    if !no_email(notes, item, text) {
        return false;
    }
    let good = text.starts_with("https://") && !text.contains(char::is_whitespace);
    if !good {
        notes.wrong(item, "it is no https link", "write \"https://…\"");
    }
    good
}

/// Where data lies.
pub(super) fn location(notes: &mut Notes<'_>, item: &Item<'_>, text: &str) -> bool {
    let scheme = text.split(['/', '?', '#']).next().unwrap_or_default();
    let scheme = scheme.split_once(':').map(|(scheme, _)| scheme);
    let good = !text.starts_with("//")
        && !text.contains('\\')
        && scheme.is_none_or(|scheme| scheme.eq_ignore_ascii_case("https"));
    if !good {
        let message = format!("`{text}` is neither relative nor https");
        let remedy = "write a path beside the page, such as \"data/manifest.json\"";
        notes.wrong(item, &message, remedy);
    }
    good
}

/// A host that links may lead to.
pub(super) fn host(notes: &mut Notes<'_>, item: &Item<'_>, text: &str) -> bool {
    let allowed = |c: char| c.is_ascii_alphanumeric() || ".-:".contains(c);
    let good = text.chars().all(allowed);
    if !good {
        let message = format!("`{text}` is no host name");
        notes.wrong(
            item,
            &message,
            "write the name alone, such as \"github.com\"",
        );
    }
    good
}

/// The name of a dimension.
pub(super) fn dimension(notes: &mut Notes<'_>, item: &Item<'_>, key: &str) -> bool {
    if RESERVED.contains(&key) {
        let message = format!("`{key}` means something else in the search box");
        notes.wrong(item, &message, "choose another name");
        return false;
    }
    let allowed = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || "_-".contains(c);
    let good = key.starts_with(|c: char| c.is_ascii_lowercase()) && key.chars().all(allowed);
    if !good {
        let message = format!("`{key}` is no name of a dimension");
        notes.wrong(
            item,
            &message,
            "write small letters, digits and dashes only",
        );
    }
    good
}

/// A value of a dimension.
pub(super) fn dimension_value(notes: &mut Notes<'_>, item: &Item<'_>, text: &str) -> bool {
    let inner = text.strip_prefix('*').unwrap_or(text);
    let inner = inner.strip_suffix('*').unwrap_or(inner);
    let good = !inner.is_empty() && !inner.contains('*');
    if !good {
        let message = format!("`{text}` has its * in the wrong place");
        notes.wrong(
            item,
            &message,
            "a value may begin or end in *, such as \"qemu-*\"",
        );
    }
    good
}

/// A rename leads to one other name, and never back.
pub(super) fn rename(notes: &mut Notes<'_>, table: &Table<'_>, rename: &Rename, known: &[Rename]) {
    let (span, at) = table.here();
    if rename.from.is_empty() || rename.to.is_empty() {
        return;
    }
    if known.iter().any(|other| other.from == rename.from) {
        let remedy = "keep one of them";
        notes.add(span, at, "its `from` was renamed above already", remedy);
    }
    let mut name = &rename.to;
    for _ in 0..=known.len() {
        if *name == rename.from {
            notes.add(span, at, "it leads back to its own name", "leave it out");
            return;
        }
        match known.iter().find(|other| other.from == *name) {
            Some(next) => name = &next.to,
            None => return,
        }
    }
}

/// Fields that fit their source.
pub(super) fn required(notes: &mut Notes<'_>, table: &Table<'_>, found: &Required) {
    let is_list = found.from == RequiredFrom::List;
    let (span, at) = table.here();
    if is_list && found.jobs.is_empty() {
        let remedy = "add jobs = [\"full name of a job\"]";
        notes.add(span, at, "the list is empty", remedy);
    }
    if let Some(item) = table.get("jobs").filter(|_| !is_list) {
        notes.wrong(
            &item,
            "the jobs are not used",
            "write from = \"list\", or leave them out",
        );
    }
    if let Some(item) = table
        .get("file")
        .filter(|_| found.from != RequiredFrom::Gatekeeper)
    {
        let remedy = "write from = \"gatekeeper\", or leave it out";
        notes.wrong(&item, "the file is not used", remedy);
    }
}
