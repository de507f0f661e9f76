//! Filter text to tokens. Here it is decided what is syntax and what is ordinary text.
//!
//! Job names are full of parentheses, commas, quotes and slashes, so each of them is syntax only
//! where a word begins, and a parenthesis only if the closing one exists and no bare comma stands
//! between them. Whether a parenthesis is text changes how the characters behind it are read:
//! the text is scanned again until no parenthesis changes sides, a fixed number of times at most.

use std::ops::Range;

use super::build::Context;
use super::keys::is_known;

/// A piece of a filter text.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Token<'a> {
    pub(super) kind: Kind<'a>,
    /// A `-` stands before it; it is part of the span.
    pub(super) negated: bool,
    pub(super) span: Range<usize>,
}

#[derive(Clone, Debug, PartialEq)]
pub(super) enum Kind<'a> {
    /// Opens a group; its [`Kind::Close`] always follows.
    Open,
    Close,
    Or,
    Word(&'a str),
    /// A quoted text, its escapes resolved.
    Phrase(String),
    /// The pattern between slashes, as typed.
    Regex(&'a str),
    /// A key that is known, and its values.
    Condition {
        key: &'a str,
        values: Vec<Value>,
    },
    /// A word that begins with this key, which is not known.
    UnknownKey(&'a str),
}

/// One value of a key, without its quotes.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Value {
    pub(super) text: String,
    pub(super) span: Range<usize>,
}

/// How often parentheses may change sides before all of them are taken as text.
const PASSES: usize = 6;

/// The tokens of a filter text, groups balanced. Lone `-` and `/` are left out.
pub(super) fn scan<'a>(text: &'a str, ctx: &'a Context<'a>) -> Vec<Token<'a>> {
    let mut as_text = vec![false; text.len()];
    for pass in 0..=PASSES {
        let mut scanner = Scanner {
            text,
            ctx,
            as_text,
            all_text: pass == PASSES,
            position: 0,
            levels: Vec::new(),
            commas: 0,
            tokens: Vec::new(),
            rejected: Vec::new(),
        };
        scanner.run();
        scanner
            .rejected
            .extend(scanner.levels.iter().map(|level| level.open));
        if scanner.rejected.is_empty() {
            return scanner.tokens;
        }
        as_text = scanner.as_text;
        for at in scanner.rejected {
            if let Some(is_text) = as_text.get_mut(at) {
                *is_text = true;
            }
        }
    }
    // Not reached: the last pass opens no group, so it rejects none.
    Vec::new()
}

/// A parenthesis that opened a group and is not closed yet.
struct Level {
    open: usize,
    /// Bare commas seen before it.
    commas: usize,
    /// Parentheses inside that are text and wait for their closing one.
    text_open: usize,
}

struct Scanner<'a> {
    text: &'a str,
    ctx: &'a Context<'a>,
    /// For each position: a parenthesis there is known to be text.
    as_text: Vec<bool>,
    all_text: bool,
    position: usize,
    levels: Vec<Level>,
    commas: usize,
    tokens: Vec<Token<'a>>,
    /// Positions taken as groups in this pass that turned out to be text.
    rejected: Vec<usize>,
}

impl<'a> Scanner<'a> {
    fn run(&mut self) {
        let mut glued = false;
        while let Some(next) = self.peek() {
            if next.is_whitespace() {
                self.position += next.len_utf8();
                glued = false;
            } else if self.closes() {
                self.close();
                glued = true;
            } else {
                self.item(next, glued);
                glued = self
                    .tokens
                    .last()
                    .is_none_or(|token| token.kind != Kind::Open);
            }
        }
    }

