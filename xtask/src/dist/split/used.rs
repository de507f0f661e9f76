//! A program that tells which of its functions are called.

use std::fmt::Write as _;

use anyhow::{Result, bail};
use wasm_encoder::reencode::{Reencode, utils};
use wasm_encoder::{CodeSection, EntityType, ImportSection, Instruction, Module, TypeSection};
use wasmparser::{FunctionBody, ImportSectionReader, Parser, TypeSectionReader};

use super::LATER;
use super::program::Program;

/// What a called function calls, with its number.
const USED: &str = "used";

/// The program in which each function first tells its number, and a line for each with number, bytes and
/// name.
pub(in crate::dist) fn telling(wasm: &[u8]) -> Result<(Vec<u8>, String)> {
    let program = Program::read(wasm)?;
    let mut telling = Telling {
        n_imported: program.n_imported(),
        n_types: 0,
        next: program.n_imported(),
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
    Ok((module.finish(), names))
}

struct Telling {
    n_imported: u32,
    n_types: u32,
    next: u32,
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
        let number = i32::from_ne_bytes(self.next.to_ne_bytes());
        self.next += 1;
        function.instruction(&Instruction::I32Const(number));
        function.instruction(&Instruction::Call(self.n_imported));
        let mut reader = body.get_operators_reader()?;
        while !reader.eof() {
            function.instruction(&self.parse_instruction(&mut reader)?);
        }
        code.function(&function);
        Ok(())
    }
}
