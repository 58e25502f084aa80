use std::io::IsTerminal as _;
use std::path::PathBuf;

use clap::Args;
use qualkit_ingest::{Format, write};
use qualkit_study::Study;
use qualkit_text::Span;
use qualkit_transcript::{Piece, Transcript, Turn, Utterance};

use crate::analysis::{blind_of, refuse_survivors};
use crate::failure::{Answer, Failure};
use crate::print::{print, say};
use crate::read;
use crate::verbs::known_transcripts;

/// Show a transcript, or write it for people and other programs
#[derive(Debug, Args)]
#[command(after_long_help = "\
Prints the canonical text, or with --as the transcript as captions (vtt, srt: every turn needs a time; what was \
joined is cut into captions again), a Word document (docx), Markdown (md) or a table with one row per turn (csv). \
What a form cannot hold is told; all else is the same when ingest reads it back. A speaker whom nobody knows is \
'?', in a table an empty cell. Without --blind the words are those of the interview, names and all.

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
        let mut one = Vec::new();
        if self.blind {
            let blind = blind_of(&study)?;
            let replaced = |words: &str| blind.apply(words).0;
            (transcript, one) = with_words(&transcript, replaced);
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
        if matches!(self.write_as, Some(Format::Vtt | Format::Srt)) {
            one.iter()
                .for_each(|turn| say(format!("{id}: turn {turn}: what was replaced runs over captions; they are one")));
        }
        for note in notes {
            say(format!("{id}: {note}"));
        }
        Ok(Answer::Yes)
    }
}

/// The same turns with other words and labels. If what is replaced runs over the parts of a turn, nobody can say
/// where they begin in the new words, and the turn stays one; gives the numbers of such turns.
fn with_words(transcript: &Transcript, replaced: impl Fn(&str) -> String) -> (Transcript, Vec<u32>) {
    let mut one = Vec::new();
    let turns = transcript.turns().iter().map(|turn| {
        let words = replaced(transcript.words(turn));
        let parts = pieces(transcript, turn, &words, &replaced);
        if parts.is_none() {
            one.push(turn.number);
        }
        Utterance {
            label: replaced(&transcript.speaker(turn).label),
            words,
            begins: turn.begins,
            ends: turn.ends,
            parts: parts.unwrap_or_default(),
        }
    });
    let turns = turns.collect();
    let source = transcript.details().source.clone();
    (Transcript::compose(transcript.id().clone(), turns, source), one)
}

/// Where the parts of a turn begin in its new words; `None` if that cannot be said.
fn pieces(transcript: &Transcript, turn: &Turn, words: &str, replaced: impl Fn(&str) -> String) -> Option<Vec<Piece>> {
    let text = transcript.text();
    let mut new = String::with_capacity(words.len());
    let mut from = turn.span.start();
    let mut pieces = Vec::new();
    for part in transcript.parts_of(turn) {
        if let Ok(before) = Span::new(from.get(), part.span.start().get()) {
            new.push_str(&replaced(text.slice(before)?));
        }
        pieces.push(Piece { at: new.len(), begins: part.begins, ends: part.ends });
        new.push_str(&replaced(text.slice(part.span)?));
        from = part.span.end();
    }
    if let (false, Ok(rest)) = (pieces.is_empty(), Span::new(from.get(), turn.span.end().get())) {
        new.push_str(&replaced(text.slice(rest)?));
    }
    (pieces.is_empty() || new == words).then_some(pieces)
}
