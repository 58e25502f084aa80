use qualkit_coding::CodingSet;
use qualkit_text::Span;
use qualkit_transcript::{CaseId, Role, Speaker, Transcript, Turn};

/// A transcript and the layer of codings by which it is analysed: a coder's, or the consensus.
///
/// Every analysis takes a slice of these, one per transcript.
#[derive(Clone, Copy, Debug)]
pub struct Layered<'a> {
    /// The transcript.
    pub transcript: &'a Transcript,
    /// The layer.
    pub set: &'a CodingSet,
}

impl<'a> Layered<'a> {
    /// The turns that share words with a span.
    pub fn turns(&self, span: Span) -> &'a [Turn] {
        // A turn begins and ends with a word; so does what is left of the span.
        self.transcript.text().trim(span).map_or(&[], |span| self.transcript.turns_in(span))
    }

    /// The turn whose speaker says what a span is quoted for: of the turns that share words with it, the
    /// first answer by a speaker who has a case, else the first answer, else the first turn.
    pub fn turn(&self, span: Span) -> Option<&'a Turn> {
        let turns = self.turns(span);
        let answers = || turns.iter().filter(|turn| self.transcript.is_answer(turn));
        let with_case = answers().find(|turn| self.transcript.speaker(turn).case.is_some());
        with_case.or_else(|| answers().next()).or(turns.first())
    }

    /// The case that a coding of this span tells of: that of the speaker of [`Layered::turn`] if it is an
    /// answer and the speaker has one, else that of the transcript's only participant.
    pub fn case(&self, span: Span) -> Option<&'a CaseId> {
        let turn = self.turn(span).filter(|turn| self.transcript.is_answer(turn));
        turn.and_then(|turn| self.transcript.speaker(turn).case.as_ref()).or_else(|| self.only_participant())
    }

    /// The cases of those who do not lead the conversation, each once, in the order of the speakers.
    pub fn participants(&self) -> Vec<&'a CaseId> {
        let answering = self.transcript.details().speakers.iter().filter(|speaker| !speaker.role.asks());
        let mut cases: Vec<&CaseId> = Vec::new();
        for case in answering.filter_map(|speaker| speaker.case.as_ref()) {
            if !cases.contains(&case) {
                cases.push(case);
            }
        }
        cases
    }

    fn only_participant(&self) -> Option<&'a CaseId> {
        let of_role = |role| self.transcript.details().speakers.iter().filter(move |speaker| speaker.role == role);
        let mut participants: Vec<&Speaker> = of_role(Role::Participant).collect();
        if participants.is_empty() {
            participants = of_role(Role::Unknown).collect();
        }
        match participants[..] {
            [one] => one.case.as_ref(),
            _ => None,
        }
    }

    /// The parts of a span that lie in turns, without white space around them: what was said, without
    /// the heads of turns.
    pub fn said(&self, span: Span) -> impl Iterator<Item = Span> + use<'a> {
        let transcript = self.transcript;
        let parts = transcript.turns_in(span).iter().filter_map(move |turn| turn.span.intersection(span));
        parts.filter_map(move |part| transcript.text().trim(part))
    }

    /// The stretches of what was said that some of the spans cover, in order. Stretches between which
    /// nothing is said, only white space or the head of a turn, are one.
    pub(crate) fn stretches(&self, spans: impl IntoIterator<Item = Span>) -> Vec<Span> {
        let mut parts: Vec<Span> = spans.into_iter().flat_map(|span| self.said(span)).collect();
        parts.sort_unstable();
        let mut stretches: Vec<Span> = Vec::with_capacity(parts.len());
        for part in parts {
            match stretches.last_mut() {
                Some(last) if self.nothing_between(*last, part) => *last = last.hull(part),
                _ => stretches.push(part),
            }
        }
        stretches
    }

    fn nothing_between(&self, one: Span, next: Span) -> bool {
        let between = Span::new(one.end().get(), next.start().get());
        !between.is_ok_and(|between| self.said(between).next().is_some())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use qualkit_coding::CoderId;
    use qualkit_transcript::{Source, TranscriptId, Utterance};

    fn told(speakers: [(&str, Role, &str); 4]) -> Transcript {
        let said = speakers.map(|(label, _, _)| Utterance::new(label, "So it is."));
        let told = Transcript::compose(TranscriptId::new("T").unwrap(), said.to_vec(), Source::default());
        let mut details = told.details().clone();
        for (speaker, (_, role, case)) in details.speakers.iter_mut().zip(speakers) {
            (speaker.role, speaker.case) = (role, CaseId::new(case).ok());
        }
        told.with_details(details).unwrap()
    }

    fn empty(told: &Transcript) -> CodingSet {
        CodingSet::new(told.id().clone(), CoderId::new("a").unwrap())
    }

    fn cases<'a>(layer: &Layered<'a>) -> Vec<Option<&'a str>> {
        layer.transcript.turns().iter().map(|turn| layer.case(turn.span).map(CaseId::as_str)).collect()
    }

    #[test]
    fn questions_and_interpreters_speak_for_the_only_participant() {
        let alone = told([
            ("I", Role::Interviewer, ""),
            ("P", Role::Participant, "P01"),
            ("T", Role::Interpreter, ""),
            ("X", Role::Unknown, ""),
        ]);
        assert_eq!(cases(&Layered { transcript: &alone, set: &empty(&alone) }), [Some("P01"); 4]);
    }

    #[test]
    fn with_two_participants_nobody_speaks_for_another() {
        let two = told([
            ("I", Role::Interviewer, ""),
            ("P", Role::Participant, "P01"),
            ("Q", Role::Participant, "P02"),
            ("R", Role::Participant, ""),
        ]);
        assert_eq!(cases(&Layered { transcript: &two, set: &empty(&two) }), [None, Some("P01"), Some("P02"), None]);
    }

    #[test]
    fn stretches_join_over_white_space_and_heads_only() {
        let told = told([
            ("P", Role::Participant, "P01"),
            ("Q", Role::Participant, "P02"),
            ("R", Role::Participant, ""),
            ("S", Role::Participant, ""),
        ]);
        let set = empty(&told);
        let layer = Layered { transcript: &told, set: &set };
        let span = |a, b| Span::new(a, b).unwrap();
        // "P: So it is.\n\nQ: So it is.\n\n…": words at 3..12, 17..26.
        assert_eq!(layer.stretches([span(6, 12), span(3, 5), span(15, 19)]), [span(3, 19)]);
        assert_eq!(layer.stretches([span(3, 5), span(9, 11)]), [span(3, 5), span(9, 11)]);
        assert!(layer.stretches([span(0, 3), span(12, 17)]).is_empty());
    }
}
