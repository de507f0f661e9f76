//! What lies where in memory, and what refers to it, as the linker tells with `--emit-relocs`.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use anyhow::{Context, Result, bail};
use wasmparser::{Linking, RelocationEntry, RelocationType, SymbolFlags, SymbolInfo};

use super::data::Segment;
use super::program::{Program, count, index};

/// A word, table or variable of the program, by its number in the linker's list.
pub(super) type Symbol = u32;

/// What the linker tells of the data.
pub(super) struct Links {
    /// The addresses of the bytes of each.
    pub(super) bytes: BTreeMap<Symbol, Range<u32>>,
    /// The addresses that functions name, with what they mean by each: one may lie just before or behind
    /// what it is for.
    named: BTreeMap<u32, BTreeSet<Symbol>>,
    /// The places in memory that hold an address, with what that means.
    pointers: BTreeMap<u32, Symbol>,
    /// The places in memory that hold a place in the table of functions, with that.
    pub(super) slots: BTreeMap<u32, u32>,
}

impl Links {
    /// What cannot be told for sure is an error.
    pub(super) fn read(program: &Program<'_>, segments: &[Segment<'_>]) -> Result<Self> {
        let mut links = Self {
            bytes: symbols(program, segments)?,
            named: BTreeMap::new(),
            pointers: BTreeMap::new(),
            slots: BTreeMap::new(),
        };
        let mut told: BTreeSet<&str> = BTreeSet::new();
        let of_program = |it: &&(&str, _)| matches!(it.0, "reloc.CODE" | "reloc.DATA");
        for (name, section) in program.relocations.iter().filter(of_program) {
            for entry in section.entries() {
                let entry = entry?;
                match (*name, entry.ty) {
                    ("reloc.DATA", RelocationType::TableIndexI32) => {
                        let (at, bytes) = place(program, segments, &entry)?;
                        links.slots.insert(at, u32::from_le_bytes(bytes));
                    }
                    (_, other) if is_of_no_data(other) => {}
                    ("reloc.CODE", RelocationType::MemoryAddrLeb)
                    | ("reloc.CODE", RelocationType::MemoryAddrSleb) => {
                        let named = links.named.entry(links.address(&entry)?);
                        named.or_default().insert(entry.index);
                    }
                    ("reloc.DATA", RelocationType::MemoryAddrI32) => {
                        links.point(program, segments, &entry)?;
                    }
                    (_, other) => bail!("{other:?} in {name} is not known"),
                }
            }
            told.insert(*name);
        }
        if !told.contains("reloc.CODE") {
            bail!("the linker did not tell what functions refer to");
        }
        Ok(links)
    }

    /// What a number in a function may mean: what the linker made it of, or what it lies in.
    pub(super) fn meant(&self, number: u32) -> Vec<Symbol> {
        if let Some(named) = self.named.get(&number) {
            return named.iter().copied().collect();
        }
        let around = self.bytes.iter().filter(|it| it.1.contains(&number));
        around.map(|it| *it.0).collect()
    }

    /// What the addresses in the bytes of a symbol mean.
    pub(super) fn referred(&self, symbol: Symbol) -> impl Iterator<Item = Symbol> {
        let bytes = self.bytes.get(&symbol).cloned().unwrap_or_default();
        self.pointers.range(bytes).map(|it| *it.1)
    }

    /// The address that the linker wrote.
    fn address(&self, entry: &RelocationEntry) -> Result<u32> {
        let of = self.bytes.get(&entry.index);
        let of = of.context("something refers to data that has no place")?;
        let address = i64::from(of.start) + entry.addend;
        Ok(u32::try_from(address.rem_euclid(1 << 32))?)
    }

    /// Notes an address in the data. If another stands there, linker and data do not belong together.
    fn point(
        &mut self,
        program: &Program<'_>,
        segments: &[Segment<'_>],
        entry: &RelocationEntry,
    ) -> Result<()> {
        let (at, bytes) = place(program, segments, entry)?;
        if bytes != self.address(entry)?.to_le_bytes() {
            bail!("the data is not that of which the linker tells");
        }
        self.pointers.insert(at, entry.index);
        Ok(())
    }
}

/// Where an address or number stands that is told of, and what is there.
fn place(
    program: &Program<'_>,
    segments: &[Segment<'_>],
    entry: &RelocationEntry,
) -> Result<(u32, [u8; 4])> {
    let place = program.data_start + u64::from(entry.offset);
    let found = segments.iter().find_map(|it| {
        let at = usize::try_from(place.checked_sub(it.place)?).ok()?;
        let bytes = it.bytes.get(at..)?.first_chunk()?;
        Some((it.at + count(at), *bytes))
    });
    found.context("an address is told of where no data is")
}

/// What refers to a function, type, table or variable of the machine. The values of the latter are looked
/// at themselves.
fn is_of_no_data(kind: RelocationType) -> bool {
    matches!(
        kind,
        RelocationType::FunctionIndexLeb
            | RelocationType::FunctionIndexI32
            | RelocationType::TableIndexSleb
            | RelocationType::TableIndexI32
            | RelocationType::TableNumberLeb
            | RelocationType::TypeIndexLeb
            | RelocationType::GlobalIndexLeb
            | RelocationType::EventIndexLeb
    )
}

/// The addresses of each symbol that has bytes.
fn symbols(
    program: &Program<'_>,
    segments: &[Segment<'_>],
) -> Result<BTreeMap<Symbol, Range<u32>>> {
    let linking = program.linking.clone();
    let linking = linking.context("the linker was not asked what refers to what")?;
    let mut found = BTreeMap::new();
    for part in linking {
        let Linking::SymbolTable(symbols) = part? else {
            continue;
        };
        for (number, symbol) in (0..).zip(symbols) {
            let SymbolInfo::Data {
                flags,
                symbol: Some(symbol),
                ..
            } = symbol?
            else {
                continue;
            };
            if flags.contains(SymbolFlags::ABSOLUTE) {
                continue;
            }
            let segment = segments.get(index(symbol.index));
            let segment = segment.context("a symbol is in data that is not there")?;
            let end = symbol.offset.checked_add(symbol.size);
            let end = end.filter(|it| index(*it) <= segment.bytes.len());
            let end = end.context("a symbol is larger than its data")?;
            found.insert(number, segment.at + symbol.offset..segment.at + end);
        }
    }
    Ok(found)
}
