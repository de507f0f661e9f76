//! The data that the first part can come to.

use std::collections::BTreeSet;
use std::convert::Infallible;

use anyhow::Result;
use wasm_encoder::MemArg;
use wasm_encoder::reencode::{Error, Reencode, utils};
use wasmparser::{FunctionBody, Operator};

use super::links::{Links, Symbol};
use super::plan::Plan;
use super::program::Program;

/// The numbers in the functions of the first part, called or not, and in its variables: each may be an
/// address or a place in the table of functions.
pub(super) fn numbers(program: &Program<'_>, plan: &Plan) -> Result<BTreeSet<u32>> {
    let mut numbers = Numbers::default();
    for (function, body) in program.defined() {
        if !plan.is_later(function) {
            numbers.read(body)?;
        }
    }
    // Those that scripts may know are among them.
    for global in &program.globals {
        for operator in global.init_expr.get_operators_reader() {
            numbers.note(&operator?);
        }
    }
    Ok(numbers.0)
}

/// What these numbers refer to, and what that refers to.
pub(super) fn reached(numbers: &BTreeSet<u32>, links: &Links) -> BTreeSet<Symbol> {
    let meant = numbers.iter().flat_map(|it| links.meant(*it));
    let mut waiting: BTreeSet<Symbol> = meant.collect();
    let mut found = BTreeSet::new();
    while let Some(symbol) = waiting.pop_first() {
        if found.insert(symbol) {
            waiting.extend(links.referred(symbol));
        }
    }
    found
}

/// The numbers in functions that may be addresses: constants, and what is added to an address that is read
/// from or written to. Neither wasm-bindgen nor splitting calculates with them.
#[derive(Default)]
struct Numbers(BTreeSet<u32>);

impl Numbers {
    fn read(&mut self, body: &FunctionBody<'_>) -> Result<()> {
        let mut reader = body.get_operators_reader()?;
        while !reader.eof() {
            let operator = reader.read()?;
            self.note(&operator);
            let done = self.instruction(operator);
            done.map_err(|err| anyhow::anyhow!("{err}"))?;
        }
        Ok(())
    }

    fn note(&mut self, operator: &Operator<'_>) {
        match operator {
            Operator::I32Const { value } => {
                self.0.insert(value.cast_unsigned());
            }
            Operator::I64Const { value } => self.0.extend(u32::try_from(*value)),
            _ => {}
        }
    }
}

impl Reencode for Numbers {
    type Error = Infallible;

    fn mem_arg(&mut self, arg: wasmparser::MemArg) -> Result<MemArg, Error<Infallible>> {
        self.0.extend(u32::try_from(arg.offset));
        utils::mem_arg(self, arg)
    }
}
