use std::borrow::Cow;

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};

/// With fewer accented letters than these, statistics of letters cannot tell the encodings apart, and
/// the commonest is taken.
const FEW_LETTERS: usize = 8;

/// A file's text and the encoding in which it was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decoded<'b> {
    /// The text, as it came (not yet canonical).
    pub text: Cow<'b, str>,
    /// The encoding's name, for example `UTF-8` or `windows-1252`.
    pub encoding: &'static str,
    /// Whether the encoding was guessed from the bytes rather than known.
    pub guessed: bool,
    /// How many characters could not be read and became U+FFFD.
    pub unreadable: usize,
}

/// The bytes are not a text in any encoding.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("this is not a text file: it holds control bytes, the first at byte {at}")]
pub struct NotText {
    /// Where the first byte that no text holds stands.
    pub at: usize,
}

/// Reads bytes as text: by byte order mark, as UTF-8, as UTF-16 by its pattern of zero bytes, or by
/// the legacy encoding that the letters suggest.
///
/// # Errors
/// [`NotText`] for bytes that no text holds.
///
/// ```
/// let decoded = qualkit_text::decode(b"la se\xf1ora dijo que s\xed")?;
/// assert_eq!(decoded.text, "la señora dijo que sí");
/// assert_eq!(decoded.encoding, "windows-1252");
/// # Ok::<(), qualkit_text::NotText>(())
/// ```
pub fn decode(bytes: &[u8]) -> Result<Decoded<'_>, NotText> {
    if let Some((encoding, skip)) = Encoding::for_bom(bytes) {
        return decode_as(encoding, &bytes[skip..], false);
    }
    if let Some(encoding) = utf16_by_zero_bytes(bytes) {
        return decode_as(encoding, bytes, true);
    }
    if let Ok(text) = std::str::from_utf8(bytes) {
        refuse_control_bytes(bytes)?;
        return Ok(Decoded { text: Cow::Borrowed(text), encoding: "UTF-8", guessed: false, unreadable: 0 });
    }
    refuse_control_bytes(bytes)?;
    if bytes.iter().filter(|byte| !byte.is_ascii()).count() < FEW_LETTERS {
        return decode_as(WINDOWS_1252, bytes, true);
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    decode_as(detector.guess(None, Utf8Detection::Allow), bytes, true)
}

fn decode_as<'b>(encoding: &'static Encoding, bytes: &'b [u8], guessed: bool) -> Result<Decoded<'b>, NotText> {
    let (text, malformed) = encoding.decode_without_bom_handling(bytes);
    if encoding == UTF_8 || encoding == UTF_16LE || encoding == UTF_16BE {
        refuse_control_bytes(text.as_bytes())?;
    }
    let unreadable = if malformed { text.matches('\u{fffd}').count() } else { 0 };
    Ok(Decoded { text, encoding: encoding.name(), guessed, unreadable })
}

/// Text may hold a stray control character or two, a binary file is full of them.
fn refuse_control_bytes(bytes: &[u8]) -> Result<(), NotText> {
    let is_control = |&byte: &u8| byte < 0x20 && !matches!(byte, b'\t' | b'\n' | b'\r' | 0x0b | 0x0c | 0x15);
    let head = &bytes[..bytes.len().min(1 << 16)];
    let controls = head.iter().filter(|byte| is_control(byte)).count();
    if bytes.contains(&0) || controls > 4 + head.len() / 200 {
        let at = bytes.iter().position(|byte| *byte == 0 || is_control(byte)).unwrap_or(0);
        return Err(NotText { at });
    }
    Ok(())
}

/// Western text in UTF-16 has a zero in nearly every other byte.
fn utf16_by_zero_bytes(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = &bytes[..bytes.len().min(4096) & !1];
    let zeros = |parity: usize| head.iter().skip(parity).step_by(2).filter(|&&byte| byte == 0).count();
    let (even, odd) = (zeros(0), zeros(1));
    let most = head.len() / 2 * 7 / 10;
    if head.len() < 4 {
        None
    } else if odd > most && even * 20 < head.len() {
        Some(UTF_16LE)
    } else if even > most && odd * 20 < head.len() {
        Some(UTF_16BE)
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn utf16_is_read_with_and_without_a_mark() {
        let le: Vec<u8> = "Interviewer: hello".encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(decode(&le).unwrap().text, "Interviewer: hello");
        let marked: Vec<u8> = [0xfe, 0xff].into_iter().chain("hé".encode_utf16().flat_map(u16::to_be_bytes)).collect();
        assert_eq!(decode(&marked).unwrap().encoding, "UTF-16BE");
    }

    #[test]
    fn binary_bytes_are_refused_with_their_place() {
        assert_eq!(decode(b"PK\x03\x04\x00\x00\x08"), Err(NotText { at: 2 }));
        assert!(decode(&[0x89, b'P', b'N', b'G', 13, 10, 26, 10, 0, 0, 0, 13]).is_err());
    }

    #[test]
    fn an_empty_file_is_an_empty_text() {
        assert_eq!(decode(b"").unwrap().text, "");
    }
}
