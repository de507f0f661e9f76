//! All pieces of a program, and the program without some of them.

use std::collections::BTreeMap;

use anyhow::{Context, Result, bail};
use wasm_encoder::reencode::{Error, Reencode, utils};
use wasm_encoder::{
    CodeSection, CustomSection, FunctionSection, Module, NameMap, NameSection, TypeSection,
};
use wasmparser::{
    CodeSectionReader, CustomSectionReader, FunctionSectionReader, KnownCustom, Parser,
    TypeSectionReader, ValType, ValidPayload, Validator,
};

use super::body::Body;
use super::live::Live;
use super::piece::{Limits, Piece};
use super::write::{alone, without};
use crate::dist::split::listed::{hash, hash_on};
use crate::dist::split::program::Program;

/// What the name of a piece ends in, behind that of its function.
const MARK: &str = "{piece}";

/// Whether a function was a piece of another one.
pub(in crate::dist) fn is_piece(name: &str) -> bool {
    name.ends_with(MARK)
}

/// A piece that could be cut out.
#[derive(Debug, Clone, Copy)]
pub(in crate::dist) struct Found {
    /// The function that it is in.
    pub(in crate::dist) function: u32,
    /// Its first operator, and the one behind its last.
    pub(in crate::dist) start: usize,
    pub(in crate::dist) end: usize,
    /// Its number in each program in which its function has this name and form.
    pub(in crate::dist) key: u32,
}

/// All that could be cut out: larger ones before those within them.
pub(in crate::dist) fn found(wasm: &[u8]) -> Result<Vec<Found>> {
    let program = Program::read(wasm)?;
    let mut all = Vec::new();
    each(wasm, |function, body| {
        let name = program.names.get(&function).copied().unwrap_or_default();
        for piece in pieces(body, Limits::USUAL)? {
            all.push(Found {
                function,
                start: piece.range.start,
                end: piece.range.end,
                key: key(name, body, &piece),
            });
        }
        Ok(())
    })?;
    Ok(all)
}

/// The program whose pieces with these keys are functions of their own. A piece within one that is cut
/// out stays in it.
pub(in crate::dist) fn cut(wasm: &[u8], is_cold: &dyn Fn(&str, u32) -> bool) -> Result<Vec<u8>> {
    cut_within(wasm, Limits::USUAL, is_cold)
}

pub(super) fn cut_within(
    wasm: &[u8],
    limits: Limits,
    is_cold: &dyn Fn(&str, u32) -> bool,
) -> Result<Vec<u8>> {
    let program = Program::read(wasm)?;
    let mut next = u32::try_from(program.types_of.len())?;
    let mut cutting = Cutting {
        changed: BTreeMap::new(),
        added: Vec::new(),
        kinds: Vec::new(),
        n_types: 0,
        at: program.n_imported(),
    };
    let mut names: Vec<(u32, String)> = Vec::new();
    each(wasm, |function, body| {
        let name = program.names.get(&function).copied().unwrap_or_default();
        let mut chosen: Vec<(Piece, u32)> = Vec::new();
        for piece in pieces(body, limits)? {
            let is_free = chosen
                .last()
                .is_none_or(|it| it.0.range.end <= piece.range.start);
            if is_free && is_cold(name, key(name, body, &piece)) {
                chosen.push((piece, next));
                next += 1;
            }
        }
        for (piece, number) in &chosen {
            cutting.added.push(alone(body, piece)?);
            cutting.kinds.push(piece.signature(body));
            names.push((*number, format!("{name}{MARK}")));
        }
        if !chosen.is_empty() {
            cutting.changed.insert(function, without(body, &chosen)?);
        }
        Ok(())
    })?;
    let mut module = Module::new();
    if let Err(err) = cutting.parse_core_module(&mut module, Parser::new(0), wasm) {
        bail!("{err}");
    }
    let mut map = NameMap::new();
    for (at, name) in &program.names {
        map.append(*at, name);
    }
    for (at, name) in &names {
        map.append(*at, name);
    }
    let mut section = NameSection::new();
    section.functions(&map);
    module.section(&section);
    Ok(module.finish())
}

/// Hands each function with its number and body to `then`.
fn each(wasm: &[u8], mut then: impl FnMut(u32, &Body<'_>) -> Result<()>) -> Result<()> {
    let mut validator = Validator::new();
    for payload in Parser::new(0).parse_all(wasm) {
        if let ValidPayload::Func(function, body) = validator.payload(&payload?)? {
            let number = function.index;
            then(number, &Body::read(function, &body)?)
                .with_context(|| format!("function {number}"))?;
        }
    }
    Ok(())
}

fn pieces(body: &Body<'_>, limits: Limits) -> Result<Vec<Piece>> {
    if body.places.is_empty() {
        return Ok(Vec::new());
    }
    let live = Live::of(body)?;
    let all = body
        .places
        .iter()
        .map(|it| Piece::at(body, &live, it, limits));
    Ok(all
        .collect::<Result<Vec<_>>>()?
        .into_iter()
        .flatten()
        .collect())
}

/// Name and form of the function, and the place in it.
fn key(name: &str, body: &Body<'_>, piece: &Piece) -> u32 {
    let place = u32::try_from(piece.range.start).unwrap_or(u32::MAX);
    let rest = [body.shape(), place].into_iter().flat_map(u32::to_le_bytes);
    hash_on(hash(name), rest)
}

struct Cutting {
    changed: BTreeMap<u32, Vec<u8>>,
    added: Vec<wasm_encoder::Function>,
    /// What each of them is given and gives back.
    kinds: Vec<(Vec<ValType>, Vec<ValType>)>,
    n_types: u32,
    /// The function that is written next.
    at: u32,
}

type Done = Result<(), Error<std::convert::Infallible>>;

impl Reencode for Cutting {
    type Error = std::convert::Infallible;

    fn parse_type_section(
        &mut self,
        types: &mut TypeSection,
        section: TypeSectionReader<'_>,
    ) -> Done {
        utils::parse_type_section(self, types, section)?;
        self.n_types = types.len();
        for (given, back) in self.kinds.clone() {
            let given = self.val_types(given)?;
            let back = self.val_types(back)?;
            types.ty().function(given, back);
        }
        Ok(())
    }

    fn parse_function_section(
        &mut self,
        functions: &mut FunctionSection,
        section: FunctionSectionReader<'_>,
    ) -> Done {
        utils::parse_function_section(self, functions, section)?;
        for (kind, _) in (self.n_types..).zip(&self.kinds) {
            functions.function(kind);
        }
        Ok(())
    }

    fn parse_code_section(
        &mut self,
        code: &mut CodeSection,
        section: CodeSectionReader<'_>,
    ) -> Done {
        for body in section {
            let body = body?;
            match self.changed.get(&self.at) {
                Some(changed) => code.raw(changed),
                None => code.raw(body.as_bytes()),
            };
            self.at += 1;
        }
        for function in &self.added {
            code.function(function);
        }
        Ok(())
    }

    fn parse_custom_section(
        &mut self,
        module: &mut Module,
        section: CustomSectionReader<'_>,
    ) -> Done {
        // Names are written anew.
        if !matches!(section.as_known(), KnownCustom::Name(_)) {
            module.section(&CustomSection {
                name: section.name().into(),
                data: section.data().into(),
            });
        }
        Ok(())
    }
}
