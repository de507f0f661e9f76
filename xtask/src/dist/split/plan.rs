//! Which function goes where, and how one part finds what is in the other.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::{Context, Result};
use wasmparser::TableType;

use super::program::{Program, calls, count, index};
use super::similar;

/// The exported function by which the script checks the later part, so that it cannot be in it.
const KEY: &str = "is_intact";

/// What both parts are written from.
pub(super) struct Plan {
    /// Of each function, whether it comes later.
    is_later: Vec<bool>,
    /// The places in the table of functions that hold one that comes later. The first part fills them
    /// with stand-ins.
    pub(super) slots: BTreeMap<u32, u32>,
    /// The place by which the first part calls one that comes later.
    slot_of: BTreeMap<u32, u32>,
    /// The places by which it does call.
    pub(super) called: BTreeSet<u32>,
    /// How many places the table has before those that are added for such calls, and how many are added.
    pub(super) n_slots: u32,
    n_new: u32,
    /// The functions of the first part that the later one calls.
    shared: BTreeSet<u32>,
    /// The functions of scripts that the later part calls.
    pub(super) host: BTreeSet<u32>,
    /// The functions of each part, like ones side by side.
    pub(super) first: Vec<u32>,
    pub(super) later: Vec<u32>,
}

impl Plan {
    pub(super) fn new(program: &Program<'_>, is_later: &dyn Fn(&str) -> bool) -> Result<Self> {
        let mut later: Vec<bool> = (0..count(program.types_of.len()))
            .map(|it| {
                let name = program.names.get(&it);
                it >= program.n_imported() && name.is_some_and(|name| is_later(name))
            })
            .collect();
        for function in program
            .known_outside()
            .into_iter()
            .chain(called_from(program, KEY)?)
        {
            if let Some(it) = later.get_mut(index(function)) {
                *it = false;
            }
        }
        let table = program.tables.first().context("it has no table")?;
        let mut plan = Self {
            is_later: later,
            slots: BTreeMap::new(),
            slot_of: BTreeMap::new(),
            called: BTreeSet::new(),
            n_slots: u32::try_from(table.ty.initial)?,
            n_new: 0,
            shared: BTreeSet::new(),
            host: BTreeSet::new(),
            first: Vec::new(),
            later: Vec::new(),
        };
        for (slot, function) in program.filled()? {
            if plan.is_later(function) {
                plan.slots.insert(slot, function);
                plan.slot_of.entry(function).or_insert(slot);
            }
        }
        for (function, body) in program.defined() {
            let caller = plan.is_later(function);
            for called in calls(body)? {
                match (caller, plan.is_later(called)) {
                    (true, false) if called < program.n_imported() => {
                        plan.host.insert(called);
                    }
                    (true, false) => {
                        plan.shared.insert(called);
                    }
                    (false, true) => plan.give_slot(called),
                    _ => {}
                }
            }
        }
        plan.first = plan.in_order(program, false);
        plan.later = plan.in_order(program, true);
        Ok(plan)
    }

    fn in_order(&self, program: &Program<'_>, of_later: bool) -> Vec<u32> {
        let all = program.defined();
        let (here, bodies): (Vec<u32>, Vec<&[u8]>) = all
            .filter(|it| self.is_later(it.0) == of_later)
            .map(|(function, body)| (function, body.as_bytes()))
            .unzip();
        let order = similar::order(&bodies).into_iter();
        order.filter_map(|at| here.get(at).copied()).collect()
    }

    /// The functions of the first part that the later one calls, in the order of the first, with what they are
    /// called between the parts: names and numbers that rise together are packed well.
    pub(super) fn shared(&self) -> impl Iterator<Item = (u32, String)> {
        let all = self.first.iter().copied();
        let all = all.filter(|it| self.shared.contains(it));
        all.zip(0..)
            .map(|(function, at)| (function, format!("${}", short(at))))
    }

    fn give_slot(&mut self, function: u32) {
        let next = self.n_slots + self.n_new;
        if let std::collections::btree_map::Entry::Vacant(free) = self.slot_of.entry(function) {
            free.insert(next);
            self.slots.insert(next, function);
            self.n_new += 1;
        }
        self.called.extend(self.slot_of.get(&function));
    }

    pub(super) fn is_later(&self, function: u32) -> bool {
        self.is_later.get(index(function)) == Some(&true)
    }

    /// The place by which the first part calls it, if it comes later.
    pub(super) fn slot_of(&self, function: u32) -> Option<u32> {
        self.slot_of.get(&function).copied()
    }

    /// A table of either part: that of functions has the added places.
    pub(super) fn grown(&self, table: u32, mut kind: TableType) -> TableType {
        if table == 0 {
            kind.initial += u64::from(self.n_new);
            kind.maximum = kind.maximum.map(|it| it + u64::from(self.n_new));
        }
        kind
    }

    pub(super) fn n_later(&self) -> usize {
        self.is_later.iter().filter(|it| **it).count()
    }
}

/// What a function that scripts know calls, and what that calls.
fn called_from(program: &Program<'_>, name: &str) -> Result<BTreeSet<u32>> {
    let exported = program.exports.iter().filter(|it| it.name == name);
    let mut waiting: Vec<u32> = exported.map(|it| it.index).collect();
    let mut found = BTreeSet::new();
    while let Some(function) = waiting.pop() {
        let at = function.checked_sub(program.n_imported());
        let body = at.and_then(|at| program.bodies.get(index(at)));
        if let (true, Some(body)) = (found.insert(function), body) {
            waiting.extend(calls(body)?);
        }
    }
    Ok(found)
}

/// A number in few letters: base 36.
pub(in crate::dist) fn short(mut number: u32) -> String {
    let mut digits = Vec::new();
    loop {
        digits.extend(char::from_digit(number % 36, 36));
        number /= 36;
        if number == 0 {
            return digits.into_iter().rev().collect();
        }
    }
}

/// What it calls its memory, a table, a variable.
pub(super) const MEMORY: &str = "$m.";

pub(super) fn table_name(table: u32) -> String {
    format!("$t.{table}")
}

pub(super) fn global_name(global: u32) -> String {
    format!("$g.{global}")
}
