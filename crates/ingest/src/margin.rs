//! Numbers that count the lines or paragraphs of a text, at its left margin.

use crate::Note;
use crate::turns::Line;

/// The lines without the numbers before them, if nearly every line has one and they count up by one.
pub(crate) fn strip<'t>(lines: &[Line<'t>]) -> Option<Vec<Line<'t>>> {
    let numbers: Vec<Option<(u32, &str)>> = lines.iter().map(|line| number(line.text)).collect();
    let found: Vec<u32> = numbers.iter().flatten().map(|(number, _)| *number).collect();
    let counting = found.windows(2).filter(|pair| pair[1] == pair[0] + 1).count();
    // On another page they may begin again, and a title bears none.
    if found.len() < 4 || found.len() * 10 < lines.len() * 9 || (counting + 1) * 10 < found.len() * 9 {
        return None;
    }
    let mut opens = false;
    let mut stripped = Vec::with_capacity(lines.len());
    for (line, number) in lines.iter().zip(numbers) {
        let text = number.map_or(line.text, |(_, text)| text);
        opens |= line.opens;
        if text.trim().is_empty() {
            opens = true;
        } else {
            stripped.push(Line { text, opens, ..*line });
            opens = false;
        }
    }
    Some(stripped)
}

/// What is said of the numbers that were left out.
pub(crate) fn note(unit: &str) -> Note {
    Note::of_all(format!("the {unit}s bear numbers that count up in the margin, which are no part of the text"))
}

/// A number before words, or alone: never one that a sign makes an item of a list.
fn number(line: &str) -> Option<(u32, &str)> {
    let line = line.trim_start();
    let length = line.bytes().take_while(u8::is_ascii_digit).count();
    let number = line.get(..length).filter(|digits| (1..=5).contains(&digits.len()))?.parse().ok()?;
    let rest = &line[length..];
    (rest.is_empty() || rest.starts_with([' ', '\t'])).then_some((number, rest))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(text: &str) -> Vec<Line<'_>> {
        (1..).zip(text.lines()).map(|(place, text)| Line { place, opens: place == 1, text }).collect()
    }

    #[test]
    fn numbers_that_count_the_lines_are_taken_off() {
        let lines = lines(" 9 I: How did\n10 it go?\n11\n12\tP: Well,\n13  two years\n14 2001 came\n");
        let stripped = strip(&lines).unwrap();
        let texts: Vec<&str> = stripped.iter().map(|line| line.text.trim()).collect();
        assert_eq!(texts, ["I: How did", "it go?", "P: Well,", "two years", "2001 came"]);
        assert_eq!(stripped.iter().map(|line| line.opens).collect::<Vec<_>>(), [true, false, true, false, false]);
    }

    #[test]
    fn numbers_that_are_words_stay() {
        for text in
            ["1 of us\n2 of them\n3 more\n", "5 cows\n9 hens\n12 ducks\n40 geese\n", "1. A?\n2. B?\n3. C?\n4. D?\n"]
        {
            assert!(strip(&lines(text)).is_none(), "{text}");
        }
    }
}
