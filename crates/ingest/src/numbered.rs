//! Texts without labels in which numbered questions stand before their answers.

use qualkit_transcript::{Role, Utterance};

use crate::Note;
use crate::told::Told;
use crate::turns::Line;

/// The label of the numbered paragraphs, and that of what follows them.
const LABELS: [(&str, Role); 2] = [("Question", Role::Interviewer), ("Answer", Role::Participant)];

/// Tells numbered questions and their answers; `None` unless at least three paragraphs are numbered in order, half of
/// them ask, and two of three are followed by one that is not numbered.
pub(crate) fn tell(lines: &[Line<'_>]) -> Option<Told> {
    let heads: Vec<usize> =
        (0..lines.len()).filter(|&at| lines[at].opens && number(lines[at].text).is_some()).collect();
    let numbers: Vec<u32> = heads.iter().filter_map(|&at| number(lines[at].text)).collect();
    let ordered = numbers.windows(2).all(|pair| pair[0] <= pair[1] && pair[1] <= pair[0] + 2);
    let ends: Vec<usize> = heads.iter().map(|&at| end(lines, at)).collect();
    let asked = ends.iter().filter(|&&at| asks(lines[at].text)).count();
    let next = |place: usize| heads.get(place + 1).copied().unwrap_or(lines.len());
    let answered = (0..heads.len()).filter(|&place| ends[place] + 1 < next(place)).count();
    if heads.len() < 3 || numbers[0] > 2 || !ordered || asked * 2 < heads.len() || answered * 3 < heads.len() * 2 {
        return None;
    }
    let mut told = Told {
        header: lines[..heads[0]].iter().map(|line| line.text.trim().to_owned()).collect(),
        legend: LABELS.map(|(label, role)| (label.to_owned(), role)).to_vec(),
        ..Told::default()
    };
    for (place, (&at, &end)) in heads.iter().zip(&ends).enumerate() {
        for ((label, _), lines) in LABELS.iter().zip([&lines[at..=end], &lines[end + 1..next(place)]]) {
            let words: Vec<&str> = lines.iter().map(|line| line.text.trim()).collect();
            if !words.is_empty() {
                told.utterances.push(Utterance::new(*label, words.join("\n")));
            }
        }
    }
    let count = heads.len();
    told.notes.push(Note::of_all(format!(
        "no speaker labels were found: {count} numbered paragraphs were taken as questions, what follows them as answers"
    )));
    Some(told)
}

/// The last line of a question: the first that asks, or the last of the paragraph.
fn end(lines: &[Line<'_>], at: usize) -> usize {
    let length = lines[at + 1..].iter().take_while(|line| !line.opens).count();
    (at..=at + length).find(|&at| asks(lines[at].text)).unwrap_or(at + length)
}

fn asks(text: &str) -> bool {
    text.trim_end().trim_end_matches([')', '"', '”', '»', '*', ' ']).ends_with(['?', '？', '؟'])
}

/// The number before a paragraph: `1.`, `1)`, `1.a`, `2.3`, `Q4:`.
fn number(text: &str) -> Option<u32> {
    let text = text.trim_start().trim_start_matches(['#', '*', ' ']);
    let digits = text.strip_prefix(['Q', 'q', 'F', 'f']).unwrap_or(text);
    let length = digits.bytes().take_while(u8::is_ascii_digit).count();
    let number = digits.get(..length).filter(|digits| (1..=3).contains(&digits.len()))?.parse().ok()?;
    let (sign, words) = digits[length..].split_once(char::is_whitespace)?;
    let inner = sign.trim_end_matches(['.', ')', ':']);
    let part = |part: &str| match part.len() {
        1 => part.chars().all(|c| c.is_ascii_alphanumeric()),
        2 => part.bytes().all(|byte| byte.is_ascii_digit()),
        _ => false,
    };
    let marked =
        inner.is_empty() && !sign.is_empty() || inner.strip_prefix('.').is_some_and(|rest| rest.split('.').all(part));
    (marked && !words.trim().is_empty()).then_some(number)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_told_from_what_begins_like_them() {
        for (text, expected) in [("1. Who?", 1), ("1.a Who?", 1), ("2.3) Who?", 2), ("Q4: Who?", 4), ("12) Who?", 12)] {
            assert_eq!(number(text), Some(expected), "{text}");
        }
        for text in ["1 of them", "1999. It was", "10:30 we went", "1.", "a. Who?", "1.50€ was it?"] {
            assert_eq!(number(text), None, "{text}");
        }
    }
}
