//! Functions under other numbers.

use std::collections::BTreeMap;
use std::fmt;

use anyhow::Result;
use wasm_encoder::reencode::{Error, Reencode};
use wasm_encoder::{Function, Instruction, NameMap, NameSection};
use wasmparser::{FunctionBody, Operator};

use super::plan::Plan;
use super::program::Program;

/// A function is used in a part that does not have it.
#[derive(Debug)]
pub(super) struct Elsewhere(u32);

impl fmt::Display for Elsewhere {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "function {} is used where it is not", self.0)
    }
}

/// The number that each function of the program has in one part of it.
pub(super) struct Moved(pub(super) BTreeMap<u32, u32>);

impl Reencode for Moved {
    type Error = Elsewhere;

    fn function_index(&mut self, function: u32) -> Result<u32, Error<Elsewhere>> {
        let moved = self.0.get(&function).copied();
        moved.ok_or(Error::UserError(Elsewhere(function)))
    }
}

impl Moved {
    /// The same body. With a plan, what comes later is called through the table.
    pub(super) fn body(
        &mut self,
        program: &Program<'_>,
        body: &FunctionBody<'_>,
        plan: Option<&Plan>,
    ) -> Result<Function> {
        let mut function = self
            .new_function_with_parsed_locals(body)
            .map_err(|it| told(&it))?;
        let mut reader = body.get_operators_reader()?;
        while !reader.eof() {
            let operator = reader.read()?;
            let called = match operator {
                Operator::Call { function_index } => Some((function_index, false)),
                Operator::ReturnCall { function_index } => Some((function_index, true)),
                _ => None,
            };
            let through = called.and_then(|(it, last)| Some((it, last, plan?.slot_of(it)?)));
            match through {
                Some((it, is_last, slot)) => {
                    let (type_index, table_index) = (program.type_of(it)?, 0);
                    function.instruction(&Instruction::I32Const(i32::try_from(slot)?));
                    function.instruction(&if is_last {
                        Instruction::ReturnCallIndirect {
                            type_index,
                            table_index,
                        }
                    } else {
                        Instruction::CallIndirect {
                            type_index,
                            table_index,
                        }
                    });
                }
                None => {
                    function.instruction(&self.instruction(operator).map_err(|it| told(&it))?);
                }
            }
        }
        Ok(function)
    }

    /// The names of functions of this part, so that they rise in this order, into which the next tool brings
    /// them.
    pub(super) fn names(&self, program: &Program<'_>, order: &[u32]) -> NameSection {
        let mut names = BTreeMap::new();
        for (rank, function) in order.iter().enumerate() {
            let name = program.names.get(function).copied().unwrap_or_default();
            if let Some(here) = self.0.get(function) {
                names.insert(*here, format!("{rank:06} {name}"));
            }
        }
        let mut map = NameMap::new();
        for (function, name) in &names {
            map.append(*function, name);
        }
        let mut section = NameSection::new();
        section.functions(&map);
        section
    }
}

/// An error of the encoder in words.
pub(super) fn told(error: &Error<Elsewhere>) -> anyhow::Error {
    anyhow::anyhow!("{error}")
}
