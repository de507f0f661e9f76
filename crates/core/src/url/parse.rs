//! A query string to a [`Query`]. Whatever is wrong is reported and left out; the rest stands.

use chrono::NaiveDate;
use tailorbird_snapshot::{Issue, Kind, codes};

use super::codec::decode;
use super::query::{Query, Runs, Sort};
use super::words::{Column, Status, Theme, View};
use super::{data, list};

/// The known keys, in the order in which they are written.
const KEYS: [&str; 32] = [
    "view", "kind", "project", "q", "find", "required", "status", "owner", "runs", "sort", "group",
    "open", "pr", "run", "job", "base", "head", "from", "to", "x", "y", "cols", "density", "cell",
    "hide", "at", "window", "min", "whatif", "cluster", "data", "theme",
];

/// Longest query string that is read, in bytes.
const LIMIT: usize = 1_000_000;
/// Most places that `data` may name.
const DATA_LIMIT: usize = 64;

/// Reads a query string, with or without its `?`. The issues name the key; there are at most
/// three for each. A key without a value is as good as none.
#[must_use]
pub fn parse(search: &str) -> (Query, Vec<Issue>) {
    let search = search.strip_prefix('?').unwrap_or(search);
    let mut reader = Reader::default();
    if search.len() > LIMIT {
        reader.report("address", format!("longer than {LIMIT} bytes, not used"));
    } else {
        search
            .split('&')
            .filter(|pair| !pair.is_empty())
            .for_each(|pair| reader.pair(pair));
    }
    (reader.query, reader.issues)
}

/// Splits one `key=value` and gives the known key it names.
pub(super) fn known_key(pair: &str) -> Option<(&'static str, &str)> {
    let (key, value) = pair.split_once('=').unwrap_or((pair, ""));
    let key = decode(key)?;
    KEYS.into_iter()
        .find(|known| *known == key)
        .map(|known| (known, value))
}

#[derive(Default)]
struct Reader {
    query: Query,
    issues: Vec<Issue>,
    seen: Vec<&'static str>,
}

impl Reader {
    fn pair(&mut self, pair: &str) {
        let Some((key, value)) = known_key(pair) else {
            self.query.unknown.push(pair.to_owned());
            return;
        };
        let Some(value) = decode(value) else {
            self.report(
                key,
                format!("bad percent escape in {}, not used", shown(value)),
            );
            return;
        };
        if value.is_empty() {
            return;
        }
        if key != "data" {
            if self.seen.contains(&key) {
                self.report(key, "given more than once, the first is used".to_owned());
                return;
            }
            self.seen.push(key);
        }
        if let Err(message) = set(&mut self.query, key, value) {
            self.report(key, message);
        }
    }

    /// Reports once what may be wrong with many values: an address can hold 100,000 of them.
    fn report(&mut self, key: &'static str, message: String) {
        if self
            .issues
            .iter()
            .filter(|issue| issue.place == key)
            .count()
            < 3
        {
            self.issues.push(Issue::new(codes::URL_VALUE, key, message));
        }
    }
}

fn set(query: &mut Query, key: &str, value: String) -> Result<(), String> {
    match key {
        "view" => query.view = word(View::parse, &value)?,
        "kind" => query.kind = word(kind, &value)?,
        "q" => query.q = value,
        "required" => query.required = word(|one| (one == "1").then_some(true), &value)?.is_some(),
        "status" => return statuses(&mut query.status, &value),
        "runs" => query.runs = word(runs, &value)?.unwrap_or_default(),
        "sort" => query.sort = word(sort, &value)?,
        "pr" => query.pr = word(positive, &value)?,
        "from" => query.from = word(date, &value)?,
        "to" => query.to = word(date, &value)?,
        "whatif" => return what_if(&mut query.whatif, &value),
        "data" => return open_data(&mut query.data, value),
        "theme" => query.theme = word(Theme::parse, &value)?,
        "owner" | "open" | "cols" | "hide" => *list_of(query, key) = list::split(&value),
        _ => *text_of(query, key) = Some(value),
    }
    Ok(())
}

