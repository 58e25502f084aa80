use qualkit_table::{Reader, TableError};
use qualkit_transcript::TranscriptId;

use crate::{Study, StudyError};

/// How one disagreement was settled: a row of `decisions/ROUND.csv`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decision {
    /// The line of the table, counted from 1.
    pub line: u64,
    /// The transcript.
    pub transcript: TranscriptId,
    /// The turn, as its authors named it.
    pub turn: String,
    /// The code in question.
    pub code: String,
    /// How the coders differed: `missed`, `other-code` or `boundary`.
    pub kind: String,
    /// What was settled, for example `keep`, `drop` or `recode:OTHER`.
    pub decision: String,
    /// Why.
    pub reason: String,
}

impl Decision {
    /// Reads a table of decisions.
    ///
    /// # Errors
    /// If a column is missing, or a row names no transcript or no decision.
    pub fn read_all(table: &str) -> Result<Vec<Decision>, TableError> {
        let mut reader = Reader::new(table)?;
        let [transcript, code, decision] = reader.columns(["transcript", "code", "decision"])?;
        let [turn, kind, reason] = ["turn", "kind", "reason"].map(|name| reader.optional(name));
        let mut decisions = Vec::new();
        while let Some(row) = reader.next_row()? {
            if row.get(decision).is_empty() {
                return Err(row.refuse(decision, "what was settled"));
            }
            decisions.push(Decision {
                line: row.line(),
                transcript: TranscriptId::new(row.get(transcript))
                    .map_err(|_| row.refuse(transcript, "a transcript's id"))?,
                turn: row.get(turn).to_owned(),
                code: row.get(code).to_owned(),
                kind: row.get(kind).to_owned(),
                decision: row.get(decision).to_owned(),
                reason: row.get(reason).to_owned(),
            });
        }
        Ok(decisions)
    }
}

impl Study {
    /// The decisions on a round's disagreements; none if there is no such table.
    ///
    /// # Errors
    /// If the table is not as it should be.
    pub fn decisions(&self, round: &str) -> Result<Vec<Decision>, StudyError> {
        self.table(&format!("decisions/{round}.csv"), Decision::read_all).map(Option::unwrap_or_default)
    }
}
