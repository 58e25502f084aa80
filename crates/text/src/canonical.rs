use std::borrow::Cow;
use std::fmt;

use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};

/// What had to change so that a text became canonical. No word is among it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Repairs {
    /// Byte order marks that were taken out, at the start or inside.
    pub byte_order_marks: usize,
    /// Line ends that became LF: CRLF, CR, NEL, line and paragraph separators, vertical tabs, form feeds.
    pub line_ends: usize,
    /// Non-breaking and other fixed-width spaces that became plain spaces.
    pub spaces: usize,
    /// Control characters that were taken out.
    pub controls: usize,
    /// Whether letters and their accents were composed (Unicode NFC).
    pub composed: bool,
}

impl Repairs {
    /// Whether the text was canonical as it came.
    pub fn is_empty(&self) -> bool {
        *self == Repairs::default()
    }
}

impl fmt::Display for Repairs {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let counted = |count: usize, one: &str, many: &str| {
            (count > 0).then(|| format!("{count} {}", if count == 1 { one } else { many }))
        };
        let parts: Vec<String> = [
            counted(self.byte_order_marks, "byte order mark removed", "byte order marks removed"),
            counted(self.line_ends, "line end made LF", "line ends made LF"),
            counted(self.spaces, "special space made plain", "special spaces made plain"),
            counted(self.controls, "control character removed", "control characters removed"),
            self.composed.then(|| "accents composed (NFC)".to_owned()),
        ]
        .into_iter()
        .flatten()
        .collect();
        f.write_str(&parts.join(", "))
    }
}

/// Brings a text into the one form in which positions are counted: Unicode NFC, LF line ends, no
/// byte order mark, no control characters but tab and LF, plain spaces for fixed-width ones.
///
/// A canonical text comes back borrowed and unchanged.
///
/// ```
/// let (text, repairs) = qualkit_text::canonicalize("\u{feff}cafe\u{301}\r\n");
/// assert_eq!(text, "café\n");
/// assert!(repairs.composed && repairs.line_ends == 1 && repairs.byte_order_marks == 1);
/// ```
pub fn canonicalize(raw: &str) -> (Cow<'_, str>, Repairs) {
    let mut repairs = Repairs::default();
    let mut text = if raw.bytes().all(is_plain_byte) || !raw.chars().any(needs_repair) {
        Cow::Borrowed(raw)
    } else {
        Cow::Owned(repair(raw, &mut repairs))
    };
    if !text.is_ascii() && is_nfc_quick(text.chars()) != IsNormalized::Yes {
        let composed: String = text.nfc().collect();
        if composed != *text {
            repairs.composed = true;
            text = Cow::Owned(composed);
        }
    }
    (text, repairs)
}

fn is_plain_byte(byte: u8) -> bool {
    matches!(byte, b'\n' | b'\t' | b' '..=b'~')
}

fn needs_repair(c: char) -> bool {
    is_line_end(c) || is_special_space(c) || c == '\u{feff}' || is_control(c)
}

fn is_line_end(c: char) -> bool {
    matches!(c, '\r' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}')
}

fn is_special_space(c: char) -> bool {
    matches!(c, '\u{a0}' | '\u{2000}'..='\u{200a}' | '\u{202f}' | '\u{205f}' | '\u{3000}')
}

fn is_control(c: char) -> bool {
    c.is_control() && c != '\n' && c != '\t'
}

fn repair(raw: &str, repairs: &mut Repairs) -> String {
    let mut text = String::with_capacity(raw.len());
    let mut chars = raw.chars().peekable();
    while let Some(c) = chars.next() {
        if is_line_end(c) {
            if c == '\r' {
                chars.next_if_eq(&'\n');
            }
            repairs.line_ends += 1;
            text.push('\n');
        } else if is_special_space(c) {
            repairs.spaces += 1;
            text.push(' ');
        } else if c == '\u{feff}' {
            repairs.byte_order_marks += 1;
        } else if is_control(c) {
            repairs.controls += 1;
        } else {
            text.push(c);
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_canonical_text_is_borrowed() {
        assert!(matches!(canonicalize("Señora\n\tü"), (Cow::Borrowed(_), r) if r.is_empty()));
    }

    #[test]
    fn a_lone_carriage_return_is_a_line_end() {
        assert_eq!(canonicalize("a\rb\r\nc\u{2028}d").0, "a\nb\nc\nd");
    }

    #[test]
    fn repairs_read_as_a_phrase() {
        let (_, repairs) = canonicalize("a\u{a0}b\u{a0}c\u{7}");
        assert_eq!(repairs.to_string(), "2 special spaces made plain, 1 control character removed");
    }
}
