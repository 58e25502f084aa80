//! What had to change so that a text became canonical, as a note.

use qualkit_text::Repairs;

use crate::Note;

/// A note of the repairs that somebody might look for; line ends and one byte order mark are none.
pub(crate) fn note(repairs: &Repairs) -> Option<Note> {
    let marks = repairs.byte_order_marks;
    let told = Repairs { line_ends: 0, byte_order_marks: if marks > 1 { marks } else { 0 }, ..*repairs };
    (!told.is_empty()).then(|| Note::of_all(told.to_string()))
}
