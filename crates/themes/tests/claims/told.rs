//! Small interviews and a layer of codings on them.

use qualkit_codebook::{CodeId, Codebook};
use qualkit_coding::{Answer, CoderId, CodingSet};
use qualkit_text::{Quotable, Span};
use qualkit_themes::{Filter, Layered, Quotation, Themes, quotations};
use qualkit_transcript::{CaseId, Cases, Role, Source, Transcript, TranscriptId, Utterance};

/// An interview; turns labelled `I` are questions, every other label is the speaker's case.
pub fn interview(id: &str, turns: &[(&str, &str)]) -> Transcript {
    let said = turns.iter().map(|(label, words)| Utterance::new(*label, *words)).collect();
    let told = Transcript::compose(TranscriptId::new(id).unwrap(), said, Source::default());
    let mut details = told.details().clone();
    for speaker in &mut details.speakers {
        (speaker.role, speaker.case) = match speaker.label.as_str() {
            "I" => (Role::Interviewer, None),
            label => (Role::Participant, CaseId::new(label).ok()),
        };
    }
    told.with_details(details).unwrap()
}

/// The words that a coder coded, where they first stand.
pub fn coded(told: &Transcript, answers: &[(&str, &str)]) -> CodingSet {
    let mut set = CodingSet::new(told.id().clone(), CoderId::new("a").unwrap());
    for (words, code) in answers {
        add(told, &mut set, Quotable::new(told.text()).find(words)[0], code);
    }
    set
}

pub fn add(told: &Transcript, set: &mut CodingSet, span: Span, code: &str) {
    set.add(told, Answer { span, code: CodeId::new(code).unwrap(), ..Answer::default() }).unwrap();
}

/// Demand with fear and need under it; trust.
pub fn codebook() -> Codebook {
    Codebook::read("id,parent\ndemand,\nfear,demand\nneed,demand\ntrust,\n").unwrap().0
}

/// P01 and P02 in Alder, P03 in Tule, of P04 nothing is known, P09 was never interviewed.
pub fn cases() -> Cases {
    Cases::read("id,county,role\nP01,Alder,nurse\nP02,Alder,\nP03,Tule,lawyer\nP04,,\nP09,Alder,nurse\n").unwrap()
}

pub fn themes() -> Themes {
    Themes::read("id,name,claim,codes,parent\nrise,Rising demand,,,\navoid,Avoidance,,fear,rise\nties,Ties,,trust,\n")
        .unwrap()
}

pub fn all_quotations(layers: &[Layered<'_>], themes: &Themes) -> Vec<Quotation> {
    quotations(&codebook(), themes, layers, &cases(), &Filter::default()).unwrap()
}
