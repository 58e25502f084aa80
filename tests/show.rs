//! `qualkit show`

use insta::assert_snapshot;

use crate::garden::{coded, run, uncoded};

#[test]
fn a_transcript_is_printed_and_written_for_people() {
    let sandbox = uncoded();
    let printed = run(&sandbox, &["show", "garden", "P01"]);
    assert!(printed.contains(&sandbox.read("garden/transcripts/P01.txt")), "{printed}");
    assert_snapshot!(run(&sandbox, &["show", "garden", "P02", "--as", "srt"]), @"
    exit 0
    --- stdout
    1
    00:00:01,000 --> 00:00:04,000
    Interviewer: How did you find the garden?

    2
    00:00:04,500 --> 00:00:09,000
    Rosa: A flyer at the library. It was in two languages.

    3
    00:00:09,500 --> 00:00:12,000
    Interviewer: And then?

    4
    00:00:12,500 --> 00:00:19,000
    Rosa: Then I came on a Saturday, and they gave me soup.
    ");
    assert_snapshot!(run(&sandbox, &["show", "garden", "P01", "--as", "md"]), @"
    exit 0
    --- stdout
    [//]: # (qualkit transcript: every heading of level 3 is a turn)

    ### INT

    How did you find the garden?

    ### P01

    My neighbour told me. She had a plot by the fence, and I was curious.

    ### INT

    And the first week?

    ### P01

    Honestly? I was lost. Nobody told me where the tools were.

    I said to myself, “¿dónde está la señora?” and nearly gave up.

    ### INT

    What changed?

    ### P01

    My neighbour told me about the shed. After that it was easy.
    ");
    assert_snapshot!(run(&sandbox, &["show", "garden", "P01", "--as", "docx", "--out", "P01.docx"]), @"exit 0");
    assert_snapshot!(run(&sandbox, &["show", "garden", "P01", "--as", "docx", "--out", "P01.docx"]), @"
    exit 2
    --- stderr
    error: 'P01.docx' is there already
    hint: --force overwrites it
    ");
}

#[test]
fn captions_without_times_and_unknown_transcripts_are_refused() {
    let sandbox = coded();
    assert_snapshot!(run(&sandbox, &["show", "garden", "P01", "--as", "vtt"]), @"
    exit 2
    --- stderr
    error: P01: captions need times, and 6 of 6 turns have none, the first of them turn 1
    ");
    assert_snapshot!(run(&sandbox, &["show", "garden", "P1"]), @"
    exit 2
    --- stderr
    error: the study has no transcript 'P1'
    hint: did you mean 'P01'?
    ");
    assert_snapshot!(run(&sandbox, &["show", "garden", "P01", "--as", "txt"]), @"
    exit 2
    --- stderr
    error: P01: a transcript cannot be written as txt: expected vtt, srt, docx, md or csv
    ");
}

#[test]
fn words_that_are_blinded_are_replaced_in_words_and_labels() {
    let sandbox = uncoded();
    sandbox.write("garden/blind.csv", "words,replacement,kind\nRosa,[a neighbour],person\n");
    let shown = run(&sandbox, &["show", "garden", "P02", "--blind"]);
    assert!(!shown.contains("Rosa") && shown.contains("a neighbour: A flyer"), "{shown}");
}

#[test]
fn what_is_shown_is_taken_in_again_as_it_was() {
    let sandbox = uncoded();
    let text =
        "[00:00:01-00:00:02] Note: Ann: is it?\n\n[00:00:03-00:00:04] ?: So.\n\n[00:00:05-00:00:07] Bo: <1> *ok*\n";
    sandbox.write("talk.txt", text);
    sandbox.ok(&["ingest", "garden", "talk.txt", "--id", "T1"]);
    assert_eq!(sandbox.ok(&["show", "garden", "T1"]), text);
    for format in ["docx", "md", "csv", "vtt"] {
        let file = format!("back.{format}");
        sandbox.ok(&["show", "garden", "T1", "--as", format, "--out", &file]);
        assert_eq!(sandbox.ok(&["ingest", "--stdout", &file]), text, "{format}");
    }
    let written = sandbox.run(&["show", "garden", "T1", "--as", "srt", "--out", "back.srt"]);
    assert_eq!(
        written.stderr,
        "T1: turn 3: has signs that players may take for markup\n\
         T1: labels that look like words, and that ingest needs to be told (--speaker): 'Note'\n"
    );
}
