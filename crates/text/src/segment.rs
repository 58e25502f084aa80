use unicode_segmentation::UnicodeSegmentation;

use crate::{Span, Text};

/// Abbreviations after which a full stop does not end a sentence, in lower case.
const ABBREVIATIONS: [&str; 18] = [
    "dr", "mr", "mrs", "ms", "mx", "prof", "rev", "st", "sr", "sra", "srta", "dra", "jr", "vs", "e.g", "i.e", "cf",
    "approx",
];

/// Abbreviations that are words as well: they do not end a sentence only where a number follows.
const BEFORE_NUMBERS: [&str; 4] = ["no", "nos", "fig", "p"];

/// The paragraphs of a span: its lines, without surrounding white space and without empty ones.
///
/// A span that reaches beyond the text has none.
pub fn paragraphs(text: &Text, within: Span) -> Vec<Span> {
    let Some(bytes) = text.bytes(within) else { return Vec::new() };
    let mut found = Vec::new();
    let mut at = bytes.start;
    for line in text.as_str()[bytes].split_inclusive('\n') {
        found.extend(text.span_of(at..at + line.len()).and_then(|span| text.trim(span)));
        at += line.len();
    }
    found
}

/// The sentences of a span, by the Unicode rules (UAX #29), except that a full stop after a title,
/// an initial or a common abbreviation does not end one, and that a line break always does.
///
/// ```
/// use qualkit_text::{Text, sentences};
///
/// let text = Text::new("I asked Dr. Amador. She said no! Then what?");
/// let found = sentences(&text, text.whole().unwrap());
/// let words: Vec<_> = found.iter().filter_map(|&span| text.slice(span)).collect();
/// assert_eq!(words, ["I asked Dr. Amador.", "She said no!", "Then what?"]);
/// ```
pub fn sentences(text: &Text, within: Span) -> Vec<Span> {
    let mut found = Vec::new();
    for paragraph in paragraphs(text, within) {
        let Some(bytes) = text.bytes(paragraph) else { continue };
        let line = &text.as_str()[bytes.clone()];
        let mut open: Option<usize> = None;
        for (offset, piece) in line.split_sentence_bound_indices() {
            let start = open.take().unwrap_or(bytes.start + offset);
            if ends_with_abbreviation(piece, &line[offset + piece.len()..]) {
                open = Some(start);
                continue;
            }
            let end = bytes.start + offset + piece.len();
            found.extend(text.span_of(start..end).and_then(|span| text.trim(span)));
        }
    }
    found
}

fn ends_with_abbreviation(piece: &str, rest: &str) -> bool {
    if rest.is_empty() {
        return false;
    }
    let Some(stem) = piece.trim_end().strip_suffix('.') else { return false };
    let word = stem.rsplit(|c: char| c.is_whitespace() || "([\"“".contains(c)).next().unwrap_or(stem);
    let initial = word.chars().count() == 1 && word.chars().all(char::is_uppercase) && word != "I";
    let word = word.to_lowercase();
    let numbered = rest.starts_with(|c: char| c.is_ascii_digit()) && BEFORE_NUMBERS.contains(&word.as_str());
    initial || numbered || ABBREVIATIONS.contains(&word.as_str())
}

/// How many words a text has, by the Unicode rules (UAX #29): runs that hold a letter or a digit.
pub fn count_words(words: &str) -> usize {
    words.unicode_words().count()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn split(raw: &str) -> Vec<String> {
        let text = Text::new(raw);
        let spans = sentences(&text, text.whole().unwrap());
        spans.into_iter().map(|span| text.slice(span).unwrap().to_owned()).collect()
    }

    #[test]
    fn a_line_break_ends_a_sentence() {
        assert_eq!(split("one\ntwo three."), ["one", "two three."]);
    }

    #[test]
    fn initials_do_not_end_a_sentence_but_the_pronoun_does() {
        assert_eq!(
            split("Ask J. Brandvold. So did I. Then we left."),
            ["Ask J. Brandvold.", "So did I.", "Then we left."]
        );
    }

    #[test]
    fn no_is_an_answer_unless_a_number_follows() {
        assert_eq!(split("She said no. Then what?"), ["She said no.", "Then what?"]);
        assert_eq!(split("See No. 4 there."), ["See No. 4 there."]);
    }

    #[test]
    fn sentences_cover_every_word_of_the_span() {
        let raw = "Wait -- what? \"No,\" she said. [laughs] It was $3.50... And then.";
        assert_eq!(split(raw).join(" "), raw);
    }
}
