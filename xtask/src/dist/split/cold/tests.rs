//! Programs with and without pieces cut out of them do the same.

use proptest::prelude::*;
use wasmi::{Engine, Linker, Module, Store, Val};
use wasmparser::{Operator, Validator};

use super::cut::{cut_within, found, is_piece};
use super::piece::Limits;
use crate::dist::split::program::Program;

/// Every piece is worth it.
const NONE: Limits = Limits {
    given: usize::MAX,
    back: usize::MAX,
    cost: 0,
    least: 0,
};

/// What a function named `f` returns and leaves in the variable named `told`, or that it stops.
fn ran(wasm: &[u8], given: [i32; 3]) -> (Option<Vec<i32>>, i32) {
    let engine = Engine::default();
    let module = Module::new(&engine, wasm).unwrap();
    let mut store = Store::new(&engine, ());
    let instance = Linker::new(&engine)
        .instantiate_and_start(&mut store, &module)
        .unwrap();
    let f = instance.get_func(&store, "f").unwrap();
    let n = f.ty(&store).results().len();
    let mut out = vec![Val::I32(0); n];
    let done = f.call(&mut store, &given.map(Val::I32), &mut out);
    let told = instance.get_global(&store, "told").unwrap().get(&store);
    let out = out.iter().filter_map(Val::i32).collect();
    (done.ok().map(|()| out), told.i32().unwrap())
}

fn cut_all(whole: &[u8], limits: Limits, is_cold: &dyn Fn(u32) -> bool) -> Vec<u8> {
    let cut = cut_within(whole, limits, &|_, key| is_cold(key)).unwrap();
    Validator::new().validate_all(&cut).unwrap();
    cut
}

fn program(result: &str, body: &str) -> Vec<u8> {
    wat::parse_str(format!(
        r#"(module (global $told (export "told") (mut i32) (i32.const 0))
            (global $fuel (mut i32) (i32.const 40))
            (func $f (export "f") (param i32 i32 i32) {result} (local i32 i32 i32)
              {body}))"#
    ))
    .unwrap()
}

fn names(wasm: &[u8]) -> Vec<String> {
    let program = Program::read(wasm).unwrap();
    program.names.values().map(|it| (*it).to_owned()).collect()
}

/// A step that shows which way was taken, and with what.
fn tell(local: u32, n: i32) -> String {
    format!(
        "(global.set $told (i32.add (i32.mul (global.get $told) (i32.const 31))
           (i32.xor (local.get {local}) (i32.const {n}))))"
    )
}

#[test]
fn a_piece_is_handed_what_it_reads_and_gives_back_what_is_read_after_it() {
    let whole = program(
        "(result i32)",
        "(block $cold_over
           (br_if $cold_over (local.get 0))
           (local.set 3 (i32.add (local.get 1) (i32.const 7)))
           (local.set 4 (i32.const 1)))
         (i32.add (local.get 3) (local.get 2))",
    );
    let cut = cut_all(&whole, NONE, &|_| true);
    assert_eq!(names(&cut), ["f", "f{piece}", "f{piece}"]);
    let program = Program::read(&cut).unwrap();
    let kinds: Vec<_> = program.types.clone().into_iter_err_on_gc_types().collect();
    let piece = kinds[1].as_ref().unwrap();
    // What nobody reads behind it is not given back.
    assert_eq!((piece.params().len(), piece.results().len()), (1, 1));
    for given in [[0, 5, 9], [1, 5, 9]] {
        assert_eq!(ran(&whole, given), ran(&cut, given));
    }
    assert_eq!(ran(&cut, [0, 5, 9]).0, Some(vec![21]));
}

#[test]
fn a_piece_is_known_by_name_and_form_of_its_function_and_its_place() {
    let text = |n: i32, step: &str| {
        program(
            "",
            &format!(
                "(block (br_if 0 (local.get 0)) {step} {})",
                tell(1, n).repeat(4)
            ),
        )
    };
    let keys = |wasm: &[u8]| -> Vec<u32> {
        let all = found(wasm).unwrap();
        all.iter().map(|it| it.key).collect()
    };
    let (one, other_number) = (text(3, ""), text(4, ""));
    assert_eq!(keys(&one).len(), 1);
    assert_eq!(keys(&one), keys(&other_number));
    assert_ne!(keys(&one), keys(&text(3, "(local.set 3 (local.get 0))")));
}

#[test]
fn what_is_too_small_or_not_listed_stays() {
    let whole = program(
        "",
        "(block (br_if 0 (local.get 0)) (local.set 3 (i32.const 1)))",
    );
    let n = |limits, is_cold: &dyn Fn(u32) -> bool| names(&cut_all(&whole, limits, is_cold)).len();
    assert_eq!(n(Limits::USUAL, &|_| true), 1);
    assert_eq!(n(NONE, &|_| false), 1);
    assert_eq!(n(NONE, &|_| true), 2);
}

