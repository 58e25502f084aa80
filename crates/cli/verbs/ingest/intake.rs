use qualkit_ingest::{Ingested, Note, Options};
use qualkit_study::{Study, StudyError};
use qualkit_transcript::{Details, Part, Transcript};

use super::Ingest;
use crate::failure::Failure;

/// What taking a transcript in does to the study.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Intake {
    New,
    Unchanged,
    /// The same text, with other roles or cases.
    Details,
    /// The same text, with times inside its turns that were not known, or were others.
    Times,
    Replaced,
}

impl Intake {
    pub fn told(self) -> &'static str {
        match self {
            Intake::New => "new",
            Intake::Unchanged => "unchanged",
            Intake::Details => "same text, new roles or cases",
            Intake::Times => "same text, new times inside turns",
            Intake::Replaced => "replaced",
        }
    }
}

impl Ingest {
    /// What taking the transcript in does. A text that is known keeps its details, unless options say
    /// otherwise of its speakers; the cases that people gave are kept even then, unless the table of speakers
    /// gives others.
    pub(super) fn intake(&self, study: &Study, options: &Options, ingested: &mut Ingested) -> Result<Intake, Failure> {
        let transcript = &ingested.transcript;
        if !study.layout().transcript(transcript.id()).exists() {
            return returns(study, ingested).map(|()| Intake::New);
        }
        let known = study.untimed(transcript.id())?;
        if known.text().as_str() != transcript.text().as_str() {
            return self.replaces(study, &known).map(|()| Intake::Replaced);
        }
        let mut details = known.details().clone();
        let aliases = options.aliases.entries();
        if !self.interviewer.is_empty() || !self.speaker.is_empty() || !aliases.is_empty() {
            for speaker in &mut details.speakers {
                let read = transcript.details().speakers.iter().find(|read| read.label == speaker.label);
                speaker.role = read.map_or(speaker.role, |read| read.role);
                let given = aliases.iter().find(|alias| alias.speaker == speaker.label && alias.case.is_some());
                speaker.case = given.and_then(|alias| alias.case.clone()).or_else(|| speaker.case.take());
            }
        }
        let same = details == *known.details();
        let (parts, timed) = parts(study, ingested)?;
        if timed {
            note_origin(&mut details, ingested);
        }
        let known = known.with_details(details).expect("the labels are the same");
        ingested.transcript = known.with_parts(parts).expect("the text is the same");
        Ok(match (same, timed) {
            (false, _) => Intake::Details,
            (true, true) => Intake::Times,
            (true, false) => Intake::Unchanged,
        })
    }

    /// Another text takes the place of a known one only if nobody coded it, and by force.
    fn replaces(&self, study: &Study, known: &Transcript) -> Result<(), Failure> {
        let id = known.id();
        let coders: Vec<String> = study.coded_by(id)?.iter().map(ToString::to_string).collect();
        let problem = format!("the study has another text for '{id}', from '{}'", known.details().source.file_name);
        if !coders.is_empty() {
            let coders = coders.join(", ");
            let problem = format!("{problem}, and {coders} coded it; taking in this one would move the codings");
            return Err(Failure::data(problem).hint("ingest the new text under another id with --id"));
        }
        if !self.force {
            return Err(Failure::data(problem).hint("nobody has coded it yet: --force takes the new text in"));
        }
        Ok(())
    }
}

/// The times inside the turns of a text that is known, and whether the study had others. A source without them, such
/// as the canonical text, takes none away; one that has them takes the place of a broken table.
fn parts(study: &Study, ingested: &mut Ingested) -> Result<(Vec<Part>, bool), Failure> {
    let read = ingested.transcript.parts().to_vec();
    match study.transcript(ingested.transcript.id()) {
        Ok(known) if read.is_empty() || read == known.parts() => Ok((known.parts().to_vec(), false)),
        Ok(_) => Ok((read, true)),
        Err(StudyError::BrokenTimes { problems, .. }) if !read.is_empty() => {
            let message = format!("the times inside turns were broken ({}) and are written anew", problems.join("; "));
            ingested.notes.push(Note { place: None, message });
            Ok((read, true))
        }
        Err(error) => Err(error.into()),
    }
}

/// Says in the details from which file the times inside turns are, if it is not that of the text.
fn note_origin(details: &mut Details, ingested: &Ingested) {
    const ORIGIN: &str = "the times inside turns are from another file, ";
    let source = &ingested.transcript.details().source;
    let known = &mut details.source;
    known.warnings.retain(|warning| !warning.starts_with(ORIGIN));
    if source.digest != known.digest {
        known.warnings.push(format!("{ORIGIN}'{}', with digest {}", source.file_name, source.digest));
    }
}

/// The text of a transcript whose details are still there comes back with them; if somebody coded it, as it was or not
/// at all.
fn returns(study: &Study, ingested: &mut Ingested) -> Result<(), Failure> {
    let transcript = &ingested.transcript;
    let id = transcript.id();
    let known = study.details_of(id)?.filter(|(_, digest)| *digest == transcript.text().digest());
    if let Some(Ok(returned)) = known.map(|(details, _)| transcript.clone().with_details(details)) {
        ingested.transcript = returned;
        return Ok(());
    }
    let coders: Vec<String> = study.coded_by(id)?.iter().map(ToString::to_string).collect();
    if coders.is_empty() {
        return Ok(());
    }
    let problem =
        format!("'{}.txt' is missing in the study, and {} coded another text than this", id, coders.join(", "));
    Err(Failure::data(problem).hint("ingest the original again, or bring the text back from a copy of the study"))
}
