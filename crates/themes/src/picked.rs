use qualkit_codebook::CodeId;
use qualkit_coding::TurnName;
use qualkit_table::{Column, Reader, Row, TableError};
use qualkit_transcript::TranscriptId;

use crate::ThemeId;

/// A quotation that somebody picked by hand.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PickedQuote {
    /// The line of the table, counted from 1.
    pub line: u64,
    /// The transcript it should stand in.
    pub transcript: TranscriptId,
    /// The turn it should stand in, if that is said.
    pub turn: Option<TurnName>,
    /// The words.
    pub words: String,
    /// The code that it should bear.
    pub code: CodeId,
    /// The theme that it is to show, if that is said.
    pub theme: Option<ThemeId>,
}

impl PickedQuote {
    /// Reads a table of picked quotations: `transcript`, `quote` and `code`, and `turn` (number or time)
    /// and `theme`, which may be missing or empty.
    ///
    /// # Errors
    /// Every row that is none; if any is wrong, none is read.
    pub fn read_all(table: &str) -> Result<Vec<PickedQuote>, Vec<TableError>> {
        let mut reader = Reader::new(table).map_err(|error| vec![error])?;
        let [transcript, words, code] = reader.columns(["transcript", "quote", "code"]).map_err(|error| vec![error])?;
        let [turn, theme] = ["turn", "theme"].map(|name| reader.optional(name));
        let columns = Columns { transcript, turn, words, code, theme };
        let (mut picked, mut errors) = (Vec::new(), Vec::new());
        loop {
            match reader.next_row() {
                Ok(Some(row)) => match columns.quote(&row) {
                    Ok(quote) => picked.push(quote),
                    Err(error) => errors.push(error),
                },
                Ok(None) => break,
                Err(error) => {
                    errors.push(error);
                    break;
                }
            }
        }
        if errors.is_empty() { Ok(picked) } else { Err(errors) }
    }
}

struct Columns {
    transcript: Column,
    turn: Column,
    words: Column,
    code: Column,
    theme: Column,
}

impl Columns {
    fn quote(&self, row: &Row<'_>) -> Result<PickedQuote, TableError> {
        Ok(PickedQuote {
            line: row.line(),
            transcript: TranscriptId::new(row.get(self.transcript))
                .map_err(|_| row.refuse(self.transcript, "a transcript's id"))?,
            turn: match row.get(self.turn) {
                "" => None,
                _ => Some(row.parse(self.turn, "the number of a turn, or the time at which it begins")?),
            },
            words: row.get(self.words).to_owned(),
            code: CodeId::new(row.get(self.code)).map_err(|_| row.refuse(self.code, "a code's id"))?,
            theme: match row.get(self.theme) {
                "" => None,
                theme => Some(ThemeId::new(theme).map_err(|_| row.refuse(self.theme, "a theme's id, or nothing"))?),
            },
        })
    }
}
