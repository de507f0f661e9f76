//! A program that tells which of its functions are called.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use anyhow::{Result, bail};
use wasm_encoder::reencode::{Reencode, utils};
use wasm_encoder::{
    CodeSection, EntityType, Function, ImportSection, Instruction, Module, TypeSection,
};
use wasmparser::{FunctionBody, ImportSectionReader, Parser, TypeSectionReader};

use super::LATER;
use super::cold::{self, Found};
use super::program::Program;

/// What a called function calls, with its number.
const USED: &str = "used";

/// The program in which each function and each piece that could be cut out of one first tells its number,
/// and a line for each: number, bytes and name of a function, then number and place of a piece.
pub(in crate::dist) fn telling(wasm: &[u8]) -> Result<(Vec<u8>, String, String)> {
    let program = Program::read(wasm)?;
    let found = cold::found(wasm)?;
    let first = u32::try_from(program.types_of.len())?;
    let mut pieces = String::new();
    let mut marks: BTreeMap<(u32, usize), u32> = BTreeMap::new();
    for (number, piece) in (first..).zip(&found) {
        let Found {
            function,
            start,
            end,
            key,
        } = piece;
        marks.insert((*function, *start), number);
        writeln!(pieces, "{number} {function} {start} {end} {key:08x}")?;
    }
    let mut telling = Telling {
        n_imported: program.n_imported(),
        n_types: 0,
        next: program.n_imported(),
        marks,
    };
    let mut module = Module::new();
    let done = telling.parse_core_module(&mut module, Parser::new(0), wasm);
    if let Err(err) = done {
        bail!("{err}");
    }
    let mut names = String::new();
    for (function, body) in program.defined() {
        let name = program.names.get(&function).copied().unwrap_or_default();
        let bytes = body.as_bytes().len();
        writeln!(names, "{function} {bytes} {}", name.replace('\n', " "))?;
    }
    Ok((module.finish(), names, pieces))
}

struct Telling {
    n_imported: u32,
    n_types: u32,
    next: u32,
    /// The numbers of pieces, by function and first operator.
    marks: BTreeMap<(u32, usize), u32>,
}

impl Telling {
    fn tell(&self, function: &mut Function, number: u32) {
        let number = i32::from_ne_bytes(number.to_ne_bytes());
        function.instruction(&Instruction::I32Const(number));
        function.instruction(&Instruction::Call(self.n_imported));
    }
}

type Done = Result<(), wasm_encoder::reencode::Error<std::convert::Infallible>>;

impl Reencode for Telling {
    type Error = std::convert::Infallible;

    fn function_index(
        &mut self,
        function: u32,
    ) -> Result<u32, wasm_encoder::reencode::Error<Self::Error>> {
        Ok(function + u32::from(function >= self.n_imported))
    }

    fn parse_type_section(
        &mut self,
        types: &mut TypeSection,
        section: TypeSectionReader<'_>,
    ) -> Done {
        utils::parse_type_section(self, types, section)?;
        self.n_types = types.len();
        types.ty().function([wasm_encoder::ValType::I32], []);
        Ok(())
    }

    fn parse_import_section(
        &mut self,
        imports: &mut ImportSection,
        section: ImportSectionReader<'_>,
    ) -> Done {
        utils::parse_import_section(self, imports, section)?;
        imports.import(LATER, USED, EntityType::Function(self.n_types));
        Ok(())
    }

    fn parse_function_body(&mut self, code: &mut CodeSection, body: FunctionBody<'_>) -> Done {
        let mut function = self.new_function_with_parsed_locals(&body)?;
        let number = self.next;
        self.next += 1;
        self.tell(&mut function, number);
        let mut reader = body.get_operators_reader()?;
        for at in 0.. {
            if reader.eof() {
                break;
            }
            if let Some(piece) = self.marks.get(&(number, at)) {
                self.tell(&mut function, *piece);
            }
            function.instruction(&self.parse_instruction(&mut reader)?);
        }
        code.function(&function);
        Ok(())
    }
}