/// Where the values of a list belong.
fn list_of<'a>(query: &'a mut Query, key: &str) -> &'a mut Vec<String> {
    match key {
        "owner" => &mut query.owner,
        "open" => &mut query.open,
        "cols" => &mut query.cols,
        _ => &mut query.hide,
    }
}

/// Where a text that is taken as it stands belongs.
fn text_of<'a>(query: &'a mut Query, key: &str) -> &'a mut Option<String> {
    match key {
        "project" => &mut query.project,
        "find" => &mut query.find,
        "group" => &mut query.group,
        "run" => &mut query.run,
        "job" => &mut query.job,
        "base" => &mut query.base,
        "head" => &mut query.head,
        "x" => &mut query.x,
        "y" => &mut query.y,
        "density" => &mut query.density,
        "cell" => &mut query.cell,
        "at" => &mut query.at,
        "window" => &mut query.window,
        "min" => &mut query.min,
        _ => &mut query.cluster,
    }
}

/// What a value means, or that it means nothing here.
fn word<T>(read: impl Fn(&str) -> Option<T>, value: &str) -> Result<Option<T>, String> {
    match read(value) {
        Some(meaning) => Ok(Some(meaning)),
        None => Err(not_used(value)),
    }
}

fn not_used(value: &str) -> String {
    format!("{} is not a value of it, not used", shown(value))
}

/// A value in quotes, short enough for a message.
fn shown(value: &str) -> String {
    let mut short: String = value.chars().take(40).collect();
    if short.len() < value.len() {
        short.push('…');
    }
    format!("\"{short}\"")
}

fn statuses(statuses: &mut Vec<Status>, value: &str) -> Result<(), String> {
    let mut result = Ok(());
    for item in list::split(value) {
        match Status::parse(&item) {
            Some(status) if statuses.contains(&status) => {}
            Some(status) => statuses.push(status),
            None => result = Err(not_used(&item)),
        }
    }
    result
}

fn what_if(ids: &mut Vec<String>, value: &str) -> Result<(), String> {
    let mut result = Ok(());
    for item in list::split(value) {
        // A plus sign typed by hand reads as a space.
        let item = match item.strip_prefix(' ') {
            Some(id) => format!("+{id}"),
            None => item,
        };
        if item.len() > 1 && item.starts_with(['+', '-']) {
            ids.push(item);
        } else {
            result = Err(not_used(&item));
        }
    }
    result
}

fn open_data(places: &mut Vec<String>, value: String) -> Result<(), String> {
    data::check(&value).map_err(|reason| format!("{} not opened: {reason}", shown(&value)))?;
    if places.len() >= DATA_LIMIT {
        return Err(format!("more than {DATA_LIMIT} given, the first are used"));
    }
    places.push(value);
    Ok(())
}

fn runs(value: &str) -> Option<Runs> {
    match value {
        "all" => Some(Runs::All),
        _ => positive(value)
            .and_then(|count| u32::try_from(count).ok())
            .map(Runs::Count),
    }
}

fn kind(value: &str) -> Option<Kind> {
    let all = [Kind::Nightly, Kind::Prs];
    all.into_iter().find(|kind| kind.as_str() == value)
}

fn sort(value: &str) -> Option<Sort> {
    let column = value.strip_prefix('-');
    let descending = column.is_some();
    Column::parse(column.unwrap_or(value)).map(|column| Sort { column, descending })
}

/// A whole number ≥ 1, digits only.
fn positive(value: &str) -> Option<u64> {
    digits(value)?.parse().ok().filter(|number| *number > 0)
}

fn digits(value: &str) -> Option<&str> {
    value
        .bytes()
        .all(|byte| byte.is_ascii_digit())
        .then_some(value)
}

pub(crate) fn date(value: &str) -> Option<NaiveDate> {
    let mut parts = value.split('-');
    let mut part = |length: usize| {
        let part = parts.next().filter(|part| part.len() == length)?;
        digits(part)?.parse::<u32>().ok()
    };
    let (year, month, day) = (part(4)?, part(2)?, part(2)?);
    if parts.next().is_some() || year == 0 {
        return None;
    }
    NaiveDate::from_ymd_opt(i32::try_from(year).ok()?, month, day)
}
