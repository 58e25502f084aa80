//! JSON of recognisers.

use qualkit_ingest::{Format, IngestError, Options};

use super::fixture;
use super::{notes, read, read_with, told, turn, turns};

const MEET: &str = "How did you meet?";
const CHANCE: &str = "By chance, at work.";

/// Who speaks, from when to when in milliseconds, and the words.
type Said = (String, Option<u64>, Option<u64>, String);

/// The format, the turns with their begins in milliseconds, and the ends of all that have one.
fn all(name: &str) -> (Format, Vec<Said>) {
    let read = read(name, fixture(name)).unwrap();
    let transcript = &read.transcript;
    let turns = transcript.turns().iter().map(|turn| {
        let (begins, ends) = (turn.begins.map(|time| time.millis()), turn.ends.map(|time| time.millis()));
        (transcript.speaker(turn).label.clone(), begins, ends, transcript.words(turn).to_owned())
    });
    (read.format, turns.collect())
}

fn at(label: &str, begins: u64, ends: u64, words: &str) -> Said {
    (label.to_owned(), Some(begins), Some(ends), words.to_owned())
}

#[test]
fn two_speakers_and_their_times_are_the_same_from_every_recogniser() {
    for (name, format, first, second) in [
        ("aws-speakers.json", Format::Aws, "spk_0", "spk_1"),
        ("aws-audio-segments.json", Format::Aws, "spk_0", "spk_1"),
        ("google-diarised.json", Format::Google, "Speaker 1", "Speaker 2"),
        ("google-v2.json", Format::Google, "Speaker 1", "Speaker 2"),
        ("azure-fast.json", Format::Azure, "Speaker 1", "Speaker 2"),
        ("assemblyai.json", Format::AssemblyAi, "A", "B"),
        ("deepgram-utterances.json", Format::Deepgram, "Speaker 0", "Speaker 1"),
        ("deepgram-words.json", Format::Deepgram, "Speaker 0", "Speaker 1"),
        ("sonix.json", Format::Sonix, "Speaker1", "Bo"),
    ] {
        assert_eq!(all(name), (format, vec![at(first, 0, 1500, MEET), at(second, 2000, 4250, CHANCE)]), "{name}");
    }
}

#[test]
fn channels_are_interleaved_in_the_order_of_time() {
    for (name, format, first, second) in [
        ("aws-channels.json", Format::Aws, "ch_0", "ch_1"),
        ("azure-batch.json", Format::Azure, "Channel 0", "Channel 1"),
        ("deepgram-channels.json", Format::Deepgram, "Channel 0", "Channel 1"),
    ] {
        let turns = vec![at(first, 0, 1500, MEET), at(second, 2000, 4250, CHANCE), at(first, 5000, 5500, "Really?")];
        assert_eq!(all(name), (format, turns), "{name}");
    }
}

#[test]
fn stretches_without_speakers_stay_apart() {
    for (name, format) in [("whisper.json", Format::Whisper), ("assemblyai-words.json", Format::AssemblyAi)] {
        let (found, turns) = all(name);
        assert_eq!(
            (found, &turns[..2]),
            (format, &[at("?", 0, 1500, MEET), at("?", 2000, 4250, CHANCE)][..]),
            "{name}"
        );
    }
    let read = read("google-plain.json", fixture("google-plain.json")).unwrap();
    assert_eq!(told(&read), [turn("?", 0, MEET), turn("?", -1, CHANCE)]);
    let ends = "the end of a turn, 00:00:04.250, was left out: nobody knows when it begins";
    let nobody = "the recogniser names no speaker: every stretch became a turn of an unknown speaker";
    assert_eq!(notes(&read), ["stretches without a begin: 1, without an end: 0, of 2", nobody, ends]);
}

#[test]
fn a_segment_with_words_of_several_speakers_is_divided() {
    let read = read("whisperx.json", fixture("whisperx.json")).unwrap();
    assert_eq!(read.format, Format::WhisperX);
    assert_eq!(
        told(&read),
        [
            turn("SPEAKER_01", 0, MEET),
            turn("SPEAKER_00", 2, "By chance, in 1999."),
            turn("SPEAKER_01", 5, "Really?"),
            turn("SPEAKER_00", 6, "Yes."),
            turn("?", 7, "At work."),
        ]
    );
    assert_eq!(
        notes(&read)[..2],
        [
            "segment 2: its words are given to several speakers; it was divided between them",
            "no speaker is named for 1 of 5 stretches"
        ]
    );
}

