//! A transcript that is written in a form for people and read back is the same.
#![allow(clippy::unwrap_used, reason = "a transcript that cannot be written fails the test")]

use std::time::Duration;

use proptest::prelude::*;
use qualkit_ingest::{Format, Join, Options, WriteError, read, write};
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

/// Captions: who speaks, the words, and the pause before them and how long they are shown in milliseconds. Each of
/// the two speaks twice, so that SubRip shows them as labels.
fn cues() -> impl Strategy<Value = Vec<(bool, String, u64, u64)>> {
    let cue = (any::<bool>(), "[a-z]{2,8}( [a-zA-Zß’']{1,9}){0,6}[.?!]", 0..4_000_u64, 1..9_000_u64);
    prop::collection::vec(cue, 4..30).prop_map(|mut cues| {
        cues.iter_mut().take(4).zip([true, false].into_iter().cycle()).for_each(|(cue, who)| cue.0 = who);
        // Captions that repeat the words before them would be taken for captions that roll.
        cues.iter_mut().enumerate().for_each(|(place, cue)| cue.1.insert_str(0, &format!("{place} ")));
        cues
    })
}

fn webvtt(cues: &[(bool, String, u64, u64)]) -> String {
    let mut text = "WEBVTT\n\n".to_owned();
    let mut clock = 0;
    let written = |millis: u64| format!("00:{:02}:{:02}.{:03}", millis / 60_000, millis / 1000 % 60, millis % 1000);
    for (number, (who, words, pause, lasts)) in (1..).zip(cues) {
        let begins = clock + pause;
        clock = begins + lasts;
        let who = if *who { "Interviewer" } else { "Ada" };
        text.push_str(&format!("{number}\n{} --> {}\n<v {who}>{words}\n\n", written(begins), written(clock)));
    }
    text
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
    fn what_was_joined_of_captions_is_written_as_the_same_captions(cues in cues(), joined in 0..3_usize) {
        let source = webvtt(&cues);
        let join = [Join::Always, Join::Within(Duration::from_secs(2)), Join::Never][joined];
        let options = Options { join: Some(join), ..Options::default() };
        let told = read(id(), "P01.vtt", source.as_bytes(), &options).unwrap().transcript;
        let written = write(&told, Format::Vtt).unwrap();
        prop_assert_eq!(String::from_utf8(written.bytes).unwrap(), source);
        prop_assert_eq!(written.notes, []);
        // SubRip has no place for words that look like markup, but times and places are the same.
        let srt = write(&told, Format::Srt).unwrap().bytes;
        let back = read(id(), "P01.srt", &srt, &options).unwrap().transcript;
        prop_assert_eq!(back.parts(), told.parts());
        prop_assert_eq!(back.text().as_str(), told.text().as_str());
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
