//! How the bytes of a text are to be read.

use std::fmt;
use std::str::FromStr;

use qualkit_text::{Decoded, NotText, decode};

use crate::{declared, html};

/// An encoding of text, by one of its names: `utf-8`, `windows-1250`, `latin1`, `shift_jis`.
///
/// ```
/// use qualkit_ingest::Encoding;
///
/// let encoding: Encoding = "cp1250".parse()?;
/// assert_eq!(encoding.to_string(), "windows-1250");
/// # Ok::<(), qualkit_ingest::UnknownEncoding>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Encoding(&'static encoding_rs::Encoding);

/// A name that is no encoding's.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("'{found}' is no encoding: expected a name such as utf-8, windows-1252, macintosh or utf-16le")]
pub struct UnknownEncoding {
    /// The name.
    pub found: String,
}

impl FromStr for Encoding {
    type Err = UnknownEncoding;

    fn from_str(text: &str) -> Result<Encoding, UnknownEncoding> {
        let name = text.trim().to_ascii_lowercase();
        let label = match name.as_str() {
            "mac" | "mac-roman" | "macroman" => "macintosh",
            "utf16" => "utf-16",
            "utf8" => "utf-8",
            name => name,
        };
        let known = encoding_rs::Encoding::for_label_no_replacement(label.as_bytes());
        known.map(Encoding).ok_or_else(|| UnknownEncoding { found: text.to_owned() })
    }
}

impl fmt::Display for Encoding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.0.name())
    }
}

/// Reads bytes as text: as was said, else as XML or a web page declares, else as the bytes suggest.
pub(crate) fn read(bytes: &[u8], said: Option<Encoding>) -> Result<Decoded<'_>, NotText> {
    let marked = encoding_rs::Encoding::for_bom(bytes).is_some();
    let unclear = || !marked && std::str::from_utf8(bytes).is_err();
    let declared = || {
        declared::encoding(bytes)
            .or_else(|| html::declared(bytes))
            .filter(|encoding| encoding.is_ascii_compatible())
            .filter(|_| unclear())
    };
    let Some(encoding) = said.map(|said| said.0).or_else(declared) else { return decode(bytes) };
    let (text, malformed) = encoding.decode_with_bom_removal(bytes);
    let unreadable = if malformed { text.matches('\u{fffd}').count() } else { 0 };
    Ok(Decoded { text, encoding: encoding.name(), guessed: false, unreadable })
}
