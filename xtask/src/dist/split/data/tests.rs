use std::fmt::Write as _;
use std::ops::Range;

use wasm_encoder::{
    CustomSection, DataSymbolDefinition, Encode, LinkingSection, Section, SymbolTable,
};
use wasmparser::{Parser, Payload, RelocationType, Validator};

use super::super::{Parts, split};
use super::*;

/// Where the data begins.
const AT: u32 = 1024;

/// What the first part names, or has the address of: 0 and 1. What only the later one does: 2, and 3, of
/// which 2 has the address. 4 is of the later one, but for its end, 5, which is also of the first. Then
/// bytes that are nobody's, 6, which nobody uses and is empty, more of nobody, and 7, which is short.
const SYMBOLS: [Range<u32>; 8] = [
    0..40,
    40..80,
    80..120,
    124..164,
    164..264,
    224..264,
    304..344,
    348..364,
];
const LENGTH: u32 = 364;
/// In 0 stands the address of 1, in 2 that of 3.
const POINTERS: [(u32, u32); 2] = [(8, 1), (84, 3)];

const TEXT: &str = r#"(module (table 1 funcref) (memory 1)
    (func $run (param i32) (result i32)
      (i32.add (i32.load8_u offset=1024 (local.get 0)) (i32.load (i32.const 1248))))
    (func $cold (result i32)
      (i32.add (i32.const 1104) (i32.add (i32.const 1188) (i32.const 1372))))
    (export "run" (func $run)) (export "go" (func $warm)) (export "memory" (memory 0))
    (func $warm (result i32) (call $cold)) DATA)"#;

/// What functions refer to: the symbol, and how far behind its beginning.
const NAMED: [(u32, i64); 5] = [(0, 0), (5, 0), (2, 0), (4, 0), (7, 0)];

fn bytes() -> Vec<u8> {
    let mut bytes: Vec<u8> = (1..=250).cycle().take(index(LENGTH)).collect();
    for empty in [120..124, 304..344] {
        bytes[empty].fill(0);
    }
    for (at, symbol) in POINTERS {
        let address = AT + SYMBOLS[index(symbol)].start;
        bytes[index(at)..index(at) + 4].copy_from_slice(&address.to_le_bytes());
    }
    bytes
}

/// A program with this data.
fn program(text: &str) -> Vec<u8> {
    let mut data = format!("(data (i32.const {AT}) \"");
    for byte in bytes() {
        write!(data, "\\{byte:02x}").unwrap();
    }
    wat::parse_str(text.replace("DATA", &format!("{data}\")"))).unwrap()
}

/// The same, with what the linker tells.
fn linked(text: &str, named: &[(u32, i64)], pointers: &[(u32, u32)]) -> Vec<u8> {
    let mut wasm = program(text);
    let mut table = SymbolTable::new();
    for bytes in SYMBOLS {
        let (offset, size) = (bytes.start, bytes.end - bytes.start);
        let index = 0;
        table.data(
            0,
            "x",
            Some(DataSymbolDefinition {
                index,
                offset,
                size,
            }),
        );
    }
    LinkingSection::new()
        .symbol_table(&table)
        .append_to(&mut wasm);
    let code = named.iter().map(|it| (0, it.0, it.1));
    tell(
        &mut wasm,
        "reloc.CODE",
        RelocationType::MemoryAddrSleb,
        code,
    );
    // The section's and the segment's own numbers come first: one each, and two of two bytes.
    let data = pointers.iter().map(|it| (it.0 + 8, it.1, 0));
    tell(&mut wasm, "reloc.DATA", RelocationType::MemoryAddrI32, data);
    wasm
}

