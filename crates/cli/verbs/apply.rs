use std::collections::HashSet;
use std::path::PathBuf;

use clap::Args;
use qualkit_codebook::{CodeId, Pattern};
use qualkit_coding::{Answer as Said, CoderId, CoderKind, CodingSet, Widen, apply};
use qualkit_report::{Cell, Column, Table};
use qualkit_study::{Changes, Study, StudyError};
use qualkit_text::Span;
use qualkit_transcript::TranscriptId;
use rayon::prelude::*;

use crate::clock;
use crate::coder::{known_or_new, parse_coder};
use crate::failure::{Answer, Failure};
use crate::print::{Printing, Talk, counted};
use crate::verbs::codebook_of;
use crate::verbs::known_transcripts;

/// Apply the codebook's patterns, as a coder of kind rule
#[derive(Debug, Args)]
#[command(after_long_help = "\
Reads the codebook's column 'pattern' (regular expressions, without regard to case unless they say (?-i)) and \
every transcript. Each match is widened to its sentence; several matches in one sentence are one coding. Turns \
of interviewers and moderators are left out unless --all-turns. Writes STUDY/codings/CODER: what the patterns \
find now replaces what the same coder had found before; codings of people are never touched.

Example: qualkit apply my-study --coder rules")]
pub struct Apply {
    /// The study
    study: PathBuf,
    /// The coder of kind rule; a new one is added
    #[arg(long, value_parser = parse_coder)]
    coder: CoderId,
    /// Only these transcripts
    transcripts: Vec<String>,
    /// How far a match is widened: none, sentence or turn
    #[arg(long, default_value_t = Widen::Sentence)]
    widen: Widen,
    /// Turns of interviewers and moderators too
    #[arg(long)]
    all_turns: bool,
    /// Tell what would be done, and write nothing
    #[arg(long)]
    dry_run: bool,
    #[command(flatten)]
    printing: Printing,
}

impl Apply {
    pub fn run(self) -> Result<Answer, Failure> {
        let (mut study, lock) = Study::open_to_write(&self.study)?;
        let (mut changes, mut talk) = (Changes::new(), Talk::default());
        let codebook = codebook_of(&study)?;
        let patterns = patterns_of(&codebook.codebook)?;
        let coder = known_or_new(&mut study, &self.coder, CoderKind::Rule, &mut changes, &mut talk)?;
        if coder.kind != CoderKind::Rule {
            let problem = format!("'{}' is a {}; patterns are applied by a coder of kind rule", coder.id, coder.kind);
            return Err(Failure::data(problem).hint("name another coder, for example --coder rules"));
        }
        let ids = match self.transcripts.is_empty() {
            true => study.transcript_ids()?,
            false => known_transcripts(&study, &self.transcripts)?,
        };
        let now = clock::now()?;
        let sets: Vec<CodingSet> = ids
            .par_iter()
            .map(|id| self.apply_to(&study, &coder.id, id, &patterns, codebook.version, &now))
            .collect::<Result<_, StudyError>>()?;
        let table = overview(&patterns, &sets);
        study.put_codings(&sets, &now, &mut changes)?;
        let codings: usize = sets.iter().map(|set| set.codings().len()).sum();
        let what = format!("{} patterns, {codings} codings, widened to {}", patterns.len(), self.widen);
        study.log(&mut changes, Some(coder.id.as_str()), &now, "apply", &what);
        if !self.dry_run {
            lock.commit(changes)?;
        }
        self.printing.print(&[table])?;
        let transcripts = counted(sets.len(), "transcript", "transcripts");
        talk.add(format!("{} by '{}' in {transcripts}", counted(codings, "coding", "codings"), coder.id));
        if self.dry_run {
            talk.add("nothing was written (--dry-run)");
        }
        talk.say();
        Ok(Answer::Yes)
    }

    fn apply_to(
        &self,
        study: &Study,
        coder: &CoderId,
        id: &TranscriptId,
        patterns: &[Pattern],
        version: u32,
        now: &str,
    ) -> Result<CodingSet, StudyError> {
        let transcript = study.transcript(id)?;
        let mut set = study.codings(coder, id)?;
        let applied = apply(&transcript, patterns, self.widen, self.all_turns);
        // What was found before stays as it is, with its time and whatever people noted on it.
        let found: HashSet<(Span, &CodeId)> = applied.iter().map(|applied| (applied.span, &applied.code)).collect();
        set.remove(|coding| !found.contains(&(coding.span, &coding.code)));
        for applied in &applied {
            let answer = Said {
                span: applied.span,
                code: applied.code.clone(),
                rating: None,
                note: String::new(),
                created: now.to_owned(),
                codebook_version: version,
            };
            set.add(&transcript, answer).expect("a match lies in its text");
        }
        set.finish_all(&transcript);
        Ok(set)
    }
}

fn patterns_of(codebook: &qualkit_codebook::Codebook) -> Result<Vec<Pattern>, Failure> {
    let (mut patterns, mut problems) = (Vec::new(), Vec::new());
    for code in codebook.codes().filter(|code| code.is_active()) {
        match Pattern::of(code) {
            Ok(pattern) => patterns.extend(pattern),
            Err(invalid) => problems.push(invalid.to_string()),
        }
    }
    if !problems.is_empty() {
        return Err(Failure::data(problems.join("\n")).hint("correct the pattern and import the codebook again"));
    }
    if patterns.is_empty() {
        return Err(Failure::data("no code of the codebook has a pattern")
            .hint("fill in the column 'pattern' and import the codebook again"));
    }
    Ok(patterns)
}

fn overview(patterns: &[Pattern], sets: &[CodingSet]) -> Table {
    let mut table = Table::new("applied", "Codings by pattern");
    table.columns = vec![
        Column::words("code", "Code"),
        Column::words("pattern", "Pattern"),
        Column::number("transcripts", "Transcripts"),
        Column::number("codings", "Codings"),
    ];
    for pattern in patterns {
        let per_set = sets.iter().map(|set| set.codings().iter().filter(|c| c.code == pattern.code).count());
        let counts: Vec<usize> = per_set.filter(|count| *count > 0).collect();
        table.push([
            Cell::text(pattern.code.as_str()),
            Cell::text(pattern.regex.as_str()),
            Cell::Count(counts.len() as u64),
            Cell::Count(counts.iter().sum::<usize>() as u64),
        ]);
    }
    table
}
