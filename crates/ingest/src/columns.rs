//! The columns of a table with one row per utterance, by the names that people give them.

/// Names of the column with what was said, the surest first.
pub(crate) const TEXT: [&str; 12] = [
    "text",
    "statement",
    "utterance",
    "content",
    "transcript",
    "transcription",
    "words",
    "speech",
    "sentence",
    "message",
    "response",
    "answer",
];

/// Names of the column that says who speaks, the surest first.
const SPEAKER: [&str; 9] =
    ["speaker", "speaker name", "speaker label", "speaker id", "participant", "name", "who", "label", "person"];

/// Names of the column with the time at which the utterance begins, the surest first.
const BEGINS: [&str; 14] = [
    "start",
    "start time",
    "time start",
    "begin",
    "begins",
    "begin time",
    "timestamp",
    "time stamp",
    "timecode",
    "time code",
    "time",
    "time mark",
    "onset",
    "from",
];

/// Names of the column with the time at which it ends, the surest first.
const ENDS: [&str; 7] = ["end", "end time", "time end", "ends", "stop", "until", "to"];

/// Where the columns stand in the header.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Columns {
    pub(crate) text: usize,
    pub(crate) speaker: Option<usize>,
    pub(crate) begins: Option<usize>,
    pub(crate) ends: Option<usize>,
}

impl Columns {
    /// Finds the columns by name; `None` without one for the text.
    pub(crate) fn named(header: &[String]) -> Option<Columns> {
        let names: Vec<String> = header.iter().map(|name| plain(name)).collect();
        let place = |accepted: &[&str]| accepted.iter().find_map(|name| names.iter().position(|column| column == name));
        Some(Columns { text: place(&TEXT)?, speaker: place(&SPEAKER), begins: place(&BEGINS), ends: place(&ENDS) })
    }

    /// Whether the table tells more than the text.
    pub(crate) fn tell_turns(&self) -> bool {
        self.speaker.is_some() || self.begins.is_some()
    }

    /// The columns that hold something else.
    pub(crate) fn others<'h>(&self, header: &'h [String]) -> Vec<&'h str> {
        let taken = [Some(self.text), self.speaker, self.begins, self.ends];
        let others =
            header.iter().enumerate().filter(|(place, name)| !taken.contains(&Some(*place)) && !name.is_empty());
        others.map(|(_, name)| name.as_str()).collect()
    }
}

/// Whether the name of a column says that its numbers are milliseconds.
pub(crate) fn counts_millis(name: &str) -> bool {
    let name = name.trim().to_lowercase();
    ["ms", "ms)", "ms]", "milliseconds", "millis"]
        .iter()
        .any(|unit| name.strip_suffix(unit).is_some_and(|rest| rest.ends_with(['_', ' ', '(', '[', '-'])))
}

/// A name without case, unit and underscores.
fn plain(name: &str) -> String {
    let name = name.trim().to_lowercase().replace(['_', '-', '.'], " ");
    let name = name.split(['(', '[']).next().unwrap_or_default().trim().to_owned();
    let units = [" ms", " millis", " milliseconds", " seconds", " sec", " s"];
    units.iter().find_map(|unit| name.strip_suffix(unit)).map(str::to_owned).unwrap_or(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn named(header: &[&str]) -> Option<Columns> {
        let header: Vec<String> = header.iter().map(|name| (*name).to_owned()).collect();
        Columns::named(&header)
    }

    fn columns(text: usize, speaker: Option<usize>, begins: Option<usize>, ends: Option<usize>) -> Option<Columns> {
        Some(Columns { text, speaker, begins, ends })
    }

    #[test]
    fn the_usual_names_are_taken_without_case_and_units() {
        assert_eq!(named(&["timestamp", "Speaker", "statement"]), columns(2, Some(1), Some(0), None));
        assert_eq!(named(&["start_ms", "end (s)", "Text"]), columns(2, None, Some(0), Some(1)));
        assert_eq!(named(&["Start", "Dur.", "Speaker", "", "Transcription"]), columns(4, Some(2), Some(0), None));
        assert_eq!(named(&["Meeting ID", "Topic"]), None);
    }

    #[test]
    fn units_in_names_are_read() {
        assert!(counts_millis("start_ms") && counts_millis("Start (ms)"));
        assert!(!counts_millis("terms") && !counts_millis("start"));
    }
}
