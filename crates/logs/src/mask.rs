//! Masks what looks like a secret. The runner masks what it knows as one; this is for the rest:
//! better one word too many than one token published.

use std::borrow::Cow;
use std::sync::LazyLock;

use regex_lite::{Captures, Regex};

/// What stands in place of a secret, as GitHub's runner writes it.
const MASK: &str = "***";

/// Beginnings of tokens that say by themselves what they are, with what follows.
const TOKENS: &str = r"(?x)
    \b(?: gh[pousr]_[A-Za-z0-9]{16,} | github_pat_\w{20,} | glpat-[\w-]{16,}
    | xox[a-z]-[\w-]{10,} | xapp-[\w-]{10,} | (?:AKIA|ASIA|AROA|AIDA)[A-Z0-9]{16} | AIza[\w-]{30,}
    | ya29\.[\w-]{20,} | sk-[\w-]{20,} | [rs]k_(?:live|test)_\w{10,} | npm_[A-Za-z0-9]{30,}
    | pypi-[\w-]{30,} | hf_[A-Za-z0-9]{30,} | nvapi-[\w-]{20,} | dckr_pat_[\w-]{20,}
    | dop_v1_\w{20,} | hv[sbr]\.[\w-]{20,} | SG\.[\w-]{16,}\.[\w-]{16,} | s\.[A-Za-z0-9]{24}
    | eyJ[\w-]{8,}\.[\w-]{8,}(?:\.[\w-]*){0,3} )";

/// Name and password in an address; one part without a colon is a token.
const ADDRESS: &str = r"(://)[^\s/@]{1,200}@";

/// `Authorization: Bearer x`, in a header, in a shell command or in JSON.
const HEADER: &str = r#"(?i)\b(authorization["']?\s{0,5}[:=]\s{0,5}["']?|bearer\s|basic\s+)((?:basic|bearer|token|negotiate|digest)\s+)?[^\s"',;]{6,}"#;

/// Names that announce a secret.
const KEY: &str = r"[\w.-]{0,60}(?:passw(?:or)?d|passphrase|secret|token|api[_-]?key|access[_-]?key|account[_-]?key|private[_-]?key|encryption[_-]?key|signing[_-]?key|credentials?|signature|x-amz-[\w-]{0,40}|\bsig|\bpwd)[\w.-]{0,60}";

/// The value behind such a name.
const VALUE: &str = r#"(?:"[^"]{0,200}"|'[^']{0,200}'|[^\s"'&,;]+)"#;

/// How many of the rules, from the first, take nothing but secrets.
const SURE: usize = 3;

static RULES: LazyLock<Vec<(Regex, &str)>> = LazyLock::new(|| {
    let assigned = format!(r#"(?i)({KEY}["']?\s{{0,5}}(?:=>|:=|[=:])\s{{0,5}}){VALUE}"#);
    let option = format!(r"(?i)(--{KEY}\s{{1,5}}){VALUE}");
    let rules = [
        (TOKENS, MASK),
        (ADDRESS, "${1}***@"),
        (HEADER, "${1}${2}***"),
        (&*assigned, "${1}***"),
        (&*option, "${1}***"),
    ];
    // A test compiles each: none is left out here.
    let compiled = rules.iter().map(|(text, with)| (Regex::new(text), *with));
    compiled
        .filter_map(|(regex, with)| Some((regex.ok()?, with)))
        .collect()
});

/// Long words of the letters of base64.
static WORDS: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new("[A-Za-z0-9+/_=-]{32,}").ok());

/// The text with `***` for each secret-like part: tokens by their well-known beginnings, JWTs,
/// names and passwords in addresses, values behind names such as `password` or `API_KEY`,
/// authorization headers, and long words that look like chance.
#[must_use]
pub fn mask(text: &str) -> String {
    let masked = by_rule(text, RULES.len());
    match &*WORDS {
        Some(words) => words.replace_all(&masked, word).into_owned(),
        None => MASK.to_owned(),
    }
}

/// The same for the name of a test or a file, by the rules that are sure: names are made of long
/// words, and "secret: is mounted" is one.
pub(crate) fn named(text: &str) -> String {
    by_rule(text, SURE).into_owned()
}

fn by_rule(text: &str, n_rules: usize) -> Cow<'_, str> {
    let mut masked = Cow::Borrowed(text);
    for (regex, with) in RULES.iter().take(n_rules) {
        if let Cow::Owned(changed) = regex.replace_all(&masked, *with) {
            masked = Cow::Owned(changed);
        }
    }
    masked
}

