//! Words one by one, as recognisers give them, to stretches of one speaker.

use qualkit_transcript::{Timecode, Utterance};

/// A word, or a sign that belongs to the word before it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Token {
    /// The speaker; empty if not known.
    pub(crate) label: String,
    pub(crate) text: String,
    /// Whether it follows the word before without a space.
    pub(crate) attached: bool,
    pub(crate) begins: Option<Timecode>,
    pub(crate) ends: Option<Timecode>,
    /// The stretch to which the recogniser gave it; `None` if it divides nothing.
    pub(crate) part: Option<usize>,
}

/// Makes parts of words: a new one where the speaker or the recogniser's stretch changes, or, if it
/// made none, behind a sentence.
pub(crate) fn parts(tokens: Vec<Token>) -> Vec<Utterance> {
    let mut parts: Vec<Utterance> = Vec::new();
    let mut before: Option<Token> = None;
    for token in tokens.into_iter().filter(|token| !token.text.trim().is_empty()) {
        let divided = before.as_ref().is_none_or(|before| {
            let behind = before.part != token.part || before.part.is_none() && ends_sentence(&before.text, &token.text);
            before.label != token.label || behind && !token.attached
        });
        match parts.last_mut().filter(|_| !divided) {
            Some(part) => {
                if !token.attached {
                    part.words.push(' ');
                }
                part.words.push_str(token.text.trim());
                part.begins = part.begins.or(token.begins);
                part.ends = token.ends.max(part.ends);
            }
            None => parts.push(Utterance {
                label: token.label.clone(),
                words: token.text.trim().to_owned(),
                begins: token.begins,
                ends: token.ends,
                ..Utterance::default()
            }),
        }
        // A sign that is attached ends the sentence of its word: `Dr` and `.` are looked at as `Dr.`.
        before = Some(match before.filter(|_| token.attached && !divided) {
            Some(word) => Token { text: word.text + &token.text, ..token },
            None => token,
        });
    }
    parts
}

/// Whether a sentence ends between two words. A short word with a capital and a full stop is taken for
/// a title or an initial.
fn ends_sentence(word: &str, next: &str) -> bool {
    let word = word.trim_end_matches(['"', '\'', '”', '’', '»', ')', ']']);
    let stem = word.trim_end_matches('.');
    let title = word.ends_with('.') && stem.chars().count() <= 3 && stem.starts_with(char::is_uppercase);
    let ends = word.ends_with(['.', '?', '!', '…', '。', '？', '！']) && !title;
    ends && !next.starts_with(char::is_lowercase)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn token(label: &str, text: &str, part: Option<usize>) -> Token {
        let attached = text.chars().all(|c| c.is_ascii_punctuation());
        Token { label: label.to_owned(), text: text.to_owned(), attached, part, ..Token::default() }
    }

    fn words(tokens: Vec<Token>) -> Vec<String> {
        parts(tokens).into_iter().map(|part| part.words).collect()
    }

    #[test]
    fn signs_follow_their_word_and_sentences_end_behind_them() {
        let said = ["Dr", ".", "Lee", "left", ".", "Did", "she", "?", "yes"];
        let tokens = said.iter().map(|text| token("", text, None)).collect();
        assert_eq!(words(tokens), ["Dr. Lee left.", "Did she? yes"]);
    }

    #[test]
    fn speakers_and_stretches_divide() {
        let tokens = vec![
            token("A", "one.", Some(0)),
            token("A", "Two", Some(0)),
            token("A", "three", Some(1)),
            token("B", "four", Some(1)),
        ];
        assert_eq!(words(tokens), ["one. Two", "three", "four"]);
    }
}
