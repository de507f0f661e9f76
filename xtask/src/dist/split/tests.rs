use wasmparser::{ElementItems, ExternalKind, Operator, Validator};

use super::program::{Program, place};
use super::{Parts, split, telling};

/// Two functions that come later: one is called by name, the other stands in the table. Both use what the
/// first part has.
const WHOLE: &str = r#"(module
    (import "host" "log" (func $log (param i32)))
    (import "host" "more" (func $more))
    (type $binary (func (param i32 i32) (result i32)))
    (table 3 3 funcref)
    (memory 1)
    (global $stack (mut i32) (i32.const 1024))
    (elem (i32.const 1) func $add $cold_table)
    (data (i32.const 8) "words")
    (func $add (param i32 i32) (result i32) (i32.add (local.get 0) (local.get 1)))
    (func $cold_name (param i32) (result i32)
      (call $log (local.get 0))
      (global.set $stack (i32.load (local.get 0)))
      (call $cold_inner (call $add (local.get 0) (i32.const 2))))
    (func $cold_inner (param i32) (result i32) (local.get 0))
    (func $cold_table (param i32 i32) (result i32) (call_indirect (type $binary)
      (local.get 0) (local.get 1) (i32.const 1)))
    (func $cold_exported (result i32) (call $cold_name (i32.const 7)))
    (func $start (call $more))
    (export "run" (func $cold_exported))
    (export "memory" (memory 0))
    (start $start))"#;

fn program(text: &str) -> Vec<u8> {
    wat::parse_str(text).unwrap()
}

fn parts(text: &str) -> Parts {
    let parts = split(&program(text), &|name| name.starts_with("cold")).unwrap();
    for part in [&parts.first, &parts.later] {
        Validator::new().validate_all(part).unwrap();
    }
    parts
}

/// Module and name of what a part imports, and the kinds that it names, in order.
fn imported(program: &Program<'_>) -> Vec<String> {
    let all = program.imports.iter();
    all.map(|it| format!("{} {}", it.module, it.name)).collect()
}

/// The places of the table that a part fills, and the names of what it fills them with.
fn filled(program: &Program<'_>) -> Vec<(u32, String)> {
    let mut all = Vec::new();
    for element in &program.elements {
        let ElementItems::Functions(functions) = &element.items else {
            panic!("a list of expressions");
        };
        for (at, function) in (place(element).unwrap().unwrap()..).zip(functions.clone()) {
            let function = function.unwrap();
            let imported = program.imports.get(usize::try_from(function).unwrap());
            let name = imported.map(|it| format!("import {}", it.name));
            let own = || program.names.get(&function).unwrap();
            let own = || {
                own()
                    .trim_start_matches(|c| " 0123456789".contains(c))
                    .to_owned()
            };
            all.push((at, name.unwrap_or_else(own)));
        }
    }
    all
}

#[test]
fn what_comes_later_is_called_through_the_table() {
    let parts = parts(WHOLE);
    assert_eq!(parts.n_later, 3, "what scripts call does not");
    let first = Program::read(&parts.first).unwrap();
    assert_eq!(
        imported(&first),
        ["host log", "host more", "later 2", "later 3"],
        "a stand-in for each place of the table"
    );
    assert_eq!(
        filled(&first),
        [
            (1, "add".to_owned()),
            (2, "import 2".to_owned()),
            (3, "import 3".to_owned())
        ]
    );
    assert_eq!(first.tables[0].ty.initial, 4);
    assert_eq!(first.tables[0].ty.maximum, Some(4));
    let exported = first.exports.iter().find(|it| it.name == "run").unwrap();
    let body = &first.bodies[usize::try_from(exported.index - first.n_imported()).unwrap()];
    let operators: Vec<Operator<'_>> = body
        .get_operators_reader()
        .unwrap()
        .into_iter()
        .collect::<Result<_, _>>()
        .unwrap();
    let called = &operators[1..3];
    assert!(
        matches!(
            called,
            [
                Operator::I32Const { value: 3 },
                Operator::CallIndirect { table_index: 0, .. }
            ]
        ),
        "{called:?}"
    );
}

