//! Zip archives of XML, as word processors write them.

use std::io::{self, Cursor, Read as _};

use roxmltree::Document;
use zip::ZipArchive;

use crate::IngestError;

/// The most that the parts of an archive may hold together, in MiB: a long interview has less than one.
const LIMIT: u64 = 256;

/// The names of the files in an archive; `None` if it cannot be opened.
pub(crate) fn names(bytes: &[u8]) -> Option<Vec<String>> {
    Package::open(bytes).ok().map(|package| package.names)
}

/// The archive around a document.
pub(crate) struct Package<'b> {
    archive: ZipArchive<Cursor<&'b [u8]>>,
    pub(crate) names: Vec<String>,
    /// How many bytes may still be unpacked.
    left: u64,
}

impl<'b> Package<'b> {
    pub(crate) fn open(bytes: &'b [u8]) -> Result<Package<'b>, IngestError> {
        let archive = ZipArchive::new(Cursor::new(bytes)).map_err(|error| match bytes {
            [b'P', b'K', ..] => IngestError::Archive { reason: error.to_string() },
            _ => IngestError::NotThat { expected: "Word (.docx), OpenDocument (.odt) or Excel (.xlsx) file" },
        })?;
        let names = archive.file_names().filter_map(Result::ok).map(|name| name.into_owned()).collect();
        Ok(Package { archive, names, left: LIMIT << 20 })
    }

    /// Makes sure that all parts together unpack to no more than any transcript has.
    pub(crate) fn measure(&mut self) -> Result<(), IngestError> {
        let mut left = LIMIT << 20;
        for at in 0..self.archive.len() {
            let damaged = |reason: String| IngestError::Archive { reason };
            let part = self.archive.by_index(at).map_err(|error| damaged(error.to_string()))?;
            let size =
                io::copy(&mut part.take(left + 1), &mut io::sink()).map_err(|error| damaged(error.to_string()))?;
            left = left
                .checked_sub(size)
                .ok_or_else(|| IngestError::TooLarge { part: "what is in the archive".to_owned(), limit: LIMIT })?;
        }
        Ok(())
    }

    /// Unpacks a part, but no more than any transcript has, whatever size the archive claims.
    pub(crate) fn unpack(&mut self, name: &str) -> Result<String, IngestError> {
        let damaged = |reason: String| IngestError::Archive { reason: format!("{name}: {reason}") };
        let part = self.archive.by_name(name).map_err(|error| damaged(error.to_string()))?;
        let mut bytes = Vec::new();
        part.take(self.left + 1).read_to_end(&mut bytes).map_err(|error| damaged(error.to_string()))?;
        self.left = match self.left.checked_sub(bytes.len() as u64) {
            Some(left) => left,
            None => return Err(IngestError::TooLarge { part: name.to_owned(), limit: LIMIT }),
        };
        match String::from_utf8(bytes) {
            Ok(xml) => Ok(xml),
            Err(error) => Ok(qualkit_text::decode(error.as_bytes())?.text.into_owned()),
        }
    }
}

/// Parses a part of an archive; entities and nesting stay within bounds.
pub(crate) fn parse<'x>(xml: &'x str, part: &str) -> Result<Document<'x>, IngestError> {
    let options = roxmltree::ParsingOptions { nodes_limit: 5_000_000, ..roxmltree::ParsingOptions::default() };
    Document::parse_with_options(xml.trim_start_matches('\u{feff}'), options).map_err(|error| IngestError::Xml {
        part: part.to_owned(),
        line: error.pos().row,
        column: error.pos().col,
        reason: error.to_string(),
    })
}
