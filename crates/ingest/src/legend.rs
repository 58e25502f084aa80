//! Lines that say what labels stand for: `I = interviewer; R = respondent`.

use qualkit_transcript::Role;

use crate::labels::is_lone_name;
use crate::role::{fold, said_by};
use crate::turns::STOPS;

/// A label of a legend and the part it stands for.
pub(crate) type Entry = (String, Role);

/// The entries of a line; none if it is no legend. `recurs` tells whether a label stands before turns.
pub(crate) fn entries(line: &str, recurs: impl Fn(&str) -> bool) -> Vec<Entry> {
    let equals = line.contains('=');
    let mut found = Vec::new();
    for piece in line.split(if equals { [';', ','] } else { [';', ';'] }) {
        let parts = if equals { piece.split_once('=') } else { piece.split_once([':', '–']) };
        let Some((left, right)) = parts.map(|(left, right)| (left.trim(), right.trim())) else {
            // `R = respondent, a nurse` explains further; a piece that does not is no legend.
            if equals && !found.is_empty() {
                continue;
            }
            return Vec::new();
        };
        match entry(left, right, equals, &recurs) {
            Some(entry) => found.push(entry),
            None if equals => {}
            None => return Vec::new(),
        }
    }
    found
}

fn entry(left: &str, right: &str, equals: bool, recurs: impl Fn(&str) -> bool) -> Option<Entry> {
    let is_label = |text: &str| text.chars().any(char::is_alphanumeric) && text.chars().count() <= 20;
    let inside = |text: &str| equals.then(|| text.split_whitespace().find_map(said_by)).flatten();
    let means = |text: &str| said_by(text).or_else(|| inside(text)).or_else(|| named(text));
    if is_label(left)
        && said_by(left).is_none()
        && let Some(role) = means(right)
    {
        Some((left.to_owned(), role))
    } else if is_label(right) && said_by(right).is_none() && (equals || recurs(&fold(right))) {
        said_by(left).map(|role| (right.to_owned(), role))
    } else {
        None
    }
}

/// The part that stands behind a full name: `Ann Lee, interviewer`, `Ann Lee (interviewer)`.
fn named(text: &str) -> Option<Role> {
    let (name, part) = match text.strip_suffix(')') {
        Some(text) => text.rsplit_once('(')?,
        None => text.rsplit_once(',')?,
    };
    let name = name.trim();
    let full = name.contains(' ') && is_lone_name(name);
    said_by(part).filter(|_| full && !part.ends_with(STOPS))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(line: &str) -> Vec<(String, Role)> {
        entries(line, |label| label == "js")
    }

    fn pair(label: &str, role: Role) -> (String, Role) {
        (label.to_owned(), role)
    }

    #[test]
    fn labels_are_explained_in_several_shapes() {
        let both = [pair("I", Role::Interviewer), pair("R", Role::Participant)];
        assert_eq!(read("I = interviewer; R = respondent"), both);
        assert_eq!(read("I=Interviewer, R=Respondent (a nurse)"), both);
        assert_eq!(read("I1: Interviewer 1"), [pair("I1", Role::Interviewer)]);
        assert_eq!(read("AL: Ann Lee, interviewer"), [pair("AL", Role::Interviewer)]);
        assert_eq!(read("BR: Bo Roe (interviewee)"), [pair("BR", Role::Participant)]);
        assert_eq!(read("Interviewer: JS"), [pair("JS", Role::Interviewer)]);
    }

    #[test]
    fn what_somebody_says_is_no_legend() {
        for line in [
            "Interviewer: Hello",
            "P01: I was the interviewer then.",
            "a = b",
            "Interviewer 1",
            "x; I = interviewer",
            "Ann: Hello, participants",
            "Ann: Thank you, Bo, the interviewer",
            "Ann: Good Day, interviewer.",
        ] {
            assert_eq!(read(line), [], "{line}");
        }
    }
}
