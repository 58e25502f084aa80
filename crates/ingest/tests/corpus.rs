//! Real files from the folder `shared` beside the repository; what is asserted was read off the
//! originals.
#![allow(clippy::disallowed_methods, reason = "tests open files")]
#![allow(clippy::unwrap_used, reason = "a file that cannot be read fails the test")]

use std::path::{Path, PathBuf};

use qualkit_ingest::{IngestError, Ingested, Options, read};
use qualkit_table::Id;
use qualkit_transcript::Role;

/// A file, its turns, how many turns each speaker has, and the first words of the first and last turn.
type Facts = (&'static str, usize, &'static [(&'static str, usize)], &'static str, &'static str);

const READ: [Facts; 22] = [
    ("docx-interview/badname.docx", 3, &[("DANYOW ’16", 1), ("JONES", 1), ("DANYOW", 1)], "Today", "Nice"),
    ("docx-table-turns/example-call.docx", 37, &[("Agent", 19), ("Customer", 18)], "Thank", "Bye."),
    ("docx-teams/teams_chat.docx", 2, &[("Some Body", 1), ("James Bond", 1)], "OK.", "Umm."),
    (
        "otter-txt/14-hacktoberfest-part-1.md",
        67,
        &[("Kelly", 18), ("Ali", 14), ("Peter Frank", 14), ("Jess Lee", 21)],
        "October",
        "So",
    ),
    ("same-interview-3-formats/interview_A.csv", 32, &[("Jordan Lee", 16), ("Alex Morgan", 16)], "Thanks", "Just"),
    ("same-interview-3-formats/interview_A.docx", 32, &[("Jordan Lee", 16), ("Alex Morgan", 16)], "Thanks", "Just"),
    ("same-interview-3-formats/interview_A.xlsx", 32, &[("Jordan Lee", 16), ("Alex Morgan", 16)], "Thanks", "Just"),
    ("srt/invalid_timeframe.srt", 5, &[("?", 5)], "Caption", "Caption"),
    ("srt/missing_caption_text.srt", 4, &[("?", 4)], "Caption", "Caption"),
    ("srt/one_caption.srt", 1, &[("?", 1)], "Caption", "Caption"),
    ("srt/sample.srt", 5, &[("?", 5)], "Caption", "Caption"),
    ("vtt-generic/captions_with_bom.vtt", 4, &[("?", 4)], "Caption", "Caption"),
    ("vtt-generic/comments.vtt", 3, &[("?", 3)], "-", "-"),
    ("vtt-generic/cue_tags.vtt", 3, &[("?", 3)], "When", "That's"),
    ("vtt-generic/invalid_timeframe_in_cue_text.vtt", 3, &[("?", 3)], "Caption", "Caption"),
    ("vtt-generic/metadata_headers_multiline.vtt", 2, &[("?", 2)], "Caption", "Caption"),
    ("vtt-generic/sample.vtt", 16, &[("?", 16)], "Caption", "Caption"),
    ("vtt-generic/styles.vtt", 1, &[("?", 1)], "-", "-"),
    ("vtt-generic/using_identifiers.vtt", 6, &[("?", 6)], "Caption", "Caption"),
    ("vtt-generic/youtube_dl.vtt", 3, &[("?", 3)], "yeah", "this"),
    (
        "vtt-zoom/meeting001_chat.txt",
        10,
        &[("Andrew Knight", 6), ("Ringo Starr", 1), ("George Harrison", 1), ("John Lennon", 1), ("Paul McCartney", 1)],
        "Hello",
        "Fuselage",
    ),
    (
        "vtt-zoom/meeting001_transcript.vtt",
        30,
        &[
            ("Andrew Knight", 12),
            ("Paul McCartney", 10),
            ("George Harrison", 2),
            ("Ringo Starr", 1),
            ("John Lennon", 5),
        ],
        "Okay,",
        "Well,",
    ),
];

fn corpus() -> Option<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/corpus");
    if folder.is_dir() {
        return Some(folder);
    }
    println!("{} is not there: no real file was read", folder.display());
    None
}

fn read_file(corpus: &Path, file: &str) -> Result<Ingested, IngestError> {
    read_file_with(corpus, file, &Options::default())
}

fn read_file_with(corpus: &Path, file: &str, options: &Options) -> Result<Ingested, IngestError> {
    let name = file.rsplit('/').next().unwrap();
    let id = Id::of_file(name.rsplit_once('.').unwrap().0).unwrap();
    read(id.into(), name, &std::fs::read(corpus.join(file)).unwrap(), options)
}

fn first_word(words: &str) -> &str {
    words.split_whitespace().next().unwrap()
}

#[test]
fn real_files_have_the_turns_and_speakers_of_their_originals() {
    let Some(corpus) = corpus() else { return };
    for (file, turns, speakers, first, last) in READ {
        let read = read_file(&corpus, file).unwrap();
        let told = &read.transcript;
        let counted: Vec<(&str, usize)> = told
            .details()
            .speakers
            .iter()
            .map(|speaker| {
                (speaker.label.as_str(), told.turns().iter().filter(|turn| told.speaker(turn) == speaker).count())
            })
            .collect();
        assert_eq!(counted, speakers, "{file}");
        assert_eq!(told.turns().len(), turns, "{file}");
        assert_eq!(first_word(told.words(&told.turns()[0])), first, "{file}");
        assert_eq!(first_word(told.words(told.turns().last().unwrap())), last, "{file}");
    }
    println!("{} files read", READ.len());
}

#[test]
fn a_given_interviewer_leaves_all_turns_as_they_were() {
    let Some(corpus) = corpus() else { return };
    let file = "docx-interview/badname.docx";
    let plain = read_file(&corpus, file).unwrap().transcript;
    for given in ["DANYOW", "danyow"] {
        let options = Options { interviewers: vec![given.to_owned()], ..Options::default() };
        let read = read_file_with(&corpus, file, &options).unwrap();
        assert_eq!(read.transcript.turns(), plain.turns());
        assert_eq!(read.transcript.text().as_str(), plain.text().as_str());
        assert_eq!(read.transcript.details().header, plain.details().header);
        let roles: Vec<(&str, Role)> =
            read.transcript.details().speakers.iter().map(|speaker| (speaker.label.as_str(), speaker.role)).collect();
        let expected = [("DANYOW ’16", Role::Interviewer), ("JONES", Role::Participant), ("DANYOW", Role::Interviewer)];
        assert_eq!(roles, expected);
        assert!(read.notes.iter().any(|note| note.message.contains("was taken to mean 'DANYOW ’16' too")));
    }
}

#[test]
fn one_interview_in_three_formats_is_the_same() {
    let Some(corpus) = corpus() else { return };
    let [table, workbook, document] = ["csv", "xlsx", "docx"].map(|ending| {
        read_file(&corpus, &format!("same-interview-3-formats/interview_A.{ending}")).unwrap().transcript
    });
    assert_eq!(table.text().as_str(), workbook.text().as_str());
    assert_eq!(table.details().speakers, workbook.details().speakers);
    for (one, other) in table.turns().iter().zip(document.turns()) {
        assert_eq!((one.begins, table.speaker(one)), (other.begins, document.speaker(other)));
        // The document breaks lines in the middle of words.
        let letters = |words: &str| words.chars().filter(|c| !c.is_whitespace()).collect::<String>();
        assert_eq!(letters(table.words(one)), letters(document.words(other)));
    }
}

#[test]
fn files_of_other_kinds_are_refused_by_name() {
    let Some(corpus) = corpus() else { return };
    for (file, kind) in [
        ("assemblyai-json/assemblyai_utterances.json", "JSON"),
        ("tei/aninterview.xml", "XML"),
        ("elan-eaf/MaureenMarvinRobin.eaf", "XML"),
        ("praat-textgrid/mary.TextGrid", "a Praat TextGrid"),
    ] {
        let error = read_file(&corpus, file).unwrap_err();
        assert!(matches!(&error, IngestError::NotReadable { found, .. } if found == kind), "{file}: {error}");
    }
    let error = read_file(&corpus, "vtt-zoom/meeting001_participants.csv").unwrap_err();
    assert!(matches!(error, IngestError::NoTextColumn { .. }), "{error}");
}