fn tell(
    wasm: &mut Vec<u8>,
    name: &str,
    kind: RelocationType,
    all: impl ExactSizeIterator<Item = (u32, u32, i64)>,
) {
    let mut data = vec![0];
    all.len().encode(&mut data);
    for (offset, symbol, addend) in all {
        data.push(kind as u8);
        offset.encode(&mut data);
        symbol.encode(&mut data);
        if kind != RelocationType::TableIndexI32 {
            addend.encode(&mut data);
        }
    }
    let (name, data) = (name.into(), data.into());
    CustomSection { name, data }.append_to(wasm);
}

fn parts(wasm: &[u8]) -> Parts {
    let parts = split(wasm, &|name| name == "cold").unwrap();
    for part in [&parts.first, &parts.later] {
        Validator::new().validate_all(part).unwrap();
    }
    parts
}

/// Where a part writes, from the beginning of the data.
fn written(wasm: &[u8]) -> Vec<(u32, u32)> {
    let pieces = pieces(wasm);
    let ranges = pieces.iter();
    let ranges = ranges.map(|(at, bytes)| (at - AT, at - AT + count(bytes.len())));
    ranges.collect()
}

fn pieces(wasm: &[u8]) -> Vec<(u32, Vec<u8>)> {
    let mut found = Vec::new();
    for payload in Parser::new(0).parse_all(wasm) {
        if let Payload::DataSection(section) = payload.unwrap() {
            for data in section {
                let data = data.unwrap();
                let DataKind::Active { offset_expr, .. } = data.kind else {
                    panic!("data that is not written at once");
                };
                let at = offset_expr.get_operators_reader().read().unwrap();
                let Operator::I32Const { value } = at else {
                    panic!("{at:?}");
                };
                found.push((u32::try_from(value).unwrap(), data.data.to_vec()));
            }
        }
    }
    found
}

/// The memory after both parts have written theirs. None writes where the other has.
fn image(parts: &Parts) -> Vec<u8> {
    let mut image = vec![None; index(LENGTH)];
    for (at, bytes) in [pieces(&parts.first), pieces(&parts.later)].concat() {
        for (place, byte) in (index(at - AT)..).zip(bytes) {
            assert_eq!(image[place].replace(byte), None, "{place} is written twice");
        }
    }
    image.into_iter().map(Option::unwrap_or_default).collect()
}

#[test]
fn what_only_the_later_part_uses_moves() {
    let parts = parts(&linked(TEXT, &NAMED, &POINTERS));
    assert_eq!(
        written(&parts.later),
        [(80, 224)],
        "both, what lies between them to align the second, and what is not the end of another"
    );
    assert_eq!(
        written(&parts.first),
        [(0, 80), (224, 304), (344, 364)],
        "what it uses, what is nobody's, and what is too short; what is empty is nowhere"
    );
    assert_eq!(image(&parts), bytes());
    assert_eq!(parts.data.unwrap(), 144);
    for part in [&parts.first, &parts.later] {
        for payload in Parser::new(0).parse_all(part) {
            if let Payload::CustomSection(section) = payload.unwrap() {
                assert_eq!(
                    section.name(),
                    "name",
                    "what the linker tells is not published"
                );
            }
        }
    }
}

#[test]
fn an_address_means_what_the_linker_made_it_of() {
    let text = TEXT.replace("1248", "1188");
    let behind = [NAMED.as_slice(), &[(3, 40)]].concat();
    let kept = |named: &[(u32, i64)]| written(&parts(&linked(&text, named, &POINTERS)).first);
    assert_eq!(
        kept(&behind),
        [(0, 80), (120, 304), (344, 364)],
        "3 or 4 is meant"
    );
    let without_4: Vec<(u32, i64)> = behind.into_iter().filter(|it| it.0 != 4).collect();
    assert_eq!(
        kept(&without_4),
        [(0, 80), (120, 164), (264, 304), (344, 364)]
    );
    assert_eq!(
        kept(&[]),
        [(0, 80), (164, 304), (344, 364)],
        "without a word of the linker it means where it is"
    );
}

