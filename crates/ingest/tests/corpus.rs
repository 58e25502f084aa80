//! Real files from the folder `shared` beside the repository; what is asserted was read off the
//! originals.
#![allow(clippy::disallowed_methods, reason = "tests open files")]
#![allow(clippy::unwrap_used, reason = "a file that cannot be read fails the test")]

use std::path::{Path, PathBuf};

use qualkit_ingest::{IngestError, Ingested, Options, read, read_together};
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

/// The same for what recognisers heard and linguists annotated.
const HEARD: [Facts; 16] = [
    ("assemblyai-json/assemblyai_utterances.json", 1, &[("A", 1)], "Yeah.", "Yeah."),
    ("aws-transcribe-json/03-speaker-identification.json", 7, &[("spk_0", 4), ("spk_1", 2), ("spk_2", 1)], "She", "a"),
    ("deepgram-json/dg_speakers.json", 10, &[("Speaker 0", 2), ("Speaker 1", 5), ("Speaker 2", 3)], "And,", "We"),
    ("deepgram-json/dg_utterances.json", 6, &[("?", 6)], "Yeah.", "and"),
    ("elan-eaf/MaureenMarvinRobin.eaf", 4, &[("Maureen", 2), ("Marvin", 1), ("Robin", 1)], "S", "S"),
    ("exmaralda-exb/HardTalk.exb", 35, &[("StS", 15), ("DD", 20)], "Daniel", "Yeah,"),
    (
        "google-stt-json/gcpSttSpeakerDiarization.sample.json",
        3,
        &[("Speaker 2", 2), ("Speaker 1", 1)],
        "There",
        "animals",
    ),
    ("praat-textgrid/MaureenMarvinRobin.TextGrid", 4, &[("Maureen", 2), ("Marvin", 1), ("Robin", 1)], "S", "S"),
    ("praat-textgrid/all_tiers_have_the_same_name.TextGrid", 3, &[("Mary", 3)], "Mary", "Bob"),
    ("praat-textgrid/bobby_words_with_newlines.TextGrid", 1, &[("?", 1)], "BOBBY", "BOBBY"),
    ("praat-textgrid/day1_consultation01_doctor.TextGrid", 53, &[("Doctor", 53)], "Hello?", "<UNIN/>"),
    ("praat-textgrid/day1_consultation01_patient.TextGrid", 56, &[("Patient", 56)], "Hello,", "Okay,"),
    ("praat-textgrid/mary.TextGrid", 1, &[("?", 1)], "mary", "mary"),
    ("praat-textgrid/mary_longfile.TextGrid", 1, &[("?", 1)], "mary", "mary"),
    ("tei/aninterview.xml", 5, &[("CARBONE", 3), ("RINI", 2)], "So", "And"),
    ("whisper-json/whisper_timestamped.json", 4, &[("?", 4)], "Yeah,", "who"),
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
    for (file, turns, speakers, first, last) in READ.into_iter().chain(HEARD) {
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
    println!("{} files read", READ.len() + HEARD.len());
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
fn files_in_which_nobody_speaks_are_refused() {
    let Some(corpus) = corpus() else { return };
    let error = read_file(&corpus, "vtt-zoom/meeting001_participants.csv").unwrap_err();
    assert!(matches!(error, IngestError::NotReadable { .. }), "{error}");
    assert_eq!(read_file(&corpus, "tei/teitemplate.xml").unwrap_err(), IngestError::NoWords);
}

#[test]
fn two_files_of_one_consultation_are_interleaved() {
    let Some(corpus) = corpus() else { return };
    let files = ["doctor", "patient"].map(|who| {
        let name = format!("day1_consultation01_{who}.TextGrid");
        let bytes = std::fs::read(corpus.join("praat-textgrid").join(&name)).unwrap();
        (name, bytes)
    });
    let files: Vec<(&str, &[u8])> = files.iter().map(|(name, bytes)| (name.as_str(), bytes.as_slice())).collect();
    let id = Id::of_file("consultation01").unwrap();
    let read = read_together(id.into(), &files, &Options::default()).unwrap().transcript;
    assert_eq!(read.turns().len(), 53 + 56);
    assert!(read.turns().windows(2).all(|pair| pair[0].begins <= pair[1].begins));
    let labels: Vec<&str> = read.turns()[..4].iter().map(|turn| read.speaker(turn).label.as_str()).collect();
    assert_eq!(labels, ["Doctor", "Patient", "Patient", "Doctor"]);
}

/// The words of a source as the file itself gives them once more, or as its text nodes hold them.
fn words_of(file: &str, bytes: &[u8]) -> Option<String> {
    let json = || serde_json::from_slice::<serde_json::Value>(bytes).unwrap();
    let own = |value: &serde_json::Value| value.as_str().unwrap().to_owned();
    let inside = |text: &str, opens: &str, closes: &str| {
        let pieces = text.split(opens).skip(1).map(|piece| piece.split(closes).next().unwrap().to_owned());
        pieces.collect::<Vec<_>>().join(" ")
    };
    let folder = file.split('/').next().unwrap();
    Some(match folder {
        "assemblyai-json" | "whisper-json" => own(&json()["text"]),
        "aws-transcribe-json" => own(&json()["results"]["transcripts"][0]["transcript"]),
        "deepgram-json" => own(&json()["results"]["channels"][0]["alternatives"][0]["transcript"]),
        "google-stt-json" => {
            let json = json();
            let results = json["results"].as_array().unwrap();
            results.iter().map(|result| own(&result["alternatives"][0]["transcript"])).collect::<Vec<_>>().join(" ")
        }
        "elan-eaf" => inside(std::str::from_utf8(bytes).unwrap(), "<ANNOTATION_VALUE>", "</"),
        "exmaralda-exb" => {
            let text = std::str::from_utf8(bytes).unwrap();
            let tiers = text.split("<tier ").filter(|tier| tier.contains("type=\"t\""));
            let events = tiers.flat_map(|tier| tier.split("<event ").skip(1));
            events.map(|event| event.split(['>', '<']).nth(1).unwrap()).collect()
        }
        "praat-textgrid" if file.contains("day1") => inside(std::str::from_utf8(bytes).unwrap(), "text = \"", "\" "),
        "tei" => {
            let body = std::str::from_utf8(bytes).unwrap().split("<body>").nth(1).unwrap();
            inside(&format!(">{body}"), ">", "<")
        }
        _ => return None,
    })
}

#[test]
fn real_files_keep_their_words() {
    let Some(corpus) = corpus() else { return };
    let counted = |text: &str| {
        let mut counts = std::collections::BTreeMap::new();
        for word in text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()) {
            *counts.entry(word.to_owned()).or_insert(0) += 1;
        }
        counts
    };
    let mut files = 0;
    for (file, ..) in HEARD {
        let bytes = std::fs::read(corpus.join(file)).unwrap();
        let Some(source) = words_of(file, &bytes) else { continue };
        let told = read_file(&corpus, file).unwrap().transcript;
        let words: Vec<&str> = told.turns().iter().map(|turn| told.words(turn)).collect();
        assert_eq!(counted(&words.join(" ")), counted(&source), "{file}");
        files += 1;
    }
    println!("{files} files keep every word");
    assert_eq!(files, 11);
}
