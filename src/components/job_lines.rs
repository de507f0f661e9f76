//! The lines of the table that are on the page: which of them have to be drawn anew, and how high
//! the opened ones are.

use std::ops::Range;
use std::sync::Arc;

use leptos::prelude::on_cleanup;
use tailorbird_core::Kind;
use tailorbird_core::url::{self, View};
use tailorbird_core::view::{self, Item};

use super::job_detail::{detail_id, job_detail};
use super::job_line::{Place, TOP, group_line, job_line, pixels};
use super::job_memory::{Drawn, Memory};
use super::job_table::{Lines, id_of};
use crate::browser;
use crate::node::{Change, Node, soon};
use crate::signal::{Memo, StoredValue, effect};
use crate::state::Stage;

/// Lines and details that nobody sees yet.
const UNSEEN: &str = "#jobs-body > [aria-hidden]";

/// Details that nobody sees yet.
const UNSEEN_DETAIL: &str = "#jobs-body > .detail[aria-hidden]";

/// When details that were measured before they were shown are measured again, in milliseconds: the frame
/// that shows them does not wait for it.
const AGAIN_MS: i32 = 50;

/// The lines, each with a key: twice its number, and one more for the details of an opened row.
/// `memory` holds what was drawn before, so that only what differs is made, and at most `most` lines that
/// are not on the page yet: whether all were. The tab stop moves into sight while the page `is_resting`.
pub(super) fn draw(
    lines: Lines,
    numbers: &[usize],
    memory: &mut Memory,
    most: usize,
    is_resting: bool,
) -> (Vec<(u64, Change)>, bool) {
    let Some(stage) = lines.rows.stage.get() else {
        *memory = Memory::default();
        return (Vec::new(), true);
    };
    if memory.turn(&stage) {
        lines.ahead.forget();
    }
    let mut left = most;
    let mut is_all = true;
    let shown = lines.rows.shown.get();
    let (layout, open, cursor) = (lines.layout.get(), lines.open.read(), lines.cursor.get());
    // Where the line of the tab stop is out of sight, the first one in sight has it.
    // That is decided once nothing scrolls.
    let tab_stop = match numbers.contains(&cursor) {
        true => Some(cursor),
        false if is_resting => numbers.first().copied(),
        false => None,
    };
    let mut out = Vec::with_capacity(numbers.len());
    let before = std::mem::take(&mut memory.drawn);
    let was_asked = lines.ahead.is_asked();
    let ahead = was_asked.then(|| lines.ahead.take_row()).flatten();
    for &line in numbers {
        let Some(item) = shown.items.get(line) else {
            continue;
        };
        let is_asked = !open.is_empty() || ahead.is_some();
        let id = is_asked.then(|| id_of(&stage, item)).flatten();
        let (table, offset) = (Arc::clone(&stage.table), layout.offset(line));
        let has_tab_stop = tab_stop == Some(line);
        let mut now = Drawn::closed(line, table, item.clone(), offset, has_tab_stop);
        now.key += memory.base;
        now.is_open = id.as_ref().is_some_and(|id| open.contains(id));
        // Heads of groups change with the filter, so they are always made.
        let is_row = matches!(item, Item::Row(_));
        let was = before.iter().find(|it| it.key == now.key);
        let is_new = was.is_none();
        let top = now.offset + lines.line_height.get();
        let was_of = was.filter(|was| was_asked && is_row && was.is_of(&now));
        let detail = was_of.and_then(|was| {
            let is_this = ahead.as_ref().map(|ahead| Some(ahead) == id.as_ref());
            made_ahead(&stage, was, &mut now, is_this, top)
        });
        if is_row && was.is_some_and(|was| was.is_same(&now)) {
            out.push((now.key, moved(now.offset)));
            out.extend(now.is_open.then(|| (now.key + 1, moved(top))));
        } else if is_new && left == 0 {
            is_all = false;
            continue;
        } else {
            left -= usize::from(is_new);
            let made_with = was_of.and_then(|was| was.made_with.as_deref());
            make(lines, &stage, &now, made_with, &mut out);
        }
        out.extend(detail.map(|it| (now.key + 1, it)));
        memory.drawn.push(now);
    }
    if was_asked {
        is_all &= beside(lines, memory, &mut out, layout.height_of_all(), ahead);
    }
    (out, is_all)
}

/// The details of a closed row: made, where the row `is_asked` for; none where another one is, since one row has
/// them at a time; left as they are where none is, and it stands where it stood.
#[inline(never)]
fn made_ahead(
    stage: &Stage,
    was: &Drawn,
    now: &mut Drawn,
    is_asked: Option<bool>,
    top: f64,
) -> Option<Change> {
    let is_near = was.is_near(now) && was.made_with.is_some();
    match is_asked {
        _ if now.is_open => None,
        Some(true) => {
            let detail = detail_of(stage, now, top)?;
            now.made_with = Some(present_address());
            Some(Change::Unseen(Some(detail)))
        }
        None if is_near => {
            now.made_with.clone_from(&was.made_with);
            Some(Change::Unseen(None))
        }
        _ => None,
    }
}

/// Adds the lines of the other view to these, unseen: whether all that are asked for are made. `ahead` is the
/// row whose details were made now.
#[inline(never)]
fn beside(
    lines: Lines,
    memory: &mut Memory,
    out: &mut Vec<(u64, Change)>,
    height: f64,
    ahead: Option<String>,
) -> bool {
    if let Some((other, wanted)) = lines.ahead.take_lines() {
        memory.want(other, wanted);
    }
    let is_all = memory.add_other(out, height);
    if out.iter().any(|it| matches!(it.1, Change::Unseen(Some(_)))) {
        soon(move || {
            browser::lay_out(UNSEEN);
            if let Some(id) = ahead {
                measure_ahead(lines, id);
            }
        });
    }
    is_all
}

