use qualkit_transcript::Transcript;

use super::{Written, parts_left_out, times};
use crate::markdown::{HEADING, MARK, escape};

/// A heading a turn, with its times; a paragraph a line. The first line, which no page shows, tells that it is so.
pub(super) fn write(transcript: &Transcript) -> Written {
    let mut text = format!("{MARK}\n\n");
    for turn in transcript.turns() {
        let label = escape(&transcript.speaker(turn).label);
        let times = times(turn).map(|times| format!(" ({times})")).unwrap_or_default();
        text.push_str(&format!("{HEADING}{label}{times}\n\n"));
        for line in transcript.words(turn).lines() {
            text.push_str(&format!("{}\n\n", escape(line)));
        }
    }
    Written { bytes: text.into_bytes(), notes: parts_left_out(transcript) }
}
