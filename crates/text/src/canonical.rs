use std::borrow::Cow;
use std::fmt;
use std::ops::AddAssign;

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

impl AddAssign for Repairs {
    fn add_assign(&mut self, other: Repairs) {
        self.byte_order_marks += other.byte_order_marks;
        self.line_ends += other.line_ends;
        self.spaces += other.spaces;
        self.controls += other.controls;
        self.composed |= other.composed;
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
    let (broken, mut doubtful) = look_over(raw);
    let mut text = Cow::Borrowed(raw);
    if broken {
        text = Cow::Owned(repair(raw, &mut repairs));
        doubtful = is_nfc_quick(text.chars()) != IsNormalized::Yes;
    }
    if doubtful {
        let composed: String = text.nfc().collect();
        if composed != *text {
            repairs.composed = true;
            text = Cow::Owned(composed);
        }
    }
    (text, repairs)
}

/// Whether something in a text needs repair, and whether it may not be composed. Nearly every text is canonical, so
/// that is found in one pass, which leaps over what is plain: an accent behind it is itself in doubt.
fn look_over(raw: &str) -> (bool, bool) {
    let (mut broken, mut doubtful) = (false, false);
    let mut rest = raw;
    loop {
        rest = &rest[plain_length(rest.as_bytes())..];
        let run = rest.bytes().position(|byte| byte.is_ascii()).unwrap_or(rest.len());
        let (other, behind) = rest.split_at(run);
        broken |= other.chars().any(needs_repair);
        doubtful |= is_nfc_quick(other.chars()) != IsNormalized::Yes;
        let mut behind = behind.chars();
        // An ASCII character here is plain, or one that needs repair.
        match behind.next() {
            Some(c) => broken |= needs_repair(c),
            None => return (broken, doubtful),
        }
        rest = behind.as_str();
    }
}

/// How many bytes are looked at together, and two that tell of the last of them.
const FEW: usize = 32 + 2;

/// How many bytes at the start are plain. Each few are looked at all together, which is faster than to stop.
fn plain_length(bytes: &[u8]) -> usize {
    let all_plain =
        |few: &[u8; FEW]| (2..FEW).fold(true, |plain, at| plain & is_plain([few[at - 2], few[at - 1], few[at]]));
    let mut leapt = 0;
    while bytes[leapt..].first_chunk().is_some_and(all_plain) {
        leapt += FEW - 2;
    }
    let byte = |at: usize| bytes.get(at).copied().unwrap_or(b' ');
    leapt + (leapt..bytes.len()).take_while(|&at| is_plain([byte(at), byte(at + 1), byte(at + 2)])).count()
}

/// Whether a byte of a text needs no repair and is composed wherever it stands, by the two behind it: plain ASCII, the
/// letters below the combining marks, quotation marks and dashes, and what goes on with one of these.
fn is_plain([byte, next, last]: [u8; 3]) -> bool {
    let ascii = (byte == b'\n') | (byte == b'\t') | (b' '..=b'~').contains(&byte);
    let letter = (0x80..=0xcb).contains(&byte) & ((byte != 0xc2) | (next >= 0xa1));
    let quotation = (byte == 0xe2) & (next == 0x80) & (0x90..=0xa7).contains(&last);
    ascii | letter | quotation
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
    fn what_is_taken_out_may_leave_marks_to_be_ordered() {
        // Either mark is in order where it stands, until the byte order mark between them is gone.
        let (text, repairs) = canonicalize("so x\u{35c}\u{feff}\u{358} it went");
        assert_eq!(text, "so x\u{358}\u{35c} it went");
        assert!(repairs.composed && repairs.byte_order_marks == 1);
    }

    #[test]
    fn every_place_of_a_long_text_is_looked_at() {
        for at in 0..100 {
            let long = |sign: &str| format!("{}{sign}{}", "a".repeat(at), "b".repeat(100 - at));
            for (sign, mended) in [("\r", "\n"), ("\u{7f}", ""), ("\u{a0}", " "), ("é\u{301}\u{2028}", "é\u{301}\n")]
            {
                assert_eq!(canonicalize(&long(sign)).0, long(mended), "{at}");
            }
            assert_eq!(canonicalize(&long("e\u{301}")).0, long("é"));
            assert!(matches!(canonicalize(&long("“é”")), (Cow::Borrowed(_), repairs) if repairs.is_empty()));
        }
    }

    #[test]
    fn every_character_is_mended_and_composed_beside_any_other() {
        for c in ('\0'..='\u{30ff}').chain('\u{f900}'..='\u{ffff}').chain('\u{1d150}'..='\u{1d200}') {
            for text in [format!("é{c}b“{c}\u{327}"), format!("ŋ{c}{c}")] {
                let mut repairs = Repairs::default();
                let mended: String = repair(&text, &mut repairs).nfc().collect();
                assert_eq!(canonicalize(&text).0, mended, "{:x}", u32::from(c));
            }
        }
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
