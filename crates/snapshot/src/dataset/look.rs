//! Looks at fields of a JSON object that note what is of another type and go on.

use crate::codes;
use crate::config::Node;
use crate::issue::IssueList;

/// Reads fields by name.
pub(super) struct Look<'a> {
    pub(super) issues: &'a mut IssueList,
    pub(super) source: &'a str,
}

impl Look<'_> {
    fn wrong(&mut self, key: &str, wanted: &str) {
        let place = format!("{}, field `{key}`", self.source);
        let message = format!("not {wanted}; not used");
        self.issues.push(codes::WRONG_TYPE, || (place, message));
    }

    /// A string. Empty: there is none.
    pub(super) fn text(&mut self, node: &Node, key: &str) -> String {
        match node.get(key) {
            Some(Node::Text(text)) => text.clone(),
            None | Some(Node::Null) => String::new(),
            Some(_) => {
                self.wrong(key, "a string");
                String::new()
            }
        }
    }

    /// A whole number; None: there is none.
    pub(super) fn whole(&mut self, node: &Node, key: &str) -> Option<i64> {
        let value = node.get(key)?;
        let found = number(value);
        if found.is_none() && !matches!(value, Node::Null) {
            self.wrong(key, "a whole number");
        }
        found
    }

    /// A count; 0: there is none.
    pub(super) fn count(&mut self, node: &Node, key: &str) -> u64 {
        let found = self.whole(node, key).unwrap_or_default();
        u64::try_from(found).unwrap_or_default()
    }

    /// The items of a list. Empty: there is none.
    pub(super) fn list<'n>(&mut self, node: &'n Node, key: &str) -> &'n [Node] {
        match node.get(key) {
            Some(Node::List(items)) => items,
            None | Some(Node::Null) => &[],
            Some(_) => {
                self.wrong(key, "a list");
                &[]
            }
        }
    }

    /// The strings of a list, each item in its place.
    pub(super) fn texts(&mut self, node: &Node, key: &str) -> Vec<String> {
        let items = self.list(node, key).iter();
        let mut odd = false;
        let text = |item: &Node| {
            odd |= !matches!(item, Node::Text(_) | Node::Null);
            item.as_text().unwrap_or_default().to_owned()
        };
        let texts = items.map(text).collect();
        if odd {
            self.wrong(key, "a list of strings in every place");
        }
        texts
    }
}

/// A whole number of up to 53 bits, or one of 63 that is not negative.
pub(super) fn number(node: &Node) -> Option<i64> {
    match node {
        Node::Whole(n) => i64::try_from(*n).ok(),
        #[expect(clippy::cast_possible_truncation, reason = "checked: whole and small")]
        Node::Decimal(n) if n.fract() == 0.0 && n.abs() < 9e15 => Some(*n as i64),
        _ => None,
    }
}
