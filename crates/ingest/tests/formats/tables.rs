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
fn columns_of_one_name_and_of_none_are_told() {
    let read_it = read("a.csv", "time,speaker,text,time,\n0:01,A,Who came?,1,\n0:04,B,Nobody.,2,\n").unwrap();
    assert_eq!(told(&read_it), [turn("A", 1, "Who came?"), turn("B", 4, "Nobody.")]);
    assert_eq!(
        notes(&read_it)[..2],
        [
            "several columns are called 'time': the name means the first; numbers mean any",
            "columns that were not taken: time"
        ]
    );
    let read_it = read("a.csv", "speaker,,text\nA,so,Who came?\nB,,Nobody.\nB,and,I say.\n").unwrap();
    assert_eq!(notes(&read_it)[0], "line 2: has cells under no column name, which were left out (and 1 more)");
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

#[test]
fn times_that_cannot_be_are_told() {
    let text = "start,end,speaker,text\n0:05,0:03,Ann,one\nsoon,0:09,Bo,two\n0:02,later,Ann,three\n0:07,0:08,Bo,four\n";
    let read = read("a.csv", text).unwrap();
    assert_eq!(
        told(&read),
        [turn("Ann", 5, "one"), turn("Bo", -1, "two"), turn("Ann", 2, "three"), turn("Bo", 7, "four"),]
    );
    assert_eq!(
        notes(&read)[..4],
        [
            "line 3: 'soon' in the column of times is no time and was left out (and 1 more)",
            "line 2: ends before it begins; the end was left out",
            "line 3: has an end but no begin; the end was left out",
            "line 4: begins before a row above it; the order of the file was kept",
        ]
    );
}

#[test]
fn it_is_said_what_rows_were_taken_for() {
    let list = read("a.tsv", "plot\tcomment\n1\tdry\n2\twet\n").unwrap();
    assert_eq!(
        notes(&list),
        [
            "columns that were not taken: plot",
            "no column names the speaker: every turn is of an unknown speaker",
            "every row was taken for an utterance of one interview, its words under 'comment'; --rows says what else \
             rows may be",
        ]
    );
    let survey = "participant,answer\nR1,dry\nR2,wet\nR3,so\n";
    let said = "nobody speaks twice: the rows were taken for turns of one interview; --rows says if they are respondents \
                or interviews";
    assert!(notes(&read("a.csv", survey).unwrap()).contains(&said.to_owned()));
    let interview = format!("{survey}R1,oh\n");
    assert!(!notes(&read("a.csv", interview).unwrap()).contains(&said.to_owned()));
}
