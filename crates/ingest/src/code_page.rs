//! The encodings that rich text names by number.

use encoding_rs::Encoding;

/// The encoding of a code page, as `\ansicpg` gives it.
pub(crate) fn of_number(number: i32) -> Option<&'static Encoding> {
    let label = match number {
        874 => "windows-874",
        932 => "shift_jis",
        936 => "gbk",
        949 => "euc-kr",
        950 => "big5",
        1250 => "windows-1250",
        1251 => "windows-1251",
        1252 => "windows-1252",
        1253 => "windows-1253",
        1254 => "windows-1254",
        1255 => "windows-1255",
        1256 => "windows-1256",
        1257 => "windows-1257",
        1258 => "windows-1258",
        10000 => "macintosh",
        10007 => "x-mac-cyrillic",
        866 => "ibm866",
        20866 => "koi8-r",
        21866 => "koi8-u",
        28592 => "iso-8859-2",
        28595 => "iso-8859-5",
        28597 => "iso-8859-7",
        65001 => "utf-8",
        _ => return None,
    };
    Encoding::for_label(label.as_bytes())
}

/// What the letters of a font stand for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Letters {
    /// As the document says.
    AsDocument,
    /// In an encoding of their own.
    In(&'static Encoding),
    /// Pictures that are no letters.
    Symbols,
}

/// What the letters of a font stand for, by its `\fcharset`.
pub(crate) fn of_font(charset: i32) -> Letters {
    let number = match charset {
        0 => 1252,
        2 => return Letters::Symbols,
        77 => 10000,
        128 => 932,
        129 => 949,
        134 => 936,
        136 => 950,
        161 => 1253,
        162 => 1254,
        163 => 1258,
        177 => 1255,
        178 => 1256,
        186 => 1257,
        204 => 1251,
        222 => 874,
        238 => 1250,
        _ => return Letters::AsDocument,
    };
    of_number(number).map_or(Letters::AsDocument, Letters::In)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_number_names_an_encoding() {
        let known = [874, 932, 936, 949, 950, 1250, 1258, 10000, 10007, 866, 20866, 21866, 28592, 28595, 28597, 65001];
        assert!(known.iter().all(|&number| of_number(number).is_some()));
        assert_eq!(of_number(1), None);
    }
}
