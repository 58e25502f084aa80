//! What whoever imports knows of speakers by their labels: other names, parts, cases.

use qualkit_table::{Reader, TableError};
use qualkit_text::canonicalize;
use qualkit_transcript::{CaseId, Role, UNKNOWN_SPEAKER, Utterance};

use crate::role::same;
use crate::{Note, participants};

/// What is known of the speaker who bears a label.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Alias {
    /// The label in the files, compared without case; `?` is a speaker whom a file does not name.
    pub label: String,
    /// The label in the canonical text. Labels that share it are one speaker.
    pub speaker: String,
    /// The speaker's part; `None` leaves it to be decided as usual.
    pub role: Option<Role>,
    /// The speaker's case; `None` leaves it to be decided as usual.
    pub case: Option<CaseId>,
}

/// The table of speakers: one row per label.
///
/// ```
/// use qualkit_ingest::{Aliases, Options, read};
/// use qualkit_transcript::TranscriptId;
///
/// let aliases = Aliases::read("label,speaker,role,case\nS1,Ann,interviewer,\nS2,Rosa,,P02\nS3,Rosa,,\n")?;
/// let bytes = b"S1: When?\n\nS2: In May.\n\nS1: Where?\n\nS3: Here.\n";
/// let read = read(TranscriptId::new("talk")?, "talk.txt", bytes, &Options { aliases, ..Options::default() })?;
/// assert_eq!(read.transcript.text().as_str(), "Ann: When?\n\nRosa: In May.\n\nAnn: Where?\n\nRosa: Here.\n");
/// assert_eq!(read.transcript.details().speakers[1].case.as_ref().unwrap().as_str(), "P02");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Aliases(Vec<Alias>);

/// What renaming did to the labels of a transcript.
pub(crate) struct Renamed {
    /// The labels of the table that stand in the transcript.
    pub(crate) found: Vec<String>,
    /// Which of them became others.
    pub(crate) note: Option<Note>,
}

impl Aliases {
    /// Reads a table with the column `label`, and perhaps `speaker`, `role` and `case`. An empty cell says nothing.
    ///
    /// Or a list of participants as Zoom writes it: the name with which somebody came, in parentheses, becomes the one
    /// that stands before it.
    ///
    /// # Errors
    /// If the column `label` is missing, a label stands twice, a role or a case is none, a name holds a colon, or two
    /// rows say different things of one speaker.
    pub fn read(table: &str) -> Result<Aliases, TableError> {
        let (table, _) = canonicalize(table);
        if let Some(list) = participants::list(&table) {
            return Aliases::of_participants(list);
        }
        let mut reader = Reader::new(&table)?;
        let [label] = reader.columns(["label"])?;
        let [speaker, role, case] = ["speaker", "role", "case"].map(|name| reader.optional(name));
        let mut aliases = Aliases::default();
        while let Some(row) = reader.next_row()? {
            let named = row.get(label);
            if named.is_empty() {
                return Err(row.refuse(label, "the label of a speaker"));
            }
            if aliases.of(named).is_some() {
                return Err(row.refuse(label, "a label that no other row has"));
            }
            let name = if row.get(speaker).is_empty() { named } else { row.get(speaker) };
            if name.contains([':', '[', ']']) {
                return Err(row.refuse(speaker, "a name without colon and brackets"));
            }
            let part = match row.get(role) {
                "" => None,
                _ => Some(row.parse(role, "interviewer, participant, moderator, interpreter or unknown")?),
            };
            let case_of = match row.get(case) {
                "" => None,
                id => Some(CaseId::new(id).map_err(|_| row.refuse(case, "a case's id"))?),
            };
            let part = part.filter(|part| *part != Role::Unknown);
            if part.is_some() && aliases.role(name).is_some_and(|known| Some(known) != part) {
                return Err(row.refuse(role, "the role that an earlier row gives this speaker"));
            }
            if case_of.is_some() && aliases.case(name).is_some_and(|known| Some(known) != case_of.as_ref()) {
                return Err(row.refuse(case, "the case that an earlier row gives this speaker"));
            }
            let alias = Alias { label: named.to_owned(), speaker: name.to_owned(), role: part, case: case_of };
            aliases.0.push(alias);
        }
        Ok(aliases)
    }

