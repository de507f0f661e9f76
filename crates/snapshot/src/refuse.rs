//! What is not a snapshot is refused by name: an empty file, a web page, a script, a log.
//! Nothing is guessed and nothing is repaired.

use serde::de::IgnoredAny;

/// Why bytes were refused. The texts fit after "failed to open FILE: ", and before [`Refusal::remedy`].
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// No bytes, or white space only.
    #[error("the file is empty; the job that publishes it probably failed, try an older one")]
    Empty,
    /// Packed: what a download of several files often is.
    #[error("the file is compressed ({0}); unpack it first")]
    Packed(&'static str),
    /// Not UTF-8.
    #[error("not UTF-8 text (first bad byte at offset {offset}); JSON must be UTF-8")]
    NotUtf8 {
        /// Offset of the first bad byte.
        offset: usize,
    },
    /// A web page, often an error page sent with status 200, or a report.
    #[error(
        "this is HTML or XML, not JSON; an address that gives it probably leads to an error or log-in page"
    )]
    Markup,
    /// `var ci_nightly_data = {…};` and its like.
    #[error(
        "this is a JavaScript file (line {line} begins with `{start}`), not JSON; \
         open the job_stats.json or check_stats.json beside it"
    )]
    JavaScript {
        /// 1-based line.
        line: usize,
        /// The first characters of that line.
        start: String,
    },
    /// Text before the JSON.
    #[error(
        "other text stands before the JSON, which begins in line {json_line} \
         (line {line} begins with `{start}`); remove the lines before it"
    )]
    TextBefore {
        /// 1-based line of the first text.
        line: usize,
        /// The first characters of that line.
        start: String,
        /// 1-based line where an object begins.
        json_line: usize,
    },
    /// Text that holds no JSON at all.
    #[error("not JSON: line {line} begins with `{start}`")]
    NotJson {
        /// 1-based line.
        line: usize,
        /// The first characters of that line.
        start: String,
    },
    /// JSON, but no object at the top.
    #[error("the JSON holds {found} where an object of jobs is expected")]
    NotAnObject {
        /// What stands there.
        found: &'static str,
    },
    /// The JSON ends too early.
    #[error(
        "the JSON ends too early, in line {line}, column {column}: the file is cut off; \
         download it again"
    )]
    Truncated {
        /// 1-based line.
        line: usize,
        /// 1-based column.
        column: usize,
    },
    /// The JSON has an error.
    #[error(
        "the JSON is damaged in line {line}, column {column}: {what}; download the file again, or have it \
         made anew"
    )]
    Syntax {
        /// 1-based line.
        line: usize,
        /// 1-based column.
        column: usize,
        /// The parser's words.
        what: String,
    },
    /// Rows of results, one a line.
    #[error(
        "it holds lines of JSON with a `job` each (the second in line {line}); \
         `tailorbird import` makes a data set of them"
    )]
    Lines {
        /// 1-based line where the second one begins.
        line: usize,
    },
    /// A file of the later dashboard.
    #[error(
        "this is a ci-dashboard file (it has `{key}`), which holds no runs of jobs by number; \
         `tailorbird import` makes a data set of it"
    )]
    CiDashboard {
        /// The key by which it was known.
        key: &'static str,
    },
    /// An object without a single job in it.
    #[error(
        "no entry has `results` or `pr_results`, so this is no job_stats.json or check_stats.json \
         (first key: `{first}`)"
    )]
    NoJobs {
        /// The first key of the object.
        first: String,
    },
    /// Written for a newer program.
    #[error(
        "it is a {what} of version {found}, and this program reads versions up to {known}: \
         a program that reads version {found} is needed"
    )]
    Newer {
        /// Manifest, shard or bundle.
        what: &'static str,
        /// The version it names.
        found: u64,
        /// The newest version that is read.
        known: u64,
    },
    /// A shard that names neither of the kinds.
    #[error("it is a shard, but its `kind` is neither `nightly` nor `prs`")]
    NoKind,
    /// A format of ours that is not among those that are read.
    #[error(
        "its `format` is `{found}`; known are tailorbird-manifest, tailorbird-shard and \
         tailorbird-bundle"
    )]
    UnknownFormat {
        /// The word it names.
        found: String,
    },
    /// A part of a manifest or bundle that cannot be done without.
    #[error("it is a {what}, but `{field}` is not {wanted}")]
    Field {
        /// Manifest, shard or bundle.
        what: &'static str,
        /// Path of the field.
        field: String,
        /// What it should hold.
        wanted: &'static str,
    },
    /// More than the columns can count.
    #[error("the file holds more than 4,294,967,295 results; publish it in parts")]
    TooMany,
}

