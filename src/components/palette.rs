//! The command palette: one field that leads to a view, a job, a run, a pull request or a project.

use std::sync::Arc;

use tailorbird_core::view::{Goal, Jump};

use crate::node::{Node, el, focus_id, key_of, later, next_id, reveal_id, soon};
use crate::signal::{RwSignal, StoredValue};
use crate::ui::{Dialog, Suggest, Suggestion, TextField, option_id};

/// The palette. A copy stands for the same.
#[derive(Clone, Copy, Debug)]
pub struct Palette {
    dialog: Dialog,
    is_open: RwSignal<bool>,
    text: RwSignal<String>,
    active: RwSignal<usize>,
    id: StoredValue<String>,
}

impl Palette {
    /// A closed palette.
    pub fn closed() -> Self {
        let is_open = RwSignal::new(false);
        Self {
            dialog: Dialog::new(is_open),
            is_open,
            text: RwSignal::new(String::new()),
            active: RwSignal::new(0),
            id: StoredValue::new(next_id()),
        }
    }

    /// Opens it with an empty field.
    pub fn open(self) {
        self.text.set(String::new());
        self.active.set(0);
        self.is_open.set(true);
        later(0, move || focus_id(&self.id.get_value()));
    }

    /// Draws it: `find` says where words lead, `on_go` is called with where to go.
    pub fn draw(
        self,
        find: impl Fn(&str) -> Vec<Jump>,
        on_go: impl Fn(Goal) + Send + Sync + 'static,
    ) -> Node {
        self.dialog.draw("Go to", "palette", || {
            let found = find(&self.text.read());
            vec![
                el("div")
                    .class("palette")
                    .children(self.field(found, on_go)),
            ]
        })
    }

    fn field(self, found: Vec<Jump>, on_go: impl Fn(Goal) + Send + Sync + 'static) -> Vec<Node> {
        let n = found.len();
        let suggestion = |place: &Jump| Suggestion {
            text: place.label.clone(),
            note: place.what.to_owned(),
        };
        let id = self.id.get_value();
        let list_id = [&id, "-list"].concat();
        let active = self.active.get().min(n.saturating_sub(1));
        let field = TextField {
            label: "View, job, run, pull request or project",
            value: self.text.get(),
            placeholder: "View, job by words, run or pull request by number",
            test_id: "palette-text",
            id,
            suggest: Some(Suggest {
                list: found.iter().map(suggestion).collect(),
                active: Some(active),
                id: list_id.clone(),
                label: "Places",
            }),
            ..TextField::default()
        };
        let go = Arc::new(move |at: usize| {
            if let Some(place) = found.get(at) {
                self.is_open.set(false);
                on_go(place.goal.clone());
            }
        });
        let keyed = Arc::clone(&go);
        let none = (n == 0).then(|| el("p").with("role", "status").text("Nothing of that name"));
        let field = field.draw_suggesting(
            move |text| {
                self.active.set(0);
                self.text.set(text);
            },
            move |event| {
                let to = match key_of(&event).key().as_str() {
                    "ArrowDown" if n > 0 => (active + 1) % n,
                    "ArrowUp" if n > 0 => (active + n - 1) % n,
                    "Enter" => {
                        event.prevent_default();
                        return keyed(active);
                    }
                    _ => return,
                };
                event.prevent_default();
                self.active.set(to);
                let id = option_id(&list_id, to);
                soon(move || reveal_id(&id));
            },
            move |taken| {
                if let Some(at) = taken {
                    go(at);
                }
            },
        );
        let mut out = vec![field];
        out.extend(none);
        out
    }
}
