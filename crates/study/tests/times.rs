//! The times inside turns are stored beside the text, and are read back or told to be amiss.

#![allow(clippy::unwrap_used, reason = "a test may panic")]

use std::fs;

use qualkit_study::{Changes, NewStudy, Problem, Severity, Study, StudyError, TIMES_REMEDY};
use qualkit_transcript::{Piece, Source, Timecode, Transcript, TranscriptId, Utterance};

fn study() -> (tempfile::TempDir, Study) {
    let folder = tempfile::tempdir().unwrap();
    let study = Study::init(&folder.path().join("s"), &NewStudy { title: "Test", note: "", seed: 1 }).unwrap();
    (folder, study)
}

fn id() -> TranscriptId {
    TranscriptId::new("P01").unwrap()
}

/// One turn of two captions, and one of a single caption.
fn joined() -> Transcript {
    let time = Timecode::from_millis;
    let begun = |label, words: &str, millis| Utterance { begins: Some(time(millis)), ..Utterance::new(label, words) };
    let pieces =
        [(0, 1500), (9, 4000)].map(|(at, millis)| Piece { at, begins: time(millis), ends: Some(time(millis + 900)) });
    let said =
        vec![Utterance { parts: pieces.to_vec(), ..begun("A", "Señora, come in.", 1500) }, begun("B", "Yes.", 6000)];
    Transcript::compose(id(), said, Source::default())
}

fn put(study: &Study, transcript: &Transcript) {
    let mut changes = Changes::new();
    study.put_transcript(transcript, &mut changes);
    study.commit(changes).unwrap();
}

/// What is wrong; that nobody is a case of the study is none of it.
fn errors(study: &Study) -> Vec<Problem> {
    study.check().unwrap().into_iter().filter(|problem| problem.severity == Severity::Error).collect()
}

#[test]
fn the_times_of_parts_are_stored_and_read_back() {
    let (_folder, study) = study();
    put(&study, &joined());
    let table = fs::read_to_string(study.layout().times(&id())).unwrap();
    assert_eq!(table, "start,end,begins,ends\n18,25,00:00:01.500,00:00:02.400\n26,34,00:00:04,00:00:04.900\n");
    let read = study.transcript(&id()).unwrap();
    assert_eq!(read.text().as_str(), joined().text().as_str());
    assert_eq!(read.parts(), joined().parts());
    assert_eq!(errors(&study), []);
    assert_eq!(study.transcript_ids().unwrap(), [id()]);
}

#[test]
fn a_transcript_without_parts_has_no_table_and_leaves_no_old_one() {
    let (_folder, study) = study();
    let whole = Transcript::compose(id(), vec![Utterance::new("A", "Come in.")], Source::default());
    put(&study, &whole);
    assert!(!study.layout().times(&id()).exists());
    put(&study, &joined());
    put(&study, &whole);
    assert_eq!(fs::read_to_string(study.layout().times(&id())).unwrap(), "start,end,begins,ends\n");
    assert!(study.transcript(&id()).unwrap().parts().is_empty());
}

#[test]
fn a_study_whose_table_was_deleted_knows_the_times_of_turns() {
    let (_folder, study) = study();
    put(&study, &joined());
    fs::remove_file(study.layout().times(&id())).unwrap();
    let read = study.transcript(&id()).unwrap();
    assert_eq!((read.turns(), read.parts().len()), (joined().turns(), 0));
    assert_eq!(errors(&study), []);
}

#[test]
fn parts_that_do_not_fit_are_told_by_check_and_refused() {
    let (_folder, study) = study();
    put(&study, &joined());
    let head = "start,end,begins,ends\n";
    for (rows, told) in [
        (
            "18,25,00:01,\n",
            "the times of the part at 18..25 do not fit turn 1: the first part begins with the turn, and none ends before it begins",
        ),
        (
            "18,26,00:01.500,\n",
            "the part at 18..26 does not lie in the words of one turn, or has white space around it",
        ),
        (
            "18,900,00:01.500,\n",
            "the part at 18..900 does not lie in the words of one turn, or has white space around it",
        ),
        ("18,34,00:01.500,\n26,34,00:04,\n", "the part at 26..34 does not stand behind the one before it"),
        ("18,x,00:01.500,\n", "column 'end': expected a number of characters, found 'x'"),
        ("", "the table is empty: its first line must name the columns"),
    ] {
        let table = if rows.is_empty() { String::new() } else { format!("{head}{rows}") };
        fs::write(study.layout().times(&id()), table).unwrap();
        let problems = errors(&study);
        assert_eq!(problems.len(), 1, "{problems:?}");
        assert_eq!((problems[0].file.as_str(), problems[0].message.as_str()), ("transcripts/P01.times.csv", told));
        assert_eq!(problems[0].remedy, TIMES_REMEDY);
        assert_eq!(study.untimed(&id()).unwrap().turns(), joined().turns());
        assert!(matches!(study.transcript(&id()), Err(StudyError::BrokenTimes { .. })));
    }
    let alone = study.layout().transcripts().join("P09.times.csv");
    fs::write(study.layout().times(&id()), head).unwrap();
    fs::write(&alone, head).unwrap();
    let messages: Vec<String> = errors(&study).into_iter().map(|problem| problem.message).collect();
    assert_eq!(messages, ["'P09.txt' is missing beside it"]);
}
