//! The view `trends`: figures over the nights, and the window that they show.

use std::sync::Arc;

use leptos::ev::Event;
use leptos::prelude::{Callable, Callback};
use tailorbird_core::format::plural;
use tailorbird_core::url::{self, Query};
use tailorbird_core::view::{self, Chart, CompareView, JobView, TrendsView, date_of, day_word};

use super::empty::{empty, lack, no_match};
use super::page::Page;
use crate::browser;
use crate::components::{ChartMarks, note, told_note, trend_chart};
use crate::node::{Node, el, key_of, value_of};
use crate::signal::{Memo, RwSignal, StoredValue};
use crate::state::{Address, Rows, Stage, Step};
use crate::ui::{Button, ButtonLook};

/// What of the trends outlives their drawing. A copy stands for the same.
#[derive(Clone, Copy)]
pub struct TrendsPage {
    view: Memo<Arc<TrendsView>>,
    /// The job of the address. Pointing at a chart must not compute it anew, nor the comparison.
    pub(super) job: Memo<Option<Arc<JobView>>>,
    /// The comparison of the address, or why there is none.
    pub(super) compare: Memo<Option<Arc<Result<CompareView, String>>>>,
    /// Where a drag began, and where it is now.
    drag: RwSignal<Option<(usize, usize)>>,
    pointed: RwSignal<Option<usize>>,
    /// Where the last press began.
    pressed: StoredValue<Option<usize>>,
    /// The last press was a drag, which may have chosen a window: it explains nothing.
    is_dragged: StoredValue<bool>,
    /// Charts whose table is open.
    open: RwSignal<Vec<&'static str>>,
}

impl TrendsPage {
    /// The trends of these rows.
    pub fn new(address: Address, rows: Rows) -> Self {
        let days = address.part(|q| (q.from, q.to));
        let view = Memo::of_view(move || {
            let Some(stage) = rows.stage.get() else {
                return Arc::default();
            };
            let (from, to) = days.get();
            let query = Query {
                from,
                to,
                ..Query::default()
            };
            Arc::new(view::trends(stage.asking(&rows.sorted.read(), &query)))
        });
        let query = address.query();
        Self {
            view,
            job: Memo::of_view(move || {
                let stage = rows.stage.get()?;
                let (query, sorted) = (query.read(), rows.sorted.read());
                let named = query.job.as_deref()?;
                view::job(stage.asking(&sorted, &query), named).map(Arc::new)
            }),
            compare: Memo::of_view(move || {
                let stage = rows.stage.get()?;
                let (query, sorted) = (query.read(), rows.sorted.read());
                Some(Arc::new(view::compare(stage.asking(&sorted, &query))))
            }),
            drag: RwSignal::new(None),
            pointed: RwSignal::new(None),
            pressed: StoredValue::new(None),
            is_dragged: StoredValue::new(false),
            open: RwSignal::new(Vec::new()),
        }
    }
}

/// The view.
pub(super) fn draw(page: Page, _: &Stage) -> Vec<Node> {
    let it = page.trends;
    let (view, query) = (it.view.get(), page.address.query().read());
    let mut notes = vec![told_note("note::nights", view.held.clone())];
    if view.n_required_of_now > 0 {
        let mut words = String::from("required as of now for ");
        let (one, many) = if view.is_by_night {
            ("night", "nights")
        } else {
            ("run", "runs")
        };
        words.push_str(&plural(view.n_required_of_now.into(), one, many));
        notes.push(note(words));
    }
    let line = page.line(
        view.shown,
        plural(view.listed, "job", "jobs"),
        notes,
        controls(page, &view, &query),
    );
    if view.points.is_empty() || view.shown == 0 {
        return vec![line, nothing(page, &view)];
    }
    let legend = el("p")
        .class("trends__note")
        .text("Strip below each chart: full height all jobs read, half partial, a line no run, empty not fetched.");
    vec![line, charts(page, &[&view], from_to), legend]
}

/// What the first and last night that were chosen by dragging become in the address.
pub(super) type Brush = fn(&mut Query, i64, i64);

