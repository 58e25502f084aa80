//! Names with a title before a full stop, as the records of parliaments and courts set them: `Mr. Lee. Thank you.`

use std::sync::LazyLock;

use crate::labels::{Words, is_formed, is_name_like, words};

/// Titles that stand before names, in small letters and without a full stop.
static TITLES: Words = LazyLock::new(|| {
    words(
        "admiral, ambassador, baroness, chair, chairman, chairwoman, chairperson, commissioner, dr, general, governor, \
        hon, judge, justice, lady, lord, m, madame, mayor, miss, mlle, mme, mr, mrs, ms, prof, professor, rep, \
        representative, secretary, sen, senator, sir, sr, sra, the",
    )
});

/// Offices that stand in the place of a name, in small letters.
static OFFICES: Words = LazyLock::new(|| {
    words(
        "chair, chairman, chairwoman, chairperson, clerk, court, ministre, ministro, premier, presidente, president, \
        president pro tempore, presiding officer, première, président, présidente, rapporteur, rapporteure, speaker, \
        speaker pro tempore, vice president, witness",
    )
});

/// The longest label, in bytes.
const LONGEST: usize = 100;

/// Parts a name with a title from the words behind the full stop.
pub(crate) fn at_title(line: &str) -> Option<(&str, &str)> {
    let first = line.split(' ').next()?;
    if !is_title(first) {
        return None;
    }
    let stops = line.match_indices(". ").map(|(at, _)| (&line[..at], &line[at + 2..])).take(4);
    let whole = |label: &str| {
        let last = label.rsplit(' ').next().unwrap_or_default();
        last.chars().count() > 1 && (!is_title(last) || OFFICES.contains(last.to_lowercase().as_str()))
    };
    stops.into_iter().find(|(label, _)| label.contains(' ') && whole(label)).filter(|(label, _)| is_titled(label))
}

/// Whether a label is a title with a name or an office behind it.
pub(crate) fn is_titled(label: &str) -> bool {
    // What follows a comma describes: `Mme Anne Lee, ministre de la santé`.
    let Some(label) = label.split(',').next().filter(|_| label.len() <= LONGEST) else { return false };
    let Some((title, name)) = label.split_once(' ').filter(|(title, _)| is_title(title)) else { return false };
    let article = name.strip_prefix("le ").or_else(|| name.strip_prefix("la "));
    let office = |name: &str| OFFICES.contains(name.to_lowercase().as_str());
    // Whoever says `Mr. Chairman` speaks to him.
    match article.or_else(|| title.eq_ignore_ascii_case("the").then_some(name)) {
        Some(name) => office(name),
        None => !office(name) && is_name_like(label) && is_formed(label) && name.split_whitespace().count() <= 4,
    }
}

/// Whether a line says who examines the witness from there on, which nobody speaks: `BY MS. JONES:`.
pub(crate) fn is_byline(label: &str) -> bool {
    let by = label.get(..3).is_some_and(|by| by.eq_ignore_ascii_case("by "));
    by && is_titled(label[3..].trim_start())
}

fn is_title(word: &str) -> bool {
    word.starts_with(char::is_uppercase) && TITLES.contains(word.trim_end_matches('.').to_lowercase().as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_and_a_name_are_parted_from_the_words() {
        for (line, label) in [
            ("Mr. Lee. Thank you.", "Mr. Lee"),
            ("The Chairman. So ordered. Next.", "The Chairman"),
            ("Senator van Dyk. No.", "Senator van Dyk"),
            ("M. le président. La séance est ouverte.", "M. le président"),
            ("Mme Anne Lee, ministre de la santé. Oui.", "Mme Anne Lee, ministre de la santé"),
            ("Mr. J. Moe of Alder. Yes.", "Mr. J. Moe of Alder"),
        ] {
            assert_eq!(at_title(line).map(|(label, _)| label), Some(label), "{line}");
        }
    }

    #[test]
    fn sentences_are_no_names() {
        for line in [
            "The mill. It closed.",
            "Mr. Lee thanked us. Then he left.",
            "Chair of the board. Yes.",
            "Mr. Lee.",
            "Mr. Chairman. Thank you.",
        ] {
            assert_eq!(at_title(line), None, "{line}");
        }
    }
}
