//! The encoding that XML declares, where its bytes are not what everybody writes today.

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};
use qualkit_text::Decoded;

/// Decodes XML as its first line says; `None` if that says nothing, or if the bytes are UTF-8 or UTF-16 all
/// the same.
pub(crate) fn decode(bytes: &[u8]) -> Option<Decoded> {
    let head = &bytes[..bytes.len().min(200)];
    let declaration = head.strip_prefix(b"<?xml")?;
    let declaration = std::str::from_utf8(&declaration[..declaration.iter().position(|byte| *byte == b'>')?]).ok()?;
    let value = declaration.split_once("encoding")?.1.trim_start().strip_prefix('=')?.trim_start();
    let name = value.split(['"', '\'']).nth(1)?;
    let encoding = Encoding::for_label(name.as_bytes()).filter(|known| ![UTF_8, UTF_16LE, UTF_16BE].contains(known))?;
    if bytes.contains(&0) || std::str::from_utf8(bytes).is_ok() {
        return None;
    }
    let (text, malformed) = encoding.decode_without_bom_handling(bytes);
    let unreadable = if malformed { text.matches('\u{fffd}').count() } else { 0 };
    Some(Decoded { text: text.into_owned(), encoding: encoding.name(), guessed: false, unreadable })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_declared_encoding_is_taken_unless_the_bytes_are_another() {
        let latin = decode(b"<?xml version=\"1.0\" encoding='ISO-8859-2'?><a>\xb1</a>").unwrap();
        assert_eq!((latin.encoding, latin.text.contains('ą')), ("ISO-8859-2", true));
        assert_eq!(decode("<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?><a>é</a>".as_bytes()), None);
        assert_eq!(decode(b"<?xml version=\"1.0\"?><a>\xe9</a>"), None);
        assert_eq!(decode(b"<?xml"), None);
    }
}