/// A word or its mask. Names and paths are made of words, so at least half of their letters stand
/// in runs of three and more small ones; in chance it is one of seven.
fn word(found: &Captures<'_>) -> String {
    let text = found.get(0).map_or("", |found| found.as_str());
    let has = |class: fn(&u8) -> bool| text.as_bytes().iter().any(class);
    let mixed =
        has(u8::is_ascii_uppercase) && has(u8::is_ascii_lowercase) && has(u8::is_ascii_digit);
    let runs = text.split(|c: char| !c.is_ascii_lowercase());
    let in_words: usize = runs.map(str::len).filter(|len| *len >= 3).sum();
    if mixed && in_words * 2 < text.len() {
        MASK.to_owned()
    } else {
        text.to_owned()
    }
}

/// Keeps track of keys that span several lines (`-----BEGIN … PRIVATE KEY-----`).
#[derive(Debug, Default)]
pub(crate) struct KeyBlock {
    lines_left: u16,
}

impl KeyBlock {
    /// Longest key in lines; what follows is shown again, should its end never come.
    const MAX_LINES: u16 = 200;

    /// Whether this line is a part of a key.
    pub(crate) fn holds(&mut self, line: &str) -> bool {
        let is_border =
            line.contains("PRIVATE KEY-----") || line.contains("PRIVATE KEY BLOCK-----");
        if is_border && line.contains("-----BEGIN ") {
            self.lines_left = Self::MAX_LINES;
            if line.contains("-----END ") {
                self.lines_left = 0;
            }
            return true;
        }
        let inside = self.lines_left > 0;
        self.lines_left = self.lines_left.saturating_sub(1);
        if is_border {
            self.lines_left = 0;
        }
        inside
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_rule_compiles() {
        assert_eq!(RULES.len(), 5);
        assert!(WORDS.is_some());
    }

    /// Not written as one word: no scanner of secrets shall find it here.
    fn token(start: &str, n: usize) -> String {
        format!("{start}{}", "a1B2c3D4".repeat(n))
    }

    #[test]
    fn secrets_go() {
        let jwt = format!("{}.{}.{}", token("eyJ", 3), token("eyJ", 3), token("", 4));
        for secret in [
            token("ghp_", 5),
            token("ghs_", 5),
            token("github_pat_", 8),
            token("glpat-", 3),
            token("xoxb-", 3),
            "AKIA".to_owned() + "IOSFODNN7EXAMPLE",
            token("AIza", 5),
            token("sk-", 5),
            token("npm_", 5),
            token("nvapi-", 5),
            jwt,
            token("", 5),
        ] {
            let masked = mask(&format!("a {secret} b"));
            assert_eq!(masked, "a *** b", "{secret}");
            assert!(!mask(&format!("x={secret}&y")).contains(&secret));
        }
    }

    #[test]
    fn values_behind_names_go() {
        for (text, expect) in [
            ("password=hunter2", "password=***"),
            ("DB_PASSWORD: 'a b c' x", "DB_PASSWORD: *** x"),
            (r#"{"apiKey": "abc", "b": 1}"#, r#"{"apiKey": ***, "b": 1}"#),
            ("export MY_SECRET=\"x y\"", "export MY_SECRET=***"),
            ("login --password hunter2 --x", "login --password *** --x"),
            (
                "Authorization: Bearer abcdef123",
                "Authorization: Bearer ***",
            ),
            (
                "-H 'authorization: token abcdef'",
                "-H 'authorization: token ***'",
            ),
            ("curl https://me:pw@host/x", "curl https://***@host/x"),
            (
                "git clone https://abc@host/x",
                "git clone https://***@host/x",
            ),
            ("?a=1&sig=ab%2B&b=2", "?a=1&sig=***&b=2"),
            ("AccountKey=abc==;End", "AccountKey=***;End"),
        ] {
            assert_eq!(mask(text), expect);
        }
    }

    #[test]
    fn what_is_no_secret_stays() {
        let sha = "0123456789abcdef".repeat(4);
        for text in [
            "not ok 3 Kill all processes in container",
            "panicked at crates/core/src/stats/tests.rs:12:5:",
            "/home/runner/work/kata-containers/kata-containers/tests/k8s-caps.bats",
            "TestContainerCreateWithVeryLongNameAndManyWords2/Sub1Case",
            &sha,
            "12345678-1234-1234-1234-123456789abc",
            "https://github.com/o/r/actions/runs/1",
            "mail to a@b.c: passwords are hard",
            "run-k8s-tests-on-tdx (qemu-tdx, nydus, guest-pull, k3s)",
        ] {
            assert_eq!(mask(text), text);
        }
    }

    #[test]
    fn keys_of_several_lines() {
        let mut block = KeyBlock::default();
        let text = "a\n-----BEGIN RSA PRIVATE KEY-----\nMII\n\n-----END RSA PRIVATE KEY-----\nb";
        let held: Vec<bool> = text.lines().map(|line| block.holds(line)).collect();
        assert_eq!(held, [false, true, true, true, true, false]);
        assert!(block.holds("KEY=-----BEGIN PRIVATE KEY----- x"));
        let open = (0..1_000).filter(|_| block.holds("x")).count();
        assert_eq!(open, 200);
    }
}