    fn rest(&self) -> &'a str {
        self.text.get(self.position..).unwrap_or_default()
    }

    fn peek(&self) -> Option<char> {
        self.rest().chars().next()
    }

    /// Whether a closing parenthesis stands here that closes a group.
    fn closes(&self) -> bool {
        self.rest().starts_with(')') && self.levels.last().is_some_and(|level| level.text_open == 0)
    }

    /// Whether a word that ended here would be at its end.
    fn at_end(&self) -> bool {
        self.peek().is_none_or(char::is_whitespace) || self.closes()
    }

    fn push(&mut self, kind: Kind<'a>, negated: bool, start: usize) {
        self.tokens.push(Token {
            kind,
            negated,
            span: start..self.position,
        });
    }

    fn close(&mut self) {
        let start = self.position;
        self.position += 1;
        if let Some(level) = self.levels.pop()
            && level.commas != self.commas
        {
            self.rejected.push(level.open);
        }
        self.push(Kind::Close, false, start);
    }

    /// Reads whatever begins here. A `-` directly behind another item does not negate.
    fn item(&mut self, first: char, glued: bool) {
        let start = self.position;
        let negated = first == '-' && !glued;
        if negated {
            self.position += 1;
            if self.at_end() {
                return;
            }
        }
        match self.peek() {
            Some('(') if !self.is_text(self.position) => {
                let level = Level {
                    open: self.position,
                    commas: self.commas,
                    text_open: 0,
                };
                self.levels.push(level);
                self.position += 1;
                self.push(Kind::Open, negated, start);
            }
            Some('"') => {
                let phrase = self.quoted();
                self.push(Kind::Phrase(phrase), negated, start);
            }
            Some('/') => self.slash(negated, start),
            _ => self.word(negated, start),
        }
    }

    fn is_text(&self, position: usize) -> bool {
        self.all_text || self.as_text.get(position).is_some_and(|is_text| *is_text)
    }

    /// Reads a quoted text up to its closing quote, or all the rest.
    fn quoted(&mut self) -> String {
        let mut phrase = String::new();
        let mut chars = self.rest().char_indices().skip(1).peekable();
        let mut length = self.rest().len();
        while let Some((at, c)) = chars.next() {
            match c {
                '"' => {
                    length = at + 1;
                    break;
                }
                '\\' => match chars.next_if(|&(_, next)| next == '"' || next == '\\') {
                    Some((_, escaped)) => phrase.push(escaped),
                    None => phrase.push('\\'),
                },
                _ => phrase.push(c),
            }
        }
        self.position += length;
        phrase
    }

    /// Reads what a slash at a word's start begins: a pattern, nothing, or a word.
    fn slash(&mut self, negated: bool, start: usize) {
        let opening = self.position;
        self.position += 1;
        if self.at_end() {
            return;
        }
        let body = self.rest();
        let mut escaped = false;
        let mut before = ' ';
        for (at, c) in body.char_indices() {
            self.position = opening + 1 + at + c.len_utf8();
            if c == '/' && !escaped && !before.is_whitespace() && self.at_end() {
                self.push(
                    Kind::Regex(body.get(..at).unwrap_or_default()),
                    negated,
                    start,
                );
                return;
            }
            escaped = c == '\\' && !escaped;
            before = c;
        }
        self.position = opening + 1;
        if body.starts_with('/') {
            self.position += 1;
            if self.at_end() {
                return;
            }
        }
        self.position = opening;
        self.word(negated, start);
    }

    /// Reads a word: an `OR`, a condition or ordinary text.
    fn word(&mut self, negated: bool, start: usize) {
        let from = self.position;
        if let Some(key) = key_of(self.rest()) {
            if is_known(key, self.ctx) {
                self.position += key.len() + 1;
                let values = self.values();
                self.push(Kind::Condition { key, values }, negated, start);
            } else {
                self.ordinary();
                self.push(Kind::UnknownKey(key), negated, start);
            }
            return;
        }
        self.ordinary();
        let word = self.text.get(from..self.position).unwrap_or_default();
        let kind = if word == "OR" && !negated {
            Kind::Or
        } else {
            Kind::Word(word)
        };
        self.push(kind, negated, start);
    }

    /// Skips ordinary text up to the word's end.
    fn ordinary(&mut self) {
        while let Some(c) = self.take() {
            self.commas += usize::from(c == ',');
        }
    }

    /// Reads one character of a word, unless the word ends here.
    fn take(&mut self) -> Option<char> {
        if self.at_end() {
            return None;
        }
        let c = self.peek()?;
        if let Some(level) = self.levels.last_mut() {
            match c {
                '(' => level.text_open += 1,
                ')' => level.text_open = level.text_open.saturating_sub(1),
                _ => {}
            }
        }
        self.position += c.len_utf8();
        Some(c)
    }

    /// Reads values, separated by commas, each plain or quoted.
    fn values(&mut self) -> Vec<Value> {
        let mut values = Vec::new();
        loop {
            let start = self.position;
            let mut text = String::new();
            if self.peek() == Some('"') {
                text = self.quoted();
            }
            while self.peek() != Some(',')
                && let Some(c) = self.take()
            {
                text.push(c);
            }
            values.push(Value {
                text,
                span: start..self.position,
            });
            if self.peek() != Some(',') {
                return values;
            }
            self.position += 1;
        }
    }
}

/// The key at the start of a word: a letter, then letters, digits, `_` and `-`, then a colon.
pub(super) fn key_of(word: &str) -> Option<&str> {
    let end = word
        .find(|c: char| !c.is_ascii_alphanumeric() && c != '_' && c != '-')
        .unwrap_or_default();
    let (key, rest) = word.split_at_checked(end)?;
    let named = key.starts_with(|c: char| c.is_ascii_alphabetic());
    (named && rest.starts_with(':')).then_some(key)
}
