//! What a recogniser heard, from its stretches to turns.

use qualkit_transcript::{Timecode, Utterance};

use crate::told::Told;
use crate::{Join, Note, Options};

/// Makes turns of stretches. Those of several channels or tracks are brought into the order of time.
pub(crate) fn tell(mut parts: Vec<Utterance>, options: &Options) -> Told {
    let mut told = Told::default();
    parts.retain(|part| !part.words.trim().is_empty());
    let reversed = parts.iter_mut().filter_map(|part| part.ends.take_if(|ends| part.begins > Some(*ends))).count();
    if reversed > 0 {
        told.notes
            .push(Note::of_all(format!("stretches that end before they begin: {reversed}; their ends were left out")));
    }
    let backwards = parts.windows(2).filter(|pair| pair[1].begins.is_some() && pair[1].begins < pair[0].begins).count();
    if backwards > 0 {
        let message =
            format!("stretches that begin before the one above them: {backwards}; the order of the file was kept");
        told.notes.push(Note::of_all(message));
    }
    let untimed = |time: fn(&Utterance) -> Option<Timecode>| {
        let count = parts.iter().filter(|part| time(part).is_none()).count();
        if count < parts.len() { count } else { 0 }
    };
    let (unbegun, unended) = (untimed(|part| part.begins), untimed(|part| part.ends));
    if unbegun > 0 || unended > reversed {
        let message = format!("stretches without a begin: {unbegun}, without an end: {unended}, of {}", parts.len());
        told.notes.push(Note::of_all(message));
    }
    let named = parts.iter().any(|part| !part.label.is_empty());
    let all = parts.len();
    let nameless = parts.iter().filter(|part| part.label.is_empty()).count();
    told.utterances = options.join.unwrap_or(Join::Always).turns(parts);
    if !named && !told.utterances.is_empty() {
        let message = "the recogniser names no speaker: every stretch became a turn of an unknown speaker";
        told.notes.push(Note::of_all(message));
    } else if nameless > 0 {
        told.notes.push(Note::of_all(format!("no speaker is named for {nameless} of {all} stretches")));
    }
    told
}

/// Brings parts into the order in which they begin; parts without a time stay behind the one before them.
pub(crate) fn by_time(parts: Vec<Utterance>) -> Vec<Utterance> {
    interleave(vec![parts])
}

/// Brings the parts of several tracks into one order by time. A part without a time stays behind the one
/// before it in its track; what begins at the same time stays in the order of the tracks.
pub(crate) fn interleave(tracks: Vec<Vec<Utterance>>) -> Vec<Utterance> {
    let mut timed: Vec<(Timecode, Utterance)> = Vec::new();
    for track in tracks {
        let mut clock = Timecode::default();
        for part in track {
            clock = part.begins.unwrap_or(clock);
            timed.push((clock, part));
        }
    }
    timed.sort_by_key(|(begins, _)| *begins);
    timed.into_iter().map(|(_, part)| part).collect()
}

/// Tells how many parts begin while another speaker is still speaking.
pub(crate) fn note_overlaps(parts: &[Utterance]) -> Option<Note> {
    let mut latest: Option<(&str, Timecode)> = None;
    let mut count = 0;
    for part in parts {
        let (Some(begins), Some(ends)) = (part.begins, part.ends) else { continue };
        count += usize::from(latest.is_some_and(|(label, latest)| begins < latest && label != part.label));
        if latest.is_none_or(|(_, latest)| ends > latest) {
            latest = Some((&part.label, ends));
        }
    }
    let message = format!("stretches that begin while another speaker is speaking: {count}; all are kept");
    (count > 0).then(|| Note::of_all(message))
}
