use std::borrow::Cow;

/// Longer rows of digits are shortened for people.
const MOST: usize = 40;
/// So many digits are shown at either end.
const SHOWN: usize = 8;

/// Shortens rows of more than 40 digits, as of scores with 200 digits, for people: their ends and how many there are.
///
/// ```
/// let score = "1".repeat(99) + "7";
/// assert_eq!(qualkit_report::shortened(&format!("'{score}' is no score")), "'11111111…11111117 (100 digits)' is no score");
/// assert_eq!(qualkit_report::shortened("turn 12"), "turn 12");
/// ```
pub fn shortened(text: &str) -> Cow<'_, str> {
    if longest(text) <= MOST {
        return Cow::Borrowed(text);
    }
    let mut short = String::new();
    let mut rest = text;
    while let Some(start) = rest.find(|letter: char| letter.is_ascii_digit()) {
        let (before, from) = rest.split_at(start);
        let end = from.find(|letter: char| !letter.is_ascii_digit()).unwrap_or(from.len());
        let (digits, behind) = from.split_at(end);
        short.push_str(before);
        if end > MOST {
            let (first, last) = (&digits[..SHOWN], &digits[end - SHOWN..]);
            short.push_str(&format!("{first}…{last} ({end} digits)"));
        } else {
            short.push_str(digits);
        }
        rest = behind;
    }
    Cow::Owned(short + rest)
}

/// How many digits stand in the longest row of them.
fn longest(text: &str) -> usize {
    text.split(|letter: char| !letter.is_ascii_digit()).map(str::len).max().unwrap_or(0)
}
