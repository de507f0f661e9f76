//! The page as a whole: what lives as long as it does, the top bar, and the view below it.

use leptos::prelude::*;
use leptos::task::spawn_local;
use tailorbird_core::Kind;
use tailorbird_core::format::{plural, utc_secs};
use tailorbird_core::url::{Theme, View};
use tailorbird_core::view;

use crate::browser;
use crate::components::{BarAct, Moves, Tab, TopBar, notices};
use crate::keys::{self, Actions};
use crate::node::{Node, Nodes, drawn_when, el};
use crate::over::Over;
use crate::pages::{self, JobsPage};
use crate::signal::{Memo, RwSignal, effect};
use crate::state::{Address, Data, Loaded, Prefs, Rows, Step};
use crate::ui::{IconShape, Menu, MenuKind, MenuOption};
use crate::watch::{
    accept_drops, follow_data_of_address, refresh_on_return, return_after_back, reveal_filter,
    say_ready, show_present_tab,
};

/// Starts the page.
pub fn start() {
    leptos::mount::mount_to_body(App);
}

/// How long the skeleton stands while nothing has arrived, in milliseconds. Data usually arrives with
/// the program: then the page is drawn once, with rows.
const PATIENCE_MS: i32 = 250;

/// Whether there is something to draw: data, a problem, or a visitor who has waited long enough.
fn shown_memo(data: Data) -> Memo<bool> {
    let is_late = RwSignal::new(false);
    let timer = browser::after(PATIENCE_MS, move || {
        is_late.set(true);
    });
    on_cleanup(move || drop(timer));
    let shown = Memo::new(move |before: Option<&bool>| {
        let has_data = data.loaded().with(Option::is_some);
        let has_problem = !data.problems().read().is_empty();
        has_data || has_problem || is_late.get() || before == Some(&true)
    });
    effect(move || {
        if shown.get() {
            browser::mark_mounted();
        }
    });
    shown
}

/// The page.
#[component]
pub fn App() -> impl IntoView {
    let address = Address::read();
    let prefs = Prefs::recall(address);
    let data = Data::new(address);
    let rows = Rows::new(address, data);
    let moves = RwSignal::new(None::<Moves>);
    data.load();
    follow_data_of_address(address, data);
    let whole = RwSignal::new(false);
    say_ready(rows, whole);
    return_after_back(address);
    let toast = RwSignal::new(String::new());
    let present = move || {
        address.settle();
        pages::to_take_away(address, prefs, rows)
    };
    let copy = Callback::new(move |()| copy_link(&present(), toast));
    let over = Over::closed();
    let help = over.help;
    let explain = Callback::new(move |address| over.explain(address));
    let actions = Actions {
        address,
        prefs,
        moves,
        help,
        palette: over.palette,
        explain,
        copy,
    };
    let guard = browser::on_key(move |key| keys::press(actions, &key));
    on_cleanup(move || drop(guard));
    accept_drops(data);
    refresh_on_return(data);
    reveal_filter();
    let open_saved = Callback::new(move |()| over.open_saved());
    let bar = Bar::new(address, data, rows, prefs, moves);
    let notes = move || {
        let told = pages::told(address, data, rows, whole.get());
        notices(&told, move || data.load(), move || data.close_files()).into()
    };
    let over = move || {
        let toast = el("div")
            .class("toast")
            .with("role", "status")
            .with("data-testid", "toast")
            .text(toast.get());
        let mut all = vec![toast];
        all.extend(over.draw(address, prefs, rows, present));
        Nodes::list(all)
    };
    let shown = shown_memo(data);
    show_present_tab(shown, rows);
    view! {
        {drawn_when(shown, move || bar.draw(help, open_saved).into())}
        <main class="page" on:click=move |event| {
            if let Some(address) = browser::figure_at(&event) {
                explain.run(address);
            }
        }>
            {drawn_when(shown, notes)}
            <JobsPage address data rows prefs moves on_copy=copy explain shown />
        </main>
        {drawn_when(shown, over)}
    }
}

/// The top bar, joined to the data and the address.
#[derive(Clone, Copy)]
struct Bar {
    address: Address,
    data: Data,
    rows: Rows,
    prefs: Prefs,
    moves: RwSignal<Option<Moves>>,
    menu: Menu,
}

impl Bar {
    fn new(
        address: Address,
        data: Data,
        rows: Rows,
        prefs: Prefs,
        moves: RwSignal<Option<Moves>>,
    ) -> Self {
        let job = address.part(|q| q.job.clone().filter(|_| q.view == Some(View::Job)));
        let pull = address.part(|q| q.pr.filter(|_| q.view == Some(View::Pr)));
        let named = Memo::new(move |_| {
            if let Some(number) = pull.get() {
                return Some(["PR #", &number.to_string()].concat());
            }
            let (job, stage) = (job.get()?, rows.stage.get()?);
            let found = stage.store().find(&job, stage.table.kind)?;
            Some(stage.store().series(found)?.name.clone())
        });
        effect(move || {
            let view = rows.view.get();
            let mut title = named.get().map_or_else(String::new, |name| name + " · ");
            title.push_str(view.title());
            title.push_str(" · ");
            let project = project(data);
            if !project.is_empty() {
                title.push_str(&project);
                title.push_str(" · ");
            }
            title.push_str("Tailorbird");
            browser::set_title(&title);
        });
        Self {
            address,
            data,
            rows,
            prefs,
            moves,
            menu: Menu::new(MenuKind::One),
        }
    }

