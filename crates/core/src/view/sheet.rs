//! A view as a table of plain values: what its exports and the command line print, one form of
//! CSV, JSON and Markdown for all views.

use super::json::{Json, exact};
use crate::format::{
    NOT_AVAILABLE, csv_field, duration, machine_time, markdown_cell, percent, run_time,
};

/// One value.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// Not available: an empty field, null, `n/a`.
    None,
    /// Yes or no.
    Flag(bool),
    /// A whole number.
    Count(u64),
    /// Any number, exact.
    Number(f64),
    /// A point of time in seconds since 1970 UTC: so in JSON, ISO 8601 in CSV, words in Markdown.
    Time(i64),
    /// A text.
    Text(String),
}

impl Value {
    /// A whole number, where there is one.
    pub fn count(n: Option<impl Into<u64>>) -> Self {
        n.map_or(Self::None, |n| Self::Count(n.into()))
    }

    /// A number, where there is one.
    #[must_use]
    pub fn number(n: Option<f64>) -> Self {
        n.map_or(Self::None, Self::Number)
    }

    /// Yes or no, where it is known.
    #[must_use]
    pub fn flag(flag: Option<bool>) -> Self {
        flag.map_or(Self::None, Self::Flag)
    }

    /// A text, where there is one.
    pub fn text(text: Option<impl Into<String>>) -> Self {
        text.map_or(Self::None, |text| Self::Text(text.into()))
    }

    /// A point of time, where it is known.
    #[must_use]
    pub fn time(secs: Option<i64>) -> Self {
        secs.map_or(Self::None, Self::Time)
    }

    pub(super) fn plain(&self) -> String {
        match self {
            Self::None => String::new(),
            Self::Flag(flag) => flag.to_string(),
            Self::Count(n) => n.to_string(),
            Self::Number(n) => exact(*n),
            Self::Time(secs) => machine_time(*secs).unwrap_or_default(),
            Self::Text(text) => text.clone(),
        }
    }

    /// For people, in a column of this name: `…_secs` are durations, `…rate` per cent.
    fn words(&self, column: &str) -> String {
        let text = match self {
            Self::None => NOT_AVAILABLE.to_owned(),
            Self::Flag(flag) => if *flag { "yes" } else { "no" }.to_owned(),
            Self::Count(secs) if column.ends_with("_secs") => duration(*secs),
            Self::Number(rate) if column.ends_with("rate") => percent(Some(*rate)),
            Self::Number(n) => exact((n * 1_000.0).round() / 1_000.0),
            Self::Time(secs) => run_time(*secs).unwrap_or_default(),
            other => other.plain(),
        };
        markdown_cell(&text)
    }

    pub(super) fn write(&self, json: &mut Json) {
        match self {
            Self::None => json.word(None),
            Self::Flag(flag) => json.flag(Some(*flag)),
            Self::Count(n) => json.number(*n),
            Self::Number(n) => json.rate(Some(*n)),
            Self::Time(secs) => json.raw(&secs.to_string()),
            Self::Text(text) => json.text(text),
        }
    }
}

/// A view's figures and rows.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Sheet {
    /// The view's word in `view=`.
    pub view: &'static str,
    /// What the view is, line by line, as it stands above the rows in Markdown.
    pub head: Vec<String>,
    /// Figures of the view as a whole: name, value. `listed` and `shown` are the numbers of
    /// "N of M".
    pub facts: Vec<(&'static str, Value)>,
    /// Names of the columns.
    pub columns: Vec<&'static str>,
    /// One value a column.
    pub rows: Vec<Vec<Value>>,
}

