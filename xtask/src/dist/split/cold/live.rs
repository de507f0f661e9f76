//! Which locals are read later, before they are written anew.

#![expect(
    clippy::indexing_slicing,
    reason = "numbers of operators, frames and locals, made from the lists that they count; a wrong one stops the build"
)]

use std::ops::Range;

use anyhow::Result;
use wasmparser::Operator;

use super::body::{Body, Kind};

/// A set of locals.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Locals(Vec<u64>);

impl Locals {
    pub(super) fn add(&mut self, local: u32) {
        let (word, bit) = (local as usize / 64, local % 64);
        if self.0.len() <= word {
            self.0.resize(word + 1, 0);
        }
        self.0[word] |= 1 << bit;
    }

    fn remove(&mut self, local: u32) {
        if let Some(word) = self.0.get_mut(local as usize / 64) {
            *word &= !(1 << (local % 64));
        }
    }

    pub(super) fn has(&self, local: u32) -> bool {
        let word = self.0.get(local as usize / 64);
        word.is_some_and(|word| word >> (local % 64) & 1 == 1)
    }

    pub(super) fn add_all(&mut self, other: &Self) {
        if self.0.len() < other.0.len() {
            self.0.resize(other.0.len(), 0);
        }
        for (word, more) in self.0.iter_mut().zip(&other.0) {
            *word |= more;
        }
    }

    pub(super) fn all(&self) -> Vec<u32> {
        let n = u32::try_from(self.0.len() * 64).unwrap_or(u32::MAX);
        (0..n).filter(|it| self.has(*it)).collect()
    }
}

/// What is read behind each frame, and, of loops, from its start on.
pub(super) struct Live {
    after: Vec<Locals>,
    from_start: Vec<Locals>,
}

impl Live {
    /// Of a whole function.
    pub(super) fn of(body: &Body<'_>) -> Result<Self> {
        let n = body.frames.len();
        let mut live = Self {
            after: vec![Locals::default(); n],
            from_start: vec![Locals::default(); n],
        };
        live.settle(body, 0..body.operators.len(), &Locals::default())?;
        Ok(live)
    }

    /// The locals that a piece reads before it writes them, where those of `read` are read by who goes on
    /// behind it, whichever way it is left.
    pub(super) fn before(body: &Body<'_>, piece: Range<usize>, read: &Locals) -> Result<Locals> {
        let n = body.frames.len();
        let mut live = Self {
            after: vec![read.clone(); n],
            from_start: vec![read.clone(); n],
        };
        for at in piece.clone() {
            let frame = body.frame_of[at];
            if body.frames[frame].start >= piece.start {
                live.from_start[frame] = Locals::default();
            }
        }
        live.settle(body, piece, read)
    }

    /// What is read where a branch to this frame leads.
    pub(super) fn at_label(&self, body: &Body<'_>, frame: usize) -> &Locals {
        match body.frames[frame].kind {
            Kind::Loop => &self.from_start[frame],
            _ => &self.after[frame],
        }
    }

    pub(super) fn after(&self, frame: usize) -> &Locals {
        &self.after[frame]
    }

    /// Goes backwards through these operators until loops add nothing: what is read at the first of them.
    fn settle(&mut self, body: &Body<'_>, piece: Range<usize>, read: &Locals) -> Result<Locals> {
        loop {
            let (first, is_settled) = self.pass(body, piece.clone(), read)?;
            if is_settled {
                return Ok(first);
            }
        }
    }

    fn pass(
        &mut self,
        body: &Body<'_>,
        piece: Range<usize>,
        read: &Locals,
    ) -> Result<(Locals, bool)> {
        let mut is_settled = true;
        let mut now = read.clone();
        // What the other half of a condition reads.
        let mut halves: Vec<Locals> = Vec::new();
        for at in piece.rev() {
            let frame = body.frame_of[at];
            match &body.operators[at] {
                Operator::End => {
                    self.after[frame] = now.clone();
                    // Without another half it goes on behind.
                    halves.push(now.clone());
                }
                Operator::Else => {
                    if let Some(half) = halves.last_mut() {
                        std::mem::swap(half, &mut now);
                    }
                    now = self.after[frame].clone();
                }
                Operator::Block { .. } => {
                    halves.pop();
                }
                Operator::Loop { .. } => {
                    halves.pop();
                    let inner = body.frame_of[at + 1];
                    if self.from_start[inner] != now {
                        self.from_start[inner] = now.clone();
                        is_settled = false;
                    }
                }
                Operator::If { .. } => {
                    if let Some(half) = halves.pop() {
                        now.add_all(&half);
                    }
                }
                Operator::LocalGet { local_index } => now.add(*local_index),
                Operator::LocalSet { local_index } | Operator::LocalTee { local_index } => {
                    now.remove(*local_index);
                }
                _ => {
                    let (targets, goes_on) = body.targets(at)?;
                    if !goes_on {
                        now = Locals::default();
                    }
                    for target in targets {
                        now.add_all(self.at_label(body, target));
                    }
                }
            }
        }
        Ok((now, is_settled))
    }
}
