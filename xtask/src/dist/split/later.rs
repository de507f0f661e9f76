//! The part that comes later: it works on memory, tables and variables of the first one.

use std::collections::BTreeMap;

use anyhow::{Context, Result};
use wasm_encoder::reencode::Reencode;
use wasm_encoder::{
    CodeSection, ConstExpr, ElementSection, Elements, EntityType, FunctionSection, ImportSection,
    Module, TypeSection,
};

use super::FIRST;
use super::data::{Shares, section};
use super::moved::{Moved, told};
use super::plan::{MEMORY, Plan, global_name, table_name};
use super::program::{Program, count, index};

/// Writes it. Once it is there its functions are in the table instead of their stand-ins, and its data is in
/// memory.
pub(super) fn write(
    program: &Program<'_>,
    plan: &Plan,
    shares: Option<&Shares<'_>>,
) -> Result<Vec<u8>> {
    let mut moved = Moved(BTreeMap::new());
    let shared = plan.shared().map(|it| it.0);
    let used = plan.host.iter().copied().chain(shared);
    moved.0.extend(used.zip(0..));
    let n_used = count(moved.0.len());
    let here: Vec<u32> = program
        .defined()
        .map(|it| it.0)
        .filter(|it| plan.is_later(*it))
        .collect();
    moved.0.extend(here.iter().copied().zip(n_used..));

    let mut types = TypeSection::new();
    moved
        .parse_type_section(&mut types, program.types.clone())
        .map_err(|it| told(&it))?;
    let imports = imports(program, plan, &mut moved)?;
    let mut functions = FunctionSection::new();
    for function in &here {
        functions.function(program.type_of(*function)?);
    }
    let mut elements = ElementSection::new();
    for (start, row) in rows(&plan.slots) {
        let row: Result<Vec<u32>, _> = row.iter().map(|it| moved.function_index(*it)).collect();
        let start = ConstExpr::i32_const(i32::try_from(start)?);
        elements.active(
            None,
            &start,
            Elements::Functions(row.map_err(|it| told(&it))?.into()),
        );
    }
    let mut code = CodeSection::new();
    for (function, body) in program.defined() {
        if plan.is_later(function) {
            code.function(&moved.body(program, body, None)?);
        }
    }
    let mut module = Module::new();
    module.section(&types).section(&imports).section(&functions);
    module.section(&elements).section(&code);
    if let Some(shares) = shares {
        module.section(&section(&shares.later));
    }
    module.section(&moved.names(program, &plan.later));
    Ok(module.finish())
}

fn imports(program: &Program<'_>, plan: &Plan, moved: &mut Moved) -> Result<ImportSection> {
    let mut imports = ImportSection::new();
    for function in &plan.host {
        let import = program.imports.get(index(*function));
        let import = import.context("an import that is not there")?;
        moved
            .parse_import(&mut imports, *import)
            .map_err(|it| told(&it))?;
    }
    for (function, name) in plan.shared() {
        let kind = EntityType::Function(program.type_of(function)?);
        imports.import(FIRST, &name, kind);
    }
    for memory in &program.memories {
        let kind = EntityType::Memory(moved.memory_type(*memory).map_err(|it| told(&it))?);
        imports.import(FIRST, MEMORY, kind);
    }
    for (at, table) in (0..).zip(&program.tables) {
        let kind = moved.table_type(plan.grown(at, table.ty));
        let kind = kind.map_err(|it| told(&it))?;
        imports.import(FIRST, &table_name(at), EntityType::Table(kind));
    }
    for (at, global) in (0..).zip(&program.globals) {
        let kind = EntityType::Global(moved.global_type(global.ty).map_err(|it| told(&it))?);
        imports.import(FIRST, &global_name(at), kind);
    }
    Ok(imports)
}

/// Places that follow one another, with what stands in them.
fn rows(slots: &BTreeMap<u32, u32>) -> Vec<(u32, Vec<u32>)> {
    let mut rows: Vec<(u32, Vec<u32>)> = Vec::new();
    for (slot, function) in slots {
        match rows.last_mut() {
            Some((start, row)) if *start + count(row.len()) == *slot => row.push(*function),
            _ => rows.push((*slot, vec![*function])),
        }
    }
    rows
}
