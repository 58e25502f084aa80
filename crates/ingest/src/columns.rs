//! The columns of a table, by the names that people give them or by choice.

use crate::{ChosenColumns, IngestError};

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

/// Names of the same column in other languages, and rarer ones.
const TEXT_TOO: &str = "äußerung, äusserung, aussage, transkript, transkription, inhalt, wortlaut, texte, énoncé, propos, \
    contenu, transcripción, texto, contenido, transcrição, conteúdo, testo, trascrizione, contenuto, tekst, \
    transcriptie, dialogue, caption, subtitle, quote, comment, antwort, réponse, respuesta, resposta, risposta";

/// Names of the column that says who speaks, the surest first.
const SPEAKER: &str = "speaker, speaker name, speaker label, speaker id, spk, participant, name, who, label, person, \
    sprecher, sprecherin, sprecher/in, sprechende, locuteur, locutrice, intervenant, intervenante, hablante, \
    interlocutor, interlocutora, orador, falante, parlante, interlocutore, spreker, taler, talare, puhuja, \
    participante, teilnehmer, author, user, role, participant role";

/// Names of the column with the time at which the utterance begins, the surest first.
const BEGINS: &str = "start, start time, time start, begin, begins, begin time, timestamp, time stamp, timecode, \
    time code, time, time mark, onset, from, in, startzeit, beginn, anfang, zeitstempel, zeitmarke, zeit, début, \
    debut, heure de début, temps, horodatage, inicio, início, tiempo, marca de tiempo, tempo, inizio, begintijd, \
    tijd, starttid, tid";

/// Names of the column with the time at which it ends, the surest first.
const ENDS: &str = "end, end time, time end, ends, stop, until, to, out, endzeit, ende, fin, heure de fin, fim, fine, \
    eindtijd, einde, sluttid, slut";

/// Names of the column that says whose interview or whose answers a row holds, the surest first.
const ID: [&str; 17] = [
    "id",
    "interview id",
    "transcript id",
    "respondent id",
    "participant id",
    "response id",
    "case id",
    "record id",
    "interview",
    "transcript",
    "respondent",
    "participant",
    "case",
    "file",
    "file name",
    "filename",
    "name",
];

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
        let place = |accepted: &str| first_of(&names, accepted.split(", "));
        let text = first_of(&names, TEXT.into_iter()).or_else(|| place(TEXT_TOO))?;
        Some(Columns { text, speaker: place(SPEAKER), begins: place(BEGINS), ends: place(ENDS) })
    }

    /// The columns that were chosen, and for the others those that are named as usual.
    ///
    /// # Errors
    /// If a chosen column is not there, or none holds what was said.
    pub(crate) fn chosen(header: &[String], chosen: &ChosenColumns) -> Result<Columns, IngestError> {
        let place = |name: &Option<String>| name.as_ref().map(|name| find(header, name)).transpose();
        let said = chosen.text.first().map(|name| find(header, name)).transpose()?;
        let (speaker, begins, ends) = (place(&chosen.speaker)?, place(&chosen.time)?, place(&chosen.end)?);
        let named = Columns::named(header);
        let text = said.or(named.map(|columns| columns.text));
        let text = text.ok_or_else(|| IngestError::NoTextColumn { found: header.to_vec(), accepted: TEXT.to_vec() })?;
        let names: Vec<String> = header.iter().map(|name| plain(name)).collect();
        let usual = |accepted: &str| {
            let taken = [Some(text), speaker, begins, ends];
            first_of(&names, accepted.split(", ")).filter(|place| !taken.contains(&Some(*place)))
        };
        Ok(Columns {
            text,
            speaker: speaker.or_else(|| usual(SPEAKER)),
            begins: begins.or_else(|| usual(BEGINS)),
            ends: ends.or_else(|| usual(ENDS)),
        })
    }

    /// The columns with a place.
    pub(crate) fn taken(&self) -> Vec<usize> {
        [Some(self.text), self.speaker, self.begins, self.ends].into_iter().flatten().collect()
    }

    /// Whether the table tells more than the text.
    pub(crate) fn tell_turns(&self) -> bool {
        self.speaker.is_some() || self.begins.is_some()
    }

    /// The columns that hold something else.
    pub(crate) fn others<'h>(&self, header: &'h [String]) -> Vec<&'h str> {
        let taken = self.taken();
        let others = header.iter().enumerate().filter(|(place, name)| !taken.contains(place) && !name.is_empty());
        others.map(|(_, name)| name.as_str()).collect()
    }
}

/// The column that tells interviews or respondents apart: the chosen one, else the one that is named as usual and
/// not among those that hold something else.
pub(crate) fn of_ids(header: &[String], chosen: &ChosenColumns, taken: &[usize]) -> Result<Option<usize>, IngestError> {
    if let Some(name) = &chosen.id {
        return find(header, name).map(Some);
    }
    let names: Vec<String> = header.iter().map(|name| plain(name)).collect();
    let usual = ID.iter().find_map(|name| names.iter().position(|column| column == name));
    Ok(usual.filter(|place| !taken.contains(place)))
}

/// The column of a name, or of a number counted from 1.
pub(crate) fn find(header: &[String], name: &str) -> Result<usize, IngestError> {
    let same = |column: &String| plain(column) == plain(name);
    let exact = header.iter().position(|column| column.trim() == name.trim());
    let numbered = || name.trim().parse::<usize>().ok().filter(|number| (1..=header.len()).contains(number));
    let place = exact.or_else(|| header.iter().position(same)).or_else(|| numbered().map(|number| number - 1));
    place.ok_or_else(|| IngestError::NoSuchColumn { asked: name.to_owned(), found: header.to_vec() })
}

/// The column of the first accepted name that stands in the header.
fn first_of<'n>(names: &[String], mut accepted: impl Iterator<Item = &'n str>) -> Option<usize> {
    accepted.find_map(|name| names.iter().position(|column| column == name))
}

/// Whether the name of a column says that its numbers are milliseconds.
pub(crate) fn counts_millis(name: &str) -> bool {
    let name = name.trim().to_lowercase();
    ["ms", "ms)", "ms]", "milliseconds", "millis"]
        .iter()
        .any(|unit| name.strip_suffix(unit).is_some_and(|rest| rest.ends_with(['_', ' ', '(', '[', '-'])))
}

/// A name without case, unit and underscores; `startTime` is `start time`.
fn plain(name: &str) -> String {
    let mut apart = String::with_capacity(name.len());
    for c in name.trim().chars() {
        if c.is_uppercase() && apart.ends_with(char::is_lowercase) {
            apart.push(' ');
        }
        apart.push(c);
    }
    let name = apart.to_lowercase().replace(['_', '-', '.'], " ");
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
        assert_eq!(named(&["spk", "StartTime", "endTime", "text"]), columns(3, Some(0), Some(1), Some(2)));
        assert_eq!(named(&["ParticipantRole", "Content", "BeginTime_ms"]), columns(1, Some(0), Some(2), None));
        assert_eq!(named(&["Meeting ID", "Topic"]), None);
    }

    #[test]
    fn units_in_names_are_read() {
        assert!(counts_millis("start_ms") && counts_millis("Start (ms)"));
        assert!(!counts_millis("terms") && !counts_millis("start"));
    }
}
