/// The candidate that is most like `meant`, if one is near enough to be worth a hint.
///
/// Likeness is the Jaro-Winkler similarity without regard to case, and must reach 0.8; a candidate
/// that `meant` begins or ends counts as well.
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
        if score >= 0.8 && best.is_none_or(|(highest, _)| score > highest) {
            best = Some((score, candidate));
        }
    }
    best.map(|(_, candidate)| candidate)
}
