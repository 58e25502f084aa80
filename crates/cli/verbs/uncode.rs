use std::path::PathBuf;

use clap::Args;
use qualkit_coding::{CoderId, Coding};
use qualkit_study::{Changes, Study};

use crate::clock;
use crate::coder::parse_coder;
use crate::failure::{Answer, Failure};
use crate::print::{Talk, counted};
use crate::verbs::codings::used_code;
use crate::verbs::known_transcripts;

/// Take codings out again
#[derive(Debug, Args)]
#[command(after_long_help = "\
Writes STUDY/codings/CODER/*.csv; what was taken out stays readable in STUDY/log/CODER.csv.

Examples: qualkit uncode my-study --coder a c3f9a2c1b7
          qualkit uncode my-study --coder a --transcript P01 --code gap-funding --dry-run")]
pub struct Uncode {
    /// The study
    study: PathBuf,
    /// Whose codings
    #[arg(long, value_parser = parse_coder)]
    coder: CoderId,
    /// The ids of codings, as `qualkit codings` shows them
    ids: Vec<String>,
    /// All codings of this transcript
    #[arg(long, conflicts_with = "ids")]
    transcript: Option<String>,
    /// All codings with this code
    #[arg(long, conflicts_with = "ids")]
    code: Option<String>,
    /// Tell what would be done, and write nothing
    #[arg(long)]
    dry_run: bool,
}

impl Uncode {
    pub fn run(self) -> Result<Answer, Failure> {
        if self.ids.is_empty() && self.transcript.is_none() && self.code.is_none() {
            return Err(Failure::usage("name codings by id, or by --transcript and --code"));
        }
        let (study, lock) = Study::open_to_write(&self.study)?;
        study.coder(self.coder.as_str())?;
        self.check_filters(&study)?;
        let now = clock::now()?;
        let (mut changes, mut talk) = (Changes::new(), Talk::default());
        let (mut sets, mut found) = (Vec::new(), Vec::new());
        for mut set in study.all_codings(&self.coder)? {
            let named = |id: &str| self.ids.iter().any(|named| named == id);
            let in_transcript = self.transcript.as_ref().is_none_or(|id| id == set.transcript().as_str());
            let wanted = |coding: &Coding| match self.ids.is_empty() {
                false => named(coding.id.as_str()),
                true => in_transcript && self.code.as_ref().is_none_or(|code| code == coding.code.as_str()),
            };
            let taken = set.remove(|coding| wanted(coding));
            for coding in &taken {
                let what = format!("{} {} {} {}", set.transcript(), coding.span, coding.code, coding.id);
                talk.add(format!("{what}: \"{}\"", coding.quote));
                let kept = format!("{what}: \"{}\" {}", coding.quote, coding.note);
                study.log(&mut changes, Some(self.coder.as_str()), &now, "uncode", kept.trim_end());
            }
            if !taken.is_empty() {
                found.extend(taken.into_iter().map(|coding| coding.id.to_string()));
                sets.push(set);
            }
        }
        if let Some(missing) = self.ids.iter().find(|id| !found.contains(id)) {
            return Err(Failure::data(format!("'{}' has no coding '{missing}'; nothing was taken out", self.coder))
                .hint(format!("qualkit codings {} --coder {} lists them", self.study.display(), self.coder)));
        }
        study.put_codings(&sets, &now, &mut changes)?;
        if self.dry_run {
            talk.add(format!("{} would be taken out (--dry-run)", counted(found.len(), "coding", "codings")));
        } else {
            lock.commit(changes)?;
            talk.add(format!("{} taken out", counted(found.len(), "coding", "codings")));
        }
        talk.say();
        Ok(Answer::Yes)
    }

    /// A misspelt code or transcript is told, not taken for one without codings.
    fn check_filters(&self, study: &Study) -> Result<(), Failure> {
        if let Some(name) = &self.transcript {
            known_transcripts(study, std::slice::from_ref(name))?;
        }
        self.code.as_ref().map_or(Ok(()), |code| used_code(study, code))
    }
}
