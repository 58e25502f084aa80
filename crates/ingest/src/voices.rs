//! The names that captions give their speakers themselves.

use std::collections::BTreeMap;

use crate::Note;
use crate::captions::Cue;
use crate::role::fold;

/// Gives names that differ only in case or spaces the spelling that is most frequent.
pub(crate) fn unite(cues: &mut [Cue]) -> Vec<Note> {
    let mut voices: BTreeMap<String, Vec<(String, usize)>> = BTreeMap::new();
    for voice in cues.iter().flat_map(|cue| &cue.lines).filter_map(|shown| shown.voice.as_ref()) {
        let spellings = voices.entry(fold(voice)).or_default();
        match spellings.iter_mut().find(|(known, _)| known == voice) {
            Some((_, count)) => *count += 1,
            None => spellings.push((voice.clone(), 1)),
        }
    }
    voices.retain(|_, spellings| spellings.len() > 1);
    // Of two that are equally frequent, the one that stands first.
    let most = |spellings: &[(String, usize)]| {
        spellings.iter().rev().max_by_key(|(_, count)| *count).map(|(spelling, _)| spelling.clone())
    };
    let united: BTreeMap<&str, String> =
        voices.iter().filter_map(|(voice, spellings)| Some((voice.as_str(), most(spellings)?))).collect();
    if united.is_empty() {
        return Vec::new();
    }
    for voice in cues.iter_mut().flat_map(|cue| &mut cue.lines).filter_map(|shown| shown.voice.as_mut()) {
        if let Some(spelling) = united.get(fold(voice).as_str()) {
            voice.clone_from(spelling);
        }
    }
    let note = |(voice, spelling): (&&str, &String)| {
        let all: Vec<String> = voices[*voice].iter().map(|(spelling, _)| format!("'{spelling}'")).collect();
        Note::of_all(format!("{} were taken as one speaker, '{spelling}'", all.join(" and ")))
    };
    united.iter().map(note).collect()
}
