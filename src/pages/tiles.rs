//! The tiles of the job views, joined to the address.

use tailorbird_core::Kind;
use tailorbird_core::query::add_condition;
use tailorbird_core::url::{Query, View};
use tailorbird_core::view;

use super::page::Page;
use crate::components::{TileLinks, tile_row};
use crate::node::Nodes;
use crate::state::{Address, Rows};

/// Draws them.
pub(super) fn tiles(page: Page) -> Nodes {
    let (address, rows) = (page.address, page.rows);
    let tiles = rows.tiles.read();
    let row = tile_row(
        tiles.as_ref(),
        page.told,
        rows.kind.get(),
        &links(address, rows),
        rows.is_legacy(),
        move |href| address.go_to(&href),
    );
    row.into()
}

/// A tile's link keeps the present filter and adds its own condition.
fn links(address: Address, rows: Rows) -> TileLinks {
    rows.stage.track();
    let link = |condition: &str| {
        address.link(|q: &mut Query| {
            q.q = rows.with_context(|ctx| add_condition(&q.q, condition, ctx));
        })
    };
    TileLinks {
        newest: newest(address, rows),
        broken: link("is:broken"),
        fixed: link("is:fixed"),
        flaky: link("flakes:>0"),
    }
}

/// The address of the newest run or pull request; None where there are several.
fn newest(address: Address, rows: Rows) -> Option<String> {
    let stage = rows.stage.read();
    let word = stage
        .as_ref()
        .and_then(|it| view::newest_word(it.store(), &it.table))?;
    let kind = rows.kind.get();
    Some(address.link(|q: &mut Query| {
        q.open.clear();
        if kind == Kind::Prs {
            q.view = Some(View::Pr);
            q.pr = word.parse().ok();
        } else {
            super::runs::open_run(q, word);
        }
    }))
}
