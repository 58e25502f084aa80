use qualkit_codebook::{CodeId, Codebook};
use qualkit_table::{Reader, TableError, Writer, one_line};
use qualkit_text::{Span, same_words};
use qualkit_transcript::Transcript;

use crate::CodingSet;

/// Writes a transcript as a sheet to code in a spreadsheet: one row per turn, with the codes that the
/// coder has applied anywhere in the turn.
pub fn write_sheet(transcript: &Transcript, set: &CodingSet) -> String {
    let mut table = Writer::new(["turn", "speaker", "text", "codes", "note"]);
    for turn in transcript.turns() {
        let mut codes: Vec<&str> = set.on(turn.span).map(|coding| coding.code.as_str()).collect();
        codes.sort_unstable();
        codes.dedup();
        table.row([
            &turn.number.to_string(),
            &as_words(&transcript.speaker(turn).label),
            &as_words(&one_line(transcript.words(turn))),
            &codes.join(";"),
            &as_words(&note_of(set, turn.span)),
        ]);
    }
    table.finish()
}

/// The notes that a coder made on codings of a turn, in one.
fn note_of(set: &CodingSet, turn: Span) -> String {
    let mut notes: Vec<&str> = Vec::new();
    for coding in set.on(turn).filter(|coding| !coding.note.is_empty()) {
        if !notes.contains(&coding.note.as_str()) {
            notes.push(&coding.note);
        }
    }
    notes.join("; ")
}

/// A cell that no spreadsheet takes for a formula: a space goes before a sign that would begin one.
fn as_words(cell: &str) -> String {
    if cell.starts_with(['=', '+', '-', '@']) { format!(" {cell}") } else { cell.to_owned() }
}

/// What a sheet says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SheetImport {
    /// Turn number and code, for each code in the sheet.
    pub answers: Vec<(u32, CodeId)>,
    /// Turn number and note, for each note that is new or has changed.
    pub notes: Vec<(u32, String)>,
    /// The turns that have a row, coded or not: they were read.
    pub read: Vec<u32>,
    /// The rows that cannot be taken in.
    pub problems: Vec<SheetProblem>,
}

/// A row of a sheet that cannot be taken in.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum SheetProblem {
    /// The table itself.
    #[error(transparent)]
    Table(#[from] TableError),
    /// The turn is not there.
    #[error("line {line}: the transcript has no turn {turn}")]
    NoSuchTurn {
        /// The line, counted from 1.
        line: u64,
        /// The turn's number.
        turn: u32,
    },
    /// The turn has two rows.
    #[error("line {line}: turn {turn} has a row already, on line {first}")]
    Repeated {
        /// The line, counted from 1.
        line: u64,
        /// The turn's number.
        turn: u32,
        /// The line of the first row.
        first: u64,
    },
    /// The text of the row is not that of the turn.
    #[error(
        "line {line}: the text is not that of turn {turn}: the sheet has \"{sheet}\", the transcript \"{transcript}\""
    )]
    OtherText {
        /// The line, counted from 1.
        line: u64,
        /// The turn's number.
        turn: u32,
        /// How the sheet's text goes where it departs.
        sheet: String,
        /// How the transcript's text goes there.
        transcript: String,
    },
    /// A code that the codebook does not have.
    #[error("line {line}: there is no code '{code}'{}", nearest.as_ref().map(|n| format!("; did you mean '{n}'?")).unwrap_or_default())]
    UnknownCode {
        /// The line, counted from 1.
        line: u64,
        /// What the sheet says.
        code: String,
        /// The code that was probably meant.
        nearest: Option<String>,
    },
    /// A code that is no longer applied.
    #[error("line {line}: the code '{code}' is retired and cannot be applied")]
    RetiredCode {
        /// The line, counted from 1.
        line: u64,
        /// The code.
        code: String,
    },
}

/// Reads a sheet: codes by id or by name, several separated by `;`. `set` is what the coder has done on
/// the transcript: a retired code that is there already may stay.
pub fn read_sheet(table: &str, transcript: &Transcript, codebook: &Codebook, set: &CodingSet) -> SheetImport {
    let mut import = SheetImport::default();
    if let Err(error) = read_rows(table, transcript, codebook, set, &mut import) {
        import.problems.push(error.into());
    }
    import
}

fn read_rows(
    table: &str,
    transcript: &Transcript,
    codebook: &Codebook,
    set: &CodingSet,
    import: &mut SheetImport,
) -> Result<(), TableError> {
    let mut reader = Reader::new(table)?;
    let [turn, text, codes] = reader.columns(["turn", "text", "codes"])?;
    let note = reader.optional("note");
    let mut lines: Vec<(u32, u64)> = Vec::new();
    while let Some(row) = reader.next_row()? {
        let line = row.line();
        let number: u32 = match row.parse(turn, "the number of a turn") {
            Ok(number) => number,
            Err(error) => {
                import.problems.push(error.into());
                continue;
            }
        };
        let Some(turn) = transcript.turn(number) else {
            import.problems.push(SheetProblem::NoSuchTurn { line, turn: number });
            continue;
        };
        if let Some((_, first)) = lines.iter().find(|(earlier, _)| *earlier == number) {
            import.problems.push(SheetProblem::Repeated { line, turn: number, first: *first });
            continue;
        }
        lines.push((number, line));
        if !same_words(row.get(text), transcript.words(turn)) {
            let (sheet, transcript) = where_they_part(row.get(text), transcript.words(turn));
            import.problems.push(SheetProblem::OtherText { line, turn: number, sheet, transcript });
            continue;
        }
        let mut answers = Vec::new();
        let mut sound = true;
        for named in row.get(codes).split(';').map(str::trim).filter(|code| !code.is_empty()) {
            let is_there = |code: &CodeId| set.on(turn.span).any(|coding| coding.code == *code);
            match find_code(codebook, named, line, is_there) {
                Ok(code) => answers.push((number, code)),
                Err(problem) => {
                    sound = false;
                    import.problems.push(problem);
                }
            }
        }
        if sound {
            import.answers.extend(answers);
            import.read.push(number);
            if !row.get(note).is_empty() && !same_words(row.get(note), &note_of(set, turn.span)) {
                import.notes.push((number, row.get(note).to_owned()));
            }
        }
    }
    Ok(())
}

