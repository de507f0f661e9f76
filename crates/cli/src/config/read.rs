//! The fields of `tailorbird.toml`, one by one. What a value may be is said in `check`.

use std::collections::BTreeMap;

use tailorbird_snapshot::config::{
    self, Category, Config, Counterpart, Owner, Rename, Required, RequiredFrom, Thresholds,
};
use toml::de::DeTable;

use super::node::{Item, Notes, Table};
use super::problem::Problems;
use super::settings::Settings;
use super::{check, read_project};

/// Where `collect` is told to write to and the page looks, unless the file says otherwise.
const DATA: &str = "data/manifest.json";

const ROOT: [&str; 19] = [
    "title",
    "repository",
    "projects",
    "owners",
    "categories",
    "dimensions",
    "renames",
    "counterparts",
    "steps",
    "required",
    "thresholds",
    "runs",
    "data",
    "link_hosts",
    "limits",
    "stale_after_hours",
    "offline",
    "collect",
    "version",
];

/// Reads a `tailorbird.toml`. `file` names it in messages.
///
/// # Errors
/// Everything that is wrong in it, each with its line and a remedy. Nothing is left out or
/// replaced silently.
pub fn parse(text: &str, file: &str) -> Result<Settings, Problems> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let mut notes = Notes::new(text);
    let (root, errors) = DeTable::parse_recoverable(text);
    for error in errors {
        let span = error.span().unwrap_or_default();
        let remedy = "see https://toml.io for how it is written";
        notes.add(&span, "", error.message(), remedy);
    }
    // What a broken file seems to say is not worth a second message.
    let settings = if notes.list.is_empty() {
        settings(&mut notes, root.get_ref())
    } else {
        Settings::default()
    };
    let mut list = notes.list;
    if list.is_empty() {
        return Ok(settings);
    }
    list.sort_by_key(|problem| (problem.line, problem.column));
    Err(Problems {
        file: file.to_owned(),
        list,
    })
}

fn settings<'a>(notes: &mut Notes<'a>, root: &'a DeTable<'a>) -> Settings {
    let root = notes.root(root, &ROOT);
    let mut settings = Settings::default();
    read_project::projects(notes, &root, &mut settings);
    if let Some(item) = root.get("collect")
        && let Some(table) = notes.table(&item, &["retention_days"])
        && let Some(item) = table.get("retention_days")
    {
        settings.retention_days = notes.small_count(&item);
    }
    if let Some(item) = root.get("required") {
        settings.config.required = required(notes, &item);
    }
    page(notes, &root, &mut settings.config);
    lists(notes, &root, &mut settings.config);
    settings
}

/// The simple values.
fn page<'a>(notes: &mut Notes<'a>, root: &Table<'a>, config: &mut Config) {
    if let Some(item) = root.get("version")
        && notes
            .count(&item)
            .is_some_and(|n| n > u64::from(config::NEWEST_VERSION))
    {
        let remedy = "update tailorbird, or write version = 1";
        notes.wrong(&item, "it is written for a newer tailorbird", remedy);
    }
    if let Some(title) = root.get("title").and_then(|item| notes.text(&item)) {
        config.title = title;
    }
    set(&mut config.runs, notes, root, "runs");
    set(
        &mut config.stale_after_hours,
        notes,
        root,
        "stale_after_hours",
    );
    if let Some(on) = root.get("offline").and_then(|item| notes.flag(&item)) {
        config.offline = on;
    }
    if let Some(item) = root.get("limits")
        && let Some(table) = notes.table(&item, &["max_bytes"])
        && let Some(bytes) = table.get("max_bytes").and_then(|item| notes.count(&item))
    {
        config.limits.max_bytes = bytes;
    }
    config.data = match root.get("data") {
        Some(item) => checked(notes, &item, check::location),
        None => vec![DATA.to_owned()],
    };
    if let Some(item) = root.get("link_hosts") {
        config.link_hosts = checked(notes, &item, check::host);
    }
    if let Some(item) = root.get("thresholds") {
        thresholds(notes, &item, &mut config.thresholds);
    }
    if let Some(item) = root.get("steps")
        && let Some(table) = notes.table(&item, &["setup", "test"])
    {
        config.steps.setup = patterns(notes, &table, "setup");
        config.steps.test = patterns(notes, &table, "test");
    }
}

