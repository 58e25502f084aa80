use qualkit_coding::CoderId;
use qualkit_table::{Extra, Reader, TableError, Writer};
use qualkit_transcript::TranscriptId;

const COLUMNS: [&str; 3] = ["round", "transcript", "coder"];

/// Who codes what: the rows of `plan.csv`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Plan {
    /// The rows, in order.
    pub rows: Vec<PlanRow>,
}

/// One coder, one transcript, one round.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlanRow {
    /// The round's name, for example `1` or `rest`.
    pub round: String,
    /// The transcript.
    pub transcript: TranscriptId,
    /// The coder.
    pub coder: CoderId,
    /// Columns of the table that are not ours, as they were.
    pub extra: Extra,
}

/// A block of coding: its transcripts and coders.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Round {
    /// The round's name.
    pub name: String,
    /// The transcripts, in order of the plan.
    pub transcripts: Vec<TranscriptId>,
    /// The coders, in order of the plan.
    pub coders: Vec<CoderId>,
}

impl Plan {
    /// Reads `plan.csv`.
    ///
    /// # Errors
    /// The first row that names no transcript or coder, or stands twice.
    pub fn read(table: &str) -> Result<Plan, TableError> {
        let mut reader = Reader::new(table)?;
        let [round, transcript, coder] = reader.columns(["round", "transcript", "coder"])?;
        let extra = reader.others(&COLUMNS);
        let mut plan = Plan::default();
        while let Some(row) = reader.next_row()? {
            let planned = PlanRow {
                round: row.get(round).to_owned(),
                transcript: TranscriptId::new(row.get(transcript))
                    .map_err(|_| row.refuse(transcript, "a transcript's id"))?,
                coder: CoderId::new(row.get(coder)).map_err(|_| row.refuse(coder, "a coder's id"))?,
                extra: row.extra(&extra),
            };
            if planned.round.is_empty() {
                return Err(row.refuse(round, "the name of a round"));
            }
            if plan.rows.iter().any(|row| row.says_the_same(&planned)) {
                return Err(row.refuse(transcript, "a row that no other row repeats"));
            }
            plan.rows.push(planned);
        }
        Ok(plan)
    }

    /// Writes `plan.csv`.
    pub fn write(&self) -> String {
        let others = Extra::columns(self.rows.iter().map(|row| &row.extra));
        let mut table = Writer::new(COLUMNS.iter().chain(&others));
        for row in &self.rows {
            let ours = [row.round.as_str(), row.transcript.as_str(), row.coder.as_str()];
            table.row(ours.into_iter().chain(row.extra.cells(&others)));
        }
        table.finish()
    }

    /// Adds every pair of these transcripts and coders to a round; tells how many are new.
    pub fn add(&mut self, round: &str, transcripts: &[TranscriptId], coders: &[CoderId]) -> usize {
        let before = self.rows.len();
        for transcript in transcripts {
            for coder in coders {
                let (transcript, coder) = (transcript.clone(), coder.clone());
                let row = PlanRow { round: round.to_owned(), transcript, coder, extra: Extra::default() };
                if !self.rows.iter().any(|known| known.says_the_same(&row)) {
                    self.rows.push(row);
                }
            }
        }
        self.rows.len() - before
    }

    /// The rounds, in the order in which they first occur.
    pub fn rounds(&self) -> Vec<Round> {
        let mut rounds: Vec<Round> = Vec::new();
        for row in &self.rows {
            let place = rounds.iter().position(|round| round.name == row.round).unwrap_or_else(|| {
                rounds.push(Round { name: row.round.clone(), transcripts: Vec::new(), coders: Vec::new() });
                rounds.len() - 1
            });
            let round = &mut rounds[place];
            if !round.transcripts.contains(&row.transcript) {
                round.transcripts.push(row.transcript.clone());
            }
            if !round.coders.contains(&row.coder) {
                round.coders.push(row.coder.clone());
            }
        }
        rounds
    }
}

impl PlanRow {
    fn says_the_same(&self, other: &PlanRow) -> bool {
        (&self.round, &self.transcript, &self.coder) == (&other.round, &other.transcript, &other.coder)
    }
}

impl Round {
    /// Whether anything is coded by more than one coder in this round, going by the plan.
    pub fn is_double(&self, plan: &Plan) -> bool {
        self.transcripts.iter().any(|transcript| {
            plan.rows.iter().filter(|row| row.round == self.name && row.transcript == *transcript).count() > 1
        })
    }
}
