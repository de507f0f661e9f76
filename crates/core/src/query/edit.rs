//! Edits of a filter text, as chips, tiles and links make them. Every edit reads its own result
//! again and keeps what the reader typed as it is where that means the same.

use super::build::{Context, Item, escape_slashes, job_name, parse, read};
use super::filter::Expr;
use super::scan::{Kind, Token, Value, scan};

#[cfg(test)]
mod tests;

/// A text that asks for names which hold exactly this value: bare where a bare word says that,
/// else in quotes, with `"` and `\` escaped.
#[must_use]
pub fn quote(value: &str) -> String {
    let special =
        |c: char| c.is_whitespace() || matches!(c, '"' | '(' | ')' | ':' | ',' | '/' | '\\');
    if value.is_empty() || value == "OR" || value.starts_with('-') || value.contains(special) {
        quoted(value)
    } else {
        value.to_owned()
    }
}

/// The filter text that asks for both: what `q` asks for and what `condition` does. Nothing
/// changes when `q` asks for it already; a text that cannot be read is kept, the condition behind.
#[must_use]
pub fn add_condition(q: &str, condition: &str, ctx: &Context<'_>) -> String {
    let (q, condition) = (q.trim(), condition.trim());
    if q.is_empty() {
        return condition.to_owned();
    }
    let (Ok(have), Ok(add)) = (read(q, ctx), read(condition, ctx)) else {
        return join(q, condition);
    };
    let (have, add) = (conjuncts(have), conjuncts(add));
    if add.iter().all(|one| have.contains(one)) {
        q.to_owned()
    } else {
        append(q, condition, ctx)
    }
}

/// The filter text after a click on a chip: without `key:value` where that was a condition of its
/// own, else with it.
#[must_use]
pub fn toggle_value(q: &str, key: &str, value: &str, ctx: &Context<'_>) -> String {
    let q = q.trim();
    let condition = join_value(key, value);
    let (Ok(mut items), Ok(wanted)) = (read(q, ctx), parse(&condition, ctx)) else {
        return join(q, &condition);
    };
    let before = items.len();
    let mut rest = q.to_owned();
    // From the end, so that the spans before stay true.
    items.reverse();
    items.retain(|item| {
        let found = wanted.root.as_ref() == Some(&item.expr);
        if found {
            rest = cut(&rest, item);
        }
        !found
    });
    if items.len() == before {
        return append(q, &condition, ctx);
    }
    items.reverse();
    settled(rest, items, ctx)
}

/// A text of which parts were cut, spelt so that it asks for all of these and no more.
pub(super) fn settled(rest: String, left: Vec<Item>, ctx: &Context<'_>) -> String {
    let Some(expected) = Expr::all(left.into_iter().map(|item| item.expr)) else {
        return String::new();
    };
    let spelt = spell_tokens(&rest, ctx);
    let grouped = group(&spelt);
    first_meaning([rest, spelt], &expected, ctx).unwrap_or(grouped)
}

/// Both texts as one that asks for both.
pub(super) fn append(q: &str, condition: &str, ctx: &Context<'_>) -> String {
    let (Ok(left), Ok(right)) = (parse(q, ctx), parse(condition, ctx)) else {
        return join(q, condition);
    };
    let (left, right) = match (left.root, right.root) {
        (Some(left), Some(right)) => (left, right),
        (None, Some(_)) => return condition.to_owned(),
        (_, None) => return q.to_owned(),
    };
    let Some(expected) = Expr::all([left, right]) else {
        return q.to_owned();
    };
    let (spelt_q, spelt_condition) = (spell(q, ctx), spell(condition, ctx));
    let lefts = [q.to_owned(), group(q), spelt_q.clone(), group(&spelt_q)];
    let rights = [
        condition.to_owned(),
        group(condition),
        spelt_condition.clone(),
        group(&spelt_condition),
    ];
    let pairs = lefts
        .iter()
        .flat_map(|left| rights.iter().map(move |right| join(left, right)));
    let fallback = join(&group(&spelt_q), &group(&spelt_condition));
    first_meaning(pairs, &expected, ctx).unwrap_or(fallback)
}

