//! Writes columns as JSON. What holds nothing is left out: readers take it as missing.

/// Columns of one object, in the order in which they were added.
#[derive(Default)]
pub(super) struct Columns(String);

impl Columns {
    fn key(&mut self, name: &str) -> &mut String {
        if !self.0.is_empty() {
            self.0.push(',');
        }
        self.0.push('"');
        self.0.push_str(name);
        self.0.push_str("\":");
        &mut self.0
    }

    /// Whole numbers, `null` where there is none.
    pub(super) fn whole(&mut self, name: &str, values: &[Option<i64>]) {
        if values.iter().all(Option::is_none) {
            return;
        }
        let out = self.key(name);
        for (i, value) in values.iter().enumerate() {
            out.push(if i == 0 { '[' } else { ',' });
            match value {
                Some(value) => out.push_str(&value.to_string()),
                None => out.push_str("null"),
            }
        }
        out.push(']');
    }

    /// The same, each as the difference to the one before that is not `null`.
    pub(super) fn differences(&mut self, name: &str, values: &[Option<i64>]) {
        let mut last = 0_i64;
        let step = |value: &Option<i64>| {
            value.map(|value| {
                let step = value.wrapping_sub(last);
                last = value;
                step
            })
        };
        let steps: Vec<Option<i64>> = values.iter().map(step).collect();
        self.whole(name, &steps);
    }

    /// Rows of a sparse section, as the steps from -1 on.
    pub(super) fn rows(&mut self, name: &str, rows: &[i64]) {
        let mut last = -1;
        let step = |row: &i64| {
            let step = *row - last;
            last = *row;
            Some(step)
        };
        let steps: Vec<Option<i64>> = rows.iter().map(step).collect();
        self.whole(name, &steps);
    }

    /// Texts; none where all are empty.
    pub(super) fn texts<T: AsRef<str>>(&mut self, name: &str, values: &[T]) {
        if values.iter().all(|v| v.as_ref().is_empty()) {
            return;
        }
        let out = self.key(name);
        for (i, value) in values.iter().enumerate() {
            out.push(if i == 0 { '[' } else { ',' });
            out.push_str(&quoted(value.as_ref()));
        }
        out.push(']');
    }

    /// Names, which a table is as long as: there even where all are empty.
    pub(super) fn names<T: AsRef<str>>(&mut self, name: &str, values: &[T]) {
        if !values.is_empty() && values.iter().all(|v| v.as_ref().is_empty()) {
            let out = self.key(name);
            let empty = vec!["\"\""; values.len()].join(",");
            out.push_str(&format!("[{empty}]"));
            return;
        }
        self.texts(name, values);
    }

    /// One letter a row.
    pub(super) fn letters(&mut self, name: &str, letters: &str) {
        if !letters.is_empty() {
            let text = quoted(letters);
            self.key(name).push_str(&text);
        }
    }

    /// A word or a number that is JSON already.
    pub(super) fn json(&mut self, name: &str, json: &str) {
        self.key(name).push_str(json);
    }

    /// An object of columns, where there is any.
    pub(super) fn section(&mut self, name: &str, columns: Self) {
        if !columns.0.is_empty() {
            let json = columns.finish();
            self.json(name, &json);
        }
    }

    /// The whole object.
    pub(super) fn finish(self) -> String {
        format!("{{{}}}", self.0)
    }
}

/// A text as JSON.
pub(super) fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}
