//! Numbers, lists and days as sentences hold them.

use qualkit_coding::CoderKind;

const NUMBERS: [&str; 10] = ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"];

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// A number of things: `one coder`, `three coders`, `1,204 turns`.
pub(crate) fn counted(count: usize, thing: &str) -> String {
    format!("{} {}", number(count), if count == 1 { thing.to_owned() } else { plural(thing) })
}

/// A number in a sentence: as a word below ten, else as digits.
pub(crate) fn number(count: usize) -> String {
    NUMBERS.get(count).map_or_else(|| grouped(count as u64), |word| (*word).to_owned())
}

/// A number with its thousands marked.
pub(crate) fn grouped(count: u64) -> String {
    let digits = count.to_string();
    let mut text = String::new();
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

pub(crate) fn plural(thing: &str) -> String {
    match thing {
        "person" => "people".to_owned(),
        _ if thing.ends_with('y') => format!("{}ies", &thing[..thing.len() - 1]),
        _ => format!("{thing}s"),
    }
}

/// Items in a sentence: `a, b and c`.
pub(crate) fn listed<S: AsRef<str>>(items: &[S]) -> String {
    match items {
        [] => String::new(),
        [one] => one.as_ref().to_owned(),
        [first @ .., last] => {
            let first: Vec<&str> = first.iter().map(AsRef::as_ref).collect();
            format!("{} and {}", first.join(", "), last.as_ref())
        }
    }
}

/// The same sentence with a capital at its head.
pub(crate) fn capitalized(sentence: &str) -> String {
    let mut rest = sentence.chars();
    rest.next().map(|first| first.to_uppercase().collect::<String>() + rest.as_str()).unwrap_or_default()
}

/// A day as people write it: `14 May 2018` for `2018-05-14`. `None` if it is no such day.
pub(crate) fn day(date: &str) -> Option<String> {
    let mut parts = date.get(..10)?.split('-');
    let (year, month, day): (u32, usize, u32) =
        (parts.next()?.parse().ok()?, parts.next()?.parse().ok()?, parts.next()?.parse().ok()?);
    let month = MONTHS.get(month.checked_sub(1)?)?;
    (1..=31).contains(&day).then(|| format!("{day} {month} {year}"))
}

/// What a coder of a kind is called. A model is never called a person.
pub(crate) fn kind_of_coder(kind: CoderKind) -> &'static str {
    match kind {
        CoderKind::Person => "person",
        CoderKind::Rule => "rule coder",
        CoderKind::Model => "model coder",
        CoderKind::Consensus => "consensus",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn small_numbers_are_words_and_large_ones_have_their_thousands_marked() {
        let told = [(0, "turn"), (1, "person"), (3, "person"), (2, "study"), (1_204, "turn"), (1_234_567, "word")];
        let told = told.map(|(count, thing)| counted(count, thing)).join(", ");
        assert_eq!(told, "no turns, one person, three people, two studies, 1,204 turns, 1,234,567 words");
    }

    #[test]
    fn only_days_are_written_as_days() {
        assert_eq!(day("2018-05-14").as_deref(), Some("14 May 2018"));
        assert_eq!(day("2018-05-14T10:00:00Z").as_deref(), Some("14 May 2018"));
        assert_eq!(
            [day("May 2018"), day("2018-13-01"), day("2018-00-01"), day("2018-01-32"), day("")],
            [const { None }; 5]
        );
    }
}