/// Lists of tables.
fn lists<'a>(notes: &mut Notes<'a>, root: &Table<'a>, config: &mut Config) {
    let all = |notes: &mut Notes<'a>, key| match root.get(key) {
        Some(item) => notes.list(&item),
        None => Vec::new(),
    };
    for item in all(notes, "owners") {
        config.owners.extend(owner(notes, &item));
    }
    for item in all(notes, "categories") {
        if let Some(table) = notes.table(&item, &["name", "patterns"]) {
            let mut category = Category::default();
            category.name = must(notes, &table, "name").unwrap_or_default();
            category.patterns = must_match(notes, &table);
            check::unique(notes, &table, "name", &category.name, || {
                config
                    .categories
                    .iter()
                    .any(|other| other.name == category.name)
            });
            config.categories.push(category);
        }
    }
    for item in all(notes, "renames") {
        if let Some(table) = notes.table(&item, &["from", "to"]) {
            let mut rename = Rename::default();
            rename.from = must(notes, &table, "from").unwrap_or_default();
            rename.to = must(notes, &table, "to").unwrap_or_default();
            check::rename(notes, &table, &rename, &config.renames);
            config.renames.push(rename);
        }
    }
    for item in all(notes, "counterparts") {
        if let Some(table) = notes.table(&item, &["nightly", "pull_request"]) {
            let mut counterpart = Counterpart::default();
            counterpart.nightly = prefix(notes, &table, "nightly");
            counterpart.pull_request = prefix(notes, &table, "pull_request");
            config.counterparts.push(counterpart);
        }
    }
    if let Some(item) = root.get("dimensions") {
        config.dimensions = dimensions(notes, &item);
    }
}

fn owner<'a>(notes: &mut Notes<'a>, item: &Item<'a>) -> Option<Owner> {
    let table = notes.table(item, &["group", "patterns", "github", "chat"])?;
    let mut owner = Owner::default();
    owner.group = must(notes, &table, "group").unwrap_or_default();
    if let Some(item) = table.get("group") {
        check::no_email(notes, &item, &owner.group);
    }
    owner.patterns = must_match(notes, &table);
    if let Some(item) = table.get("github") {
        owner.github = checked(notes, &item, check::github);
        for name in &mut owner.github {
            if let Some(bare) = name.strip_prefix('@') {
                *name = bare.to_owned();
            }
        }
    }
    if let Some(item) = table.get("chat") {
        owner.chat = notes
            .text(&item)
            .filter(|text| check::chat(notes, &item, text));
    }
    Some(owner)
}

/// Where required jobs come from.
pub(super) fn required<'a>(notes: &mut Notes<'a>, item: &Item<'a>) -> Required {
    let mut required = Required::default();
    let Some(table) = notes.table(item, &["from", "file", "jobs"]) else {
        return required;
    };
    match must(notes, &table, "from").as_deref() {
        Some("data") => required.from = RequiredFrom::Data,
        Some("branch-protection") => required.from = RequiredFrom::BranchProtection,
        Some("gatekeeper") => required.from = RequiredFrom::Gatekeeper,
        Some("list") => required.from = RequiredFrom::List,
        Some(other) => {
            let (span, _) = table.here();
            let span = table.get("from").map_or(span.clone(), |item| item.span);
            let at = format!("{}.from", table.at);
            let remedy = "write data, branch-protection, gatekeeper or list";
            notes.add(&span, &at, &format!("`{other}` is no source"), remedy);
        }
        None => {}
    }
    required.file = table.get("file").and_then(|item| notes.text(&item));
    if let Some(item) = table.get("jobs") {
        required.jobs = texts(notes, &item);
    }
    check::required(notes, &table, &required);
    required
}