#[test]
fn the_later_part_takes_the_places_of_its_stand_ins() {
    let parts = parts(WHOLE);
    let text = imports_of(&parts.later);
    let shared = text.iter().filter(|it| it.starts_with("first $")).count();
    assert_eq!(
        shared, 4,
        "a function, memory, table and variable: {text:?}"
    );
    assert!(text.contains(&"host log".to_owned()));
    assert!(
        !text.contains(&"host more".to_owned()),
        "only the first part uses it"
    );
    let first = Program::read(&parts.first).unwrap();
    for name in text.iter().filter_map(|it| it.strip_prefix("first ")) {
        assert!(first.exports.iter().any(|it| it.name == name), "{name}");
    }
    let functions = first
        .exports
        .iter()
        .filter(|it| it.kind == ExternalKind::Func);
    assert_eq!(functions.count(), 2, "what scripts call, and `add`");
}

/// The same of a part that imports more than functions.
fn imports_of(wasm: &[u8]) -> Vec<String> {
    let mut all = Vec::new();
    for payload in wasmparser::Parser::new(0).parse_all(wasm) {
        if let wasmparser::Payload::ImportSection(section) = payload.unwrap() {
            for import in section.into_imports() {
                let import = import.unwrap();
                all.push(format!("{} {}", import.module, import.name));
            }
        }
    }
    all
}

#[test]
fn a_program_of_which_nothing_comes_later_stays_as_it_is() {
    let parts = split(&program(WHOLE), &|_| false).unwrap();
    assert_eq!(parts.n_later, 0);
    Validator::new().validate_all(&parts.later).unwrap();
    let (before, whole) = (program(WHOLE), parts.first);
    let (before, whole) = (
        Program::read(&before).unwrap(),
        Program::read(&whole).unwrap(),
    );
    assert_eq!(imported(&before), imported(&whole));
    assert_eq!(filled(&before), filled(&whole));
    assert_eq!(before.bodies.len(), whole.bodies.len());
}

#[test]
fn what_the_check_of_the_later_part_calls_is_in_the_first() {
    let parts = parts(
        r#"(module (table 1 funcref)
            (func $cold_check (call $cold_sum)) (func $cold_sum (call $cold_round)) (func $cold_round)
            (func $cold_rest)
            (export "is_intact" (func $cold_check)))"#,
    );
    assert_eq!(parts.n_later, 1);
}

#[test]
fn what_splitting_does_not_know_is_refused() {
    let refused = |text: &str| {
        let done = split(&program(text), &|_| true);
        done.err().map(|err| format!("{err:#}")).unwrap_or_default()
    };
    let value = r#"(module (table 1 funcref) (elem declare func $f)
        (func $f (drop (ref.func $f))))"#;
    assert!(
        refused(value).contains("taken as a value"),
        "{}",
        refused(value)
    );
    let memory = r#"(module (import "a" "b" (memory 1)) (table 1 funcref) (func))"#;
    assert!(
        refused(memory).contains("no function"),
        "{}",
        refused(memory)
    );
    assert!(refused("(module (func))").contains("no table"));
}

#[test]
fn each_function_tells_that_it_is_called() {
    let whole = program(WHOLE);
    let (wasm, names, _) = telling(&whole).unwrap();
    Validator::new().validate_all(&wasm).unwrap();
    let telling = Program::read(&wasm).unwrap();
    assert_eq!(imported(&telling), ["host log", "host more", "later used"]);
    let mut lines = names.lines();
    for (number, body) in (2..).zip(&telling.bodies) {
        let mut reader = body.get_operators_reader().unwrap();
        let told = reader.read().unwrap();
        assert!(matches!(told, Operator::I32Const { value } if value == number));
        let call = reader.read().unwrap();
        assert!(
            matches!(call, Operator::Call { function_index: 2 }),
            "{call:?}"
        );
        assert!(lines.next().unwrap().starts_with(&format!("{number} ")));
    }
    assert_eq!(lines.next(), None);
    assert!(names.contains("cold_inner"));
}