impl Refusal {
    /// What to do for the file to be opened, where the text does not say so.
    #[must_use]
    pub fn remedy(&self) -> Option<&'static str> {
        Some(match self {
            Self::NotAnObject { found: A_LIST } => {
                "rows of results have to stand one a line for `tailorbird import`, and saved answers of \
                 GitHub are read by `tailorbird collect --from-files`"
            }
            Self::NotJson { .. } | Self::NotAnObject { .. } | Self::NoJobs { .. } => {
                "open a job_stats.json, a check_stats.json or a data set; `tailorbird import` makes one of \
                 lines of JSON"
            }
            Self::NoKind | Self::Field { .. } => {
                "take the data set again from where it is published, or have it made anew"
            }
            _ => return None,
        })
    }
}

/// What an array is called.
const A_LIST: &str = "a list";

/// The first characters of a line, for a message.
fn excerpt(line: &str) -> String {
    let mut short: String = line.chars().filter(|c| !c.is_control()).take(40).collect();
    if line.chars().nth(40).is_some() {
        short.push('…');
    }
    short
}

/// How packed files begin.
const PACKED: [(&[u8], &str); 2] = [(&[0x1f, 0x8b], "gzip"), (b"PK\x03\x04", "ZIP")];

/// Checks what can be told from the first bytes and returns the text without a byte-order mark.
pub(crate) fn text(bytes: &[u8]) -> Result<&str, Refusal> {
    if let Some((_, kind)) = PACKED.iter().find(|(start, _)| bytes.starts_with(start)) {
        return Err(Refusal::Packed(kind));
    }
    let text = std::str::from_utf8(bytes)
        .map_err(|e| Refusal::NotUtf8 {
            offset: e.valid_up_to(),
        })?
        .trim_start_matches('\u{feff}');
    let start = text.trim_start_matches([' ', '\t', '\r', '\n', '\0']);
    let Some(first) = start.chars().next() else {
        return Err(Refusal::Empty);
    };
    match first {
        '{' => Ok(text),
        '<' => Err(Refusal::Markup),
        '[' if begins_an_array(start) => Err(Refusal::NotAnObject { found: A_LIST }),
        '"' => Err(Refusal::NotAnObject { found: "a string" }),
        _ => Err(no_object(text, start)),
    }
}

/// Whether `[` opens a JSON list rather than a log line such as `[INFO] …`.
fn begins_an_array(start: &str) -> bool {
    let inside = start.get(1..).unwrap_or_default().trim_start();
    let word: &str = inside
        .split(|c: char| !c.is_ascii_alphanumeric())
        .next()
        .unwrap_or_default();
    inside.starts_with(['{', '[', ']', '"', '-'])
        || inside.starts_with(|c: char| c.is_ascii_digit())
        || matches!(word, "null" | "true" | "false")
}

/// Names what stands where an object should.
fn no_object(text: &str, start: &str) -> Refusal {
    match start.trim_end() {
        "null" => return Refusal::NotAnObject { found: "null" },
        "true" | "false" => {
            return Refusal::NotAnObject {
                found: "true or false",
            };
        }
        // No other JSON value begins with something else than a quote or a bracket.
        s if serde_json::from_str::<IgnoredAny>(s).is_ok() => {
            return Refusal::NotAnObject { found: "a number" };
        }
        _ => {}
    }
    let offset = text.len() - start.len();
    let line = text.get(..offset).unwrap_or_default().matches('\n').count() + 1;
    let first_line = start.lines().next().unwrap_or_default();
    let is_script = [
        "var ", "let ", "const ", "window.", "export ", "module.", "//", "/*", "self.",
    ]
    .iter()
    .any(|word| first_line.starts_with(word));
    if is_script {
        return Refusal::JavaScript {
            line,
            start: excerpt(first_line),
        };
    }
    match start.lines().position(|l| l.trim_start().starts_with('{')) {
        Some(skip) => Refusal::TextBefore {
            line,
            start: excerpt(first_line),
            json_line: line + skip,
        },
        None => Refusal::NotJson {
            line,
            start: excerpt(first_line),
        },
    }
}

/// The same for what stands behind an object: rows of results are named as what they are.
pub(crate) fn after_object(error: &serde_json::Error, text: &str) -> Refusal {
    let line = error.line();
    let first = text.lines().find(|it| !it.trim().is_empty());
    let is_row = |it: &&str| it.trim_start().starts_with('{') && it.contains("\"job\"");
    let second = text.lines().nth(line.saturating_sub(1));
    if line > 1
        && [first, second]
            .iter()
            .all(|it| it.as_ref().is_some_and(is_row))
    {
        return Refusal::Lines { line };
    }
    from_json(error)
}

/// The parser's error, told by line and column.
pub(crate) fn from_json(error: &serde_json::Error) -> Refusal {
    // The parser counts what it has read of the line: nothing of it, where the line before lacks something.
    let (line, column) = (error.line(), error.column().max(1));
    if error.is_eof() {
        return Refusal::Truncated { line, column };
    }
    let full = error.to_string();
    let what = full
        .split(" at line ")
        .next()
        .unwrap_or_default()
        .to_owned();
    Refusal::Syntax { line, column, what }
}
