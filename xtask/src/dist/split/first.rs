//! The part that shows the first view.

use std::collections::BTreeMap;

use anyhow::{Result, bail};
use wasm_encoder::reencode::Reencode;
use wasm_encoder::{
    CodeSection, ConstExpr, DataCountSection, DataSection, ElementSection, Elements, EntityType,
    ExportKind, ExportSection, Function, FunctionSection, GlobalSection, ImportSection,
    Instruction, MemorySection, Module, StartSection, TableSection, TypeSection,
};
use wasmparser::{Element, ElementItems, ElementKind};

use super::LATER;
use super::data::{Shares, section};
use super::moved::{Moved, told};
use super::plan::{MEMORY, Plan, global_name, short, table_name};
use super::program::{Program, count, place};

/// Writes it. Where a function of the later part belongs into the table of functions stands a function
/// of the script, named by its place there, which waits for the later part and calls what is there then.
pub(super) fn write(
    program: &Program<'_>,
    plan: &Plan,
    shares: Option<&Shares<'_>>,
) -> Result<Vec<u8>> {
    let n_imported = program.n_imported();
    let can_be_called = |slot: &u32| {
        plan.called.contains(slot) || shares.is_none_or(|shares| shares.slots.contains(slot))
    };
    let called = plan.slots.iter().filter(|it| can_be_called(it.0));
    let called: Vec<(u32, u32)> = called.map(|it| (*it.0, *it.1)).collect();
    let numbers = n_imported..;
    let stand_ins: BTreeMap<u32, u32> = called.iter().map(|it| it.0).zip(numbers).collect();
    let mut moved = Moved((0..n_imported).map(|it| (it, it)).collect());
    let here = program.defined().map(|it| it.0);
    let here: Vec<u32> = here.filter(|it| !plan.is_later(*it)).collect();
    let numbers = n_imported + count(stand_ins.len())..;
    moved.0.extend(here.iter().copied().zip(numbers));

    let mut types = TypeSection::new();
    moved
        .parse_type_section(&mut types, program.types.clone())
        .map_err(|it| told(&it))?;
    let mut imports = ImportSection::new();
    for import in &program.imports {
        moved
            .parse_import(&mut imports, *import)
            .map_err(|it| told(&it))?;
    }
    for (slot, function) in &called {
        let kind = EntityType::Function(program.type_of(*function)?);
        imports.import(LATER, &short(*slot), kind);
    }
    let mut functions = FunctionSection::new();
    for function in &here {
        functions.function(program.type_of(*function)?);
    }
    let nobody = n_imported + count(stand_ins.len() + here.len());
    let has_nobody = stand_ins.len() < plan.slots.len();
    if has_nobody {
        functions.function(types.len());
        types.ty().function([], []);
    }
    let mut tables = TableSection::new();
    for (at, table) in (0..).zip(&program.tables) {
        let mut table = table.clone();
        table.ty = plan.grown(at, table.ty);
        moved
            .parse_table(&mut tables, table)
            .map_err(|it| told(&it))?;
    }
    let mut memories = MemorySection::new();
    for memory in &program.memories {
        memories.memory(moved.memory_type(*memory).map_err(|it| told(&it))?);
    }
    let mut globals = GlobalSection::new();
    for global in &program.globals {
        moved
            .parse_global(&mut globals, global.clone())
            .map_err(|it| told(&it))?;
    }
    let exports = exports(program, plan, &mut moved)?;
    let mut elements = ElementSection::new();
    let filling = Filling {
        plan,
        stand_ins: &stand_ins,
        nobody,
    };
    for element in &program.elements {
        fill(&mut elements, element, &filling, &mut moved)?;
    }
    let added: Vec<u32> = stand_ins.range(plan.n_slots..).map(|it| *it.1).collect();
    if !added.is_empty() {
        let start = ConstExpr::i32_const(i32::try_from(plan.n_slots)?);
        elements.active(None, &start, Elements::Functions(added.into()));
    }
    let mut code = CodeSection::new();
    for (function, body) in program.defined() {
        if !plan.is_later(function) {
            code.function(&moved.body(program, body, Some(plan))?);
        }
    }
    if has_nobody {
        let mut nobody = Function::new([]);
        nobody.instruction(&Instruction::Unreachable);
        nobody.instruction(&Instruction::End);
        code.function(&nobody);
    }
    let data = match shares {
        Some(shares) => section(&shares.first),
        None => data(program, &mut moved)?,
    };

    let mut module = Module::new();
    module.section(&types).section(&imports).section(&functions);
    module.section(&tables).section(&memories).section(&globals);
    module.section(&exports);
    if let Some(start) = program.start {
        let function_index = moved.function_index(start).map_err(|it| told(&it))?;
        module.section(&StartSection { function_index });
    }
    module.section(&elements);
    if let Some(count) = program.n_data {
        module.section(&DataCountSection { count });
    }
    module.section(&code).section(&data);
    module.section(&moved.names(program, &plan.first));
    Ok(module.finish())
}

/// All data, as it was.
fn data(program: &Program<'_>, moved: &mut Moved) -> Result<DataSection> {
    let mut data = DataSection::new();
    for part in &program.data {
        moved
            .parse_data(&mut data, part.clone())
            .map_err(|it| told(&it))?;
    }
    Ok(data)
}

/// What scripts know, and what the later part needs.
fn exports(program: &Program<'_>, plan: &Plan, moved: &mut Moved) -> Result<ExportSection> {
    let mut exports = ExportSection::new();
    for export in &program.exports {
        moved
            .parse_export(&mut exports, *export)
            .map_err(|it| told(&it))?;
    }
    for (function, name) in plan.shared() {
        let at = moved.function_index(function).map_err(|it| told(&it))?;
        exports.export(&name, ExportKind::Func, at);
    }
    if !program.memories.is_empty() {
        exports.export(MEMORY, ExportKind::Memory, 0);
    }
    for table in 0..count(program.tables.len()) {
        exports.export(&table_name(table), ExportKind::Table, table);
    }
    for global in 0..count(program.globals.len()) {
        exports.export(&global_name(global), ExportKind::Global, global);
    }
    Ok(exports)
}

/// What the table is filled with.
struct Filling<'a> {
    plan: &'a Plan,
    stand_ins: &'a BTreeMap<u32, u32>,
    /// A function that stops the program. It is in the places of later functions that only what comes later
    /// can come to.
    nobody: u32,
}

/// Fills a table as before, with stand-ins for what comes later.
fn fill(
    elements: &mut ElementSection,
    element: &Element<'_>,
    filling: &Filling<'_>,
    moved: &mut Moved,
) -> Result<()> {
    let Some(start) = place(element)? else {
        if !matches!(element.kind, ElementKind::Active { .. }) {
            bail!("functions are listed that stand in no table");
        }
        return moved
            .parse_element(elements, element.clone())
            .map_err(|it| told(&it));
    };
    let ElementItems::Functions(functions) = &element.items else {
        return moved
            .parse_element(elements, element.clone())
            .map_err(|it| told(&it));
    };
    let mut filled = Vec::new();
    for (slot, function) in (start..).zip(functions.clone()) {
        filled.push(match filling.stand_ins.get(&slot) {
            Some(stand_in) => *stand_in,
            None if filling.plan.slots.contains_key(&slot) => filling.nobody,
            None => moved.function_index(function?).map_err(|it| told(&it))?,
        });
    }
    let start = ConstExpr::i32_const(i32::try_from(start)?);
    elements.active(None, &start, Elements::Functions(filled.into()));
    Ok(())
}
