//! A piece that can be cut out of a function: what it is given, what it gives back, and where it leads.

#![expect(
    clippy::indexing_slicing,
    reason = "numbers of operators, frames and locals, made from the lists that they count; a wrong one stops the build"
)]

use std::ops::Range;

use anyhow::Result;
use wasmparser::{Operator, ValType};

use super::body::{Body, Kind, Place};
use super::live::{Live, Locals};

/// Which pieces are worth it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Limits {
    /// The most locals that a piece is handed, and gives back.
    pub(super) given: usize,
    pub(super) back: usize,
    /// Bytes that a function of its own costs: its call, its place in the table, what stands in for it.
    pub(super) cost: usize,
    /// Bytes that it has to save beyond that.
    pub(super) least: usize,
}

impl Limits {
    /// Larger and smaller ones were measured (docs/decisions/0017).
    pub(super) const USUAL: Self = Self {
        given: 14,
        back: 6,
        cost: 16,
        least: 20,
    };
}

/// A piece of a body.
#[derive(Debug, Clone)]
pub(super) struct Piece {
    pub(super) range: Range<usize>,
    /// The frame around it.
    pub(super) frame: usize,
    /// The locals that it is called with, in this order.
    pub(super) given: Vec<u32>,
    /// Those that it gives back.
    pub(super) back: Vec<u32>,
    pub(super) ways: Ways,
}

/// How a piece is left.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Ways {
    /// Never.
    None,
    /// By leaving the function, with what that returns.
    Return,
    /// By going on at one of these places.
    Onward(Vec<Way>),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Way {
    /// Behind the piece.
    Behind,
    /// At the label of this frame; that of the function leaves it.
    To(usize),
}

impl Piece {
    /// The piece at a place, if it can be cut out and that is worth it.
    pub(super) fn at(
        body: &Body<'_>,
        live: &Live,
        place: &Place,
        limits: Limits,
    ) -> Result<Option<Self>> {
        let range = place.start..place.end;
        let size = body.bytes_of(range.clone()).len();
        if size < limits.cost + limits.least {
            return Ok(None);
        }
        let Some(ways) = ways(body, place)? else {
            return Ok(None);
        };
        let mut read = Locals::default();
        if let Ways::Onward(all) = &ways {
            for way in all {
                read.add_all(match way {
                    Way::Behind => live.after(place.frame),
                    Way::To(frame) => live.at_label(body, *frame),
                });
            }
        }
        let mut back = Locals::default();
        for operator in &body.operators[range.clone()] {
            if let Operator::LocalSet { local_index } | Operator::LocalTee { local_index } =
                operator
                && read.has(*local_index)
            {
                back.add(*local_index);
            }
        }
        let given = Live::before(body, range.clone(), &back)?.all();
        let it = Self {
            range,
            frame: place.frame,
            given,
            back: back.all(),
            ways,
        };
        let fits = it.given.len() <= limits.given && it.back.len() <= limits.back;
        let is_worth = size >= limits.cost + it.call_size() + limits.least;
        Ok(Some(it).filter(|_| fits && (is_worth || limits.least == 0)))
    }

    /// About as many bytes as stand in its place.
    fn call_size(&self) -> usize {
        let ways = match &self.ways {
            Ways::None | Ways::Return => 1,
            Ways::Onward(all) => 2 * all.len(),
        };
        2 * self.given.len() + 2 * self.back.len() + ways
    }

    pub(super) fn has_code(&self) -> bool {
        matches!(&self.ways, Ways::Onward(all) if all.len() > 1)
    }

    /// What its function is given and gives back.
    pub(super) fn signature(&self, body: &Body<'_>) -> (Vec<ValType>, Vec<ValType>) {
        let kinds = |all: &[u32]| -> Vec<ValType> {
            all.iter().map(|it| body.locals[*it as usize]).collect()
        };
        let back = match &self.ways {
            Ways::None => Vec::new(),
            Ways::Return => body.results.clone(),
            Ways::Onward(_) => {
                let code = self.has_code().then_some(ValType::I32);
                code.into_iter().chain(kinds(&self.back)).collect()
            }
        };
        (kinds(&self.given), back)
    }
}

/// How a piece is left; None where it cannot be cut out.
fn ways(body: &Body<'_>, place: &Place) -> Result<Option<Ways>> {
    let mut all = Vec::new();
    if place.falls {
        all.push(Way::Behind);
    }
    for at in place.start..place.end {
        for target in body.targets(at)?.0 {
            let is_inside = body.frames[target].start >= place.start && target != 0;
            if !is_inside {
                all.push(Way::To(target));
            }
        }
    }
    for way in &mut all {
        *way = plain(body, place, *way);
    }
    all.sort_unstable();
    all.dedup();
    let leaves = |way: &Way| *way == Way::To(0);
    if all.is_empty() {
        return Ok(Some(Ways::None));
    }
    if all.iter().all(leaves) {
        return Ok(Some(Ways::Return));
    }
    let is_plain = all.iter().all(|way| match way {
        Way::Behind => body.frames[place.frame].is_empty,
        Way::To(frame) => body.frames[*frame].is_plain,
    });
    Ok(Some(Ways::Onward(all)).filter(|_| is_plain))
}

/// The same way under one name.
fn plain(body: &Body<'_>, place: &Place, way: Way) -> Way {
    match (way, body.frames[place.frame].kind) {
        (Way::Behind, Kind::Function) => Way::To(0),
        (Way::To(frame), Kind::Block | Kind::If) if frame == place.frame => Way::Behind,
        _ => way,
    }
}
