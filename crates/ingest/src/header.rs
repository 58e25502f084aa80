//! What the lines before the first turn say about an interview.

use crate::labels::{Words, words};

/// The longest line, in bytes, that is about the recording.
const LONGEST: usize = 200;

/// Words before a colon that tell of the recording, not of a speaker.
static KEYS: Words = Words::new(|| {
    words(
        "age, alder, alter, audio, audio file, beruf, data, date, date of interview, dato, datum, dauer, duração, durata, \
    duration, durée, duración, edad, età, fecha, file, file name, filename, gender, geschlecht, hora, id, idade, ikä, interview date, \
    interview location, interviewee name, interviewer name, name of interviewee, name of interviewer, attendees, \
    in attendance, \
    interview id, interview number, kesto, language, leeftijd, length, location, lieu, lugar, luogo, miejsce, name, \
    nationality, occupation, ort, paikka, participant id, place, plaats, plats, profession, project, pseudonym, \
    päivämäärä, recorded, recorded on, recording, recording date, setting, sex, sexe, sexo, sted, start time, end time, \
    time, transcribed by, transcriber, transcript, varighed, varaktighet, wiek, âge, ålder, возраст, дата, место, \
    地点, 地點, 场所, 場所, 年龄, 年齡, 性别, 性別, 日付, 日时, 日時, 日期, 时间, 時間, 职业, 職業, 访谈地点, 访谈日期, \
    访谈时间, 訪談地點, 訪談日期, 訪談時間, 采访地点, 采访时间, 날짜, 일시, 장소",
    )
});

/// Beginnings of a line that gives the day of the recording; the longer first.
const DAYS: [&str; 9] = [
    "date of interview",
    "interview date",
    "recording date",
    "recorded on",
    "recorded",
    "datum",
    "fecha",
    "date",
    "data",
];

/// Names of months, to tell a date.
const MONTHS: &str = "january february march april may june july august september october november december";

/// How lines begin that programs put in.
const STAMPS: [&str; 6] = [
    "transcribed by https://",
    "transcript by rev.com",
    "this transcript was exported on ",
    "this editable transcript was computer generated",
    "meeting ended after ",
    "transcription ended after ",
];

/// How lines end with which Teams says who switched its transcription on or off.
const SWITCHES: [&str; 14] = [
    " started transcription",
    " stopped transcription",
    " hat die transkription gestartet",
    " hat die transkription beendet",
    " a démarré la transcription",
    " a arrêté la transcription",
    " inició la transcripción",
    " detuvo la transcripción",
    " iniciou a transcrição",
    " parou a transcrição",
    " ha avviato la trascrizione",
    " ha interrotto la trascrizione",
    " heeft transcriptie gestart",
    " heeft transcriptie gestopt",
];

/// Whether a line tells of the recording: `Location: Alder`.
pub(crate) fn is_about_recording(line: &str) -> bool {
    let key = line.split_once(':').filter(|_| line.len() <= LONGEST).map(|(key, _)| key.trim().to_lowercase());
    recorded(line).is_some() || key.is_some_and(|key| is_key(&key))
}

/// Whether a word before a colon tells of the recording.
pub(crate) fn is_key(word: &str) -> bool {
    KEYS.contains(word)
}

/// Words before a colon behind which a title names those who take part.
static LISTS: Words = Words::new(|| {
    words(
        "deelnemers, deltagare, deltagere, interviewees, interviewers, moderators, panel, panelists, panellists, \
    partecipanti, participantes, participants, respondents, speakers, teilnehmende, teilnehmer, участники, 参与者, 参加者",
    )
});

/// Whether a title names behind a word those who take part: `Participants: Ann, Cy`.
pub(crate) fn lists_people(word: &str) -> bool {
    LISTS.contains(word)
}

/// The day of the recording, if the line gives one.
pub(crate) fn recorded(line: &str) -> Option<&str> {
    if line.len() > LONGEST {
        return None;
    }
    let line = line.trim().trim_matches(['*', '#', '_']).trim();
    let lower = line.to_lowercase();
    let given = DAYS.iter().find_map(|day| {
        let rest = lower.strip_prefix(day)?;
        let value = line.get(line.len().checked_sub(rest.len())?..)?;
        value
            .starts_with([':', ' ', '\t'])
            .then(|| value.trim_matches(|c: char| c == ':' || c == '*' || c.is_whitespace()))
    });
    match given {
        Some(day) => (day.chars().any(|c| c.is_ascii_digit()) && day.chars().count() <= 40).then_some(day),
        None => is_date(line).then_some(line),
    }
}

/// Whether a line is nothing but a date with its year.
fn is_date(line: &str) -> bool {
    let words: Vec<String> = line
        .split(|c: char| c.is_whitespace() || matches!(c, ',' | '.' | '/' | '-'))
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
        .collect();
    let number = |word: &str| word.bytes().all(|byte| byte.is_ascii_digit());
    let day = |word: &str| number(word.trim_end_matches(['s', 't', 'n', 'd', 'r', 'h'])) && word.len() <= 4;
    let month = |word: &str| word.len() >= 3 && MONTHS.split(' ').any(|month| month.starts_with(word));
    let year = |word: &str| word.len() == 4 && number(word) && (word.starts_with("19") || word.starts_with("20"));
    (2..=4).contains(&words.len())
        && words.iter().any(|word| year(word))
        && words.iter().all(|word| year(word) || day(word) || month(word))
}

/// Whether a line was put in by the program that made the transcript.
pub(crate) fn is_stamp(line: &str) -> bool {
    let line = line.trim();
    let may_switch = line.len() <= 120 && !line.contains(':');
    if line.len() > LONGEST || !may_switch && !line.starts_with(['T', 't', 'P', 'p', 'M', 'm']) {
        return false;
    }
    let lower = line.to_lowercase();
    let page = || {
        let (page, pages) = lower.strip_prefix("page ")?.split_once(" of ")?;
        Some(page.parse::<u32>().is_ok() && pages.parse::<u32>().is_ok())
    };
    STAMPS.iter().any(|stamp| lower.starts_with(stamp))
        || may_switch && SWITCHES.iter().any(|switch| lower.ends_with(switch))
        || page() == Some(true)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_day_is_found_in_the_usual_lines() {
        assert_eq!(recorded("Recorded 2018-05-14"), Some("2018-05-14"));
        assert_eq!(recorded("**Date:** 14 May 2018"), Some("14 May 2018"));
        assert_eq!(recorded("May 13, 2015"), Some("May 13, 2015"));
        assert_eq!(recorded("Date of interview: 3/4/2019"), Some("3/4/2019"));
    }

    #[test]
    fn other_lines_give_no_day() {
        for line in [
            "Recorded in the kitchen",
            "P01 key informant interview",
            "2018",
            "Maybe 2018",
            "Datenschutz 2018",
            "Interview 4",
        ] {
            assert_eq!(recorded(line), None, "{line}");
        }
    }

    #[test]
    fn lines_of_programs_are_told() {
        assert!(is_stamp("Transcribed by https://otter.ai"));
        assert!(is_stamp("Page 1 of 12"));
        assert!(!is_stamp("Page one of my life"));
    }
}
