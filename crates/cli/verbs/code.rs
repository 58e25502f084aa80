use std::path::PathBuf;

use clap::Args;
use qualkit_codebook::CodeId;
use qualkit_coding::{Added, Answer as Said, CoderId, CoderKind, TurnName, locate};
use qualkit_study::{Changes, CodebookHistory, Study};
use qualkit_text::{Quotable, Span};
use qualkit_transcript::Transcript;

use crate::clock;
use crate::coder::{known_or_new, parse_coder};
use crate::failure::{Answer, Failure};
use crate::print::Talk;
use crate::verbs::known_transcripts;

/// Give a passage a code
#[derive(Debug, Args)]
#[command(after_long_help = "\
Reads the transcript and the codebook, writes STUDY/codings/CODER/TRANSCRIPT.csv. The passage is named by its \
words (typed with any quotation marks, dashes and spaces), by its turn, or by its position in the \
transcript's text, in characters from 0. Words that occur more than once are listed with their places. The \
same passage with the same code a second time changes nothing.

With --from: a table with the columns transcript, quote, code and, where known, turn (number or time) and \
note. Nothing is taken in unless every row can be, or --partial is given.

Examples: qualkit code my-study --coder a P01 --quote \"a trusted, warm handoff\" --code partner-handoff
          qualkit code my-study --coder a P01 --turn 12 --code gap-funding
          qualkit code my-study --coder a --from codings.csv")]
pub struct Code {
    /// The study
    study: PathBuf,
    /// Who codes
    #[arg(long, value_parser = parse_coder)]
    coder: CoderId,
    /// The transcript
    #[arg(required_unless_present = "from", conflicts_with = "from")]
    transcript: Option<String>,
    /// The words of the passage
    #[arg(long, value_name = "WORDS", conflicts_with_all = ["at", "from"])]
    quote: Option<String>,
    /// The turn, by its number or the time at which it begins; alone, or to tell two places of a quote apart
    #[arg(long, conflicts_with_all = ["at", "from"])]
    turn: Option<TurnName>,
    /// The position of the passage, in characters: from..to, without the last
    #[arg(long, value_name = "FROM..TO", value_parser = parse_span, conflicts_with = "from")]
    at: Option<Span>,
    /// The code; may be given several times
    #[arg(long, required_unless_present = "from", conflicts_with = "from")]
    code: Vec<String>,
    /// A remark on the coding
    #[arg(long, default_value = "", conflicts_with = "from")]
    note: String,
    /// A table of codings
    #[arg(long, value_name = "TABLE")]
    from: Option<PathBuf>,
    /// Take in the rows that can be, and tell the others
    #[arg(long, requires = "from")]
    partial: bool,
    /// Tell what would be done, and write nothing
    #[arg(long)]
    dry_run: bool,
}

/// Who codes what with which codebook, and when.
#[derive(Clone, Copy)]
pub struct Session<'s> {
    pub study: &'s Study,
    pub coder: &'s CoderId,
    pub codebook: &'s CodebookHistory,
    pub now: &'s str,
}

impl Session<'_> {
    pub fn answer(&self, span: Span, code: CodeId, note: String) -> Said {
        let (created, codebook_version) = (self.now.to_owned(), self.codebook.version);
        Said { span, code, rating: None, note, created, codebook_version }
    }
}

impl Code {
    pub fn run(self) -> Result<Answer, Failure> {
        let (mut study, lock) = Study::open_to_write(&self.study)?;
        let (mut changes, mut talk) = (Changes::new(), Talk::default());
        let codebook = codebook_of(&study)?;
        let coder = known_or_new(&mut study, &self.coder, CoderKind::Person, &mut changes, &mut talk)?;
        let coding = Session { study: &study, coder: &coder.id, codebook: &codebook, now: &clock::now()? };
        if let Some(from) = &self.from {
            super::code_many::run(&coding, from, self.partial, &mut changes, &mut talk)?;
        } else {
            self.code_one(&coding, &mut changes, &mut talk)?;
        }
        if self.dry_run {
            talk.add("nothing was written (--dry-run)");
        } else {
            lock.commit(changes)?;
        }
        talk.say();
        Ok(Answer::Yes)
    }

    fn code_one(&self, session: &Session<'_>, changes: &mut Changes, talk: &mut Talk) -> Result<(), Failure> {
        let Session { study, coder, codebook, now } = *session;
        let name = self.transcript.clone().unwrap_or_default();
        let id = known_transcripts(study, std::slice::from_ref(&name))?.remove(0);
        let transcript = study.transcript(&id)?;
        let codes: Vec<CodeId> = self.code.iter().map(|code| active_code(codebook, code)).collect::<Result<_, _>>()?;
        let span = self.span(&transcript)?;
        let mut set = study.codings(coder, &id)?;
        let mut added = false;
        for code in codes {
            let answer = session.answer(span, code.clone(), self.note.clone());
            match set.add(&transcript, answer).map_err(Failure::data)? {
                Added::New(coding) => {
                    added = true;
                    talk.add(format!("{coding}: {id} {span} {code}: \"{}\"", words(&transcript, span)));
                    study.log(changes, Some(coder.as_str()), now, "code", &format!("{id} {span} {code} {coding}"));
                }
                Added::Present(coding) => {
                    talk.add(format!(
                        "'{coder}' has coded these words with '{code}' already ({coding}); nothing changed"
                    ));
                }
            }
        }
        if added {
            study.put_codings(&[set], now, changes)?;
        }
        Ok(())
    }