/// The days of the window.
pub(super) fn from_to(query: &mut Query, from: i64, to: i64) {
    (query.from, query.to) = (date_of(from), date_of(to));
}

/// The charts of some views, side by side.
pub(super) fn charts(page: Page, views: &[&TrendsView], brush: Brush) -> Node {
    let each = views.iter().flat_map(|view| draw_charts(page, view, brush));
    el("div").class("trends").children(each.collect())
}

fn draw_charts(page: Page, view: &TrendsView, brush: Brush) -> Vec<Node> {
    let it = page.trends;
    // Two columns say all that they are in the caption; what is pointed at is a night or a run.
    let is_over_time = view.head != "Side";
    let drag = it.drag.get().filter(|_| view.is_by_night);
    let open = it.open.read();
    let names: Arc<Vec<String>> = Arc::new(view.points.iter().map(view::Point::name).collect());
    let chart = |chart: &Chart| {
        let id = chart.id;
        let marks = ChartMarks {
            chosen: drag.map(|(a, b)| (a.min(b), a.max(b))),
            pointed: it.pointed.get().filter(|_| is_over_time),
            is_open: open.contains(&id),
        };
        let on_table = move || {
            it.open
                .update(|open| match open.iter().position(|o| *o == id) {
                    Some(at) => {
                        open.remove(at);
                    }
                    None => open.push(id),
                });
        };
        let on = |plot| {
            let press = Press {
                explain: page.explain,
                pointed: it.pointed,
                is_dragged: it.is_dragged,
                chart: id,
                names: Arc::clone(&names),
            };
            let plot = press.listen(chart.title, is_over_time, plot);
            if is_over_time {
                listen(page, view, brush, plot)
            } else {
                plot
            }
        };
        trend_chart(view, chart, marks, on, on_table)
    };
    view.charts.iter().map(chart).collect()
}

/// Which of `n` points the pointer is at.
fn point_at(event: &Event, n: usize) -> Option<usize> {
    let share = browser::share_in(event, "data-plot")?;
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a share of a number of points"
    )]
    let at = (share * n as f64) as usize;
    Some(at.min(n.saturating_sub(1)))
}

/// What explains the values of a chart at a point.
#[derive(Clone)]
struct Press {
    explain: Callback<String>,
    pointed: RwSignal<Option<usize>>,
    is_dragged: StoredValue<bool>,
    chart: &'static str,
    /// Of the points.
    names: Arc<Vec<String>>,
}

impl Press {
    fn address(&self, at: Option<usize>) -> Option<String> {
        let name = self.names.get(at?)?;
        Some(Chart::figures_at(self.chart, name))
    }

    fn explain(&self, at: Option<usize>) {
        if let Some(address) = self.address(at) {
            self.explain.run(address);
        }
    }

    /// A press explains a point; where there are many, arrow keys lead from one to the next.
    fn listen(self, title: &'static str, by_keys: bool, plot: Node) -> Node {
        let press = self.clone();
        let plot = plot.on("click", move |event| {
            let was_dragged = press.is_dragged.get_value();
            press.is_dragged.set_value(false);
            if !was_dragged {
                press.explain(point_at(&event, press.names.len()));
            }
        });
        if !by_keys {
            return plot;
        }
        plot.with("tabindex", "0")
            .with("role", "group")
            .with("aria-label", [title, ", by arrow keys"].concat())
            .with_some("data-figures", self.address(self.pointed.get()))
            .on("keydown", move |event| {
                let now = self.pointed.get_untracked();
                let last = self.names.len().saturating_sub(1);
                let to = match key_of(&event).key().as_str() {
                    "ArrowLeft" => now.map_or(last, |at| at.saturating_sub(1)),
                    "ArrowRight" => now.map_or(last, |at| (at + 1).min(last)),
                    "Home" => 0,
                    "End" => last,
                    "Enter" => {
                        event.prevent_default();
                        return self.explain(now);
                    }
                    _ => return,
                };
                event.prevent_default();
                self.pointed.set(Some(to));
            })
    }
}

