use std::path::{Path, PathBuf};

use clap::{Args, Subcommand};
use qualkit_codebook::CodeId;
use qualkit_coding::{CoderId, CodingSet};
use qualkit_compare::{Compared, Judging, Overlap, Unit, units_table};
use qualkit_study::Study;
use qualkit_table::Writer;
use qualkit_transcript::Transcript;

use crate::analysis::{blind_of, refuse_survivors};
use crate::failure::{Answer, Failure};
use crate::print::{counted, say};
use crate::read;
use crate::verbs::agree::unit_of;
use crate::verbs::codebook_of;

/// Write tables for R, Python or a spreadsheet
#[derive(Debug, Subcommand)]
pub enum Export {
    Tables(Tables),
}

/// Write all codings, and units × codes per coder, as tidy CSV
#[derive(Debug, Args)]
#[command(after_long_help = "\
Writes FOLDER/codings.csv (one row per coding, with turn, speaker's case and words; words that blind.csv lists \
are replaced in words and notes) and FOLDER/units.csv: one row per unit and coder, one column per code: 1 if the \
unit bears the code, 0 if the coder finished the unit without it, empty if the coder has not finished the unit.

Example: qualkit export tables my-study --out tables --unit sentence")]
pub struct Tables {
    /// The study
    study: PathBuf,
    /// The folder to write to
    #[arg(long, value_name = "FOLDER")]
    out: PathBuf,
    /// The unit: turn, sentence, paragraph or character [default: the study's]
    #[arg(long)]
    unit: Option<Unit>,
    /// How much of a unit must be coded for it to bear a code: any, or a share such as 0.5
    #[arg(long, default_value_t)]
    overlap: Overlap,
    /// Turns of interviewers and moderators too
    #[arg(long)]
    all_turns: bool,
    /// Overwrite the files
    #[arg(long)]
    force: bool,
}

impl Export {
    pub fn run(self) -> Result<Answer, Failure> {
        let Export::Tables(tables) = self;
        tables.run()
    }
}

impl Tables {
    fn run(self) -> Result<Answer, Failure> {
        let study = Study::open(&self.study)?;
        let history = codebook_of(&study)?;
        let unit = self.unit.map_or_else(|| unit_of(&study), Ok)?;
        let transcripts = study.transcripts()?;
        let coders: Vec<CoderId> = study.manifest().coders.iter().map(|coder| coder.id.clone()).collect();
        let sets: Vec<Vec<CodingSet>> = transcripts
            .iter()
            .map(|transcript| coders.iter().map(|coder| study.codings(coder, transcript.id())).collect())
            .collect::<Result<_, _>>()?;
        let codes: Vec<CodeId> = history.codebook.codes().map(|code| code.id.clone()).collect();
        let codings = codings(&study, &transcripts, &sets)?;
        let judging = Judging { unit, all_turns: self.all_turns, overlap: self.overlap };
        let units = units(&codes, &coders, &transcripts, &sets, judging)?;
        let blind = blind_of(&study)?;
        for (name, table) in [("codings.csv", &codings.0), ("units.csv", &units.0)] {
            refuse_survivors(&blind, name, table)?;
        }
        std::fs::create_dir_all(&self.out).map_err(|error| Failure::io("make the folder", &self.out, &error))?;
        for (name, (table, rows)) in [("codings.csv", codings), ("units.csv", units)] {
            let path: &Path = &self.out.join(name);
            read::write(path, &table, self.force)?;
            say(format!("{}: {}", path.display(), counted(rows, "row", "rows")));
        }
        Ok(Answer::Yes)
    }
}

/// The table of all codings and how many rows it has.
fn codings(study: &Study, transcripts: &[Transcript], sets: &[Vec<CodingSet>]) -> Result<(String, usize), Failure> {
    let blind = blind_of(study)?;
    let mut table = Writer::new([
        "transcript",
        "turn",
        "speaker",
        "case",
        "coder",
        "id",
        "start",
        "end",
        "code",
        "quote",
        "rating",
        "note",
        "codebook_version",
    ]);
    let mut rows = 0;
    for (transcript, sets) in transcripts.iter().zip(sets) {
        for set in sets {
            for coding in set.codings() {
                let turn = transcript.turns_in(coding.span).first();
                let speaker = turn.map(|turn| transcript.speaker(turn));
                let case = speaker.and_then(|speaker| speaker.case.as_ref());
                table.row([
                    transcript.id().as_str(),
                    &turn.map(|turn| turn.number.to_string()).unwrap_or_default(),
                    &speaker.map(|speaker| blind.apply(&speaker.label).0).unwrap_or_default(),
                    case.map_or("", |case| case.as_str()),
                    set.coder().as_str(),
                    coding.id.as_str(),
                    &coding.span.start().to_string(),
                    &coding.span.end().to_string(),
                    coding.code.as_str(),
                    &blind.apply(&coding.quote).0,
                    &coding.rating.map(|rating| rating.to_string()).unwrap_or_default(),
                    &blind.apply(&coding.note).0,
                    &coding.codebook_version.to_string(),
                ]);
                rows += 1;
            }
        }
    }
    Ok((table.finish(), rows))
}

/// The table of units and codes and how many rows it has.
fn units(
    codes: &[CodeId],
    coders: &[CoderId],
    transcripts: &[Transcript],
    sets: &[Vec<CodingSet>],
    judging: Judging,
) -> Result<(String, usize), Failure> {
    let compared: Vec<Compared<'_>> = transcripts
        .iter()
        .zip(sets)
        .map(|(transcript, sets)| Compared { transcript, sets: sets.iter().collect() })
        .collect();
    let fixed = ["transcript", "unit", "turn", "start", "end", "coder"];
    let mut table = Writer::new(fixed.into_iter().chain(codes.iter().map(CodeId::as_str)));
    let mut rows = 0;
    for row in units_table(codes, coders, &compared, judging).map_err(Failure::data)? {
        let place = [
            row.transcript.to_string(),
            row.unit.to_string(),
            row.turn.to_string(),
            row.span.start().to_string(),
            row.span.end().to_string(),
            row.coder.to_string(),
        ];
        let answers = codes.iter().enumerate().map(|(at, _)| match &row.codes {
            Some(borne) => {
                if borne[at] {
                    "1"
                } else {
                    "0"
                }
            }
            None => "",
        });
        table.row(place.iter().map(String::as_str).chain(answers));
        rows += 1;
    }
    Ok((table.finish(), rows))
}
