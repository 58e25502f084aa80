use qualkit_table::Writer;
use qualkit_transcript::{Timecode, Transcript, UNKNOWN_SPEAKER};

use super::{Written, parts_left_out};

/// One row a turn; the columns are those that are read by name. The cell of an unknown speaker is empty.
pub(super) fn write(transcript: &Transcript) -> Written {
    let mut table = Writer::new(["speaker", "start", "end", "text"]);
    let time = |time: Option<Timecode>| time.map(|time| time.to_string()).unwrap_or_default();
    for turn in transcript.turns() {
        let label = Some(transcript.speaker(turn).label.as_str()).filter(|label| *label != UNKNOWN_SPEAKER);
        table.row([label.unwrap_or_default(), &time(turn.begins), &time(turn.ends), transcript.words(turn)]);
    }
    Written { bytes: table.finish().into_bytes(), notes: parts_left_out(transcript) }
}
