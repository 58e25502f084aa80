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
