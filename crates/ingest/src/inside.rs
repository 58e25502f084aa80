//! Labels that stand inside words, where nobody can tell whether another turn begins there.

use memchr::memchr_iter;
use qualkit_transcript::Utterance;

use crate::Note;
use crate::head::LONGEST_LABEL;

/// Tells of labels behind the end of a sentence in the middle of a line: `I went. Ann: And then?`.
pub(crate) fn note(utterances: &[Utterance], is_label: impl Fn(&str) -> bool) -> Option<Note> {
    let mut found = utterances.iter().flat_map(|utterance| inside(&utterance.words, &is_label));
    let first = found.next()?;
    let count = 1 + found.count();
    let message =
        "stands before a colon inside the words of a turn, where another turn may begin; the words stay there";
    Some(Note::of_all(format!("'{first}' {message} ({count} in all)")))
}

/// The labels inside words, behind the end of a sentence and before a colon and a space.
fn inside<'w>(words: &'w str, is_label: &impl Fn(&str) -> bool) -> impl Iterator<Item = &'w str> {
    let closed = |at: &usize| words.as_bytes().get(at + 1) == Some(&b' ');
    memchr_iter(b':', words.as_bytes()).filter(closed).filter_map(move |at| {
        let start =
            words[..at].bytes().rev().take(LONGEST_LABEL).position(|byte| matches!(byte, b'.' | b'?' | b'!'))?;
        let label = words[at - start..at].strip_prefix(' ')?;
        (!label.contains('\n') && is_label(label)).then_some(label)
    })
}
