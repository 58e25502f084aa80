/// Undoes what writers of HTML, JSON, Markdown and addresses do to words: entities, `\u` escapes,
/// backslashes and percent signs. Line breaks stay where they are and no new ones come.
///
/// What was written twice over (`&amp;amp;`) is undone twice. `None` if there is nothing to undo.
pub(super) fn decode(text: &str) -> Option<String> {
    let once = decode_once(text)?;
    Some(decode_once(&once).unwrap_or(once))
}

fn decode_once(text: &str) -> Option<String> {
    let is_escape = |c: char| matches!(c, '&' | '%' | '\\');
    text.find(is_escape)?;
    let mut plain = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find(is_escape) {
        plain.push_str(&rest[..at]);
        rest = &rest[at..];
        let undone = match rest.as_bytes()[0] {
            b'&' => entity(rest),
            b'%' => percent(rest),
            _ => backslash(rest),
        };
        match undone {
            Some((words, length)) => {
                plain.push_str(&words.replace(['\n', '\r'], " "));
                rest = &rest[length..];
            }
            None => {
                plain.push_str(&rest[..1]);
                rest = &rest[1..];
            }
        }
    }
    plain.push_str(rest);
    Some(plain)
}

/// An entity at the start of a text: what it means and how long it is.
fn entity(text: &str) -> Option<(String, usize)> {
    let end = text.bytes().take(12).position(|byte| byte == b';')?;
    let name = &text[1..end];
    let meaning = if let Some(number) = name.strip_prefix('#') {
        let code = match number.strip_prefix(['x', 'X']) {
            Some(digits) => u32::from_str_radix(digits, 16).ok()?,
            None => number.parse().ok()?,
        };
        char::from_u32(code)?
    } else {
        named(name)?
    };
    Some((meaning.to_string(), end + 1))
}

fn named(name: &str) -> Option<char> {
    Some(match name {
        "amp" => '&',
        "lt" => '<',
        "gt" => '>',
        "quot" | "ldquo" | "rdquo" => '"',
        "apos" | "lsquo" | "rsquo" => '\'',
        "nbsp" | "ensp" | "emsp" | "thinsp" | "Tab" | "NewLine" => ' ',
        "shy" | "zwj" | "zwnj" => '\u{ad}',
        "hyphen" | "dash" | "ndash" | "mdash" | "minus" => '-',
        "lowbar" => '_',
        "period" => '.',
        "commat" => '@',
        "szlig" => 'ß',
        "aelig" => 'æ',
        "AElig" => 'Æ',
        "oslash" => 'ø',
        "Oslash" => 'Ø',
        // Accents do not count: `&iacute;` is an i.
        _ => {
            let letter = name.chars().next().filter(char::is_ascii_alphabetic)?;
            let accents = ["acute", "grave", "circ", "uml", "tilde", "cedil", "ring", "caron", "macr", "breve", "ogon"];
            accents.contains(&&name[1..]).then_some(letter)?
        }
    })
}

/// Bytes written as `%xx`, as many as there are.
fn percent(text: &str) -> Option<(String, usize)> {
    let mut bytes = Vec::new();
    let mut rest = text.as_bytes();
    while let [b'%', high, low, ..] = rest {
        let digits = [char::from(*high).to_digit(16), char::from(*low).to_digit(16)];
        let [Some(high), Some(low)] = digits else { break };
        bytes.push((high * 16 + low) as u8);
        rest = &rest[3..];
    }
    let words = String::from_utf8_lossy(&bytes).into_owned();
    (!bytes.is_empty()).then_some((words, bytes.len() * 3))
}

/// An escape of JSON or Markdown.
fn backslash(text: &str) -> Option<(String, usize)> {
    let c = text[1..].chars().next()?;
    match c {
        'u' => unicode(text),
        'n' | 'r' | 't' | 'b' | 'f' => Some((" ".to_owned(), 2)),
        c if c.is_ascii_punctuation() => Some((c.to_string(), 2)),
        _ => None,
    }
}

/// `\uxxxx`, or two of them for a character beyond U+FFFF.
fn unicode(text: &str) -> Option<(String, usize)> {
    let unit = |text: &str| u16::from_str_radix(text.strip_prefix("\\u")?.get(..4)?, 16).ok();
    let first = unit(text)?;
    let pair = text.get(6..).and_then(unit);
    let units = [Some(first), pair.filter(|_| (0xd800..0xdc00).contains(&first))];
    let length = units.iter().flatten().count() * 6;
    let words: String = char::decode_utf16(units.into_iter().flatten()).map(|c| c.unwrap_or('\u{fffd}')).collect();
    Some((words, length))
}
