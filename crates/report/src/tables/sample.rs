use std::collections::BTreeSet;

use qualkit_text::count_words;
use qualkit_transcript::{CaseId, Cases, Transcript, Turn};

use crate::{Cell, Column, Table};

const NO_CASE: &str = "(no case)";

/// Who was interviewed, by the values of an attribute.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sample {
    /// The attribute, if the sample is divided by one.
    pub attribute: Option<String>,
    /// One entry per value, in the order of the cases; last those of whom it is not known.
    pub groups: Vec<Group>,
    /// Speakers who answer and have no case: their turns and words, no participants.
    pub no_case: Group,
    /// Everybody.
    pub all: Group,
}

/// Some of those interviewed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Group {
    /// What they have in common; empty for everybody.
    pub value: String,
    /// How many participants.
    pub participants: usize,
    /// Transcripts in which one of them speaks.
    pub transcripts: usize,
    /// Their turns.
    pub turns: usize,
    /// The words they said.
    pub words: usize,
}

impl Sample {
    /// Counts those who do not lead the conversation. A turn whose speaker has no case is in no group.
    pub fn of(transcripts: &[Transcript], cases: &Cases, attribute: Option<&str>) -> Sample {
        let values: Vec<Option<&str>> = match attribute {
            Some(attribute) => cases.values(attribute).into_iter().map(Some).chain([None]).collect(),
            None => Vec::new(),
        };
        let value_of = |case: &CaseId| cases.value(case.as_str(), attribute?);
        let groups = values.into_iter().map(|value| {
            let is_in = |case: Option<&CaseId>| case.is_some_and(|case| value_of(case) == value);
            Group { value: value.unwrap_or(qualkit_themes::NOT_KNOWN).to_owned(), ..count(transcripts, is_in) }
        });
        let groups = groups.filter(|group| group.participants > 0).collect();
        let no_case = Group { value: NO_CASE.to_owned(), ..count(transcripts, |case| case.is_none()) };
        Sample { attribute: attribute.map(str::to_owned), groups, no_case, all: count(transcripts, |_| true) }
    }
}

fn count(transcripts: &[Transcript], is_in: impl Fn(Option<&CaseId>) -> bool) -> Group {
    let mut group = Group::default();
    let mut participants: BTreeSet<&CaseId> = BTreeSet::new();
    for transcript in transcripts {
        let case_of = |turn: &Turn| transcript.speaker(turn).case.as_ref();
        let turns: Vec<&Turn> = transcript.answers().filter(|turn| is_in(case_of(turn))).collect();
        let speakers = transcript.details().speakers.iter().filter(|speaker| !speaker.role.asks());
        participants.extend(speakers.filter_map(|speaker| speaker.case.as_ref()).filter(|case| is_in(Some(case))));
        group.transcripts += usize::from(!turns.is_empty());
        group.turns += turns.len();
        group.words += turns.iter().map(|turn| count_words(transcript.words(turn))).sum::<usize>();
    }
    group.participants = participants.len();
    group
}

/// The sample as a table, with a last row for everybody.
pub fn sample_table(sample: &Sample) -> Table {
    let attribute = sample.attribute.as_deref();
    let mut table = Table::new("sample", attribute.map_or("Sample".to_owned(), |name| format!("Sample by {name}")));
    let label = crate::prose::capitalized(attribute.unwrap_or("group"));
    table.columns = vec![
        Column::words("value", label),
        Column::number("participants", "Participants"),
        Column::number("transcripts", "Transcripts"),
        Column::number("turns", "Turns"),
        Column::number("words", "Words"),
    ];
    for group in &sample.groups {
        table.push(row(&group.value, group));
    }
    let has_others = sample.no_case.turns > 0;
    if has_others {
        table.push(row(NO_CASE, &sample.no_case));
    }
    table.push(row("All", &sample.all));
    if has_others {
        table.note(format!(
            "{NO_CASE}: speakers who answer and are no case of cases.csv. They are no participants; their turns and \
             words count.",
        ));
    }
    let whose = if has_others { "all who answer" } else { "participants" };
    table.note(format!(
        "Turns and words are those of {whose}; what those who lead the conversation say is not counted.",
    ));
    table
}

fn row(name: &str, group: &Group) -> [Cell; 5] {
    let [participants, transcripts, turns, words] =
        [group.participants, group.transcripts, group.turns, group.words].map(Cell::count);
    [Cell::text(name), participants, transcripts, turns, words]
}
