//! Functions without the pieces that were cut out of them, and these as functions.

#![expect(
    clippy::indexing_slicing,
    reason = "numbers of operators, frames and locals, made from the lists that they count; a wrong one stops the build"
)]

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use anyhow::{Context, Result};
use wasm_encoder::reencode::{Reencode, RoundtripReencoder};
use wasm_encoder::{BlockType, Encode, Function, Instruction, ValType};
use wasmparser::Operator;

use super::body::Body;
use super::piece::{Piece, Way, Ways};

/// A body in whose pieces' places their functions, which have these numbers, are called.
pub(super) fn without(body: &Body<'_>, pieces: &[(Piece, u32)]) -> Result<Vec<u8>> {
    let mut out = body.declared().to_vec();
    let mut next = 0;
    for (piece, number) in pieces {
        out.extend(body.bytes_of(next..piece.range.start));
        for instruction in call(body, piece, *number)? {
            instruction.encode(&mut out);
        }
        next = piece.range.end;
    }
    out.extend(body.bytes_of(next..body.operators.len()));
    Ok(out)
}

/// What stands in the place of a piece.
fn call(body: &Body<'_>, piece: &Piece, number: u32) -> Result<Vec<Instruction<'static>>> {
    let mut out: Vec<Instruction<'static>> = Vec::new();
    out.extend(piece.given.iter().map(|it| Instruction::LocalGet(*it)));
    out.push(Instruction::Call(number));
    out.extend(piece.back.iter().rev().map(|it| Instruction::LocalSet(*it)));
    let depth = |frame: &usize| {
        let depth = body.frames[piece.frame].depth - body.frames[*frame].depth;
        u32::try_from(depth).context("frames too deep")
    };
    match &piece.ways {
        Ways::None => out.push(Instruction::Unreachable),
        Ways::Return => out.push(Instruction::Return),
        Ways::Onward(all) => match all.as_slice() {
            [] | [Way::Behind] => {}
            [Way::To(frame)] => out.push(Instruction::Br(depth(frame)?)),
            [first, Way::To(frame)] => {
                out.push(Instruction::BrIf(depth(frame)?));
                if let Way::To(frame) = first {
                    out.push(Instruction::Br(depth(frame)?));
                }
            }
            many => {
                let has_behind = many.contains(&Way::Behind);
                let targets = many.iter().map(|way| match way {
                    Way::Behind => Ok(0),
                    Way::To(frame) => Ok(depth(frame)? + u32::from(has_behind)),
                });
                let mut targets: Vec<u32> = targets.collect::<Result<_>>()?;
                let last = targets.pop().context("a piece that leads nowhere")?;
                if has_behind {
                    out.insert(0, Instruction::Block(BlockType::Empty));
                }
                out.push(Instruction::BrTable(Cow::Owned(targets), last));
                if has_behind {
                    out.push(Instruction::End);
                }
            }
        },
    }
    Ok(out)
}

/// A piece as a function.
pub(super) fn alone(body: &Body<'_>, piece: &Piece) -> Result<Function> {
    let mut used = BTreeSet::new();
    for operator in &body.operators[piece.range.clone()] {
        if let Some(local) = local(operator) {
            used.insert(local);
        }
    }
    let others = used.iter().filter(|it| !piece.given.contains(it));
    let all: Vec<u32> = piece.given.iter().chain(others).copied().collect();
    let mut kinds = Vec::new();
    for local in all.iter().skip(piece.given.len()) {
        kinds.push(RoundtripReencoder.val_type(body.locals[*local as usize])?);
    }
    let n = u32::try_from(all.len())?;
    // The way, and the number by which a table of branches chooses.
    kinds.extend([ValType::I32, ValType::I32]);
    let mut alone = Alone {
        body,
        piece,
        local_of: all.iter().copied().zip(0..).collect(),
        way: n,
        choice: n + 1,
        out: Function::new_with_locals_types(kinds),
    };
    alone.write()?;
    Ok(alone.out)
}

fn local(operator: &Operator<'_>) -> Option<u32> {
    match operator {
        Operator::LocalGet { local_index }
        | Operator::LocalSet { local_index }
        | Operator::LocalTee { local_index } => Some(*local_index),
        _ => None,
    }
}

struct Alone<'b, 'a> {
    body: &'b Body<'a>,
    piece: &'b Piece,
    local_of: BTreeMap<u32, u32>,
    way: u32,
    choice: u32,
    out: Function,
}

impl Alone<'_, '_> {
    fn write(&mut self) -> Result<()> {
        let ways = match &self.piece.ways {
            Ways::Onward(all) => Some(all.as_slice()),
            _ => None,
        };
        if ways.is_some() {
            self.out.instruction(&Instruction::Block(BlockType::Empty));
        }
        for at in self.piece.range.clone() {
            self.operator(at, ways)?;
        }
        if ways.is_some() {
            self.out.instruction(&Instruction::End);
            if self.piece.has_code() {
                self.out.instruction(&Instruction::LocalGet(self.way));
            }
            for local in &self.piece.back {
                let here = self.here(*local)?;
                self.out.instruction(&Instruction::LocalGet(here));
            }
        }
        self.out.instruction(&Instruction::End);
        Ok(())
    }

    fn here(&self, local: u32) -> Result<u32> {
        let here = self.local_of.get(&local).copied();
        here.context("a local of a piece that it does not have")
    }

    fn operator(&mut self, at: usize, ways: Option<&[Way]>) -> Result<()> {
        let operator = &self.body.operators[at];
        // How many frames are open within the piece, and so the depth of what is around it.
        let frame = |it: usize| self.body.frames[it].depth;
        let open = u32::try_from(frame(self.body.frame_of[at]) - frame(self.piece.frame))?;
        match operator {
            Operator::LocalGet { local_index } => {
                let here = self.here(*local_index)?;
                self.out.instruction(&Instruction::LocalGet(here));
            }
            Operator::LocalSet { local_index } => {
                let here = self.here(*local_index)?;
                self.out.instruction(&Instruction::LocalSet(here));
            }
            Operator::LocalTee { local_index } => {
                let here = self.here(*local_index)?;
                self.out.instruction(&Instruction::LocalTee(here));
            }
            Operator::Br { relative_depth } if *relative_depth >= open => {
                self.leave(self.body.target(at, *relative_depth), open, ways)?;
            }
            Operator::Return if ways.is_some() => self.leave(0, open, ways)?,
            Operator::BrIf { relative_depth } if *relative_depth >= open => {
                let target = self.body.target(at, *relative_depth);
                if self.piece.has_code() {
                    self.out.instruction(&Instruction::If(BlockType::Empty));
                    self.leave(target, open + 1, ways)?;
                    self.out.instruction(&Instruction::End);
                } else {
                    self.out.instruction(&Instruction::BrIf(open));
                }
            }
            Operator::BrTable { targets } => self.table(at, targets, open, ways)?,
            _ => {
                let bytes = self.body.bytes_of(at..at + 1);
                self.out.raw(bytes.iter().copied());
            }
        }
        Ok(())
    }

    /// Leaves the piece for a frame around it, from so many frames within it.
    fn leave(&mut self, target: usize, open: u32, ways: Option<&[Way]>) -> Result<()> {
        if let Some(ways) = ways.filter(|_| self.piece.has_code()) {
            let is_it = |way: &Way| match way {
                Way::Behind => target == self.piece.frame,
                Way::To(frame) => *frame == target,
            };
            let to = ways.iter().position(|way| *way == Way::To(target));
            let code = to.or_else(|| ways.iter().position(is_it));
            let code = code.context("a piece leads where it does not")?;
            self.out
                .instruction(&Instruction::I32Const(i32::try_from(code)?));
            self.out.instruction(&Instruction::LocalSet(self.way));
        }
        self.out.instruction(&Instruction::Br(open));
        Ok(())
    }

    /// A table of branches, some of which may leave the piece: these go by way of frames around it.
    fn table(
        &mut self,
        at: usize,
        targets: &wasmparser::BrTable<'_>,
        open: u32,
        ways: Option<&[Way]>,
    ) -> Result<()> {
        let all: Result<Vec<u32>, _> = targets.targets().collect();
        let mut all = all?;
        all.push(targets.default());
        let leaving: BTreeSet<u32> = all.iter().copied().filter(|it| *it >= open).collect();
        let is_direct = !self.piece.has_code();
        let added = if is_direct {
            0
        } else {
            u32::try_from(leaving.len())?
        };
        let mut to: Vec<u32> = Vec::new();
        for target in &all {
            let place = leaving.iter().position(|it| it == target);
            to.push(match place {
                Some(_) if is_direct => open,
                Some(place) => u32::try_from(place)?,
                None => *target + added,
            });
        }
        let last = to.pop().context("a table of branches without one")?;
        if added > 0 {
            self.out.instruction(&Instruction::LocalSet(self.choice));
            for _ in &leaving {
                self.out.instruction(&Instruction::Block(BlockType::Empty));
            }
            self.out.instruction(&Instruction::LocalGet(self.choice));
        }
        self.out
            .instruction(&Instruction::BrTable(Cow::Owned(to), last));
        if added > 0 {
            for (target, still) in leaving.iter().zip((0..added).rev()) {
                self.out.instruction(&Instruction::End);
                self.leave(self.body.target(at, *target), open + still, ways)?;
            }
        }
        Ok(())
    }
}
