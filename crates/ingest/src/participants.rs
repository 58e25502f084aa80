//! The list of a meeting's participants, as Zoom writes it: who bore which names.

use crate::Alias;
use crate::role::same;

/// The list from its header on, if a text is one; a table about the meeting may stand above it.
pub(crate) fn list(text: &str) -> Option<&str> {
    let header = |line: &str| {
        let cells: Vec<&str> = line.split([',', '\t', ';']).map(|cell| cell.trim().trim_matches('"')).collect();
        let names = cells.first().is_some_and(|cell| cell.to_lowercase().starts_with("name (original name)"));
        names && cells.iter().any(|cell| cell.contains("Email") || cell.contains("uration"))
    };
    let mut rest = text;
    for _ in 0..6 {
        if header(rest.lines().next()?) {
            return Some(rest);
        }
        rest = rest.split_once('\n')?.1;
    }
    None
}

/// What a participant is called, and, behind it in parentheses, the name with which he came.
pub(crate) fn names(cell: &str) -> (&str, Option<&str>) {
    let parted = cell.strip_suffix(')').and_then(|cell| cell.rsplit_once(" ("));
    parted.map_or((cell, None), |(name, original)| (name.trim(), Some(original.trim())))
}

/// The labels of participants: both names are one speaker, who bears the first. A name with which several came tells
/// nobody apart, and is left out.
pub(crate) fn aliases(cells: &[String]) -> Vec<Alias> {
    let is_label = |name: &&str| !name.is_empty() && !name.contains([':', '[', ']']);
    let all: Vec<(&str, Option<&str>)> =
        cells.iter().map(|cell| names(cell)).filter(|(name, _)| is_label(name)).collect();
    let mut aliases: Vec<Alias> = Vec::new();
    for (name, _) in &all {
        if !aliases.iter().any(|alias| same(&alias.label, name)) {
            aliases.push(alias(name, name));
        }
    }
    for (name, original) in &all {
        let Some(original) = original.filter(is_label) else { continue };
        let others =
            all.iter().any(|(other, came)| !same(other, name) && came.is_some_and(|came| same(came, original)));
        if !others && !aliases.iter().any(|alias| same(&alias.label, original)) {
            aliases.push(alias(original, name));
        }
    }
    aliases
}

fn alias(label: &str, speaker: &str) -> Alias {
    Alias { label: label.to_owned(), speaker: speaker.to_owned(), role: None, case: None }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_with_which_one_came_is_his_label_and_one_with_which_several_came_is_nobodys() {
        let cells = ["Ann Lee (iPad)", "Rosa (Rosa Diaz)", "Ben (iPad)", "Rosa (Rosa Diaz)", "Rosa Diaz (Ann)", "x: y"];
        let aliases = aliases(&cells.map(str::to_owned));
        let told: Vec<String> = aliases.iter().map(|alias| format!("{} = {}", alias.label, alias.speaker)).collect();
        assert_eq!(told, ["Ann Lee = Ann Lee", "Rosa = Rosa", "Ben = Ben", "Rosa Diaz = Rosa Diaz", "Ann = Rosa Diaz"]);
    }

    #[test]
    fn the_list_begins_behind_what_is_said_of_the_meeting() {
        let meeting = "Meeting ID,Topic\n1,Talk\n\n";
        let people = "Name (Original Name),User Email,Guest\nAnn,,\n";
        assert_eq!(list(&format!("{meeting}{people}")), Some(people));
        assert_eq!(list(meeting), None);
    }
}