#[test]
fn a_piece_that_never_goes_on_is_followed_by_nothing() {
    let whole = program(
        "(result i32)",
        "(block (br_if 0 (local.get 0)) (drop (local.get 1)) (unreachable)) (i32.const 1)",
    );
    let cut = cut_all(&whole, NONE, &|_| true);
    let program = Program::read(&cut).unwrap();
    let mut reader = program.bodies[0].get_operators_reader().unwrap();
    let mut operators = Vec::new();
    while !reader.eof() {
        operators.push(reader.read().unwrap());
    }
    let call = operators
        .iter()
        .position(|it| matches!(it, Operator::Call { .. }));
    assert!(matches!(
        operators[call.unwrap() + 1],
        Operator::Unreachable
    ));
    assert!(names(&cut).iter().any(|it| is_piece(it)));
    for given in [[0, 0, 0], [1, 0, 0]] {
        assert_eq!(ran(&whole, given), ran(&cut, given));
    }
}

/// A list of steps within so many frames, the first of which are loops where `loops` says so.
fn steps(depth: u32) -> BoxedStrategy<Vec<String>> {
    let local = 0..6_u32;
    let set = (local.clone(), local.clone(), -3..9_i32).prop_map(|(to, from, n)| {
        format!("(local.set {to} (i32.add (local.get {from}) (i32.const {n})))")
    });
    let tell = (local.clone(), -3..9_i32).prop_map(|(local, n)| tell(local, n));
    let when = |local: u32, n: i32| {
        format!("(i32.lt_s (i32.and (local.get {local}) (i32.const 15)) (i32.const {n}))")
    };
    let jump = (0..=depth, local.clone(), 0..16_i32)
        .prop_map(move |(to, local, n)| format!("(br_if {to} {})", when(local, n)));
    let last = prop_oneof![
        4 => (0..=depth).prop_map(|to| format!("(br {to})")),
        2 => (proptest::collection::vec(0..=depth, 1..5), local.clone()).prop_map(|(to, local)| {
            let to: Vec<String> = to.iter().map(u32::to_string).collect();
            format!("(br_table {} (i32.and (local.get {local}) (i32.const 3)))", to.join(" "))
        }),
        2 => local.clone().prop_map(|local| format!("LEAVE {local} ")),
        1 => Just("(unreachable)".to_owned()),
        8 => Just(String::new()),
    ];
    if depth >= 5 {
        let all = proptest::collection::vec(prop_oneof![set, tell, jump], 0..4);
        return (all, last)
            .prop_map(|(mut all, last)| {
                all.push(last);
                all
            })
            .boxed();
    }
    let inner = steps(depth + 1).prop_map(|it| it.join("\n"));
    let in_loop = steps(depth + 2).prop_map(|it| it.join("\n"));
    let block = inner.clone().prop_map(|it| format!("(block {it})"));
    let condition = (local, 0..16_i32, inner.clone(), inner, any::<bool>()).prop_map(
        move |(local, n, then, other, has_other)| {
            let other = if has_other {
                format!("(else {other})")
            } else {
                String::new()
            };
            format!("(if {} (then {then}) {other})", when(local, n))
        },
    );
    let round = in_loop.prop_map(|it| {
        format!(
            "(block (loop (global.set $fuel (i32.sub (global.get $fuel) (i32.const 1)))
               (br_if 1 (i32.le_s (global.get $fuel) (i32.const 0))) {it}))"
        )
    });
    let step = prop_oneof![4 => set, 2 => tell, 4 => jump, 2 => block, 2 => condition, 1 => round];
    (proptest::collection::vec(step, 2..7), last)
        .prop_map(|(mut all, last)| {
            all.push(last);
            all
        })
        .boxed()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(600))]

    #[test]
    fn any_program_does_the_same_without_any_of_its_pieces(
        steps in steps(0),
        seed in any::<u32>(),
        given in proptest::array::uniform3(-3..20_i32),
        has_result in any::<bool>(),
    ) {
        let (result, last) = match has_result {
            true => ("(result i32)", "(local.get 3)"),
            false => ("", ""),
        };
        let mut body: String = (3..6).map(|it| format!("(local.set {it} (i32.const 7))")).collect();
        for (at, part) in steps.join("\n").split("LEAVE ").enumerate() {
            let (local, rest) = part.split_once(' ').filter(|_| at > 0).unwrap_or(("", part));
            match (at, has_result) {
                (0, _) => {}
                (_, true) => body.push_str(&format!("(return (local.get {local}))")),
                (_, false) => body.push_str("(return)"),
            }
            body.push_str(rest);
        }
        // A branch out of the function would have to bring its result.
        let body = if has_result { format!("(block {body})") } else { body };
        let read = (0..6).filter(|it| seed >> it & 1 == 1).map(|it| tell(it, 1));
        let read: String = read.collect();
        let whole = program(result, &format!("{body} {read} {last}"));
        let want = ran(&whole, given);
        let all = cut_all(&whole, NONE, &|_| true);
        prop_assert_eq!(&want, &ran(&all, given));
        let some = cut_all(&whole, NONE, &|key| (key ^ seed).count_ones() % 2 == 0);
        prop_assert_eq!(&want, &ran(&some, given));
    }
}
