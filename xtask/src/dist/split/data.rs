//! The data of each part: what no function of the first one can come to is in the later one.

#[cfg(test)]
mod tests;

use std::collections::BTreeSet;
use std::ops::Range;

use anyhow::{Result, bail};
use wasm_encoder::{ConstExpr, DataSection};
use wasmparser::{DataKind, Operator};

use super::links::{Links, Symbol};
use super::plan::Plan;
use super::program::{Program, count, index};
use super::reach::{numbers, reached};

/// Fewer bytes in a row do not move: that they are written on their own costs as much.
const LEAST: usize = 32;
/// What is between two things so that the second begins at an even address is shorter.
const ALIGNED: usize = 16;

/// Bytes of the program that are in memory from an address on.
pub(super) struct Segment<'a> {
    pub(super) at: u32,
    pub(super) bytes: &'a [u8],
    /// Where they are in the program itself.
    pub(super) place: u64,
}

/// What each part writes into memory.
pub(super) struct Shares<'a> {
    pub(super) first: Vec<Piece<'a>>,
    pub(super) later: Vec<Piece<'a>>,
    /// The places in the table of functions that the first part can come to.
    pub(super) slots: BTreeSet<u32>,
}

/// Bytes that are written from an address on.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Piece<'a> {
    pub(super) at: u32,
    pub(super) bytes: &'a [u8],
}

impl<'a> Shares<'a> {
    /// Where it is not sure what is used by what, an error says why.
    pub(super) fn new(program: &Program<'a>, plan: &Plan) -> Result<Self> {
        if plan.n_later() == 0 {
            bail!("no function comes later");
        }
        let segments = segments(program)?;
        let links = Links::read(program, &segments)?;
        let numbers = numbers(program, plan)?;
        let reached = reached(&numbers, &links);
        let mut shares = Self {
            first: Vec::new(),
            later: Vec::new(),
            slots: numbers,
        };
        for segment in &segments {
            for (moves, run) in runs(segment, &links, &reached) {
                let at = segment.at + count(run.start);
                let bytes = segment.bytes.get(run).unwrap_or_default();
                let piece = Piece { at, bytes };
                if !moves {
                    shares.first.push(piece);
                } else if bytes.iter().any(|it| *it != 0) {
                    shares.later.push(piece);
                }
            }
        }
        for piece in &shares.first {
            let bytes = piece.at..piece.at.saturating_add(count(piece.bytes.len()));
            shares
                .slots
                .extend(links.slots.range(bytes).map(|it| *it.1));
        }
        Ok(shares)
    }

    /// How many bytes come later.
    pub(super) fn n_later(&self) -> usize {
        self.later.iter().map(|it| it.bytes.len()).sum()
    }
}

/// The section of a program that writes these.
pub(super) fn section(pieces: &[Piece<'_>]) -> DataSection {
    let mut section = DataSection::new();
    for piece in pieces {
        let at = ConstExpr::i32_const(piece.at.cast_signed());
        section.active(0, &at, piece.bytes.iter().copied());
    }
    section
}

fn segments<'a>(program: &Program<'a>) -> Result<Vec<Segment<'a>>> {
    if program.n_data.is_some() {
        bail!("functions may write data themselves");
    }
    let mut found = Vec::new();
    for data in &program.data {
        let DataKind::Active {
            memory_index: 0,
            offset_expr,
        } = &data.kind
        else {
            bail!("data is written at no known time");
        };
        let Operator::I32Const { value } = offset_expr.get_operators_reader().read()? else {
            bail!("data has no known address");
        };
        found.push(Segment {
            at: value.cast_unsigned(),
            bytes: data.data,
            place: data.range.end - u64::from(count(data.data.len())),
        });
    }
    Ok(found)
}

/// The bytes of a segment in rows that move or do not. Of which nothing is known does not.
fn runs(
    segment: &Segment<'_>,
    links: &Links,
    reached: &BTreeSet<Symbol>,
) -> Vec<(bool, Range<usize>)> {
    let marks = marks(segment, links, reached);
    let mut start = 0;
    let rows: Vec<(Mark, Range<usize>)> = marks
        .chunk_by(|a, b| a == b)
        .map(|row| {
            let range = start..start + row.len();
            start = range.end;
            (row.first().copied().unwrap_or(Mark::Unknown), range)
        })
        .collect();
    let is_later = |at: Option<usize>| {
        let row = at.and_then(|at| rows.get(at));
        row.is_some_and(|it| it.0 == Mark::Later)
    };
    let is_gap = |range: &Range<usize>| {
        let bytes = segment.bytes.get(range.clone()).unwrap_or_default();
        bytes.len() < ALIGNED && bytes.iter().all(|it| *it == 0)
    };
    let known = rows.iter().enumerate().map(|(at, (mark, range))| {
        let moves = match mark {
            Mark::First => false,
            Mark::Later => true,
            Mark::Unknown => is_later(at.checked_sub(1)) && is_later(Some(at + 1)) && is_gap(range),
        };
        (moves, range.clone())
    });
    let worth = joined(known).into_iter();
    joined(worth.map(|(moves, range)| (moves && range.len() >= LEAST, range)))
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Mark {
    /// Of no symbol.
    Unknown,
    First,
    Later,
}

/// Who has each byte of a segment. What ends like another may have its bytes in it.
fn marks(segment: &Segment<'_>, links: &Links, reached: &BTreeSet<Symbol>) -> Vec<Mark> {
    let mut marks = vec![Mark::Unknown; segment.bytes.len()];
    for (symbol, bytes) in &links.bytes {
        let is_reached = reached.contains(symbol);
        let here = |it: u32| index(it.saturating_sub(segment.at)).min(segment.bytes.len());
        let own = marks.get_mut(here(bytes.start)..here(bytes.end));
        for mark in own.unwrap_or_default() {
            if is_reached {
                *mark = Mark::First;
            } else if *mark == Mark::Unknown {
                *mark = Mark::Later;
            }
        }
    }
    marks
}

/// Rows of the same kind that follow one another are one.
fn joined(rows: impl Iterator<Item = (bool, Range<usize>)>) -> Vec<(bool, Range<usize>)> {
    let mut all: Vec<(bool, Range<usize>)> = Vec::new();
    for (moves, range) in rows {
        match all.last_mut() {
            Some(last) if last.0 == moves => last.1.end = range.end,
            _ => all.push((moves, range)),
        }
    }
    all
}
