//! What wasm-bindgen's script offers to other scripts, of which there are none here: the classes by which
//! a library of ours would hand streams to them. They also hold their functions in the program.

use std::collections::BTreeSet;

/// How a class that is offered begins, and how it and what belongs to it end.
const BEGIN: &str = "export class ";
const END: &str = "\n}\n";

/// The script without the classes that it uses nowhere itself.
pub(super) fn taken_back(js: &str) -> String {
    let mut out = js.to_owned();
    for at in js.match_indices(BEGIN).map(|it| it.0 + BEGIN.len()) {
        let name = js.get(at..).and_then(|it| it.split_whitespace().next());
        if let Some(without) = name.and_then(|name| without(&out, name)) {
            out = without;
        }
    }
    out
}

/// The script without this class, if nothing is left in it that names it.
fn without(js: &str, name: &str) -> Option<String> {
    let class = cut(js, &format!("{BEGIN}{name} {{"), END)?;
    // How it is disposed of.
    let class = cut(&class, &format!("if (Symbol.dispose) {name}."), "\n").unwrap_or(class);
    let class = cut(&class, &format!("const {name}Finalization ="), ";\n").unwrap_or(class);
    let is_left = words(&class).any(|word| word == name);
    (!is_left).then_some(class)
}

/// The text without what begins and ends so.
fn cut(text: &str, begin: &str, end: &str) -> Option<String> {
    let (before, rest) = text.split_once(begin)?;
    let (_, after) = rest.split_once(end)?;
    Some([before, after].concat())
}

/// All words of a script: by these it calls what the program exports.
pub(super) fn all_words(js: &str) -> BTreeSet<&str> {
    words(js).collect()
}

fn words(js: &str) -> impl Iterator<Item = &str> {
    js.split(|c: char| !is_of_word(c))
        .filter(|it| !it.is_empty())
}

/// Whether a name of the language may have this letter.
pub(super) fn is_of_word(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '_' | '$')
}

#[cfg(test)]
mod tests {
    use super::*;

    const CLASS: &str = "export class A {\n    free() {\n        wasm.a_free(this.at);\n    }\n}\n\
        if (Symbol.dispose) A.prototype[Symbol.dispose] = A.prototype.free;\n";
    const REGISTRY: &str = "const AFinalization = (typeof FinalizationRegistry === 'undefined')\n    \
        ? { unregister: () => {} }\n    : new FinalizationRegistry(ptr => wasm.a_free(ptr, 1));\n";

    #[test]
    fn a_class_that_nobody_uses_goes_with_what_belongs_to_it() {
        let js = [CLASS, "let wasm;\n", REGISTRY, "start();\n"].concat();
        assert_eq!(taken_back(&js), "let wasm;\nstart();\n");
        let both = js.replace('A', "B") + &js;
        assert_eq!(taken_back(&both), "let wasm;\nstart();\n".repeat(2));
    }

    #[test]
    fn one_that_the_script_uses_stays() {
        let js = [CLASS, "return new A(1);\n", REGISTRY].concat();
        assert_eq!(taken_back(&js), js);
        for other in ["", "export class A {", "class A {\n}\n"] {
            assert_eq!(taken_back(other), other);
        }
    }

    #[test]
    fn words_are_whole() {
        let found = all_words("wasm._1(a, $b2) + 'c-d'");
        assert_eq!(Vec::from_iter(found), ["$b2", "_1", "a", "c", "d", "wasm"]);
    }
}
