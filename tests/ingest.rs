//! `qualkit ingest`

use insta::assert_snapshot;

use crate::garden::{P01, coded, empty, files, refused, run, uncoded};

#[test]
fn interviews_become_transcripts() {
    let sandbox = empty();
    assert_snapshot!(run(&sandbox, &["ingest", "garden", "P01.txt", "P02.vtt"]), @"
    exit 0
    --- stdout
    Transcripts

                                                                                                   Taken
    File     Id   Format  Turns  Timed  Words  Speakers                                     Notes  in
    ────────────────────────────────────────────────────────────────────────────────────────────────────
    P01.txt  P01  txt         6      0     62  INT: interviewer, P01: participant               0  new
    P02.vtt  P02  vtt         4      4     29  Interviewer: interviewer, Rosa: participant      0  new

    qualkit [version]
    ");
    assert_snapshot!(sandbox.read("garden/transcripts/P01.txt"), @"
    INT: How did you find the garden?

    P01: My neighbour told me. She had a plot by the fence, and I was curious.

    INT: And the first week?

    P01: Honestly? I was lost. Nobody told me where the tools were.
    I said to myself, “¿dónde está la señora?” and nearly gave up.

    INT: What changed?

    P01: My neighbour told me about the shed. After that it was easy.
    ");
    assert_snapshot!(sandbox.read("garden/transcripts/P01.toml"), @r#"
    title = "Interview 1, the garden on Elm Row"
    recorded = "3 May 2019"
    text_digest = "6ad8abd029ac77c86f8332c601af3c7e95fb37bfa5318c8965202ee57287459e"
    header = [
        "Interview 1, the garden on Elm Row",
        "Recorded 3 May 2019",
    ]

    [source]
    file_name = "P01.txt"
    format = "txt"
    encoding = "UTF-8"
    digest = "6f3565a8a2f28f299b4a24eca9a00db074a690b54106291c55def023852c9cf7"
    warnings = []

    [[speakers]]
    label = "INT"
    role = "interviewer"

    [[speakers]]
    label = "P01"
    role = "participant"
    case = "P01"
    "#);
    assert_snapshot!(sandbox.read("garden/transcripts/P02.txt"), @"
    [00:00:01-00:00:04] Interviewer: How did you find the garden?

    [00:00:04.500-00:00:09] Rosa: A flyer at the library. It was in two languages.

    [00:00:09.500-00:00:12] Interviewer: And then?

    [00:00:12.500-00:00:19] Rosa: Then I came on a Saturday, and they gave me soup.
    ");
    assert_eq!(sandbox.read("P01.txt"), P01, "the original stays as it is");
}

#[test]
fn the_same_files_again_change_nothing() {
    let sandbox = coded();
    let before = files(&sandbox, "garden");
    let table = sandbox.ok(&["ingest", "garden", "P01.txt", "P02.vtt", "--format", "csv"]);
    assert_eq!(table.lines().filter(|line| line.ends_with(",unchanged")).count(), 2, "{table}");
    assert!(before == files(&sandbox, "garden"));
}

#[test]
fn a_dry_run_writes_nothing() {
    let sandbox = empty();
    let before = files(&sandbox, "garden");
    let table = sandbox.ok(&["ingest", "garden", "P01.txt", "--dry-run", "--format", "csv"]);
    assert!(table.contains("P01.txt,P01,txt,"), "{table}");
    assert!(before == files(&sandbox, "garden"));
}

#[test]
fn files_that_cannot_be_read_are_named_and_the_others_taken_in() {
    let sandbox = empty();
    let words = ["ingest", "garden", "nowhere.txt", "P02.vtt", "P03.txt", "--format", "csv"];
    assert_snapshot!(run(&sandbox, &words), @r#"
    exit 2
    --- stdout
    file,id,format,why,encoding,turns,timed_turns,words,speakers,notes,intake
    P02.vtt,P02,vtt,it begins with WEBVTT,UTF-8,4,4,29,"Interviewer: interviewer, Rosa: participant",0,new
    --- stderr
    error: cannot read 'nowhere.txt'
    caused by: No such file or directory (os error 2)
    error: cannot read 'P03.txt'
    caused by: No such file or directory (os error 2)
    error: 2 of 3 files were not taken in
    "#);
    assert!(sandbox.path("garden/transcripts/P02.txt").is_file());
}

#[test]
fn one_file_that_is_not_there_is_one_error() {
    assert_snapshot!(refused(&empty(), &["ingest", "garden", "P1.txt"]), @"
    exit 2
    --- stderr
    error: cannot read 'P1.txt'
    caused by: No such file or directory (os error 2)
    ");
}

#[test]
fn a_folder_is_read_with_all_that_is_in_it_and_a_pattern_with_what_it_matches() {
    let sandbox = empty();
    sandbox.write("interviews/one/P01.txt", P01);
    sandbox.write("interviews/P02.vtt", crate::garden::P02);
    sandbox.write("interviews/.hidden", "x");
    let table = sandbox.ok(&["ingest", "garden", "interviews", "--dry-run", "--format", "csv"]);
    assert_eq!(table.lines().count(), 3, "{table}");
    let table = sandbox.ok(&["ingest", "garden", "interviews/*.vtt", "--dry-run", "--format", "csv"]);
    assert_eq!(table.lines().count(), 2, "{table}");
    assert_snapshot!(refused(&sandbox, &["ingest", "garden", "garden"]), @"
    exit 2
    --- stderr
    error: 'garden' is a study, not a folder of interviews
    ");
    assert_snapshot!(refused(&sandbox, &["ingest", "garden", "*.docx"]), @"
    exit 2
    --- stderr
    error: no file matches '*.docx'
    ");
}

#[test]
fn what_was_understood_is_shown_before_anything_is_written() {
    assert_snapshot!(run(&empty(), &["ingest", "garden", "P01.txt", "--explain", "--dry-run"]), @"
    exit 0
    --- stdout
    Transcripts

                                                                                          Taken
    File     Id   Format  Turns  Timed  Words  Speakers                            Notes  in
    ───────────────────────────────────────────────────────────────────────────────────────────
    P01.txt  P01  txt         6      0     62  INT: interviewer, P01: participant      0  new

    P01.txt: txt, because it is a text, and the name ends in .txt

    Turn  Begins  Speaker  Role         Begins with
    ────────────────────────────────────────────────────────────────────────────────────────────────────
       1          INT      interviewer  How did you find the garden?

       2          P01      participant  My neighbour told me. She had a plot by the fence, and I was
                                        curious.

       3          INT      interviewer  And the first week?

       4          P01      participant  Honestly? I was lost. Nobody told me where the tools were. I
                                        said to myself, “¿d …

       5          INT      interviewer  What changed?

       6          P01      participant  My neighbour told me about the shed. After that it was easy.

    Not said by anyone: Interview 1, the garden on Elm Row
    Not said by anyone: Recorded 3 May 2019
    6 of 6 turns are shown.

    qualkit [version]
    --- stderr
    nothing was written (--dry-run)
    ");
}

#[test]
fn the_canonical_text_is_printed_without_a_study() {
    let sandbox = empty();
    assert_snapshot!(run(&sandbox, &["ingest", "--stdout", "P02.vtt"]), @"
    exit 0
    --- stdout
    [00:00:01-00:00:04] Interviewer: How did you find the garden?

    [00:00:04.500-00:00:09] Rosa: A flyer at the library. It was in two languages.

    [00:00:09.500-00:00:12] Interviewer: And then?

    [00:00:12.500-00:00:19] Rosa: Then I came on a Saturday, and they gave me soup.
    ");
    assert_snapshot!(refused(&sandbox, &["ingest", "--stdout", "P01.txt", "P02.vtt"]), @"
    exit 2
    --- stderr
    error: --stdout prints one file
    hint: qualkit ingest --stdout FILE
    ");
}

#[test]
fn no_files_are_a_mistake() {
    assert_snapshot!(refused(&empty(), &["ingest", "garden"]), @"
    exit 2
    --- stderr
    error: nothing to ingest: 'garden' is taken for the study
    hint: qualkit ingest STUDY FILES; without a study: qualkit ingest --stdout FILE
    ");
}

#[test]
fn who_asks_can_be_told() {
    let sandbox = empty();
    sandbox.write("talk.txt", "Lee: Come in.\n\nKim: Thanks.\n\nLee: Sit down.\n\nKim: I will.\n");
    let table = sandbox.ok(&["ingest", "garden", "talk.txt", "--interviewer", "Kim", "--format", "csv"]);
    assert!(table.contains("\"Lee: participant, Kim: interviewer\""), "{table}");
}

#[test]
fn an_id_can_be_given() {
    let sandbox = empty();
    sandbox.ok(&["ingest", "garden", "P01.txt", "--id", "first"]);
    assert!(sandbox.path("garden/transcripts/first.txt").is_file());
    assert_snapshot!(refused(&sandbox, &["ingest", "garden", "P01.txt", "P02.vtt", "--id", "x"]), @"
    exit 2
    --- stderr
    error: --id names one transcript, but there are several files
    hint: --together makes one transcript of the files of one conversation
    ");
    assert_snapshot!(refused(&sandbox, &["ingest", "garden", "P01.txt", "--id", "../x"]), @"
    exit 2
    --- stderr
    error: '../x' is no id: an id begins with a letter and has only letters, digits, '-' and '_'
    ");
}

#[test]
fn another_text_is_taken_in_by_force_while_nobody_has_coded() {
    let sandbox = uncoded();
    sandbox.write("P01.txt", P01.replace("curious", "bored"));
    assert_snapshot!(refused(&sandbox, &["ingest", "garden", "P01.txt"]), @"
    exit 2
    --- stderr
    error: the study has another text for 'P01', from 'P01.txt'
    hint: nobody has coded it yet: --force takes the new text in
    ");
    sandbox.ok(&["ingest", "garden", "P01.txt", "--force"]);
    assert!(sandbox.read("garden/transcripts/P01.txt").contains("I was bored"));
}

#[test]
fn another_text_for_a_coded_transcript_is_refused_even_by_force() {
    let sandbox = coded();
    sandbox.write("P01.txt", P01.replace("curious", "bored"));
    assert_snapshot!(refused(&sandbox, &["ingest", "garden", "P01.txt", "--force"]), @"
    exit 2
    --- stderr
    error: the study has another text for 'P01', from 'P01.txt', and ana coded it; taking in this one would move the codings
    hint: ingest the new text under another id with --id
    ");
}

#[test]
fn a_text_that_is_lost_comes_back_as_it_was_or_not_at_all() {
    let sandbox = coded();
    let details = sandbox.read("garden/transcripts/P01.toml");
    std::fs::remove_file(sandbox.path("garden/transcripts/P01.txt")).unwrap();
    sandbox.write("other/P01.txt", P01.replace("curious", "bored"));
    assert_snapshot!(refused(&sandbox, &["ingest", "garden", "other/P01.txt"]), @"
    exit 2
    --- stderr
    error: 'P01.txt' is missing in the study, and ana coded another text than this
    hint: ingest the original again, or bring the text back from a copy of the study
    ");
    sandbox.ok(&["ingest", "garden", "P01.txt"]);
    assert_eq!(sandbox.read("garden/transcripts/P01.toml"), details);
    assert_eq!(sandbox.ok(&["check", "garden"]), "");
}

#[test]
fn the_study_comes_before_the_files() {
    assert_snapshot!(refused(&empty(), &["ingest", "P01.txt", "garden"]), @"
    exit 2
    --- stderr
    error: 'P01.txt' is a file, and a study is a folder
    hint: the study's folder comes first, for example: qualkit ingest STUDY FILES
    ");
}

#[test]
fn a_transcript_may_not_bear_a_name_that_the_study_needs() {
    let sandbox = coded();
    sandbox.write("progress.txt", P01);
    let told = refused(&sandbox, &["ingest", "garden", "progress.txt"]);
    assert!(told.contains("'progress'") && told.contains("--id"), "{told}");
}

#[test]
fn an_id_that_differs_in_capitals_alone_is_refused() {
    let sandbox = uncoded();
    sandbox.write("p01.txt", P01);
    let told = refused(&sandbox, &["ingest", "garden", "p01.txt"]);
    assert!(told.contains("'P01'"), "{told}");
}

#[test]
fn an_option_that_speaks_of_other_files_is_told() {
    let sandbox = empty();
    sandbox.write("talk.csv", "speaker,text\nAnn,Well?\nBo,Yes.\n");
    let words = ["ingest", "garden", "talk.csv", "--dry-run", "--sheet", "one", "--speaker-pattern", "(?<speaker>x)"];
    let told = run(&sandbox, &words);
    assert!(told.contains("--sheet made no difference: no workbook was read\n"), "{told}");
    assert!(told.contains("--speaker-pattern made no difference: no text and no document was read\n"), "{told}");
}
