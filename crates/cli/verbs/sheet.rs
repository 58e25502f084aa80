use std::path::PathBuf;

use clap::{Args, Subcommand};
use qualkit_coding::{
    Answer as Said, CoderId, CoderKind, CodingSet, SheetImport, SheetProblem, read_sheet, write_sheet,
};
use qualkit_study::{Changes, Study};
use qualkit_transcript::Transcript;

use crate::coder::{known_or_new, parse_coder};
use crate::failure::{Answer, Failure};
use crate::print::{Talk, counted, print, say};
use crate::verbs::codebook_of;
use crate::verbs::known_transcripts;
use crate::{clock, read};

/// Code in a spreadsheet: write a transcript as a table, and read the table back
#[derive(Debug, Subcommand)]
pub enum Sheet {
    Export(Export),
    Import(Import),
}

/// Write a transcript as a table with one row per turn
#[derive(Debug, Args)]
#[command(after_long_help = "\
Columns: turn, speaker, text, codes (several, separated by ;), note. The codes that the coder has given are \
filled in. A text that a spreadsheet would take for a formula gets a space in front.

Example: qualkit sheet export my-study --coder a P01 --out P01.csv")]
pub struct Export {
    /// The study
    study: PathBuf,
    /// Whose sheet
    #[arg(long, value_parser = parse_coder)]
    coder: CoderId,
    /// The transcript
    transcript: String,
    /// The file to write; without it the sheet goes to stdout
    #[arg(long)]
    out: Option<PathBuf>,
    /// Overwrite the file
    #[arg(long)]
    force: bool,
}

/// Read a sheet back: its codes become codings of whole turns
#[derive(Debug, Args)]
#[command(after_long_help = "\
Reads the columns turn, text, codes and, if there, note. Nothing is taken in if a code is unknown or a text is \
no longer that of its turn, unless --partial is given. A turn whose codes are left blank counts as read and not \
coded. A code that the coder has given to a part of the turn already is kept as it is. Codes that the study \
has and the sheet does not are kept and told; --replace takes them out.

Example: qualkit sheet import my-study --coder a P01.csv")]
pub struct Import {
    /// The study
    study: PathBuf,
    /// Whose sheet
    #[arg(long, value_parser = parse_coder)]
    coder: CoderId,
    /// The sheet
    sheet: PathBuf,
    /// The transcript; otherwise the sheet's name gives it
    #[arg(long)]
    transcript: Option<String>,
    /// Take in the rows that can be, and tell the others
    #[arg(long)]
    partial: bool,
    /// Take out the codes that the sheet does not have
    #[arg(long)]
    replace: bool,
    /// Tell what would be done, and write nothing
    #[arg(long)]
    dry_run: bool,
}

impl Sheet {
    pub fn run(self) -> Result<Answer, Failure> {
        match self {
            Sheet::Export(export) => export.run(),
            Sheet::Import(import) => import.run(),
        }
    }
}

impl Export {
    fn run(self) -> Result<Answer, Failure> {
        let study = Study::open(&self.study)?;
        let id = known_transcripts(&study, std::slice::from_ref(&self.transcript))?.remove(0);
        let transcript = study.transcript(&id)?;
        let sheet = write_sheet(&transcript, &study.codings(&self.coder, &id)?);
        match &self.out {
            Some(out) => {
                // The mark at the beginning tells spreadsheets that the file is UTF-8.
                read::write(out, format!("\u{feff}{sheet}"), self.force)?;
                let (study, coder) = (self.study.display(), &self.coder);
                say("next: fill in the column 'codes' in a spreadsheet, then");
                say(format!("  qualkit sheet import {study} --coder {coder} {}", out.display()));
            }
            None => print(&sheet)?,
        }
        Ok(Answer::Yes)
    }
}

