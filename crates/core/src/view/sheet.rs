//! A view as a table of plain values: what its exports and the command line print, one form of
//! CSV, JSON and Markdown for all views.

use super::json::{Json, exact};
use crate::format::{csv_field, markdown_cell};

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

    fn plain(&self) -> String {
        match self {
            Self::None => String::new(),
            Self::Flag(flag) => flag.to_string(),
            Self::Count(n) => n.to_string(),
            Self::Number(n) => exact(*n),
            Self::Text(text) => text.clone(),
        }
    }

    fn write(&self, json: &mut Json) {
        match self {
            Self::None => json.word(None),
            Self::Flag(flag) => json.flag(Some(*flag)),
            Self::Count(n) => json.number(*n),
            Self::Number(n) => json.rate(Some(*n)),
            Self::Text(text) => json.text(text),
        }
    }
}

/// A view's figures and rows.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Sheet {
    /// The view's word in `view=`.
    pub view: &'static str,
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

    /// The facts as a list and the rows as a table, for an issue or a chat; nobody is mentioned.
    #[must_use]
    pub fn markdown(&self) -> String {
        let told = |value: &Value| match value {
            Value::None => "n/a".to_owned(),
            other => markdown_cell(&other.plain()),
        };
        let mut out = String::new();
        for (name, value) in &self.facts {
            out.push_str(&["- ", name, ": ", &told(value), "\n"].concat());
        }
        let line = |cells: Vec<String>| ["| ", &cells.join(" | "), " |\n"].concat();
        if !self.facts.is_empty() {
            out.push('\n');
        }
        out.push_str(&line(
            self.columns.iter().map(|c| (*c).to_owned()).collect(),
        ));
        out.push_str(&line(
            self.columns.iter().map(|_| "---".to_owned()).collect(),
        ));
        for row in &self.rows {
            out.push_str(&line(row.iter().map(told).collect()));
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
            facts: vec![("listed", Value::Count(2)), ("rate", Value::Number(0.25))],
            columns: vec!["name", "required", "secs"],
            rows: vec![
                vec![Value::Text("=a|b".into()), Value::Flag(true), Value::None],
                vec![Value::Text("c, d".into()), Value::None, Value::Count(3)],
            ],
        }
    }

    #[test]
    fn json_has_a_key_a_column() {
        assert_eq!(
            sheet().json(),
            r#"{"format":1,"view":"runs","listed":2,"rate":0.25,"rows":[{"name":"=a|b","required":true,"secs":null},{"name":"c, d","required":null,"secs":3}]}"#
        );
    }

    #[test]
    fn csv_is_quoted_and_runs_no_formula() {
        assert_eq!(
            sheet().csv(),
            "name,required,secs\n'=a|b,true,\n\"c, d\",,3\n"
        );
    }

    #[test]
    fn markdown_stays_a_table() {
        assert_eq!(
            sheet().markdown(),
            "- listed: 2\n- rate: 0.25\n\n| name | required | secs |\n| --- | --- | --- |\n\
             | =a\\|b | true | n/a |\n| c, d | n/a | 3 |\n"
        );
    }
}
