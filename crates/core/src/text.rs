//! Letters and plain numbers of short texts. The standard library's way brings tables for every
//! script and every float (36 KB that do not compress), so this one knows what names and filters
//! hold: Latin, Greek and Cyrillic letters, and decimal numbers.

/// The text in lower case: ASCII, Latin-1, Latin Extended-A, Greek and Cyrillic letters; any other
/// character stays as it is.
#[must_use]
pub fn lowercase(text: &str) -> String {
    if text.is_ascii() {
        return text.to_ascii_lowercase();
    }
    text.chars().map(lower).collect()
}

fn lower(c: char) -> char {
    let code = u32::from(c);
    let distance = match code {
        0x41..=0x5a | 0xc0..=0xd6 | 0xd8..=0xde => 32,
        // Capital and small letters take turns.
        0x100..=0x12f | 0x132..=0x137 | 0x14a..=0x177 => 1 - code % 2,
        0x139..=0x148 | 0x179..=0x17e => code % 2,
        0x391..=0x3a1 | 0x3a3..=0x3ab | 0x410..=0x42f => 32,
        0x400..=0x40f => 80,
        0x178 => return '\u{ff}',
        _ => 0,
    };
    char::from_u32(code + distance).unwrap_or(c)
}

/// A plain decimal number: digits with at most one point; no sign, no exponent. None for any other
/// text and for what is too large. Exact up to 15 digits.
#[must_use]
pub fn decimal(text: &str) -> Option<f64> {
    let (mut number, mut scale) = (0.0, 1.0);
    let (mut digits, mut point) = (false, false);
    for byte in text.bytes() {
        match byte {
            b'0'..=b'9' => {
                digits = true;
                // What follows behind so many digits is below the precision of the type.
                if !point || number < 1e16 {
                    number = number * 10.0 + f64::from(byte - b'0');
                    scale = if point { scale * 10.0 } else { scale };
                }
            }
            b'.' if !point => point = true,
            _ => return None,
        }
    }
    (digits && f64::is_finite(number)).then_some(number / scale)
}

/// Whether the text is a number as a spreadsheet reads it: perhaps a sign and an exponent.
pub(crate) fn is_number(text: &str) -> bool {
    let (number, exponent) = text.split_once(['e', 'E']).unwrap_or((text, "0"));
    let whole = |text: &str| !text.contains('.') && decimal(text).is_some();
    decimal(unsigned(number)).is_some() && whole(unsigned(exponent))
}

fn unsigned(text: &str) -> &str {
    text.strip_prefix(['+', '-']).unwrap_or(text)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn letters_of_names_are_lowered() {
        for text in [
            "K8S / Ä-Ö (Þ)",
            "ĀĶĹŇŊŶŸŹŽ",
            "ΑΡΣ ΫΩ",
            "ЀЏАЯ",
            "×÷ ıł日本 ŉ",
        ] {
            let expect: String = text.chars().flat_map(char::to_lowercase).collect();
            assert_eq!(lowercase(text), expect);
        }
    }

    #[test]
    fn numbers_of_spreadsheets() {
        for text in ["1", "-1.5", "+.5", "1.", "2e3", "-2E-3"] {
            assert!(is_number(text), "{text}");
        }
        for text in [
            "", "-", ".", "1.2.3", "1e", "e5", "1e2.5", "--1", "-x", "0x1", "1 ",
        ] {
            assert!(!is_number(text), "{text}");
        }
    }

    proptest! {
        #[test]
        fn decimals_are_those_of_the_language(text in "[0-9]{0,7}\\.?[0-9]{0,7}") {
            prop_assert_eq!(decimal(&text), text.parse().ok());
        }

        #[test]
        fn long_decimals_are_near(text in "[0-9]{1,300}(\\.[0-9]{0,300})?") {
            let expect: f64 = text.parse().unwrap();
            let number = decimal(&text).unwrap();
            prop_assert!((number - expect).abs() <= expect * 1e-12);
        }

        #[test]
        fn only_decimals_are_numbers(text in "[0-9.e+-]{0,6}") {
            prop_assert_eq!(is_number(&text), text.parse::<f64>().is_ok());
        }
    }
}
