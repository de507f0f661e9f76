//! Saved views: a list of named links, what saves the present one, and all of them as text.

use std::sync::Arc;

use tailorbird_core::url::{Saved, format_saved, parse_saved, saved};

use crate::browser;
use crate::node::{Node, el, key_of, value_of};
use crate::signal::RwSignal;
use crate::state::SavedViews;
use crate::ui::{Button, ButtonLook, Dialog};

/// The sheet. A copy stands for the same.
#[derive(Clone, Copy)]
pub struct SavedSheet {
    open: RwSignal<bool>,
    dialog: Dialog,
    views: SavedViews,
    name: RwSignal<String>,
    text: RwSignal<String>,
    /// What was said of the last act.
    told: RwSignal<String>,
    /// All views before the last act, to undo it.
    before: RwSignal<Option<Vec<Saved>>>,
}

impl SavedSheet {
    /// A sheet that is shown while `open` holds.
    pub fn new(open: RwSignal<bool>, views: SavedViews) -> Self {
        Self {
            open,
            dialog: Dialog::new(open),
            views,
            name: RwSignal::new(String::new()),
            text: RwSignal::new(String::new()),
            told: RwSignal::new(String::new()),
            before: RwSignal::new(None),
        }
    }

    /// Draws it: `present` gives the query string of the present view, `on_follow` goes to one.
    pub fn draw(
        self,
        present: impl Fn() -> String + Send + Sync + 'static,
        on_follow: impl Fn(String) + Send + Sync + 'static,
    ) -> Node {
        self.dialog.draw("Saved views", "saved-sheet", || {
            let all = self.views.all().get();
            let undo = self.before.get().map(|before| {
                let undo = Button {
                    text: "Undo".into(),
                    test_id: "saved-undo",
                    look: ButtonLook::Small,
                    ..Button::default()
                };
                undo.draw(move || self.act(before.clone(), "Undone."))
            });
            let told = el("p")
                .class("saved__told")
                .with("role", "status")
                .text(self.told.get())
                .child_some(undo);
            vec![
                self.form(present),
                told,
                self.list(&all, on_follow),
                self.as_text(&all),
            ]
        })
    }

    /// Sets all views, and keeps those before for an undo.
    fn act(self, all: Vec<Saved>, done: &str) {
        let before = self.views.all().get_untracked();
        let is_kept = self.views.set(all);
        self.before.set(Some(before));
        self.told.set(if is_kept {
            done.to_owned()
        } else {
            "This browser keeps nothing: copy them as text before you close the page.".to_owned()
        });
    }

    fn form(self, present: impl Fn() -> String + Send + Sync + 'static) -> Node {
        let save = Arc::new(move || {
            let name = self.name.get_untracked();
            match saved(&name, &present()) {
                Some(one) => {
                    let mut all = self.views.all().get_untracked();
                    let is_new = all.iter().all(|known| known.name != one.name);
                    tailorbird_core::url::put(&mut all, one);
                    self.act(
                        all,
                        match is_new {
                            true => "Saved.",
                            false => "Saved in place of the one that had this name.",
                        },
                    );
                    self.name.set(String::new());
                }
                None => self.told.set("Give it a name first.".to_owned()),
            }
        });
        let enter = Arc::clone(&save);
        let button = Button {
            text: "Save this view".into(),
            test_id: "saved-add",
            look: ButtonLook::Primary,
            ..Button::default()
        };
        let field = el("input")
            .class("text-field__input saved__name")
            .with_all(&[
                ("type", "text"),
                ("maxlength", "80"),
                ("data-testid", "saved-name"),
            ])
            .with("prop:value", self.name.get())
            .on("input", move |event| self.name.set(value_of(&event)))
            .on("keydown", move |event| {
                let key = key_of(&event);
                if key.key() == "Enter" && !key.is_composing() && !key.repeat() {
                    enter();
                }
            });
        el("div")
            .class("saved__form")
            .child(el("label").text("Name ").child(field))
            .child(button.draw(move || save()))
    }

    fn list(self, all: &[Saved], on_follow: impl Fn(String) + Send + Sync + 'static) -> Node {
        if all.is_empty() {
            return el("p")
                .class("muted")
                .text("None yet. A saved view is a link with a name; it stays in this browser.");
        }
        let line = |one: &Saved| {
            let mut href = String::from("?");
            href.push_str(&one.query);
            let name = one.name.clone();
            let mut label = String::from("Remove ");
            label.push_str(&name);
            let remove = Button {
                text: "Remove".into(),
                label: label.into(),
                look: ButtonLook::Small,
                ..Button::default()
            };
            let remove = remove.draw(move || {
                let mut all = self.views.all().get_untracked();
                all.retain(|one| one.name != name);
                self.act(all, "Removed.");
            });
            let link = el("a")
                .with("href", href.clone())
                .with("data-follow", href)
                .text(one.name.clone());
            el("li").class("saved__line").child(link).child(remove)
        };
        el("ul")
            .class("saved__list")
            .on("click", move |event| {
                if browser::has_modifier(&event) {
                    return;
                }
                if let Some(href) = browser::attribute_at(&event, "data-follow") {
                    event.prevent_default();
                    self.open.set(false);
                    on_follow(href);
                }
            })
            .children(all.iter().map(line).collect())
    }

    /// All of them as text, to copy or to put others in.
    fn as_text(self, all: &[Saved]) -> Node {
        let replace = Button {
            text: "Read this text".into(),
            test_id: "saved-import",
            look: ButtonLook::Small,
            ..Button::default()
        };
        let import = move || {
            let (new, bad) = parse_saved(&self.text.get_untracked());
            let mut all = self.views.all().get_untracked();
            let (n, before) = (new.len(), all.len());
            for one in new {
                tailorbird_core::url::put(&mut all, one);
            }
            let replaced = (before + n).saturating_sub(all.len());
            let mut told = n.to_string();
            told.push_str(" read");
            if replaced > 0 {
                told.push_str(", in place of views of the same name: ");
                told.push_str(&replaced.to_string());
            }
            told.push('.');
            for (line, why) in bad {
                for part in [" Line ", &line.to_string(), " was not read: ", why, "."] {
                    told.push_str(part);
                }
            }
            self.act(all, &told);
        };
        let area = el("textarea")
            .class("saved__text")
            .with_all(&[
                ("rows", "5"),
                ("spellcheck", "false"),
                ("data-testid", "saved-text"),
            ])
            .with("prop:value", format_saved(all))
            .on("input", move |event| self.text.set(value_of(&event)));
        let hint = "One a line: name, tab, address. Copy it to a colleague, or paste theirs.";
        el("details")
            .child(el("summary").text("As text"))
            .child(el("label").text(hint).child(area))
            .child(replace.draw(import))
    }
}