impl Sheet {
    /// One object: `format` (1), `view`, the facts, and `rows`, each an object with a key a
    /// column. Not available is null.
    #[must_use]
    pub fn json(&self) -> String {
        let mut json = Json::default();
        json.open('{');
        json.key("format").number(1);
        json.key("view").text(self.view);
        for (name, value) in &self.facts {
            value.write(json.key(name));
        }
        json.key("rows").open('[');
        for row in &self.rows {
            json.open('{');
            for (name, value) in self.columns.iter().zip(row) {
                value.write(json.key(name));
            }
            json.close('}');
        }
        json.close(']');
        json.close('}');
        json.finish()
    }

    /// The rows as CSV (RFC 4180) with a head. What is not available is an empty field; a field
    /// that a spreadsheet would take for a formula is neutralised.
    #[must_use]
    pub fn csv(&self) -> String {
        let mut out = self.columns.join(",");
        out.push('\n');
        for row in &self.rows {
            let fields: Vec<String> = row.iter().map(|v| csv_field(&v.plain())).collect();
            out.push_str(&fields.join(","));
            out.push('\n');
        }
        out
    }

    /// The head and the rows as a table, for an issue or a chat: in words, without ids of jobs; nobody
    /// is mentioned.
    #[must_use]
    pub fn markdown(&self) -> String {
        let mut out = String::new();
        for text in &self.head {
            out.push_str(text);
            out.push('\n');
        }
        if !self.head.is_empty() {
            out.push('\n');
        }
        let told = || self.columns.iter().filter(|column| **column != "id");
        let mut line = |cells: Vec<String>| {
            out.push_str(&["| ", &cells.join(" | "), " |\n"].concat());
        };
        let title = |column: &&str| column.trim_end_matches("_secs").replace('_', " ");
        line(told().map(title).collect());
        line(told().map(|_| "---".to_owned()).collect());
        for row in &self.rows {
            let cells = self.columns.iter().zip(row);
            let cells = cells.filter(|(column, _)| **column != "id");
            line(cells.map(|(column, value)| value.words(column)).collect());
        }
        out
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sheet() -> Sheet {
        Sheet {
            view: "runs",
            head: vec!["**Runs**".into()],
            facts: vec![("listed", Value::Count(2)), ("rate", Value::Number(0.25))],
            columns: vec![
                "id",
                "name",
                "required",
                "p50_secs",
                "created_at",
                "pass_rate",
            ],
            rows: vec![
                vec![
                    Value::Text("1f".into()),
                    Value::Text("=a|b".into()),
                    Value::Flag(true),
                    Value::None,
                    Value::Time(1_768_435_805),
                    Value::Number(0.25),
                ],
                vec![
                    Value::Text("2f".into()),
                    Value::Text("c, d".into()),
                    Value::None,
                    Value::Count(63),
                    Value::Time(1_768_435_200),
                    Value::None,
                ],
            ],
        }
    }

    #[test]
    fn json_has_a_key_a_column() {
        assert_eq!(
            sheet().json(),
            r#"{"format":1,"view":"runs","listed":2,"rate":0.25,"rows":[{"id":"1f","name":"=a|b","required":true,"p50_secs":null,"created_at":1768435805,"pass_rate":0.25},{"id":"2f","name":"c, d","required":null,"p50_secs":63,"created_at":1768435200,"pass_rate":null}]}"#
        );
    }

    #[test]
    fn csv_is_quoted_and_runs_no_formula() {
        assert_eq!(
            sheet().csv(),
            "id,name,required,p50_secs,created_at,pass_rate\n\
             1f,'=a|b,true,,2026-01-15T00:10:05Z,0.25\n2f,\"c, d\",,63,2026-01-15,\n"
        );
    }

    #[test]
    fn markdown_is_a_head_in_words_and_a_table_without_ids() {
        assert_eq!(
            sheet().markdown(),
            "**Runs**\n\n| name | required | p50 | created at | pass rate |\n\
             | --- | --- | --- | --- | --- |\n\
             | =a\\|b | yes | n/a | 15 Jan 2026 00:10 UTC | 25 % |\n\
             | c, d | n/a | 1m 03s | 15 Jan 2026 | n/a |\n"
        );
    }
}
