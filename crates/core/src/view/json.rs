//! JSON text, written piece by piece: small, where derived serialisers are large. Knows no view.

/// JSON in the making. Commas are set where they belong; that what is opened gets closed is the
/// caller's care.
#[derive(Default)]
pub(super) struct Json(String);

impl Json {
    /// Begins an object (`{`) or a list (`[`).
    pub(super) fn open(&mut self, bracket: char) {
        self.raw("");
        self.0.push(bracket);
    }

    /// Ends an object (`}`) or a list (`]`).
    pub(super) fn close(&mut self, bracket: char) {
        self.0.push(bracket);
    }

    /// The key of the value that comes next.
    pub(super) fn key(&mut self, key: &str) -> &mut Self {
        self.text(key);
        self.0.push(':');
        self
    }

    /// A string.
    pub(super) fn text(&mut self, text: &str) {
        self.raw("\"");
        for c in text.chars() {
            match c {
                '"' | '\\' => self.0.extend(['\\', c]),
                '\n' => self.0.push_str("\\n"),
                '\0'..='\u{1f}' => self.0.push_str(&format!("\\u{:04x}", u32::from(c))),
                _ => self.0.push(c),
            }
        }
        self.0.push('"');
    }

    /// A list of strings.
    pub(super) fn texts(&mut self, texts: &[&str]) {
        self.open('[');
        texts.iter().for_each(|text| self.text(text));
        self.close(']');
    }

    /// A whole number.
    pub(super) fn number(&mut self, number: u64) {
        self.raw(&number.to_string());
    }

    /// A whole number, or null.
    pub(super) fn count(&mut self, count: Option<u32>) {
        match count {
            Some(count) => self.number(u64::from(count)),
            None => self.raw("null"),
        }
    }

    /// A number, as short as it is exact, or null.
    pub(super) fn rate(&mut self, rate: Option<f64>) {
        self.raw(&rate.map_or_else(|| "null".to_owned(), exact));
    }

    /// True, false or null.
    pub(super) fn flag(&mut self, flag: Option<bool>) {
        self.raw(match flag {
            Some(true) => "true",
            Some(false) => "false",
            None => "null",
        });
    }

    /// A string, or null.
    pub(super) fn word(&mut self, word: Option<&str>) {
        match word {
            Some(word) => self.text(word),
            None => self.raw("null"),
        }
    }

    /// The whole text.
    pub(super) fn finish(self) -> String {
        self.0
    }

    /// Text as it stands, behind a comma where a value stands before it.
    pub(super) fn raw(&mut self, text: &str) {
        if !self.0.is_empty() && !self.0.ends_with(['{', '[', ':']) {
            self.0.push(',');
        }
        self.0.push_str(text);
    }
}

/// A number as short as it is exact: `0.25`, `1`.
#[must_use]
pub fn exact(number: f64) -> String {
    let Some(number) = serde_json::Number::from_f64(number) else {
        return "null".to_owned();
    };
    let mut text = number.to_string();
    if text.ends_with(".0") {
        text.truncate(text.len() - 2);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn commas_stand_between_values() {
        let mut json = Json::default();
        json.open('{');
        json.key("a").open('[');
        json.close(']');
        json.key("b").texts(&["x", "y"]);
        json.key("c").open('{');
        json.key("d").number(u64::MAX);
        json.close('}');
        json.key("e").rate(Some(0.25));
        json.key("f").rate(None);
        json.key("g").flag(Some(true));
        json.key("h").word(None);
        json.close('}');
        assert_eq!(
            json.finish(),
            r#"{"a":[],"b":["x","y"],"c":{"d":18446744073709551615},"e":0.25,"f":null,"g":true,"h":null}"#
        );
    }

    proptest! {
        #[test]
        fn any_text_is_read_back(texts in proptest::collection::vec(any::<String>(), 0..4)) {
            let mut json = Json::default();
            json.texts(&texts.iter().map(String::as_str).collect::<Vec<_>>());
            prop_assert_eq!(serde_json::from_str::<Vec<String>>(&json.finish()).unwrap(), texts);
        }

        #[test]
        fn rates_are_exact(number in 0.0..1.0_f64) {
            prop_assert_eq!(exact(number).parse::<f64>().unwrap(), number);
        }
    }
}