/// What is drawn already, at this distance from the top of the list.
fn moved(top: f64) -> Change {
    Change::Set(TOP, pixels(top).into())
}

/// Makes one line, and its details where it is opened, unless they are there, `made_with` the present address.
fn make(
    lines: Lines,
    stage: &Stage,
    now: &Drawn,
    made_with: Option<&str>,
    out: &mut Vec<(u64, Change)>,
) {
    match &now.item {
        Item::Group(at) => {
            let line = head(lines, *at, now.place(), stage.table.kind);
            out.extend(line.map(|it| (now.key, Change::Tree(it))));
        }
        Item::Row(_) => {
            let line = line_of(stage, now);
            out.extend(line.map(|it| (now.key, Change::Tree(it))));
            if now.is_open {
                let detail = opened(lines, stage, now, made_with);
                out.extend(detail.map(|it| (now.key + 1, it)));
            }
        }
    }
}

/// The head of a group: a function of its own, since the first rows have none.
#[inline(never)]
fn head(lines: Lines, at: u32, place: Place, kind: Kind) -> Option<Node> {
    let shown = lines.rows.shown.read();
    let group = shown.groups.get(at as usize);
    group.map(|group| group_line(group, place, kind))
}

/// The line of a job.
pub(super) fn line_of(stage: &Stage, now: &Drawn) -> Option<Node> {
    let Item::Row(at) = now.item else { return None };
    let row = view::row(stage.store(), &stage.table, at)?;
    Some(job_line(&row, now.place(), now.is_open, stage.table.kind))
}

/// Its details: a function of its own, since the first rows are closed.
#[inline(never)]
fn detail_of(stage: &Stage, now: &Drawn, top: f64) -> Option<Node> {
    let Item::Row(at) = now.item else { return None };
    let row = view::row(stage.store(), &stage.table, at)?;
    let of = stage.table.rows.get(at as usize)?;
    let detail = view::detail(stage.store(), of, &stage.loaded.config.link_hosts)?;
    let kind = stage.table.kind;
    Some(job_detail(&detail, &row, kind, top, history(&row.id)))
}

/// Those that were made ahead, where the same would be made now.
#[inline(never)]
fn opened(lines: Lines, stage: &Stage, now: &Drawn, made_with: Option<&str>) -> Option<Change> {
    let top = now.offset + lines.line_height.get();
    if made_with.is_some_and(|address| address == present_address()) {
        return Some(moved(top));
    }
    lines.ahead.set_measured(None);
    detail_of(stage, now, top).map(Change::Tree)
}

/// Measures the details of this row, which are there, unseen.
fn measure_ahead(lines: Lines, id: String) {
    let height = browser::height_within(UNSEEN_DETAIL).filter(|height| *height > 0.0);
    lines.ahead.set_measured(height.map(|_| id.clone()));
    if let Some(height) = height {
        lines.heights.update(|heights| {
            heights.insert(id, height);
        });
    }
}

/// Measures the opened rows that are on the page; those out of sight keep their height. `again` holds what is
/// left for later: where they were measured before they were shown, they are shown first. A function of its
/// own, since the first rows are closed.
#[inline(never)]
fn measure(lines: Lines, again: StoredValue<Option<browser::Guard>>) {
    let open = lines.open.try_get_untracked().unwrap_or_default();
    if lines.ahead.take_measured(&open) {
        let guard = browser::after(AGAIN_MS, move || measure(lines, again));
        again.set_value(Some(guard));
        return;
    }
    if open.is_empty() {
        return;
    }
    let known = lines.heights.get_untracked();
    let new = open.into_iter().filter_map(|id| {
        let height = browser::height_of_id(&detail_id(&id));
        (height > 0.0 && known.get(&id) != Some(&height)).then_some((id, height))
    });
    let new: Vec<_> = new.collect();
    if !new.is_empty() {
        lines.heights.update(|heights| heights.extend(new));
    }
}

/// Measures the details of opened rows in sight as soon as they are drawn, so that what is below
/// them finds its place before a frame shows it elsewhere.
pub(super) fn measure_opened(lines: Lines, range: Memo<Range<usize>>) {
    let frame = StoredValue::new(None::<browser::Guard>);
    let later = move || {
        let guard = browser::next_frame(move || measure(lines, frame));
        frame.set_value(Some(guard));
    };
    effect(move || {
        // What is derived comes after what it is derived from, or a change could be missed.
        let has_open = !lines.open.read().is_empty();
        let _ = (
            lines.rows.stage.read(),
            lines.rows.shown.read(),
            range.read(),
        );
        if has_open {
            // After all that follows the same signals, the lines among it.
            soon(move || measure(lines, frame));
        }
    });
    let guard = browser::on_scroll_or_resize(later);
    on_cleanup(move || drop(guard));
}

/// What of the present address the details of any job are made with.
fn present_address() -> String {
    history("")
}

/// The address of all that is loaded of a job.
fn history(id: &str) -> String {
    let (mut query, _) = url::parse(&browser::search());
    query.view = Some(View::Job);
    query.job = Some(id.to_owned());
    query.open.clear();
    let mut href = String::from("?");
    href.push_str(&url::format(&query));
    href
}
