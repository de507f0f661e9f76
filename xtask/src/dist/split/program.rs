//! A WebAssembly program taken apart, so far as splitting it needs.

use std::collections::BTreeMap;

use anyhow::{Context, Result, bail};
use wasmparser::{
    Data, Element, ElementItems, ElementKind, Export, ExternalKind, FunctionBody, Global, Import,
    KnownCustom, LinkingSectionReader, MemoryType, Name, Operator, Parser, Payload,
    RelocSectionReader, Table, TypeRef, TypeSectionReader,
};

/// The sections of a program. Functions are counted as the format does: those that are imported come
/// first.
pub(super) struct Program<'a> {
    pub(super) types: TypeSectionReader<'a>,
    /// All of them functions.
    pub(super) imports: Vec<Import<'a>>,
    /// The type of each function.
    pub(super) types_of: Vec<u32>,
    pub(super) tables: Vec<Table<'a>>,
    pub(super) memories: Vec<MemoryType>,
    pub(super) globals: Vec<Global<'a>>,
    pub(super) exports: Vec<Export<'a>>,
    pub(super) start: Option<u32>,
    pub(super) elements: Vec<Element<'a>>,
    pub(super) bodies: Vec<FunctionBody<'a>>,
    pub(super) n_data: Option<u32>,
    pub(super) data: Vec<Data<'a>>,
    /// Where the section of the data begins, from which the linker counts.
    pub(super) data_start: u64,
    /// What the linker tells, where it was asked.
    pub(super) linking: Option<LinkingSectionReader<'a>>,
    pub(super) relocations: Vec<(&'a str, RelocSectionReader<'a>)>,
    /// The names of functions, where it has them.
    pub(super) names: BTreeMap<u32, &'a str>,
}

impl<'a> Program<'a> {
    /// Reads a program as wasm-bindgen leaves it. What it never has, and splitting does not know, is an
    /// error.
    pub(super) fn read(wasm: &'a [u8]) -> Result<Self> {
        let mut types = None;
        let mut it = Self::empty()?;
        for payload in Parser::new(0).parse_all(wasm) {
            match payload? {
                Payload::TypeSection(section) => types = Some(section),
                Payload::ImportSection(section) => {
                    for import in section.into_imports() {
                        let import = import?;
                        let TypeRef::Func(kind) = import.ty else {
                            bail!("{} is imported and no function", import.name);
                        };
                        it.types_of.push(kind);
                        it.imports.push(import);
                    }
                }
                Payload::FunctionSection(section) => {
                    for kind in section {
                        it.types_of.push(kind?);
                    }
                }
                Payload::TableSection(section) => it.tables = all(section)?,
                Payload::MemorySection(section) => it.memories = all(section)?,
                Payload::GlobalSection(section) => it.globals = all(section)?,
                Payload::ExportSection(section) => it.exports = all(section)?,
                Payload::StartSection { func, .. } => it.start = Some(func),
                Payload::ElementSection(section) => it.elements = all(section)?,
                Payload::DataCountSection { count, .. } => it.n_data = Some(count),
                Payload::CodeSectionEntry(body) => it.bodies.push(body),
                Payload::DataSection(section) => {
                    it.data_start = section.range().start;
                    it.data = all(section)?;
                }
                Payload::TagSection(_) => bail!("it has exceptions"),
                Payload::CustomSection(section) => match section.as_known() {
                    KnownCustom::Name(parts) => {
                        for part in parts {
                            if let Name::Function(names) = part? {
                                for name in names {
                                    let name = name?;
                                    it.names.insert(name.index, name.name);
                                }
                            }
                        }
                    }
                    KnownCustom::Linking(linking) => it.linking = Some(linking),
                    KnownCustom::Reloc(all) => it.relocations.push((section.name(), all)),
                    _ => {}
                },
                _ => {}
            }
        }
        it.types = types.context("it has no types")?;
        Ok(it)
    }

    fn empty() -> Result<Self> {
        const NO_TYPES: &[u8] = &[0];
        Ok(Self {
            types: TypeSectionReader::new(wasmparser::BinaryReader::new(NO_TYPES, 0))?,
            imports: Vec::new(),
            types_of: Vec::new(),
            tables: Vec::new(),
            memories: Vec::new(),
            globals: Vec::new(),
            exports: Vec::new(),
            start: None,
            elements: Vec::new(),
            bodies: Vec::new(),
            n_data: None,
            data: Vec::new(),
            data_start: 0,
            linking: None,
            relocations: Vec::new(),
            names: BTreeMap::new(),
        })
    }

    pub(super) fn n_imported(&self) -> u32 {
        count(self.imports.len())
    }

    /// The functions that it has itself, each with its number.
    pub(super) fn defined(&self) -> impl Iterator<Item = (u32, &FunctionBody<'a>)> {
        (self.n_imported()..).zip(&self.bodies)
    }

    pub(super) fn type_of(&self, function: u32) -> Result<u32> {
        let found = self.types_of.get(index(function));
        found.copied().context("a function without a type")
    }

    /// The functions that must be there from the start: those that scripts know.
    pub(super) fn known_outside(&self) -> Vec<u32> {
        let exported = self.exports.iter();
        let exported = exported.filter(|it| it.kind == ExternalKind::Func);
        exported.map(|it| it.index).chain(self.start).collect()
    }

    /// The places in the table of functions that are filled at the start, with their functions.
    pub(super) fn filled(&self) -> Result<BTreeMap<u32, u32>> {
        let mut filled = BTreeMap::new();
        for element in &self.elements {
            let Some(start) = place(element)? else {
                continue;
            };
            let ElementItems::Functions(functions) = &element.items else {
                continue;
            };
            for (at, function) in (start..).zip(functions.clone()) {
                filled.insert(at, function?);
            }
        }
        Ok(filled)
    }
}

/// Where in the table of functions a list begins; None for what fills another table or none.
pub(super) fn place(element: &Element<'_>) -> Result<Option<u32>> {
    let ElementKind::Active {
        table_index,
        offset_expr,
    } = &element.kind
    else {
        return Ok(None);
    };
    if table_index.unwrap_or(0) != 0 {
        return Ok(None);
    }
    match offset_expr.get_operators_reader().read()? {
        Operator::I32Const { value } => Ok(Some(u32::try_from(value)?)),
        other => bail!("a table is filled from {other:?} on"),
    }
}

/// What a body calls by name.
pub(super) fn calls(body: &FunctionBody<'_>) -> Result<Vec<u32>> {
    let mut found = Vec::new();
    let mut reader = body.get_operators_reader()?;
    while !reader.eof() {
        match reader.read()? {
            Operator::Call { function_index } | Operator::ReturnCall { function_index } => {
                found.push(function_index);
            }
            Operator::RefFunc { .. } => bail!("a function is taken as a value"),
            _ => {}
        }
    }
    Ok(found)
}

fn all<'a, T: wasmparser::FromReader<'a>>(
    section: wasmparser::SectionLimited<'a, T>,
) -> Result<Vec<T>> {
    Ok(section.into_iter().collect::<Result<_, _>>()?)
}

/// A number as it stands in the program.
pub(super) fn count(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}

/// The same as a place in a list.
pub(super) fn index(n: u32) -> usize {
    usize::try_from(n).unwrap_or(usize::MAX)
}