#[test]
fn what_a_variable_has_the_address_of_stays() {
    let text = TEXT.replace("DATA", "(global (export \"x\") i32 (i32.const 1150)) DATA");
    let parts = parts(&linked(&text, &NAMED, &POINTERS));
    assert_eq!(written(&parts.later), [(80, 120), (164, 224)]);
}

#[test]
fn where_it_is_not_sure_what_uses_what_all_stays() {
    let stays = |wasm: &[u8]| {
        let parts = parts(wasm);
        assert_eq!(written(&parts.first), [(0, LENGTH)]);
        assert_eq!(written(&parts.later), []);
        format!("{:#}", parts.data.unwrap_err())
    };
    let why = stays(&program(TEXT));
    assert!(why.contains("was not asked"), "{why}");
    let why = stays(&linked(TEXT, &NAMED, &[(8, 1), (84, 4)]));
    assert!(why.contains("is not that of which"), "{why}");
    let why = stays(&linked(TEXT, &[(8, 0)], &POINTERS));
    assert!(why.contains("has no place"), "{why}");
    let mut relative = linked(TEXT, &NAMED, &POINTERS);
    let kind = RelocationType::MemoryAddrRelSleb;
    tell(&mut relative, "reloc.CODE", kind, [(0, 2, 0)].into_iter());
    let why = stays(&relative);
    assert!(why.contains("is not known"), "{why}");
    let none = linked(TEXT, &NAMED, &POINTERS);
    let all = split(&none, &|_| false).unwrap();
    assert_eq!(written(&all.first), [(0, LENGTH)]);
    let by_number = TEXT.replace(
        "(call $cold))",
        "(memory.init 0 (i32.const 0) (i32.const 0) (i32.const 0)) (call $cold))",
    );
    let why = stays(&linked(&by_number, &NAMED, &POINTERS));
    assert!(why.contains("may write data themselves"), "{why}");
}

#[test]
fn no_stand_in_is_where_only_the_later_part_can_call() {
    // In the table: by data of the later part alone, of the first, a number in the first, data of both, a call.
    let text = TEXT
        .replace(
            "(table 1 funcref)",
            "(table 6 6 funcref) (elem (i32.const 1) $other $other $other $other $cold)
             (func $other (call $other))",
        )
        .replace("(call $cold)", "(i32.add (i32.const 3) (call $cold))");
    let mut wasm = linked(&text, &NAMED, &POINTERS);
    let places = [(96, 1), (16, 2), (100, 4), (20, 4)];
    let start = wasm.windows(8).position(|it| it == &bytes()[..8]).unwrap();
    for (at, slot) in places {
        wasm[start + at..start + at + 4].copy_from_slice(&u32::to_le_bytes(slot));
    }
    let kind = RelocationType::TableIndexI32;
    let told = places.iter().map(|it| (count(it.0) + 8, 0, 0));
    tell(&mut wasm, "reloc.DATA", kind, told);
    let is_later = |name: &str| matches!(name, "cold" | "other");
    let parts = split(&wasm, &is_later).unwrap();
    assert!(parts.data.is_ok(), "{:?}", parts.data);
    Validator::new().validate_all(&parts.first).unwrap();
    let first = Program::read(&parts.first).unwrap();
    let imported: Vec<&str> = first.imports.iter().map(|it| it.name).collect();
    assert_eq!(imported, ["2", "3", "4", "5"]);
    let filled = first.filled().unwrap();
    let nobody = filled[&1];
    let n_imported = first.n_imported();
    assert!((2..=5).all(|slot| filled[&slot] < n_imported), "{filled:?}");
    let body = &first.bodies[index(nobody - n_imported)];
    let stops = body.get_operators_reader().unwrap().read().unwrap();
    assert!(matches!(stops, Operator::Unreachable), "{stops:?}");
    // Where the linker was not asked, each place has one.
    let first = split(&program(&text), &is_later).unwrap().first;
    assert_eq!(Program::read(&first).unwrap().imports.len(), 5);
}
