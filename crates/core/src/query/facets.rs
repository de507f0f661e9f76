//! What there is to choose from: the values that rows have under each key, with how many have them
//! now, and the filter text once one of them is pressed.
//!
//! Values of one key are chosen together, so that any of them may hold (`arch:amd64,s390x`). Each
//! key is counted over the rows that the conditions of others leave: without a choice the count is
//! what a press leaves, and of several the counts add up.

use super::build::{Context, Item, read};
use super::complete::Asked;
use super::edit::{append, cut, quote_value, settled};
use super::filter::{Expr, Facts};
use crate::text::lowercase;

/// Values of one key that are listed, the most frequent ones, and those that are asked for.
const MOST: usize = 20;

/// A key with its values.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Facet {
    /// The key.
    pub key: String,
    /// Its values, the most frequent of all rows first.
    pub values: Vec<FacetValue>,
    /// How many more there are.
    pub more: usize,
}

/// A value of a key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FacetValue {
    /// `key:value`, by which it is pressed.
    pub id: String,
    /// The value.
    pub value: String,
    /// How many rows that the conditions of other keys leave have it.
    pub count: u32,
    /// It is chosen: any value that is may hold.
    pub is_in: bool,
    /// It is left out.
    pub is_out: bool,
}

/// The values under each key, over `rows`, with the counts that the filter text leaves. A text that
/// cannot be read leaves all.
#[must_use]
pub fn facets<F: Facts>(text: &str, ctx: &Context<'_>, rows: &[F]) -> Vec<Facet> {
    let items = read(text, ctx).unwrap_or_default();
    let asked = |rows: Vec<_>| Asked {
        ctx,
        owners: &[],
        rows,
    };
    let all = asked(rows.iter().collect());
    let dimensions = ctx.dimension_keys.iter().map(String::as_str);
    let mut list = Vec::new();
    // Paths are many and long.
    for key in dimensions.chain(["kind", "path"]) {
        let mut said: [Vec<String>; 2] = Default::default();
        let mut others: Vec<&Expr> = items.iter().map(|item| &item.expr).collect();
        others.retain(|expr| !says(expr, key, &mut said));
        let is_left = |row: &&F| others.iter().all(|expr| expr.matches(*row));
        let left = asked(rows.iter().filter(is_left).collect());
        let mut known = all.values(key, "");
        known.retain(|(_, n)| *n > 0);
        let mut known: Vec<String> = known.into_iter().map(|(value, _)| value).collect();
        let more = known.len().saturating_sub(MOST);
        known.truncate(MOST);
        // What is asked for stays to be taken out, also where few rows have it or none.
        for value in said.iter().flatten() {
            if !known.iter().any(|it| lowercase(it) == *value) {
                known.push(value.clone());
            }
        }
        let value = |value: String| {
            let [is_in, is_out] = [0, 1].map(|at| {
                said.get(at)
                    .is_some_and(|it: &Vec<String>| it.contains(&lowercase(&value)))
            });
            FacetValue {
                id: [key, ":", &value].concat(),
                count: left.count(key, &value),
                is_in,
                is_out,
                value,
            }
        };
        let values: Vec<FacetValue> = known.into_iter().map(value).collect();
        if !values.is_empty() {
            let key = key.to_owned();
            list.push(Facet { key, values, more });
        }
    }
    list
}

/// Whether a condition speaks of the values of one key alone; it adds them, in lower case, to those
/// that are chosen or to those that are left out.
fn says(expr: &Expr, key: &str, said: &mut [Vec<String>; 2]) -> bool {
    let [chosen, out] = said;
    let (expr, said) = match expr {
        Expr::Not(inner) => (&**inner, out),
        expr => (expr, chosen),
    };
    let any = match expr {
        Expr::Any(any) => any.as_slice(),
        one => std::slice::from_ref(one),
    };
    let value = |one: &Expr| match one {
        Expr::Dimension { key: of, value } if of == key => Some(value.clone()),
        Expr::Path(text) if key == "path" => Some(text.clone()),
        Expr::Kind(word) if key == "kind" => Some((*word).to_owned()),
        _ => None,
    };
    let values: Option<Vec<String>> = any.iter().map(value).collect();
    let is_own = values.is_some();
    said.extend(values.into_iter().flatten());
    is_own
}

/// The filter text after a press on a value, given as `key:value`: it is chosen beside the others of
/// its key, or no longer where it was. With a `-` in front it is left out, or no longer. What the
/// text says of the key stands at its end then.
#[must_use]
pub fn press_facet(q: &str, id: &str, ctx: &Context<'_>) -> String {
    let (id, is_out) = id.strip_prefix('-').map_or((id, false), |id| (id, true));
    let (key, value) = id.split_once(':').unwrap_or((id, ""));
    let mut text = q.trim().to_owned();
    let mut said: [Vec<String>; 2] = Default::default();
    let items = read(&text, ctx).unwrap_or_default();
    let (own, others): (Vec<Item>, Vec<Item>) = items
        .into_iter()
        .partition(|item| says(&item.expr, key, &mut said));
    if !own.is_empty() {
        // From the end, so that the spans before stay true.
        for item in own.iter().rev() {
            text = cut(&text, item);
        }
        text = settled(text, others, ctx);
    }
    let lower = lowercase(value);
    for (is_not, mut values) in [false, true].into_iter().zip(said) {
        let n = values.len();
        values.retain(|of| *of != lower);
        if is_not == is_out && values.len() == n {
            values.push(value.to_owned());
        }
        if !values.is_empty() {
            let values: Vec<String> = values.iter().map(|of| quote_value(of)).collect();
            let sign = if is_not { "-" } else { "" };
            text = append(&text, &[sign, key, ":", &values.join(",")].concat(), ctx);
        }
    }
    text
}
