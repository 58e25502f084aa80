use std::io::IsTerminal as _;
use std::path::PathBuf;

use clap::Args;
use qualkit_ingest::{Format, write};
use qualkit_study::Study;
use qualkit_transcript::{Transcript, Utterance};

use crate::analysis::{blind_of, refuse_survivors};
use crate::failure::{Answer, Failure};
use crate::print::{print, say};
use crate::read;
use crate::verbs::known_transcripts;

/// Show a transcript, or write it for people and other programs
#[derive(Debug, Args)]
#[command(after_long_help = "\
Prints the canonical text, or with --as the transcript as captions (vtt, srt: every turn needs a time), a Word \
document (docx), Markdown (md) or a table with one row per turn (csv). What a form cannot hold is told. Without \
--blind the words are those of the interview, names and all.

Example: qualkit show my-study P07 --as docx --out P07.docx --blind")]
pub struct Show {
    /// The study
    study: PathBuf,
    /// The transcript
    transcript: String,
    /// Write it as vtt, srt, docx, md or csv
    #[arg(long = "as", value_name = "FORMAT")]
    write_as: Option<Format>,
    /// The file to write to, instead of printing
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
    /// Replace the words that blind.csv lists, in labels too
    #[arg(long)]
    blind: bool,
    /// Overwrite the file
    #[arg(long)]
    force: bool,
}

impl Show {
    pub fn run(self) -> Result<Answer, Failure> {
        let study = Study::open(&self.study)?;
        let id = known_transcripts(&study, std::slice::from_ref(&self.transcript))?.remove(0);
        let mut transcript = study.transcript(&id)?;
        if self.blind {
            let blind = blind_of(&study)?;
            let replaced = |words: &str| blind.apply(words).0;
            transcript = with_words(&transcript, replaced);
            refuse_survivors(&blind, &format!("the transcript {id}"), transcript.text().as_str())?;
        }
        let (bytes, notes) = match self.write_as {
            None => (transcript.text().as_str().as_bytes().to_vec(), Vec::new()),
            Some(format) => {
                let written = write(&transcript, format).map_err(|error| Failure::data(format!("{id}: {error}")))?;
                (written.bytes, written.notes)
            }
        };
        match &self.out {
            Some(file) => read::write(file, bytes, self.force)?,
            None if self.write_as == Some(Format::Docx) && std::io::stdout().is_terminal() => {
                return Err(Failure::usage("a Word document is no text for a terminal").hint("--out gives it a file"));
            }
            None => print(bytes)?,
        }
        for note in notes {
            say(format!("{id}: {note}"));
        }
        Ok(Answer::Yes)
    }
}

/// The same turns with other words and labels.
fn with_words(transcript: &Transcript, replaced: impl Fn(&str) -> String) -> Transcript {
    let turns = transcript.turns().iter().map(|turn| Utterance {
        label: replaced(&transcript.speaker(turn).label),
        words: replaced(transcript.words(turn)),
        begins: turn.begins,
        ends: turn.ends,
    });
    Transcript::compose(transcript.id().clone(), turns.collect(), transcript.details().source.clone())
}
