//! The encoding that XML declares in its first line.

use encoding_rs::Encoding;

/// The encoding that XML declares; `None` if it declares none, or if the bytes are no XML.
pub(crate) fn encoding(bytes: &[u8]) -> Option<&'static Encoding> {
    let declaration = bytes[..bytes.len().min(200)].strip_prefix(b"<?xml")?;
    let end = declaration.iter().position(|byte| *byte == b'>')?;
    let declaration = std::str::from_utf8(&declaration[..end]).ok()?;
    let value = declaration.split_once("encoding")?.1.trim_start().strip_prefix('=')?.trim_start();
    Encoding::for_label(value.split(['"', '\'']).nth(1)?.as_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_is_declared_is_taken() {
        let named = |bytes: &[u8]| encoding(bytes).map(Encoding::name);
        assert_eq!(named(b"<?xml version=\"1.0\" encoding='ISO-8859-2'?><a/>"), Some("ISO-8859-2"));
        assert_eq!(named(b"<?xml version=\"1.0\"?><a encoding=\"ISO-8859-2\"/>"), None);
        assert_eq!(named(b"<?xml"), None);
    }
}
