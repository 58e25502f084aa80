use std::path::PathBuf;

use clap::Args;
use qualkit_coding::{CoderId, CoderKind};
use qualkit_study::{Changes, Study};

use crate::clock;
use crate::coder::{known_or_new, parse_coder};
use crate::failure::{Answer, Failure};
use crate::print::{Talk, counted};
use crate::verbs::known_transcripts;

/// Mark transcripts, or turns of one, as finished by a coder
#[derive(Debug, Args)]
#[command(after_long_help = "\
Writes STUDY/codings/CODER/progress.csv. Agreement looks only at what every compared coder has finished: a \
finished turn without a code was read and not coded, an unfinished one was never judged.

Examples: qualkit done my-study --coder a P01 P03
          qualkit done my-study --coder a P01 --turns 1..40
          qualkit done my-study --coder a P01 --undo")]
pub struct Done {
    /// The study
    study: PathBuf,
    /// Who has finished
    #[arg(long, value_parser = parse_coder)]
    coder: CoderId,
    /// The transcripts
    #[arg(required = true)]
    transcripts: Vec<String>,
    /// Only these turns, from..to, both counted
    #[arg(long, value_name = "FROM..TO", value_parser = parse_turns)]
    turns: Option<(u32, u32)>,
    /// Take the mark back: not finished after all
    #[arg(long)]
    undo: bool,
}

impl Done {
    pub fn run(self) -> Result<Answer, Failure> {
        if self.turns.is_some() && self.transcripts.len() > 1 {
            return Err(Failure::usage("--turns goes with one transcript"));
        }
        let (mut study, lock) = Study::open_to_write(&self.study)?;
        let (mut changes, mut talk) = (Changes::new(), Talk::default());
        let coder = known_or_new(&mut study, &self.coder, CoderKind::Person, &mut changes, &mut talk)?;
        let now = clock::now()?;
        let mut sets = Vec::new();
        let ids = known_transcripts(&study, &self.transcripts)?;
        let already = ids.len();
        for id in ids {
            let transcript = study.transcript(&id)?;
            let mut set = study.codings(&coder.id, &id)?;
            let changed = match self.turns {
                None if self.undo => transcript.text().whole().is_some_and(|whole| set.unfinish(whole)),
                None => set.finish_all(&transcript),
                Some((from, to)) => {
                    let turn = |number| {
                        transcript.turn(number).ok_or_else(|| {
                            let turns = transcript.turns().len();
                            Failure::data(format!("there is no turn {number}; '{id}' has {turns} turns"))
                        })
                    };
                    let span = turn(from)?.span.hull(turn(to)?.span);
                    if self.undo { set.unfinish(span) } else { set.finish(span) }
                }
            };
            if changed {
                study.log(
                    &mut changes,
                    Some(coder.id.as_str()),
                    &now,
                    if self.undo { "done --undo" } else { "done" },
                    id.as_str(),
                );
                sets.push(set);
            }
        }
        study.put_codings(&sets, &now, &mut changes)?;
        lock.commit(changes)?;
        let already = already - sets.len();
        let (marked, transcripts) =
            (if self.undo { "no longer" } else { "as" }, counted(sets.len(), "transcript", "transcripts"));
        talk.add(format!("{transcripts} marked {marked} finished by '{}'", coder.id));
        if already > 0 {
            talk.add(format!("{already} left as {}", if already == 1 { "it was" } else { "they were" }));
        }
        talk.say();
        Ok(Answer::Yes)
    }
}

fn parse_turns(text: &str) -> Result<(u32, u32), String> {
    let (from, to) = text.split_once("..").unwrap_or((text, text));
    match (from.trim().parse(), to.trim().parse()) {
        (Ok(from), Ok(to)) if 0 < from && from <= to => Ok((from, to)),
        _ => Err("expected the numbers of two turns, for example 1..40".to_owned()),
    }
}
