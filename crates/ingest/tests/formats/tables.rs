//! Tables with one row per utterance.

use qualkit_ingest::IngestError;

use super::{notes, read, told, turn, turns};

#[test]
fn a_row_is_a_turn() {
    let expected = [turn("Ann Lee", 1, "Hello, Bob."), turn("Bob", 66, "Hi."), turn("Bob", 3605, "So.")];
    for text in [
        "\u{feff}timestamp,speaker,statement\r\n0:01,Ann Lee,\"Hello, Bob.\"\r\n1:06,Bob,Hi.\r\n1:00:05,Bob,So.\r\n",
        "Start;Name;Text\n00:00:01,5;Ann Lee;Hello, Bob.\n[1:06];Bob;Hi.\n01:00:05;Bob;So.\n",
        "TIMECODE\tSPEAKER\tTRANSCRIPT\n00:00:01\tAnn Lee:\tHello, Bob.\n00:01:06\tBob:\tHi.\n01:00:05\tBob:\tSo.\n",
        "start,end,who,words\n1.2,2.5,Ann Lee,\"Hello, Bob.\"\n66,67,Bob,Hi.\n3605,3606,Bob,So.\n",
    ] {
        assert_eq!(turns("a.csv", text), expected, "{text}");
    }
}

#[test]
fn milliseconds_are_told_from_seconds() {
    let read = read("whisper.tsv", "start\tend\ttext\n1000\t2500\tHello.\n66000\t67000\tHi.\n").unwrap();
    assert_eq!(told(&read), [turn("?", 1, "Hello."), turn("?", 66, "Hi.")]);
    assert_eq!(read.transcript.turns()[0].ends.unwrap().millis(), 2_500);
    assert_eq!(
        notes(&read),
        [
            "no column names the speaker: every turn is of an unknown speaker",
            "numbers in the column of times were read as milliseconds",
        ]
    );
}

#[test]
fn what_is_not_taken_is_said() {
    let text =
        "timestamp,speaker,words,tags\n0:01,DB:,Hello.,a;b\n[00:00:43] real start,AB:,So.,\n,,Oh.,\n0:50,DB:,,c\n";
    let read = read("a.csv", text).unwrap();
    assert_eq!(told(&read), [turn("DB", 1, "Hello."), turn("AB", 43, "So."), turn("?", -1, "Oh.")]);
    assert_eq!(
        notes(&read)[..4],
        [
            "columns that were not taken: tags",
            "line 5: has no words",
            "line 4: names no speaker",
            "line 3: 'real start' in the column of times is no time and was left out",
        ]
    );
}

#[test]
fn a_table_without_a_column_of_words_names_what_there_is() {
    let error = read("a.csv", "Meeting,Topic\n1,2\n").unwrap_err();
    assert!(matches!(&error, IngestError::NoTextColumn { found, .. } if found == &["Meeting", "Topic"]));
    assert!(error.to_string().starts_with("no column holds what was said: the table has Meeting, Topic; name one"));
}

#[test]
fn a_table_is_known_by_its_header() {
    let read = read("export.txt", "Speaker,Text\nAnn,Hello\nBob,Hi\n").unwrap();
    assert_eq!(read.why, "a table whose header names Speaker, Text");
    assert_eq!(told(&read).len(), 2);
}

#[test]
fn a_row_that_is_broken_is_named() {
    let error = read("a.csv", "speaker,text\nAnn,Hello, Bob\n").unwrap_err();
    assert!(error.to_string().starts_with("line 2 has 3 cells"), "{error}");
}

#[test]
fn a_line_that_names_the_separator_is_no_header() {
    assert_eq!(turns("a.csv", "sep=;\nwho;text\nAnn;Hello, Bob\n"), [turn("Ann", -1, "Hello, Bob")]);
}
