//! A button that opens a list to choose from: one of several (it closes) or any number of them
//! (it stays open). Arrow keys, Home, End and typed letters move; Enter and Space choose; Esc, Tab
//! and a press outside close; the focus goes back to the button.

use super::focus::{close_on_leave, next_id, reveal_id};
use super::icon::{Icon, IconShape};
use leptos::{ev, html, prelude::*};

/// How many options may be chosen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum MenuKind {
    /// Exactly one.
    #[default]
    One,
    /// Any number.
    Many,
}

/// One option of a menu.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MenuOption {
    /// What is reported when it is chosen.
    pub id: String,
    /// Its words.
    pub label: String,
    /// A note at its end, as a count; empty for none.
    pub hint: String,
    /// Whether it is chosen.
    pub chosen: bool,
}

#[derive(Clone, Copy)]
struct State {
    kind: MenuKind,
    options: Signal<Vec<MenuOption>>,
    on_choose: Callback<String>,
    open: RwSignal<bool>,
    active: RwSignal<usize>,
    list_id: StoredValue<String>,
    button: NodeRef<html::Button>,
}

impl State {
    fn option_id(&self, at: usize) -> String {
        let mut id = self.list_id.get_value();
        id.push('-');
        id.push_str(&at.to_string());
        id
    }

    fn open_list(&self) {
        let chosen = self
            .options
            .read_untracked()
            .iter()
            .position(|option| option.chosen);
        self.active.set(chosen.unwrap_or_default());
        self.open.set(true);
    }

    fn close(&self) {
        self.open.set(false);
        if let Some(button) = self.button.get_untracked() {
            button.focus().ok();
        }
    }

    fn move_to(&self, at: usize) {
        self.active.set(at);
        reveal_id(&self.option_id(at));
    }

    fn choose(&self, at: usize) {
        let id = self
            .options
            .read_untracked()
            .get(at)
            .map(|option| option.id.clone());
        if let Some(id) = id {
            self.active.set(at);
            self.on_choose.run(id);
        }
        if self.kind == MenuKind::One {
            self.close();
        }
    }

    /// The next option, going round, whose label starts with `letter`.
    fn starting_with(&self, letter: &str) -> Option<usize> {
        let options = self.options.read_untracked();
        let letter = letter.to_ascii_lowercase();
        let count = options.len();
        let first = self.active.get_untracked() + 1;
        (first..first + count)
            .map(|at| at % count.max(1))
            .find(|at| {
                options
                    .get(*at)
                    .is_some_and(|it| it.label.to_ascii_lowercase().starts_with(&letter))
            })
    }

    fn on_key(&self, event: &ev::KeyboardEvent) {
        if event.ctrl_key() || event.meta_key() || event.alt_key() {
            return;
        }
        let last = self.options.read_untracked().len().saturating_sub(1);
        let at = self.active.get_untracked().min(last);
        let key = event.key();
        match key.as_str() {
            "ArrowDown" => self.move_to((at + 1).min(last)),
            "ArrowUp" => self.move_to(at.saturating_sub(1)),
            "Home" => self.move_to(0),
            "End" => self.move_to(last),
            "Enter" | " " => self.choose(at),
            letter if letter.chars().count() == 1 => {
                if let Some(found) = self.starting_with(letter) {
                    self.move_to(found);
                }
            }
            _ => return,
        }
        event.prevent_default();
        event.stop_propagation();
    }
}

/// A button with a label and the present choice, and its list.
#[component]
pub fn Menu(
    /// What is chosen here, as in "Status".
    label: &'static str,
    /// The present choice in words, as in "any".
    #[prop(into)]
    value: Signal<String>,
    /// The options in order.
    #[prop(into)]
    options: Signal<Vec<MenuOption>>,
    /// Whether the choice differs from the default: the button is marked.
    #[prop(into, optional)]
    is_set: Signal<bool>,
    /// One or many.
    #[prop(optional)]
    kind: MenuKind,
    /// Stable name for tests, on the button.
    #[prop(optional)]
    test_id: Option<&'static str>,
    /// Whether the list lines up with the end of the button instead of its start.
    #[prop(optional)]
    at_end: bool,
    /// Called with the id of the option that was chosen or, of many, switched.
    #[prop(into)]
    on_choose: Callback<String>,
    /// More below the list, as a field for a free number.
    #[prop(optional)]
    children: Option<ChildrenFn>,
) -> impl IntoView {
    let state = State {
        kind,
        options,
        on_choose,
        open: RwSignal::new(false),
        active: RwSignal::new(0),
        list_id: StoredValue::new(next_id()),
        button: NodeRef::new(),
    };
    let root = NodeRef::<html::Div>::new();
    close_on_leave(root, state.open);
    let class = move || {
        if is_set.get() {
            "button menu__button menu__button--set"
        } else {
            "button menu__button"
        }
    };
    let panel = move || {
        let foot = children.clone();
        state.open.get().then(|| {
            let class = match at_end {
                true => "popover__panel popover__panel--end menu__panel",
                false => "popover__panel menu__panel",
            };
            view! {
                <div class=class>
                    <List state label />
                    <div class="menu__foot">{foot.map(|foot| foot())}</div>
                </div>
            }
        })
    };
    let toggle = move |_| {
        if state.open.get_untracked() {
            state.close();
        } else {
            state.open_list();
        }
    };
    view! {
        <div class="popover" node_ref=root on:keydown=move |event| on_outer_key(state, &event)>
            <button
                type="button"
                class=class
                node_ref=state.button
                data-testid=test_id
                aria-haspopup="listbox"
                aria-expanded=move || if state.open.get() { "true" } else { "false" }
                on:click=toggle
            >
                {label}
                " "
                <span class="menu__value">{value}</span>
                <Icon shape=IconShape::ChevronDown />
            </button>
            {panel}
        </div>
    }
}

fn on_outer_key(state: State, event: &ev::KeyboardEvent) {
    let open = state.open.get_untracked();
    match event.key().as_str() {
        "Escape" if open => state.close(),
        "ArrowDown" | "ArrowUp" if !open => state.open_list(),
        _ => return,
    }
    event.prevent_default();
    event.stop_propagation();
}

#[component]
fn List(state: State, label: &'static str) -> impl IntoView {
    let node = NodeRef::<html::Ul>::new();
    // The list takes the focus as soon as it is on the page.
    Effect::new(move || {
        if let Some(list) = node.get() {
            list.focus().ok();
        }
    });
    let option = move |(at, option): (usize, MenuOption)| {
        let class = move || {
            if state.active.get() == at {
                "menu__option menu__option--active"
            } else {
                "menu__option"
            }
        };
        view! {
            <li
                class=class
                id=state.option_id(at)
                role="option"
                data-value=option.id
                aria-selected=if option.chosen { "true" } else { "false" }
                on:click=move |_| state.choose(at)
            >
                <Icon shape=IconShape::Check />
                <span>{option.label}</span>
                <span class="menu__hint">{option.hint}</span>
            </li>
        }
    };
    view! {
        <ul
            class="menu__list"
            role="listbox"
            tabindex="0"
            node_ref=node
            aria-label=label
            aria-multiselectable=(state.kind == MenuKind::Many).then_some("true")
            aria-activedescendant=move || state.option_id(state.active.get())
            on:keydown=move |event| state.on_key(&event)
        >
            {move || state.options.get().into_iter().enumerate().map(option).collect::<Vec<_>>()}
        </ul>
    }
}