    fn span(&self, transcript: &Transcript) -> Result<Span, Failure> {
        if let Some(span) = self.at {
            let length = transcript.text().len();
            if span.end().get() > length {
                let id = transcript.id();
                return Err(Failure::data(format!(
                    "{span} ends behind the text of '{id}', which has {length} characters"
                )));
            }
            let inside = spoken(transcript, span).and_then(|span| transcript.text().trim(span));
            return inside.ok_or_else(|| {
                let id = transcript.id();
                Failure::data(format!("{span} holds nothing that was said in '{id}'"))
            });
        }
        if let Some(quote) = &self.quote {
            let quotable = Quotable::new(transcript.text());
            return locate(transcript, &quotable, quote, self.turn).map_err(|error| {
                let failure = Failure::data(format!("'{}': {error}", transcript.id()));
                match error {
                    qualkit_coding::NotLocated::Ambiguous { .. } => failure.hint(match self.turn {
                        None => "--turn NUMBER tells them apart, --at FROM..TO names one exactly",
                        Some(_) => "--at FROM..TO names one exactly",
                    }),
                    _ => failure,
                }
            });
        }
        let turns: Vec<_> = match self.turn {
            Some(TurnName::Number(number)) => transcript.turn(number).into_iter().collect(),
            Some(TurnName::Time(time)) => transcript.turns_at_time(time).collect(),
            None => return Err(Failure::usage("name the passage with --quote, --turn or --at")),
        };
        match turns[..] {
            [turn] => Ok(turn.span),
            [] => Err(Failure::data(format!(
                "'{}' has no such turn; it has {} turns",
                transcript.id(),
                transcript.turns().len()
            ))),
            _ => Err(Failure::data("several turns begin at this time").hint("name the turn by its number")),
        }
    }
}

/// The study's codebook, which must be there.
pub fn codebook_of(study: &Study) -> Result<CodebookHistory, Failure> {
    let codebook = study.codebook()?;
    if codebook.version == 0 {
        let study = study.layout().root().display();
        return Err(Failure::data("the study has no codebook yet")
            .hint(format!("qualkit codebook import {study} codebook.csv, or the name of a shipped one")));
    }
    Ok(codebook)
}

/// The code with this id or name, which may be applied.
pub fn active_code(history: &CodebookHistory, named: &str) -> Result<CodeId, Failure> {
    let id = known_code(history, named)?;
    match history.codebook.get(id.as_str()) {
        Some(code) if !code.is_active() => {
            Err(Failure::data(format!("the code '{id}' is retired and cannot be applied")))
        }
        _ => Ok(id),
    }
}

/// The code with this id or name, retired or not.
pub fn known_code(history: &CodebookHistory, named: &str) -> Result<CodeId, Failure> {
    if let Some(code) = history.codebook.named(named) {
        return Ok(code.id.clone());
    }
    let failure = Failure::data(format!("the codebook has no code '{named}'"));
    Err(match history.codebook.nearest(named) {
        _ if named.contains(',') => {
            failure.hint("several codes are separated by ';' in a sheet, or named by --code each")
        }
        Some(nearest) => failure.hint(format!("did you mean '{nearest}'?")),
        None => failure.hint("qualkit codebook list STUDY lists the codes"),
    })
}

/// The part of a span that was said: without the time and label at the head of its first turn.
fn spoken(transcript: &Transcript, span: Span) -> Option<Span> {
    transcript.text().slice(span)?;
    let turns = transcript.turns_in(span);
    span.intersection(turns.first()?.span.hull(turns.last()?.span))
}

fn words(transcript: &Transcript, span: Span) -> String {
    let words: Vec<&str> = transcript.text().slice(span).unwrap_or_default().split_whitespace().collect();
    match words.len() {
        0..=16 => words.join(" "),
        many => format!("{} […] {}", words[..8].join(" "), words[many - 6..].join(" ")),
    }
}

fn parse_span(text: &str) -> Result<Span, String> {
    let parts = text.split_once("..").and_then(|(from, to)| Some((from.trim().parse().ok()?, to.trim().parse().ok()?)));
    let (from, to) = parts.ok_or_else(|| "expected two positions, for example 1042..1180".to_owned())?;
    Span::new(from, to).map_err(|error| error.to_string())
}