fn thresholds<'a>(notes: &mut Notes<'a>, item: &Item<'a>, found: &mut Thresholds) {
    let keys = [
        "flake_window_days",
        "flake_min",
        "promotion_runs",
        "demotion_failed_runs",
        "demotion_flake_rate",
    ];
    let Some(table) = notes.table(item, &keys) else {
        return;
    };
    set(
        &mut found.flake_window_days,
        notes,
        &table,
        "flake_window_days",
    );
    set(&mut found.flake_min, notes, &table, "flake_min");
    set(&mut found.promotion_runs, notes, &table, "promotion_runs");
    set(
        &mut found.demotion_failed_runs,
        notes,
        &table,
        "demotion_failed_runs",
    );
    if let Some(rate) = table
        .get("demotion_flake_rate")
        .and_then(|item| notes.rate(&item))
    {
        found.demotion_flake_rate = rate;
    }
}

fn dimensions<'a>(notes: &mut Notes<'a>, item: &Item<'a>) -> BTreeMap<String, Vec<String>> {
    let mut dimensions = BTreeMap::new();
    for (key, item) in notes.any_table(item).iter().flat_map(Table::entries) {
        check::dimension(notes, &item, key);
        let values = checked(notes, &item, check::dimension_value);
        dimensions.insert(key.to_owned(), values);
    }
    dimensions
}

fn set<'a>(value: &mut u32, notes: &mut Notes<'a>, table: &Table<'a>, key: &str) {
    if let Some(n) = table.get(key).and_then(|item| notes.small_count(&item)) {
        *value = n;
    }
}

/// A string that must be there.
pub(super) fn must<'a>(notes: &mut Notes<'a>, table: &Table<'a>, key: &str) -> Option<String> {
    let Some(item) = table.get(key) else {
        let (span, at) = table.here();
        notes.add(
            span,
            at,
            &format!("it has no `{key}`"),
            &format!("add {key} = \"…\""),
        );
        return None;
    };
    notes.text(&item)
}

/// The beginning of a name, which may end in a space.
fn prefix<'a>(notes: &mut Notes<'a>, table: &Table<'a>, key: &str) -> String {
    let text = must(notes, table, key);
    let item = table.get(key).filter(|_| text.is_some());
    item.and_then(|item| notes.as_written(&item))
        .unwrap_or_default()
}

/// The patterns of an owner or a category: at least one.
fn must_match<'a>(notes: &mut Notes<'a>, table: &Table<'a>) -> Vec<String> {
    if table.get("patterns").is_none() {
        let (span, at) = table.here();
        let remedy = "add patterns = [\"*part of a job's name*\"]";
        notes.add(span, at, "it matches no job", remedy);
    }
    patterns(notes, table, "patterns")
}

/// Patterns that compile.
pub(super) fn patterns<'a>(notes: &mut Notes<'a>, table: &Table<'a>, key: &str) -> Vec<String> {
    match table.get(key) {
        Some(item) => checked(notes, &item, check::pattern),
        None => Vec::new(),
    }
}

/// Strings that a check accepts; it notes what it does not.
fn checked<'a>(
    notes: &mut Notes<'a>,
    item: &Item<'a>,
    good: fn(&mut Notes<'a>, &Item<'a>, &str) -> bool,
) -> Vec<String> {
    let texts = notes.texts(item).into_iter();
    texts
        .filter_map(|(text, item)| good(notes, &item, &text).then_some(text))
        .collect()
}

fn texts<'a>(notes: &mut Notes<'a>, item: &Item<'a>) -> Vec<String> {
    let texts = notes.texts(item).into_iter();
    texts.map(|(text, _)| text).collect()
}
