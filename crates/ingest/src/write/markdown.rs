use super::{Written, times_left_out};
use qualkit_transcript::Transcript;

/// A heading a turn, with its time; a paragraph a line.
pub(super) fn write(transcript: &Transcript) -> Written {
    let mut text = String::new();
    for turn in transcript.turns() {
        let label = &transcript.speaker(turn).label;
        let time = turn.begins.map(|time| format!(" ({time})")).unwrap_or_default();
        text.push_str(&format!("### {label}{time}\n\n"));
        for line in transcript.words(turn).lines().filter(|line| !line.trim().is_empty()) {
            text.push_str(line);
            text.push_str("\n\n");
        }
    }
    Written { bytes: text.into_bytes(), notes: times_left_out(transcript) }
}