#[test]
fn results_that_the_last_one_repeats_are_left_out() {
    let read = read("google-diarised.json", fixture("google-diarised.json")).unwrap();
    assert_eq!(
        notes(&read)[0],
        "the last result repeats all words with their speakers: it was read, its 8 words, and the 2 results before it \
         with 8 words were left out"
    );
}

#[test]
fn a_result_repeats_texts_without_words_too() {
    let word = |word: &str, tag: u32| format!("{{\"word\": \"{word}\", \"startTime\": \"1s\", \"speakerTag\": {tag}}}");
    let (texts, all) = (
        "{\"alternatives\": [{\"transcript\": \"so it\"}]}, {\"alternatives\": [{\"transcript\": \" was\"}]}",
        [word("so", 1), word("it", 1), word("was", 2)].join(", "),
    );
    let json = format!("{{\"results\": [{texts}, {{\"alternatives\": [{{\"words\": [{all}]}}]}}]}}");
    assert_eq!(turns_of(json.as_bytes()), [turn("Speaker 1", 1, "so it"), turn("Speaker 2", 1, "was")]);
    let ibm =
        b"{\"result_index\": 0, \"results\": [{\"alternatives\": [{\"transcript\": \"so\"}]}], \"speaker_labels\": []}";
    assert!(matches!(read("a.json", ibm), Err(IngestError::NotReadable { .. })));
}

#[test]
fn words_that_are_cut_into_tokens_are_put_together() {
    assert_eq!(
        all("whisper-cpp.json").1,
        [
            at("?", 0, 1500, "Wie haben Sie sich"),
            at("?", 1500, 2400, "kennengelernt?"),
            at("?", 3000, 4000, "Zufällig.")
        ]
    );
}

#[test]
fn signs_spaces_and_names_are_taken_from_elements() {
    assert_eq!(all("rev.json").1, [at("Speaker 0", 0, 1500, MEET), at("Bo Ray", 2000, 4250, "By <unk>, at work.")]);
    let unknown = at("?", 5000, 5200, "Hm");
    assert_eq!(
        all("speechmatics.json"),
        (Format::Speechmatics, vec![at("S1", 0, 1500, MEET), at("S2", 2000, 4250, CHANCE), unknown])
    );
}

#[test]
fn phrases_that_overlap_or_failed_are_told() {
    let azure = read("a.json", fixture("azure-speakers.json")).unwrap();
    assert_eq!(told(&azure), [turn("Speaker 1", 0, MEET), turn("Speaker 2", 62, CHANCE)]);
    assert_eq!(notes(&azure)[0], "phrases without words: 1");
    assert_eq!(azure.transcript.details().language.as_deref(), Some("en-GB"));
    let call = read("a.json", fixture("aws-call.json")).unwrap();
    assert_eq!(told(&call), [turn("AGENT", 0, MEET), turn("CUSTOMER", 1, CHANCE)]);
    assert_eq!(notes(&call)[0], "stretches that begin while another speaker is speaking: 1; all are kept");
}

#[test]
fn words_are_joined_as_asked_for() {
    let joined = |join: &str| {
        let options = Options { join: Some(join.parse().unwrap()), ..Options::default() };
        told(&read_with("aws.json", fixture("aws-audio-segments.json"), &options).unwrap()).len()
    };
    assert_eq!((joined("always"), joined("0.5s"), joined("300ms"), joined("never")), (2, 2, 3, 3));
}

