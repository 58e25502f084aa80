//! What whoever imports says about a table: which columns hold what, and what its rows are.

use std::fmt;
use std::str::FromStr;

/// The columns of a table that hold what is read, where their names do not tell. A column is named by its name,
/// without regard to capitals, or by its number, counted from 1.
///
/// ```
/// use qualkit_ingest::ChosenColumns;
///
/// let columns: ChosenColumns = "speaker=Who,text=What, exactly,time=At".parse()?;
/// assert_eq!(columns.speaker.as_deref(), Some("Who"));
/// assert_eq!(columns.text, ["What, exactly"]);
/// # Ok::<(), qualkit_ingest::UnknownColumns>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ChosenColumns {
    /// To which interview or respondent a row belongs.
    pub id: Option<String>,
    /// Who speaks.
    pub speaker: Option<String>,
    /// What was said; of a survey, the answer to each question that is read.
    pub text: Vec<String>,
    /// When it begins.
    pub time: Option<String>,
    /// When it ends.
    pub end: Option<String>,
}

impl ChosenColumns {
    /// Whether any column is chosen.
    pub(crate) fn any(&self) -> bool {
        *self != ChosenColumns::default()
    }
}

/// A choice of columns that names none.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("'{found}' chooses no column: expected id=…, speaker=…, text=…, time=… or end=…, separated by commas")]
pub struct UnknownColumns {
    /// What was found.
    pub found: String,
}

impl FromStr for ChosenColumns {
    type Err = UnknownColumns;

    /// Reads `speaker=NAME,text=NAME,time=NAME`; a comma that is not followed by such a word belongs to the name.
    fn from_str(text: &str) -> Result<ChosenColumns, UnknownColumns> {
        let mut pieces: Vec<(&str, String)> = Vec::new();
        for piece in text.split(',') {
            let named = piece.split_once('=').map(|(key, name)| (key.trim(), name.trim()));
            let known = named.filter(|(key, _)| ["id", "speaker", "text", "time", "end"].contains(key));
            match (known, pieces.last_mut()) {
                (Some((key, name)), _) => pieces.push((key, name.to_owned())),
                (None, Some((_, name))) => *name = format!("{name},{piece}"),
                (None, None) => return Err(UnknownColumns { found: text.to_owned() }),
            }
        }
        let mut chosen = ChosenColumns::default();
        for (key, name) in pieces {
            if name.trim().is_empty() {
                return Err(UnknownColumns { found: text.to_owned() });
            }
            match key {
                "id" => chosen.id = Some(name),
                "speaker" => chosen.speaker = Some(name),
                "time" => chosen.time = Some(name),
                "end" => chosen.end = Some(name),
                _ => chosen.text.push(name),
            }
        }
        Ok(chosen)
    }
}

/// What the rows of a table are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Rows {
    /// A row is what one speaker said. The table is one interview, or several if a column tells them apart.
    #[default]
    Utterances,
    /// A row is an interview, with its whole text in one cell.
    Interviews,
    /// A row is a respondent's answers to a survey: a transcript each, with the questions as turns.
    Respondents,
    /// A row is a respondent's answers to a survey: each question is a transcript, with the answers as turns.
    Questions,
}

impl Rows {
    const NAMES: [(Rows, &'static str); 4] = [
        (Rows::Utterances, "utterances"),
        (Rows::Interviews, "interviews"),
        (Rows::Respondents, "respondents"),
        (Rows::Questions, "questions"),
    ];
}

impl fmt::Display for Rows {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let name = Rows::NAMES.iter().find(|(rows, _)| rows == self).map_or("", |(_, name)| name);
        f.pad(name)
    }
}

/// A word that says nothing about rows.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("'{found}' is nothing that rows can be: expected utterances, interviews, respondents or questions")]
pub struct UnknownRows {
    /// The word.
    pub found: String,
}

impl FromStr for Rows {
    type Err = UnknownRows;

    fn from_str(text: &str) -> Result<Rows, UnknownRows> {
        let word = text.trim().to_lowercase();
        let known = Rows::NAMES.iter().find(|(_, name)| *name == word);
        known.map(|(rows, _)| *rows).ok_or_else(|| UnknownRows { found: text.to_owned() })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn several_questions_may_be_chosen() {
        let chosen: ChosenColumns = "id=Respondent, text=Q3, text=Q5".parse().unwrap();
        assert_eq!(chosen.text, ["Q3", "Q5"]);
        assert_eq!(chosen.id.as_deref(), Some("Respondent"));
    }

    #[test]
    fn what_chooses_nothing_is_refused() {
        for text in ["", "who", "who=x", "text="] {
            assert!(text.parse::<ChosenColumns>().is_err(), "{text}");
        }
        assert!("rows".parse::<Rows>().is_err());
    }

    #[test]
    fn what_rows_are_reads_back_from_its_name() {
        for (rows, name) in Rows::NAMES {
            assert_eq!((rows.to_string().as_str(), name.parse()), (name, Ok(rows)));
        }
    }
}