impl Import {
    fn run(self) -> Result<Answer, Failure> {
        let (mut study, lock) = Study::open_to_write(&self.study)?;
        let (mut changes, mut talk) = (Changes::new(), Talk::default());
        let codebook = codebook_of(&study)?;
        let stem = self.sheet.file_stem().and_then(|stem| stem.to_str()).unwrap_or_default().to_owned();
        let name = self.transcript.clone().unwrap_or(stem);
        let id = known_transcripts(&study, &[name]).map_err(|f| f.hint("--transcript names it"))?.remove(0);
        let coder = known_or_new(&mut study, &self.coder, CoderKind::Person, &mut changes, &mut talk)?;
        let transcript = study.transcript(&id)?;
        let mut set = study.codings(&coder.id, &id)?;
        let import = read_sheet(&read::text(&self.sheet)?, &transcript, &codebook.codebook, &set);
        self.tell_problems(&import)?;
        let now = clock::now()?;
        let new = add_answers(&transcript, &import, codebook.version, &now, &mut set);
        let gone = self.left_out(&transcript, &import, &mut set, &mut talk);
        take_notes(&transcript, &import, &mut set, &mut talk);
        for number in &import.read {
            if let Some(turn) = transcript.turn(*number) {
                set.finish(turn.span);
            }
        }
        let what = format!("{id}: {new} new, {gone} out, {} turns read", import.read.len());
        study.put_codings(&[set], &now, &mut changes)?;
        study.log(&mut changes, Some(coder.id.as_str()), &now, "sheet", &what);
        if self.dry_run {
            talk.add(format!("{} would be made; nothing was written (--dry-run)", counted(new, "coding", "codings")));
        } else {
            lock.commit(changes)?;
            let turns = counted(import.read.len(), "turn", "turns");
            if import.answers.is_empty() {
                talk.add(format!("the sheet has no code: its {turns} count as read and not coded"));
            }
            talk.add(format!(
                "{} by '{}' in '{id}'; {turns} read",
                counted(new, "new coding", "new codings"),
                coder.id
            ));
        }
        talk.say();
        Ok(Answer::Yes)
    }

    fn tell_problems(&self, import: &SheetImport) -> Result<(), Failure> {
        let sheet = &self.sheet;
        if let Some(SheetProblem::Table(error)) = import.problems.iter().find(|_| import.read.is_empty()) {
            return Err(Failure::in_file(sheet, error).hint("qualkit sheet export writes a sheet to fill in"));
        }
        for problem in &import.problems {
            say(format!("{}: {problem}", sheet.display()));
        }
        match import.problems.len() {
            0 => Ok(()),
            count if self.partial => {
                say(format!(
                    "{} left out (--partial)",
                    counted(count, "problem: its row was", "problems: their rows were")
                ));
                Ok(())
            }
            count => Err(Failure::data(format!(
                "{}, so nothing was taken in",
                counted(count, "problem in the sheet", "problems in the sheet")
            ))
            .hint("--partial takes in the rows without problems")),
        }
    }

    /// Codings on turns of the sheet whose code the sheet does not name: taken out, or kept and told.
    fn left_out(&self, transcript: &Transcript, import: &SheetImport, set: &mut CodingSet, talk: &mut Talk) -> usize {
        let missing = |coding: &qualkit_coding::Coding| {
            let turns: Vec<u32> = transcript.turns_in(coding.span).iter().map(|turn| turn.number).collect();
            let named = |turn: &u32| import.answers.iter().any(|(t, code)| t == turn && *code == coding.code);
            turns.iter().all(|turn| import.read.contains(turn)) && !turns.iter().any(named)
        };
        if self.replace {
            let gone = set.remove(|coding| missing(coding));
            for coding in &gone {
                let would = if self.dry_run { "would be taken out" } else { "taken out" };
                talk.add(format!("{would}: {} {} \"{}\"", coding.span, coding.code, coding.quote));
            }
            return gone.len();
        }
        let kept = set.codings().iter().filter(|coding| missing(coding)).count();
        if kept > 0 {
            let told =
                counted(kept, "coding that the sheet does not have is", "codings that the sheet does not have are");
            talk.add(format!("{told} kept; --replace takes them out"));
        }
        0
    }
}

/// Codes whole turns, except where the coder has given the code to a part of the turn already.
fn add_answers(transcript: &Transcript, import: &SheetImport, version: u32, now: &str, set: &mut CodingSet) -> usize {
    let mut new = 0;
    for (number, code) in &import.answers {
        let Some(turn) = transcript.turn(*number) else { continue };
        if set.on(turn.span).any(|coding| coding.code == *code) {
            continue;
        }
        let note = import.notes.iter().find(|(turn, _)| turn == number);
        let answer = Said {
            span: turn.span,
            code: code.clone(),
            rating: None,
            note: note.map(|(_, note)| note.clone()).unwrap_or_default(),
            created: now.to_owned(),
            codebook_version: version,
        };
        set.add(transcript, answer).expect("a turn lies in its text");
        new += 1;
    }
    new
}

/// Gives a note that is new to the turn's coding, if it has one alone; any other is told, not lost.
fn take_notes(transcript: &Transcript, import: &SheetImport, set: &mut CodingSet, talk: &mut Talk) {
    for (number, note) in &import.notes {
        let Some(turn) = transcript.turn(*number) else { continue };
        let codings: Vec<_> = set.on(turn.span).map(|coding| (coding.id.clone(), coding.note.clone())).collect();
        match &codings[..] {
            [(id, _)] => {
                set.annotate(id, note);
            }
            codings if codings.iter().any(|(_, known)| known == note) => {}
            codings => talk.add(format!(
                "turn {number}: the note was not taken in, as a note belongs to a coding and the turn has {}: {note}",
                counted(codings.len(), "coding", "codings")
            )),
        }
    }
}
