/// The candidate that is most like `meant`, if one is near enough to be worth a hint.
///
/// Likeness is the Jaro-Winkler similarity without regard to case, and must reach 0.8; a candidate
/// that `meant` begins or ends counts as well, and first of all one whose numbers only have other leading zeros.
///
/// ```
/// let codes = ["partner-handoff", "partner-phone", "gap-letters"];
/// assert_eq!(qualkit_table::nearest("partner-hand-off", codes), Some("partner-handoff"));
/// assert_eq!(qualkit_table::nearest("zebra", codes), None);
/// ```
pub fn nearest<'c>(meant: &str, candidates: impl IntoIterator<Item = &'c str>) -> Option<&'c str> {
    let meant = meant.trim().to_lowercase();
    if meant.is_empty() {
        return None;
    }
    let mut best: Option<(f64, &str)> = None;
    for candidate in candidates {
        let name = candidate.to_lowercase();
        let mut score = strsim::jaro_winkler(&meant, &name);
        if meant.len() >= 4 && (name.starts_with(&meant) || name.ends_with(&meant)) {
            score = score.max(0.9);
        }
        if without_zeros(&name) == without_zeros(&meant) {
            score = 1.0;
        }
        if score >= 0.8 && best.is_none_or(|(highest, _)| score > highest) {
            best = Some((score, candidate));
        }
    }
    best.map(|(_, candidate)| candidate)
}

/// Whether two names differ in a letter for every four of the longer one at most, without regard to case: names of files
/// share beginnings and endings that [`nearest`] would take for likeness.
///
/// ```
/// assert!(qualkit_table::is_near("rating.csv", "ratings.csv"));
/// assert!(!qualkit_table::is_near("kappa.csv", "spans.csv"));
/// ```
pub fn is_near(one: &str, other: &str) -> bool {
    let [one, other] = [one, other].map(str::to_lowercase);
    let longer = one.chars().count().max(other.chars().count());
    strsim::damerau_levenshtein(&one, &other) * 4 <= longer
}

/// The name with its numbers as people say them: `p1` for `p01`.
fn without_zeros(name: &str) -> String {
    let mut said = String::new();
    for c in name.chars() {
        let is_leading_zero = said.ends_with('0') && !said[..said.len() - 1].ends_with(|d: char| d.is_ascii_digit());
        if c.is_ascii_digit() && is_leading_zero {
            said.pop();
        }
        said.push(c);
    }
    said
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_meant_whatever_their_zeros() {
        assert_eq!(nearest("P1", ["P10", "P01", "P11"]), Some("P01"));
        assert_eq!(without_zeros("p007b10"), "p7b10");
    }
}