#[test]
fn a_whole_text_or_a_bare_list_of_segments_is_read() {
    let whole = read("a.json", br#"{"text": " So it was."}"#).unwrap();
    assert_eq!(told(&whole), [turn("?", -1, "So it was.")]);
    let list = br#"[{"start": "1", "end": "2", "speaker": "Ann", "text": "So"}, {"start": 3, "text": "it was."}]"#;
    assert_eq!(turns_of(list), [turn("Ann", 1, "So"), turn("?", 3, "it was.")]);
}

#[test]
fn a_segment_ends_when_it_has_lasted() {
    for lasts in ["duration", "dur"] {
        let list = format!(r#"[{{"text": "So", "start": 0.5, "{lasts}": "1.25"}}, {{"text": "it was.", "start": 2}}]"#);
        let read = read("a.json", list.as_bytes()).unwrap();
        let ends: Vec<_> = read.transcript.turns().iter().map(|turn| turn.ends.map(|ends| ends.millis())).collect();
        assert_eq!(ends, [Some(1_750), None]);
        assert_eq!(notes(&read)[0], "stretches without a begin: 0, without an end: 1, of 2");
    }
}

fn turns_of(bytes: &[u8]) -> Vec<(String, i64, String)> {
    told(&read("a.json", bytes).unwrap())
}

#[test]
fn escapes_and_times_that_are_none_are_read_all_the_same() {
    let bytes = b"[{\"start\": -0.5, \"end\": 1e300, \"text\": \"a\\ud83d b\\u0000c\\u00a0d\"}, {\"start\": 5, \"end\": 4, \"text\": \"e\"}, {\"start\": 2, \"text\": \"f\"}]";
    let read = read("a.json", bytes).unwrap();
    assert_eq!(told(&read), [turn("?", 0, "a\u{fffd} bc d"), turn("?", 5, "e"), turn("?", 2, "f")]);
    assert_eq!(
        notes(&read)[..7],
        [
            "1 special space made plain, 1 control character removed",
            "1 halves of characters (lone surrogates) became U+FFFD",
            "times before the start of the recording, which became its start: 1, the first is 'start': -0.5",
            "times that are longer than any recording, which were left out: 1, the first is 'end': 1e300",
            "stretches that end before they begin: 1; their ends were left out",
            "stretches that begin before the one above them: 1; the order of the file was kept",
            "the recogniser names no speaker: every stretch became a turn of an unknown speaker",
        ]
    );
}

#[test]
fn other_json_is_refused_with_a_remedy() {
    for bytes in
        [&b"{\"a\": 1}"[..], b"{}", b"[{\"a\": 1}]", b"{\"results\": {}}", b"{\"results\": [], \"segments\": {}}"]
    {
        let error = read("a.json", bytes).unwrap_err();
        assert!(matches!(error, IngestError::NotReadable { .. }), "{error}");
    }
    assert!(matches!(read("a.json", b"{\"results\": [").unwrap_err(), IngestError::Json { line: 1, .. }));
    let deep = format!("{{\"text\": {}", "[".repeat(1 << 20));
    assert!(matches!(read("a.json", deep).unwrap_err(), IngestError::Json { .. }));
    let options = Options { format: Some(Format::Deepgram), ..Options::default() };
    let error = read_with("a.json", fixture("whisper.json"), &options).unwrap_err();
    assert_eq!(error.to_string(), "this has not the shape of deepgram; leave out the format, and it is recognised");
}

#[test]
fn oddities_of_json_are_told() {
    let text = r#"{"segments": [{"start": -0.5, "end": 1, "text": "one", "speaker": "A", "speaker": "B"},
        {"start": 9e9, "end": 9e9, "text": "two"}]}"#;
    let read = read("a.json", text).unwrap();
    assert_eq!(told(&read), [turn("B", 0, "one"), turn("?", -1, "two")]);
    assert_eq!(
        notes(&read)[..4],
        [
            "keys that stand twice in one object, of which the last was read: 1, the first is 'speaker'",
            "times before the start of the recording, which became its start: 1, the first is 'start': -0.5",
            "times that are longer than any recording, which were left out: 2, the first is 'start': 9000000000.0",
            "stretches without a begin: 1, without an end: 1, of 2",
        ]
    );
}

#[test]
fn azure_may_name_the_speaker_beside_the_words() {
    let text = r#"{"recognizedPhrases": [{"offset": "PT1S", "duration": "PT1S", "nBest": [{"speaker": 2, "display": "So."}]}]}"#;
    assert_eq!(turns("a.json", text), [turn("Speaker 2", 1, "So.")]);
}