/// Pointing tells of a night, dragging chooses a window.
fn listen(page: Page, view: &TrendsView, brush: Brush, plot: Node) -> Node {
    let it = page.trends;
    let n = view.points.len();
    let at = move |event: &_| point_at(event, n);
    let plot = plot
        .on("pointermove", move |event| {
            let now = at(&event);
            if it.pointed.get_untracked() != now {
                it.pointed.set(now);
            }
            if let Some(((from, to), now)) = it.drag.get_untracked().zip(now)
                && to != now
            {
                it.drag.set(Some((from, now)));
            }
        })
        .on("pointerleave", move |_| it.pointed.set(None));
    if !view.is_by_night {
        // Without days there is no window to choose: a drag does nothing.
        return plot
            .on("pointerdown", move |event| it.pressed.set_value(at(&event)))
            .on("pointerup", move |event| {
                it.is_dragged
                    .set_value(it.pressed.get_value() != at(&event));
            });
    }
    let nights = view.points.iter();
    let nights: Vec<Option<i64>> = nights.map(|p| p.night).collect();
    plot.on("pointerdown", move |event| {
        browser::hold_pointer(&event);
        it.is_dragged.set_value(false);
        it.drag.set(at(&event).map(|at| (at, at)));
    })
    .on("pointercancel", move |_| it.drag.set(None))
    .on("pointerup", move |_| {
        let drag = it.drag.get_untracked();
        it.drag.set(None);
        let night = |at: usize| nights.get(at).copied().flatten();
        // A press without a drag chooses nothing.
        if let Some((a, b)) = drag.filter(|(a, b)| a != b)
            && let Some((from, to)) = night(a.min(b)).zip(night(a.max(b)))
        {
            it.is_dragged.set_value(true);
            page.address.change(Step::Push, |q| brush(q, from, to));
        }
    })
}

/// The window as two days.
pub(super) fn controls(page: Page, view: &TrendsView, query: &Query) -> Vec<Node> {
    if !view.is_by_night && query.from.is_none() && query.to.is_none() {
        return Vec::new();
    }
    let address = page.address;
    let end = |at: Option<&view::Point>| at.and_then(|p| p.night).and_then(date_of);
    let field = |words: &'static str, test_id: &'static str, value: String, is_from: bool| {
        let input = el("input")
            .class("trends__day")
            .with("type", "date")
            .with("data-testid", test_id)
            .with("prop:value", value)
            .on("change", move |event| {
                let (asked, _) = url::parse(&["from=", &value_of(&event)].concat());
                address.change(Step::Push, |q| {
                    if is_from {
                        q.from = asked.from;
                    } else {
                        q.to = asked.from;
                    }
                });
            });
        el("label").class("trends__field").text(words).child(input)
    };
    let word = |asked: Option<_>, end: Option<_>| asked.or(end).map(day_word).unwrap_or_default();
    let from = word(query.from, end(view.points.first()));
    let to = word(query.to, end(view.points.last()));
    let is_set = query.from.is_some() || query.to.is_some();
    let clear = is_set.then(|| {
        let button = Button {
            text: "All nights".into(),
            test_id: "window-clear",
            look: ButtonLook::Small,
            ..Button::default()
        };
        button.draw(move || address.change(Step::Push, all_nights))
    });
    let window = el("span")
        .class("trends__window")
        .with("role", "group")
        .with("aria-label", "Window")
        .child(field("From ", "window-from", from, true))
        .child(field("to ", "window-to", to, false))
        .child_some(clear);
    vec![window]
}

fn all_nights(query: &mut Query) {
    query.from = None;
    query.to = None;
    query.runs = url::Runs::default();
}

fn nothing(page: Page, view: &TrendsView) -> Node {
    let address = page.address;
    if view.listed > 0 {
        return no_match(address);
    }
    let why = match lack(page.rows) {
        "" => "Nothing is known of these days.",
        lack => lack.trim_start(),
    };
    empty("No run in this window", why, "All nights", move || {
        address.change(Step::Push, all_nights);
    })
}
