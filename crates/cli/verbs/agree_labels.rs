use std::collections::BTreeMap;

/// So many groups of labels are told.
const MOST: usize = 5;

/// Says which labels differ by nothing but capitals or blanks, by how a letter is put together, or by how a number is
/// written: people mostly mean the same by them.
pub fn told_alike(what: &str, labels: &[String]) -> Option<String> {
    let mut alike: BTreeMap<String, Vec<&str>> = BTreeMap::new();
    for label in labels {
        alike.entry(folded(label)).or_default().push(label);
    }
    let groups: Vec<String> = alike
        .into_values()
        .filter(|labels| labels.len() > 1)
        .map(|labels| labels.iter().map(|label| format!("'{}'", visible(label))).collect::<Vec<_>>().join(" and "))
        .collect();
    let more = match groups.len().saturating_sub(MOST) {
        0 => String::new(),
        more => format!("; and {more} more"),
    };
    let shown: Vec<String> = groups.into_iter().take(MOST).collect();
    (!shown.is_empty()).then(|| format!("Counted as different: the {what} {}{more}.", shown.join("; ")))
}

/// Whether a label is what programs and people write for nothing.
pub fn stands_for_nothing(label: &str) -> bool {
    let nothing =
        ["na", "n/a", "#n/a", "nan", "null", "nil", "missing", "-", "--", ".", "?", "#div/0!", "#value!", "#ref!"];
    nothing.contains(&label.to_lowercase().as_str())
}

/// A label without what the eye passes over.
fn folded(label: &str) -> String {
    // Labels that are not all numbers are words, so that 1 and 1.0 are two of them. Long numbers are told apart by
    // their digits: as values they would be the same.
    let digits = label.trim_start_matches('0');
    if label.bytes().all(|byte| byte.is_ascii_digit()) && digits.len() > 15 {
        return digits.to_owned();
    }
    if let Some(value) = label.parse::<f64>().ok().filter(|value| value.is_finite()) {
        return (value + 0.0).to_string();
    }
    let composed = qualkit_text::canonicalize(label).0;
    let letters = composed
        .chars()
        .filter(|letter| !is_invisible(*letter) && (!letter.is_control() || letter.is_whitespace()))
        .flat_map(char::to_lowercase);
    letters.collect::<String>().split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A label in which what cannot be seen is written out.
fn visible(label: &str) -> String {
    let shown = |letter: char| match letter {
        ' ' => " ".to_owned(),
        letter if is_invisible(letter) || letter.is_whitespace() || letter.is_control() => {
            letter.escape_unicode().to_string()
        }
        letter => letter.to_string(),
    };
    label.chars().map(shown).collect()
}

fn is_invisible(letter: char) -> bool {
    matches!(letter, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}' | '\u{ad}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(labels: &[&str]) -> Option<String> {
        told_alike("categories", &labels.iter().map(|label| (*label).to_owned()).collect::<Vec<_>>())
    }

    #[test]
    fn labels_that_look_the_same_are_told_and_others_are_not() {
        assert_eq!(told(&["yes", "no", "Yes"]).unwrap(), "Counted as different: the categories 'yes' and 'Yes'.");
        assert_eq!(
            told(&["very  sure", "very sure"]).unwrap(),
            "Counted as different: the categories 'very  sure' and 'very sure'."
        );
        assert_eq!(told(&["a\u{200b}", "a"]).unwrap(), "Counted as different: the categories 'a\\u{200b}' and 'a'.");
        assert_eq!(told(&["1", "1.0", "x"]).unwrap(), "Counted as different: the categories '1' and '1.0'.");
        assert_eq!(told(&["010", "10"]).unwrap(), "Counted as different: the categories '010' and '10'.");
        assert_eq!(told(&["yes", "yess", "no", "1", "2"]), None);
        assert_eq!(told(&["1234567890123456789", "1234567890123456780"]), None);
    }
}
