//! Single keys as shortcuts. They can be switched off, but for `?`, which leads to the switch.

use std::cell::Cell;

use leptos::prelude::{Callable, Callback};
use tailorbird_core::url::View;

use crate::app::go;
use crate::browser::{self, Key};
use crate::components::{Moves, Palette};
use crate::signal::RwSignal;
use crate::state::{Address, Prefs, Step};

/// What keys can do. A copy stands for the same.
#[derive(Clone, Copy)]
pub(crate) struct Actions {
    /// The address.
    pub(crate) address: Address,
    /// Preferences.
    pub(crate) prefs: Prefs,
    /// The table's tab stop, while there is a table.
    pub(crate) moves: RwSignal<Option<Moves>>,
    /// The help sheet.
    pub(crate) help: RwSignal<bool>,
    /// The command palette.
    pub(crate) palette: Palette,
    /// Explains the figures at an address.
    pub(crate) explain: Callback<String>,
    /// Copies the link.
    pub(crate) copy: Callback<()>,
}

thread_local! {
    /// `g` was pressed: the next key names a view.
    static GOING: Cell<bool> = const { Cell::new(false) };
}

/// Acts on a key.
pub(crate) fn press(actions: Actions, key: &Key) {
    if key.is_command("k") && !key.is_handled() {
        actions.palette.open();
        return key.prevent_default();
    }
    if key.has_modifier() || key.is_for_field() || key.is_handled() {
        return;
    }
    let name = key.name();
    if name == "?" {
        actions.help.set(true);
        return key.prevent_default();
    }
    if !actions.prefs.shortcuts().get_untracked() {
        return;
    }
    if GOING.replace(false) {
        let view = View::ALL.into_iter().find(|v| v.key() == Some(&name));
        if let Some(view) = view {
            go(actions.address, view);
            key.prevent_default();
        }
        return;
    }
    if act(actions, &name) {
        key.prevent_default();
    }
}

/// Whether the key means something.
fn act(actions: Actions, name: &str) -> bool {
    let address = actions.address;
    match name {
        "/" => {
            browser::focus_first("[data-testid=filter]");
        }
        "g" => GOING.set(true),
        "c" => actions.copy.run(()),
        "t" => actions.prefs.next_theme(),
        "r" => address.change(Step::Push, |q| q.required = !q.required),
        "Escape" => address.change(Step::Push, |q| q.open.clear()),
        "j" => move_by(actions, 1),
        "k" => move_by(actions, -1),
        "e" => match browser::figures_at_focus() {
            Some(address) => actions.explain.run(address),
            None => return false,
        },
        "o" | "x" if browser::press_line() => {}
        "o" | "x" => {
            let moves = actions.moves.get_untracked();
            if let Some((moves, id)) = moves.and_then(|it| Some((it, it.present()?))) {
                address.change(Step::Push, |q| {
                    q.open = moves.ids_of(&q.open);
                    match q.open.iter().position(|open| *open == id) {
                        Some(at) => {
                            q.open.remove(at);
                        }
                        None => q.open.push(id),
                    }
                });
            }
        }
        _ => return false,
    }
    true
}

fn move_by(actions: Actions, step: i32) {
    let is_done = browser::step_lines(step);
    if let Some(moves) = actions.moves.get_untracked().filter(|_| !is_done) {
        moves.by(step as isize);
    }
}
