//! Tokens to a filter, with the limits that keep any text cheap to read.

use std::ops::Range;

use regex_lite::RegexBuilder;

use super::error::FilterError;
use super::filter::{Expr, Filter, Pattern};
use super::keys::{condition, unknown_key};
use super::scan::{Kind, Token, scan};
use crate::text::lowercase;

/// What a filter text may speak of: it depends on the data that is open.
#[derive(Clone, Copy)]
pub struct Context<'a> {
    /// Keys of the dimensions, besides the built-in ones, which win.
    pub dimension_keys: &'a [String],
    /// Whether a text is a job's full name, or a prefix of one that ends in `" / "`. It gets the
    /// text trimmed, white space folded to single spaces, in lower case; so the prefix
    /// `"build / "` comes as `"build /"`.
    pub is_job_name: &'a dyn Fn(&str) -> bool,
}

/// Longest text that is read, in bytes.
const TEXT_LIMIT: usize = 10_000;
/// Longest regular expression, in characters.
const PATTERN_LIMIT: usize = 256;
/// Largest compiled regular expression, in bytes: the time of a match grows with it.
const PATTERN_SIZE_LIMIT: usize = 128 * 1024;
/// Deepest nesting of groups.
const DEPTH_LIMIT: usize = 32;

/// Reads a filter text. Empty text is the empty filter; a job's name is a phrase.
///
/// # Errors
///
/// An unknown key or word, a value that is missing or of the wrong form, a bad regular
/// expression, and texts, patterns or groups beyond the limits. Unfinished syntax (an open quote,
/// a lone `-`, an `OR` with nothing behind it) is none: it is what typing looks like.
pub fn parse(text: &str, ctx: &Context<'_>) -> Result<Filter, FilterError> {
    // Most visits begin without a filter, and do without what reads one.
    if text.is_empty() {
        return Ok(Filter::default());
    }
    Ok(Filter {
        root: Expr::all(read(text, ctx)?.into_iter().map(|item| item.expr)),
    })
}

/// A condition that has to hold on its own, and where it stands in the text.
pub(super) struct Item {
    pub(super) expr: Expr,
    pub(super) span: Range<usize>,
}

/// The conditions of a text which all have to hold; a text with a top-level `OR` is one item.
#[inline(never)]
pub(super) fn read(text: &str, ctx: &Context<'_>) -> Result<Vec<Item>, FilterError> {
    if text.len() > TEXT_LIMIT {
        let message = format!("the filter is longer than {TEXT_LIMIT} bytes");
        return Err(FilterError::new(0..text.len(), message));
    }
    if let Some(name) = job_name(text, ctx) {
        return Ok(vec![Item {
            expr: Expr::Name(lowercase(&name)),
            span: 0..text.len(),
        }]);
    }
    Builder::default().read(text.trim_end(), ctx)
}

/// The text with its white space folded, if that is a job's full name or a path of one.
pub(super) fn job_name(text: &str, ctx: &Context<'_>) -> Option<String> {
    let mut name = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !name.is_empty() {
            name.push(' ');
        }
        name.push_str(word);
    }
    (!name.is_empty() && (ctx.is_job_name)(&lowercase(&name))).then_some(name)
}

/// A group being read: alternatives, of which the last one is still growing.
#[derive(Default)]
struct Frame {
    alternatives: Vec<Expr>,
    items: Vec<Item>,
    negated: bool,
    start: usize,
}

impl Frame {
    fn end_alternative(&mut self) {
        self.alternatives
            .extend(Expr::all(self.items.drain(..).map(|item| item.expr)));
    }

    fn into_items(mut self, end: usize) -> Vec<Item> {
        if self.alternatives.is_empty() {
            return self.items;
        }
        self.end_alternative();
        let span = self.start..end;
        Expr::any(self.alternatives)
            .map(|expr| Item { expr, span })
            .into_iter()
            .collect()
    }
}

/// Builds the tree with a stack of its own, so that no input can exhaust the machine's.
#[derive(Default)]
struct Builder {
    current: Frame,
    outer: Vec<Frame>,
}

impl Builder {
    fn read(mut self, text: &str, ctx: &Context<'_>) -> Result<Vec<Item>, FilterError> {
        for token in scan(text, ctx) {
            match token.kind {
                Kind::Open => self.open(&token)?,
                Kind::Close => self.close(token.span.end),
                Kind::Or => self.current.end_alternative(),
                _ => {
                    let expr = atom(&token, ctx)?;
                    self.add(expr, token.negated, token.span);
                }
            }
        }
        Ok(self.current.into_items(text.len()))
    }

    fn open(&mut self, token: &Token<'_>) -> Result<(), FilterError> {
        if self.outer.len() >= DEPTH_LIMIT {
            let message = format!("more than {DEPTH_LIMIT} groups inside each other");
            return Err(FilterError::new(token.span.clone(), message));
        }
        let frame = Frame {
            negated: token.negated,
            start: token.span.start,
            ..Frame::default()
        };
        self.outer.push(std::mem::replace(&mut self.current, frame));
        Ok(())
    }

    fn close(&mut self, end: usize) {
        let group = match self.outer.pop() {
            Some(outer) => std::mem::replace(&mut self.current, outer),
            None => return,
        };
        let (negated, span) = (group.negated, group.start..end);
        let expr = Expr::all(group.into_items(end).into_iter().map(|item| item.expr));
        self.add(expr, negated, span);
    }

    fn add(&mut self, expr: Option<Expr>, negated: bool, span: Range<usize>) {
        if let Some(expr) = expr {
            let expr = if negated {
                Expr::Not(Box::new(expr))
            } else {
                expr
            };
            self.current.items.push(Item { expr, span });
        }
    }
}

/// The condition of one token; `None` for an empty phrase, which every name holds.
fn atom(token: &Token<'_>, ctx: &Context<'_>) -> Result<Option<Expr>, FilterError> {
    Ok(match &token.kind {
        Kind::Word(word) => Some(Expr::Name(lowercase(word))),
        Kind::Phrase(phrase) if phrase.is_empty() => None,
        Kind::Phrase(phrase) => Some(Expr::Name(lowercase(phrase))),
        Kind::Regex(source) => Some(Expr::Pattern(pattern(source, &token.span)?)),
        Kind::Condition { key, values } => Some(condition(key, &token.span, values, ctx)?),
        Kind::UnknownKey(key) => {
            let start = token.span.start + usize::from(token.negated);
            return Err(unknown_key(key, start..start + key.len(), ctx));
        }
        Kind::Open | Kind::Close | Kind::Or => None,
    })
}

fn pattern(source: &str, span: &Range<usize>) -> Result<Pattern, FilterError> {
    if source.chars().count() > PATTERN_LIMIT {
        let message = format!("the regular expression is longer than {PATTERN_LIMIT} characters");
        return Err(FilterError::new(span.clone(), message));
    }
    match RegexBuilder::new(source)
        .case_insensitive(true)
        .size_limit(PATTERN_SIZE_LIMIT)
        .build()
    {
        Ok(regex) => Ok(Pattern {
            source: escape_slashes(source),
            regex,
        }),
        Err(error) => Err(FilterError::new(
            span.clone(),
            format!("bad regular expression: {error}"),
        )),
    }
}

/// The pattern with every slash escaped, so that none can end it wherever it is typed.
pub(super) fn escape_slashes(source: &str) -> String {
    let mut out = String::with_capacity(source.len());
    let mut escaped = false;
    for c in source.chars() {
        if c == '/' && !escaped {
            out.push('\\');
        }
        escaped = c == '\\' && !escaped;
        out.push(c);
    }
    out
}
