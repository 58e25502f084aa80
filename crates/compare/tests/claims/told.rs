//! Small interviews and what coders did on them.

use qualkit_codebook::CodeId;
use qualkit_coding::{Answer, CoderId, CodingSet};
use qualkit_text::{Quotable, Span};
use qualkit_transcript::{Role, Source, Transcript, TranscriptId, Utterance};

/// An interview; turns labelled `I` are questions.
pub fn interview(id: &str, turns: &[(&str, &str)]) -> Transcript {
    let said = turns.iter().map(|(label, words)| Utterance::new(*label, *words)).collect();
    let told = Transcript::compose(TranscriptId::new(id).unwrap(), said, Source::default());
    let mut details = told.details().clone();
    for speaker in &mut details.speakers {
        speaker.role = if speaker.label == "I" { Role::Interviewer } else { Role::Participant };
    }
    told.with_details(details).unwrap()
}

pub fn codes(names: &[&str]) -> Vec<CodeId> {
    names.iter().map(|name| CodeId::new(name).unwrap()).collect()
}

pub fn coders(names: &[&str]) -> Vec<CoderId> {
    names.iter().map(|name| CoderId::new(name).unwrap()).collect()
}

/// What a coder did who has finished everything: words and their codes.
pub fn coded(told: &Transcript, coder: &str, answers: &[(&str, &str)]) -> CodingSet {
    let mut set = started(told, coder, answers);
    set.finish_all(told);
    set
}

/// What a coder did who has finished nothing.
pub fn started(told: &Transcript, coder: &str, answers: &[(&str, &str)]) -> CodingSet {
    let mut set = CodingSet::new(told.id().clone(), CoderId::new(coder).unwrap());
    for (words, code) in answers {
        add(told, &mut set, Quotable::new(told.text()).find(words)[0], code);
    }
    set
}

pub fn add(told: &Transcript, set: &mut CodingSet, span: Span, code: &str) {
    set.add(told, Answer { span, code: CodeId::new(code).unwrap(), ..Answer::default() }).unwrap();
}