/// The first text that is read as this condition.
fn first_meaning(
    texts: impl IntoIterator<Item = String>,
    expected: &Expr,
    ctx: &Context<'_>,
) -> Option<String> {
    texts
        .into_iter()
        .find(|text| parse(text, ctx).is_ok_and(|filter| filter.root.as_ref() == Some(expected)))
}

fn conjuncts(items: Vec<Item>) -> Vec<Expr> {
    match Expr::all(items.into_iter().map(|item| item.expr)) {
        Some(Expr::All(all)) => all,
        one => one.into_iter().collect(),
    }
}

/// The text without a condition.
pub(super) fn cut(text: &str, item: &Item) -> String {
    let before = text.get(..item.span.start).unwrap_or_default();
    let after = text.get(item.span.end..).unwrap_or_default();
    join(before.trim_end(), after.trim_start())
}

fn join(left: &str, right: &str) -> String {
    if left.is_empty() || right.is_empty() {
        return [left, right].concat();
    }
    [left, " ", right].concat()
}

fn group(text: &str) -> String {
    ["(", text, ")"].concat()
}

/// The text spelt so that it means the same inside a group: text that only happens not to be
/// syntax is quoted, open quotes are closed.
fn spell(text: &str, ctx: &Context<'_>) -> String {
    match job_name(text, ctx) {
        Some(name) => quoted(&name),
        None => spell_tokens(text, ctx),
    }
}

/// The same for a text that is not to be taken as a job's name.
fn spell_tokens(text: &str, ctx: &Context<'_>) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    let (mut first, mut alternative) = (true, false);
    for token in scan(text, ctx) {
        // An OR is one only between two conditions.
        if token.kind == Kind::Or {
            alternative = true;
            continue;
        }
        if !first && token.kind != Kind::Close {
            out.push_str(if alternative { " OR " } else { " " });
        }
        alternative = false;
        first = token.kind == Kind::Open;
        spell_token(&token, &mut out);
    }
    out
}

fn spell_token(token: &Token<'_>, out: &mut String) {
    if token.negated {
        out.push('-');
    }
    match &token.kind {
        Kind::Open => out.push('('),
        Kind::Close => out.push(')'),
        Kind::Or => {}
        Kind::Word(word) => out.push_str(&quote(word)),
        Kind::Phrase(phrase) => out.push_str(&quoted(phrase)),
        Kind::Regex(source) => {
            out.push('/');
            out.push_str(&escape_slashes(source));
            out.push('/');
        }
        Kind::Condition { key, values } => spell_condition(key, values, out),
        Kind::UnknownKey(key) => {
            out.push_str(key);
            out.push(':');
        }
    }
}

fn spell_condition(key: &str, values: &[Value], out: &mut String) {
    out.push_str(key);
    for (index, value) in values.iter().enumerate() {
        out.push(if index == 0 { ':' } else { ',' });
        out.push_str(&quote_value(&value.text));
    }
}

fn join_value(key: &str, value: &str) -> String {
    [key, ":", &quote_value(value)].concat()
}

/// A value behind a key: there, only these characters would end or split it.
pub(super) fn quote_value(value: &str) -> String {
    let special = |c: char| c.is_whitespace() || matches!(c, '"' | '(' | ')' | ',' | '\\');
    if value.is_empty() || value.contains(special) {
        quoted(value)
    } else {
        value.to_owned()
    }
}

fn quoted(value: &str) -> String {
    let mut out = String::with_capacity(value.len() + 2);
    out.push('"');
    for c in value.chars() {
        if matches!(c, '"' | '\\') {
            out.push('\\');
        }
        out.push(c);
    }
    out.push('"');
    out
}