    fn of_participants(list: &str) -> Result<Aliases, TableError> {
        let mut reader = Reader::new(list)?;
        let [name] = reader.columns(["Name (Original Name)"])?;
        let mut cells = Vec::new();
        while let Some(row) = reader.next_row()? {
            cells.push(row.get(name).to_owned());
        }
        Ok(Aliases(participants::aliases(&cells)))
    }

    /// What is known, one entry a label.
    pub fn entries(&self) -> &[Alias] {
        &self.0
    }

    /// What is known of a label as it stands in a file.
    pub(crate) fn of(&self, label: &str) -> Option<&Alias> {
        let label = if label.trim().is_empty() { UNKNOWN_SPEAKER } else { label };
        self.0.iter().find(|alias| same(&alias.label, label))
    }

    /// The name of a label in the canonical text.
    pub(crate) fn name(&self, label: &str) -> String {
        self.of(label).map_or_else(|| label.to_owned(), |alias| alias.speaker.clone())
    }

    /// The part of a speaker of the canonical text.
    pub(crate) fn role(&self, speaker: &str) -> Option<Role> {
        self.0.iter().filter(|alias| same(&alias.speaker, speaker)).find_map(|alias| alias.role)
    }

    /// The case of a speaker of the canonical text.
    pub(crate) fn case(&self, speaker: &str) -> Option<&CaseId> {
        self.0.iter().filter(|alias| same(&alias.speaker, speaker)).find_map(|alias| alias.case.as_ref())
    }

    /// Gives utterances the labels of the canonical text.
    pub(crate) fn rename(&self, utterances: &mut [Utterance]) -> Renamed {
        let mut used = vec![false; self.0.len()];
        if !self.0.is_empty() {
            // Few labels stand at the head of many utterances; neighbours often share theirs.
            let mut last: Option<(String, Option<usize>)> = None;
            for utterance in utterances {
                let known = match &last {
                    Some((label, place)) if *label == utterance.label => *place,
                    _ => {
                        let alias = self.of(&utterance.label);
                        let place = alias.and_then(|alias| self.0.iter().position(|known| known == alias));
                        last = Some((utterance.label.clone(), place));
                        place
                    }
                };
                if let Some(place) = known {
                    used[place] = true;
                    self.0[place].speaker.clone_into(&mut utterance.label);
                }
            }
        }
        let found: Vec<&Alias> = self.0.iter().zip(used).filter(|(_, used)| *used).map(|(alias, _)| alias).collect();
        let other: Vec<&&Alias> = found.iter().filter(|alias| !same(&alias.label, &alias.speaker)).collect();
        let told: Vec<String> = other.iter().map(|alias| format!("'{}' to '{}'", alias.label, alias.speaker)).collect();
        let note = (!told.is_empty()).then(|| {
            let more = if told.len() > 8 { format!(" and {} more", told.len() - 8) } else { String::new() };
            Note::of_all(format!("labels were renamed: {}{more}", told[..told.len().min(8)].join(", ")))
        });
        Renamed { found: found.iter().map(|alias| alias.label.clone()).collect(), note }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_of_one_speaker_become_one_and_an_unnamed_speaker_can_be_named() {
        let aliases = Aliases::read("label;speaker\ns1;Ann\nS 2;Ann\n?;Rosa\nBen;\nnobody;Lee\n").unwrap();
        let mut said: Vec<Utterance> = ["S1:", "s 2", "", "ben", "S3"].map(|label| Utterance::new(label, "x")).to_vec();
        let renamed = aliases.rename(&mut said);
        let labels: Vec<&str> = said.iter().map(|utterance| utterance.label.as_str()).collect();
        assert_eq!(labels, ["Ann", "Ann", "Rosa", "Ben", "S3"]);
        assert_eq!(renamed.found, ["s1", "S 2", "?", "Ben"]);
        let note = renamed.note.unwrap().to_string();
        assert_eq!(note, "labels were renamed: 's1' to 'Ann', 'S 2' to 'Ann', '?' to 'Rosa'");
    }

    #[test]
    fn a_table_that_contradicts_itself_is_refused() {
        for table in [
            "name\nAnn\n",
            "label,role\nA,boss\n",
            "label,case\nA,P 1\n",
            "label\nA\na\n",
            "label,speaker\nA,Ann: x\n",
            "label,speaker,role\nA,Ann,interviewer\nB,Ann,participant\n",
            "label,speaker,case\nA,Ann,P01\nB,ann,P02\n",
            "label,speaker\n,Ann\n",
        ] {
            assert!(Aliases::read(table).is_err(), "{table}");
        }
    }
}