    fn draw(self, help: RwSignal<bool>, open_saved: Callback<()>) -> Node {
        let (address, data, prefs) = (self.address, self.data, self.prefs);
        let loaded = data.loaded().read();
        let source = match loaded.as_ref() {
            None if !data.problems().read().is_empty() => "no data".to_owned(),
            None => "loading…".to_owned(),
            Some(loaded) => {
                let mut text = plural(loaded.sources.len() as u64, "file", "files");
                let as_of = loaded.store.generated_at().and_then(utc_secs);
                if let Some(at) = &as_of {
                    text = String::from("as of ");
                    text.push_str(at);
                }
                text.push_str(match &as_of {
                    _ if loaded.is_partial => ", more loading…",
                    Some(_) => "",
                    None => ", no dates in them",
                });
                text
            }
        };
        let bar = TopBar {
            title: project(data),
            projects: projects(self.rows),
            menu: self.menu,
            tabs: tabs(address, self.rows, self.rows.broken.get()),
            source,
            source_title: loaded.as_ref().map(told_of_source).unwrap_or_default(),
            is_loading: data.progress().read().is_some(),
            theme_icon: match prefs.theme() {
                None => IconShape::Auto,
                Some(Theme::Light) => IconShape::Sun,
                Some(Theme::Dark) => IconShape::Moon,
            },
        };
        bar.draw(move |act| match act {
            BarAct::View(view) => go(address, view),
            // Nothing that was not asked for waits for a part of the program.
            BarAct::Near(view) if browser::is_whole() => near(self, view),
            BarAct::Near(_) => {}
            BarAct::Project(id) => address.change(Step::Push, |q| {
                // What is opened belongs to the project that was shown.
                q.project = Some(id);
                q.close_all();
            }),
            BarAct::Reload => data.load(),
            BarAct::Files(event) => data.open_files(browser::picked_files(&event)),
            BarAct::Theme => prefs.next_theme(),
            BarAct::Help => help.set(true),
            BarAct::Saved => open_saved.run(()),
        })
    }
}

/// Where the data comes from, when it was made in the visitor's time, and how much of it is there.
fn told_of_source(loaded: &Loaded) -> String {
    let mut lines = Vec::clone(&loaded.sources);
    for manifest in loaded.store.manifests() {
        let made = manifest.generated_at.map(|secs| {
            #[expect(clippy::cast_precision_loss, reason = "milliseconds of some decades")]
            let ms = secs as f64 * 1_000.0;
            browser::local_text(ms)
        });
        lines.extend(made);
        lines.extend(view::coverage_lines(manifest));
    }
    lines.join("\n")
}

/// Name of the project.
fn project(data: Data) -> String {
    let loaded = data.loaded().read();
    loaded
        .as_ref()
        .map(|l| l.config.title.clone())
        .unwrap_or_default()
}

/// The projects in the data, by name.
fn projects(rows: Rows) -> Vec<MenuOption> {
    let stage = rows.stage.read();
    let Some(stage) = stage.as_ref() else {
        return Vec::new();
    };
    let option = |id: &str| MenuOption {
        id: id.to_owned(),
        label: stage.store().project_name(id).to_owned(),
        chosen: stage.table.project == id,
        ..MenuOption::default()
    };
    stage.store().projects().into_iter().map(option).collect()
}

/// The views with their numbers: jobs that are broken now, and pull requests.
fn tabs(address: Address, rows: Rows, broken: Option<u32>) -> Vec<Tab> {
    let prs = rows.stage.with(|stage| {
        let stage = stage.as_ref()?;
        let shown = stage.table.project.as_str();
        let axes = stage.store().axes(Kind::Prs).map(|(_, axis)| axis);
        let axes = axes.filter(|axis| shown.is_empty() || axis.project == shown);
        let n: usize = axes.map(|axis| axis.runs.len()).sum();
        u32::try_from(n).ok().filter(|n| *n > 0)
    });
    // What is opened from a view belongs to it.
    let present = match rows.view.get() {
        View::Run => View::Runs,
        view => view,
    };
    let tab = |view: View, count: Option<u32>, is_bad: bool| Tab {
        id: view.as_str(),
        name: view.title(),
        href: address.link(|q| q.lead_to(view)),
        is_present: present == view,
        count,
        is_bad: is_bad && count.is_some_and(|n| n > 0),
    };
    vec![
        tab(View::Nightly, broken, true),
        tab(View::Prs, prs, false),
        tab(View::Runs, None, false),
        tab(View::Pr, None, false),
        tab(View::Tree, None, false),
        tab(View::Grid, None, false),
        tab(View::Trends, None, false),
        tab(View::Compare, None, false),
    ]
}

/// Makes ahead what a view of jobs shows.
#[inline(never)]
fn near(bar: Bar, view: View) {
    let Some(moves) = bar.moves.get_untracked() else {
        return;
    };
    if pages::is_of_jobs(view) && bar.rows.view.get_untracked() != view {
        let mut query = bar.address.query().get_untracked();
        query.lead_to(view);
        moves.ahead(query);
    }
}

/// Goes to a view.
pub fn go(address: Address, view: View) {
    address.change(Step::Push, |q| q.lead_to(view));
    browser::scroll_to(0.0);
}

/// Copies the address of the page with this query string.
fn copy_link(query: &str, toast: RwSignal<String>) {
    let page = browser::href();
    let page = page.split(['?', '#']).next().unwrap_or_default();
    let mark = if query.is_empty() { "" } else { "?" };
    let href = [page, mark, query].concat();
    spawn_local(async move {
        let done = browser::copy_text(&href).await;
        toast.set(if done {
            "Link copied".to_owned()
        } else {
            format!("Copy this: {href}")
        });
        browser::pause(if done { 2_000 } else { 15_000 }).await;
        toast.set(String::new());
    });
}
