//! What was annotated along a recording, tier by tier, to turns in the order of time.

use qualkit_text::count_words;
use qualkit_transcript::Utterance;

use crate::told::Told;
use crate::{Join, Note, Options, heard};

/// What one speaker says, as it was annotated.
#[derive(Debug, Default)]
pub(crate) struct Tier {
    /// The tier's own name.
    pub(crate) name: String,
    pub(crate) parts: Vec<Utterance>,
}

impl Tier {
    fn words(&self) -> usize {
        self.parts.iter().map(|part| count_words(&part.words)).sum()
    }
}

/// Interleaves the tiers that are speech, and tells of those that are not.
pub(crate) fn tell(speech: Vec<Tier>, others: &[Tier], options: &Options) -> Told {
    let mut notes = Vec::new();
    let read: Vec<&Tier> = speech.iter().filter(|tier| tier.words() > 0).collect();
    if read.len() > 1 {
        let named: Vec<String> = read.iter().map(|tier| format!("'{}'", tier.name)).collect();
        notes.push(Note::of_all(format!("tiers read as what was said, in the order of time: {}", some(&named))));
    }
    notes.extend(note_others(others));
    let parts = heard::interleave(speech.into_iter().map(|tier| tier.parts).collect());
    notes.extend(heard::note_overlaps(&parts));
    let untimed = parts.iter().filter(|part| part.begins.is_none()).count();
    if untimed > 0 {
        notes
            .push(Note::of_all(format!("annotations without a time: {untimed}; they stay behind the one before them")));
    }
    let utterances = options.join.unwrap_or(Join::Never).turns(parts);
    Told { utterances, notes, ..Told::default() }
}

/// Tiers that were left out, with what they hold.
pub(crate) fn note_others(others: &[Tier]) -> Option<Note> {
    let told: Vec<String> = others
        .iter()
        .filter(|tier| !tier.parts.is_empty())
        .map(|tier| format!("'{}' ({} words)", tier.name, tier.words()))
        .collect();
    (!told.is_empty())
        .then(|| Note::of_all(format!("tiers that are no speech of their own were left out: {}", some(&told))))
}

fn some(names: &[String]) -> String {
    let more = if names.len() > 12 { format!(" and {} more", names.len() - 12) } else { String::new() };
    format!("{}{more}", names[..names.len().min(12)].join(", "))
}