fn find_code(
    codebook: &Codebook,
    named: &str,
    line: u64,
    is_there: impl Fn(&CodeId) -> bool,
) -> Result<CodeId, SheetProblem> {
    match codebook.named(named) {
        Some(code) if code.is_active() || is_there(&code.id) => Ok(code.id.clone()),
        Some(code) => Err(SheetProblem::RetiredCode { line, code: code.id.to_string() }),
        None => Err(SheetProblem::UnknownCode {
            line,
            code: named.to_owned(),
            nearest: codebook.nearest(named).map(str::to_owned),
        }),
    }
}

/// A few words from where two texts begin to differ.
fn where_they_part(one: &str, other: &str) -> (String, String) {
    let (one, other): (Vec<&str>, Vec<&str>) = (one.split_whitespace().collect(), other.split_whitespace().collect());
    let same = one.iter().zip(&other).take_while(|(a, b)| same_words(a, b)).count().saturating_sub(2);
    let some = |words: &[&str]| {
        let lead = if same > 0 { "… " } else { "" };
        format!("{lead}{}", words.iter().skip(same).take(8).copied().collect::<Vec<_>>().join(" "))
    };
    (some(&one), some(&other))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Answer, CoderId};
    use qualkit_transcript::{Source, TranscriptId, Utterance};

    fn told() -> Transcript {
        let said = vec![Utterance::new("I", "Why?"), Utterance::new("P", "-- no, leave it.\nIt’s fine.")];
        Transcript::compose(TranscriptId::new("P01").unwrap(), said, Source::default())
    }

    fn nobody() -> CodingSet {
        CodingSet::new(TranscriptId::new("P01").unwrap(), CoderId::new("a").unwrap())
    }

    fn book() -> Codebook {
        Codebook::read("id,name,status\nfear,Fear,\ngap-letters,Letters of support,\nold,Old,retired\n").unwrap().0
    }

    #[test]
    fn a_sheet_reads_back_as_it_was_written() {
        let told = told();
        let mut set = CodingSet::new(told.id().clone(), CoderId::new("a").unwrap());
        let code = CodeId::new("fear").unwrap();
        set.add(&told, Answer { span: told.turns()[1].span, code: code.clone(), ..Answer::default() }).unwrap();
        let sheet = write_sheet(&told, &set);
        assert!(sheet.contains("2,P,\" -- no, leave it. It’s fine.\",fear,"), "{sheet}");
        let import = read_sheet(&sheet, &told, &book(), &set);
        assert_eq!(import, SheetImport { answers: vec![(2, code)], read: vec![1, 2], ..SheetImport::default() });
    }

    #[test]
    fn a_retired_code_that_is_there_may_stay_and_a_note_that_is_known_is_no_news() {
        let told = told();
        let mut set = nobody();
        let old = CodeId::new("old").unwrap();
        let answer = Answer { span: told.turns()[1].span, code: old.clone(), note: "so".into(), ..Answer::default() };
        set.add(&told, answer).unwrap();
        let sheet = write_sheet(&told, &set);
        let import = read_sheet(&sheet, &told, &book(), &set);
        assert_eq!((import.answers, import.notes, import.problems), (vec![(2, old)], vec![], vec![]));
        let import = read_sheet(&sheet.replace(",so", ",so be it"), &told, &book(), &set);
        assert_eq!(import.notes, [(2, "so be it".to_owned())]);
    }

    #[test]
    fn every_bad_row_is_told_and_the_others_read() {
        let sheet = "turn;text;codes\n1;Why not?;\n2;-- no, leave it. It's fine.;Letters of support; fears\n";
        let import = read_sheet(sheet, &told(), &book(), &nobody());
        assert!(import.read.is_empty());
        assert!(matches!(import.problems[0], SheetProblem::OtherText { line: 2, turn: 1, .. }));
        let sheet = "turn,text,codes\n2,-- no leave it,x\n2,\"-- no, leave it. It's fine.\",fears;old\n7,x,\n";
        let problems: Vec<String> =
            read_sheet(sheet, &told(), &book(), &nobody()).problems.iter().map(ToString::to_string).collect();
        assert_eq!(problems.len(), 3, "{problems:?}");
        let sheet = "turn,text,codes\n2,\"-- no, leave it. It's fine.\",fears;old\n";
        let problems: Vec<String> =
            read_sheet(sheet, &told(), &book(), &nobody()).problems.iter().map(ToString::to_string).collect();
        assert_eq!(
            problems,
            [
                "line 2: there is no code 'fears'; did you mean 'fear'?",
                "line 2: the code 'old' is retired and cannot be applied"
            ]
        );
    }
}
