//! A transcript that is written in a form for people and read back is the same.
#![allow(clippy::unwrap_used, reason = "a transcript that cannot be written fails the test")]

use proptest::prelude::*;
use qualkit_ingest::{Format, Options, WriteError, read, write};
use qualkit_transcript::{Source, Timecode, Transcript, TranscriptId, Utterance};

fn id() -> TranscriptId {
    TranscriptId::new("P01").unwrap()
}

/// Turns of two speakers who take turns, so that nothing is joined on the way back.
fn told() -> impl Strategy<Value = Transcript> {
    let words = "[a-zé<&>]{0,4}[a-z]{1,4}( [a-zA-Zß’']{1,9}){0,12}[.?!]";
    prop::collection::vec((words, 1..9_000_u64, 1..4_000_u64), 4..12).prop_map(|turns| {
        let mut clock = 0;
        let utterances =
            turns.into_iter().zip(["Interviewer", "Ada"].iter().cycle()).map(|((words, lasts, pause), who)| {
                let begins = clock;
                clock += lasts + pause;
                let time = |millis| Some(Timecode::from_millis(millis));
                Utterance { begins: time(begins), ends: time(begins + lasts), ..Utterance::new(*who, words) }
            });
        Transcript::compose(id(), utterances.collect(), Source::default())
    })
}

fn there_and_back(transcript: &Transcript, format: Format) -> Transcript {
    let written = write(transcript, format).unwrap();
    let options = Options { format: Some(format), ..Options::default() };
    read(id(), &format!("P01.{format}"), &written.bytes, &options).unwrap().transcript
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn captions_and_tables_keep_words_speakers_and_times(transcript in told()) {
        // SubRip has no way to write a sign that begins markup; a note says so.
        let plain = !transcript.text().as_str().contains(['<', '&']);
        for format in [Format::Vtt, Format::Csv].into_iter().chain(plain.then_some(Format::Srt)) {
            let back = there_and_back(&transcript, format);
            prop_assert_eq!(back.text().as_str(), transcript.text().as_str(), "{}", format);
            prop_assert_eq!(back.turns(), transcript.turns(), "{}", format);
        }
    }

    #[test]
    fn documents_keep_words_speakers_and_beginnings(transcript in told()) {
        for format in [Format::Docx, Format::Markdown] {
            let back = there_and_back(&transcript, format);
            let said = |one: &Transcript| -> Vec<(String, String, Option<Timecode>)> {
                let turns = one.turns().iter();
                turns.map(|turn| (one.speaker(turn).label.clone(), one.words(turn).to_owned(), turn.begins)).collect()
            };
            prop_assert_eq!(said(&back), said(&transcript), "{}", format);
        }
    }
}

#[test]
fn captions_of_turns_without_times_are_refused_with_the_turn() {
    let utterances = vec![Utterance::new("A", "Yes."), Utterance::new("B", "No.")];
    let transcript = Transcript::compose(id(), utterances, Source::default());
    assert_eq!(write(&transcript, Format::Vtt).unwrap_err(), WriteError::NoTimes { first: 1, without: 2, turns: 2 });
    assert!(write(&transcript, Format::Text).is_err());
}

#[test]
fn signs_that_subrip_cannot_hold_are_told() {
    let said = Utterance { begins: Some(Timecode::default()), ..Utterance::new("A", "x <i>y</i>") };
    let transcript = Transcript::compose(id(), vec![said], Source::default());
    let notes = write(&transcript, Format::Srt).unwrap().notes;
    assert!(notes.iter().any(|note| note.to_string().contains("markup")), "{notes:?}");
}

#[test]
fn the_same_document_is_written_with_the_same_bytes() {
    let transcript = Transcript::compose(id(), vec![Utterance::new("A", "Yes.")], Source::default());
    assert_eq!(write(&transcript, Format::Docx).unwrap().bytes, write(&transcript, Format::Docx).unwrap().bytes);
}
