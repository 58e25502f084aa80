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
fn every_format_can_be_asked_for_and_is_listed() {
    let sandbox = empty();
    sandbox.write("captions.txt", crate::garden::P02);
    let table = sandbox.ok(&["ingest", "garden", "captions.txt", "--as", "vtt", "--dry-run", "--format", "csv"]);
    assert!(table.contains("captions.txt,captions,vtt,it was asked for,"), "{table}");
    let help = sandbox.ok(&["ingest", "--help"]).split_whitespace().collect::<Vec<_>>().join(" ");
    for name in formats() {
        assert!(help.contains(&format!(" {name}")), "{name}");
    }
    assert_snapshot!(refused(&sandbox, &["ingest", "garden", "P01.txt", "--as", "pages"]), @"
    exit 2
    --- stderr
    error: invalid value 'pages' for '--as <FORMAT>': 'pages' is no format: expected txt, md, docx, odt, rtf, html, pdf, vtt, srt, csv, xlsx, whisper, whisper.cpp, whisperx, aws-transcribe, google-speech, azure-speech, assemblyai, deepgram, speechmatics, rev-ai, sonix, textgrid, eaf, exb, cha, trs, tei, otr, inqscr, zoom-chat

    For more information, try '--help'.
    ");
    assert_snapshot!(refused(&sandbox, &["ingest", "garden", "P01.txt", "--as", "eaf"]), @"
    exit 2
    --- stderr
    error: P01.txt: the XML is broken at line 1, column 1 (unknown token at 1:1): export it again
    ");
}

/// The names of the formats, as a mistake tells them.
fn formats() -> Vec<String> {
    let told = empty().run(&["ingest", "garden", "P01.txt", "--as", "pages"]).stderr;
    let names = told.split("expected ").nth(1).unwrap().split('\n').next().unwrap();
    let names: Vec<String> = names.split(", ").map(str::to_owned).collect();
    assert!(names.len() > 30, "{told}");
    names
}

#[test]
fn an_encoding_can_be_told() {
    let sandbox = empty();
    sandbox.write("P05.txt", b"Ann: Caf\x8e?\n\nBob: No.\n\nAnn: Why?\n\nBob: So.\n");
    let text = sandbox.ok(&["ingest", "--stdout", "P05.txt", "--encoding", "macintosh"]);
    assert!(text.starts_with("Ann: Café?\n"), "{text}");
    assert_snapshot!(refused(&sandbox, &["ingest", "garden", "P05.txt", "--encoding", "utf-9"]), @"
    exit 2
    --- stderr
    error: invalid value 'utf-9' for '--encoding <NAME>': 'utf-9' is no encoding: expected a name such as utf-8, windows-1252, macintosh or utf-16le

    For more information, try '--help'.
    ");
}

#[test]
fn a_pattern_tells_how_turns_begin() {
    let sandbox = empty();
    sandbox.write("P05.txt", "<ann@00:05> Well?\n<bob@00:07> Note: no.\n");
    let words = ["ingest", "--stdout", "P05.txt", "--speaker-pattern", r"^<(?<speaker>\w+)@(?<time>[\d:]+)>"];
    assert_snapshot!(run(&sandbox, &words), @"
    exit 0
    --- stdout
    [00:00:05] ann: Well?

    [00:00:07] bob: Note: no.
    --- stderr
    P05.txt: 'ann' was taken as the interviewer, guessed from how often each asks and how much each says; --interviewer LABEL decides
    ");
    assert_snapshot!(refused(&sandbox, &["ingest", "garden", "P05.txt", "--speaker-pattern", r"^(\w+):"]), @r"
    exit 2
    --- stderr
    error: invalid value '^(\w+):' for '--speaker-pattern <REGEX>': '^(\w+):' finds no speakers: it has no group (?<speaker>…)

    For more information, try '--help'.
    ");
    let words = ["ingest", "garden", "P05.txt", "--speaker-pattern", "^(?<speaker>[A-Z]+);"];
    assert_snapshot!(refused(&sandbox, &words), @"
    exit 2
    --- stderr
    error: P05.txt: no line begins as the speaker pattern '^(?<speaker>[A-Z]+);' says
    ");
}

#[test]
fn what_one_speaker_says_in_a_row_is_joined_as_was_said() {
    let sandbox = empty();
    sandbox.write(
        "talk.vtt",
        "WEBVTT\n\n00:01.000 --> 00:02.000\n<v Ann>One.\n\n00:03.000 --> 00:04.000\n<v Ann>Two.\n\n\
         00:09.000 --> 00:10.000\n<v Ann>Three.\n",
    );
    let joined = |join: &str| sandbox.ok(&["ingest", "--stdout", "talk.vtt", "--join", join]);
    assert_eq!(joined("always"), "[00:00:01-00:00:10] Ann: One. Two. Three.\n");
    assert_eq!(joined("2s"), "[00:00:01-00:00:04] Ann: One. Two.\n\n[00:00:09-00:00:10] Ann: Three.\n");
    assert_eq!(joined("never").matches("Ann: ").count(), 3);
    sandbox.write("talk.txt", "Ann: One.\n\nAnn: Two.\n\nBob: Three.\n\nBob: Four.\n");
    let turns = sandbox.ok(&["ingest", "--stdout", "talk.txt"]);
    assert_eq!(turns.matches(": ").count(), 4, "what a person divided stays divided: {turns}");
    let turns = sandbox.ok(&["ingest", "--stdout", "talk.txt", "--join", "always"]);
    assert_eq!(turns, "Ann: One. Two.\n\nBob: Three. Four.\n");
    assert_snapshot!(refused(&sandbox, &["ingest", "garden", "talk.vtt", "--join", "soon"]), @"
    exit 2
    --- stderr
    error: invalid value 'soon' for '--join <PAUSE>': 'soon' does not say what to join: expected always, never or the longest pause, such as 2s or 500ms

    For more information, try '--help'.
    ");
}

#[test]
fn the_times_of_what_was_joined_are_kept_and_written_as_captions_again() {
    let sandbox = empty();
    let captions = "WEBVTT\n\n1\n00:00:01.000 --> 00:00:02.000\n<v Ann>Was Mary\n\n2\n00:00:03.000 --> 00:00:04.500\n\
        <v Ann>Jones there?\n\n3\n00:00:05.000 --> 00:00:06.000\n<v Bob>Mary was.\n\n4\n00:00:06.000 --> 00:00:08.000\n\
        <v Bob>Yes.\n\n";
    sandbox.write("talk.vtt", captions);
    let outcome = sandbox.run(&["ingest", "--stdout", "talk.vtt"]);
    assert_eq!(
        outcome.stdout,
        "[00:00:01-00:00:04.500] Ann: Was Mary Jones there?\n\n[00:00:05-00:00:08] Bob: Mary was. Yes.\n"
    );
    let told = "talk.vtt: the times of 4 parts of turns are not in the text; a study keeps them\n";
    assert!(outcome.stderr.ends_with(told), "{}", outcome.stderr);
    sandbox.ok(&["ingest", "garden", "talk.vtt"]);
    assert_eq!(
        sandbox.read("garden/transcripts/talk.times.csv"),
        "start,end,begins,ends\n29,37,00:00:01,00:00:02\n38,50,00:00:03,00:00:04.500\n\
         77,86,00:00:05,00:00:06\n87,91,00:00:06,00:00:08\n"
    );
    assert_eq!(sandbox.ok(&["show", "garden", "talk", "--as", "vtt"]), captions);

    // A study that was made before has no such table; the same file again adds it, and nothing else.
    let text = sandbox.read("garden/transcripts/talk.txt");
    let details = sandbox.read("garden/transcripts/talk.toml");
    std::fs::remove_file(sandbox.path("garden/transcripts/talk.times.csv")).unwrap();
    assert_eq!(sandbox.ok(&["show", "garden", "talk", "--as", "vtt"]).matches("-->").count(), 2);
    let again = sandbox.ok(&["ingest", "garden", "talk.vtt", "--format", "csv"]);
    assert!(again.contains("\"same text, new times inside turns\""), "{again}");
    assert_eq!(sandbox.read("garden/transcripts/talk.txt"), text);
    assert_eq!(sandbox.read("garden/transcripts/talk.toml"), details);
    let whole = "WEBVTT\n\n00:01.000 --> 00:04.500\n<v Ann>Was Mary Jones there?\n\n00:05.000 --> 00:08.000\n<v Bob>Mary was. Yes.\n";
    sandbox.write("whole/talk.vtt", whole);
    let whole = sandbox.ok(&["ingest", "garden", "whole/talk.vtt", "--format", "csv"]);
    assert!(whole.contains(",unchanged"), "a text without such times takes none away: {whole}");
    assert_eq!(sandbox.ok(&["show", "garden", "talk", "--as", "vtt"]), captions);

    // A name that runs over two captions is replaced, and they become one.
    sandbox.write("garden/blind.csv", "words,replacement,kind\nMary Jones,[someone],person\nMary,[she],person\n");
    let shown = sandbox.run(&["show", "garden", "talk", "--as", "vtt", "--blind"]);
    assert_eq!(
        shown.stdout,
        "WEBVTT\n\n1\n00:00:01.000 --> 00:00:04.500\n<v Ann>Was [someone] there?\n\n2\n00:00:05.000 --> 00:00:06.000\n\
         <v Bob>[she] was.\n\n3\n00:00:06.000 --> 00:00:08.000\n<v Bob>Yes.\n\n"
    );
    assert_eq!(shown.stderr, "talk: turn 1: what was replaced runs over captions; they are one\n");
}

#[test]
fn columns_of_a_table_can_be_chosen() {
    let sandbox = empty();
    sandbox.write("talk.csv", "Wer,Was,Wann\nAnn,Und?,0:05\nRosa,Gut.,0:07\n");
    assert_snapshot!(refused(&sandbox, &["ingest", "garden", "talk.csv"]), @"
    exit 2
    --- stderr
    error: talk.csv: no column holds what was said: the table has Wer, Was, Wann; name one of them text, statement, utterance, content, transcript, transcription, words, speech, sentence, message, response, answer
    hint: or say which column it is: --columns text=NAME,speaker=NAME,time=NAME
    ");
    let words = ["ingest", "--stdout", "talk.csv", "--columns", "speaker=wer,text=was,time=3"];
    assert_eq!(sandbox.ok(&words), "[00:00:05] Ann: Und?\n\n[00:00:07] Rosa: Gut.\n");
    assert_snapshot!(refused(&sandbox, &["ingest", "garden", "talk.csv", "--columns", "text=Words"]), @"
    exit 2
    --- stderr
    error: talk.csv: the table has no column 'Words'; it has Wer, Was, Wann
    ");
    assert_snapshot!(refused(&sandbox, &["ingest", "garden", "talk.csv", "--columns", "Was"]), @"
    exit 2
    --- stderr
    error: invalid value 'Was' for '--columns <COLUMNS>': 'Was' chooses no column: expected id=…, speaker=…, text=…, time=… or end=…, separated by commas

    For more information, try '--help'.
    ");
}

#[test]
fn a_column_of_ids_tells_interviews_apart() {
    let sandbox = empty();
    sandbox.write("all.csv", "interview,speaker,text\nP05,Ann,Why?\nP05,Rosa,So.\nP06,Ann,When?\nP06,Bo,Never.\n");
    let words = ["ingest", "garden", "all.csv", "--columns", "id=interview"];
    assert_snapshot!(run(&sandbox, &words), @"
    exit 0
    --- stdout
    Transcripts

                                                                                   Taken
    File     Id   Format  Turns  Timed  Words  Speakers                     Notes  in
    ────────────────────────────────────────────────────────────────────────────────────
    all.csv  P05  csv         2      0      2  Ann: unknown, Rosa: unknown      1  new
    all.csv  P06  csv         2      0      2  Ann: unknown, Bo: unknown        1  new

    qualkit [version]
    --- stderr
    all.csv, P05: it cannot be told who asks and who answers among 'Ann', 'Rosa'; --interviewer LABEL says it
    all.csv, P06: it cannot be told who asks and who answers among 'Ann', 'Bo'; --interviewer LABEL says it
    ");
    assert_eq!(sandbox.read("garden/transcripts/P06.txt"), "Ann: When?\n\nBo: Never.\n");
    let words = ["ingest", "garden", "all.csv", "--columns", "id=interview", "--id", "x"];
    assert_snapshot!(refused(&sandbox, &words), @"
    exit 2
    --- stderr
    error: --id names one transcript, but a table of several gives each its own
    hint: --columns id=NAME says which column holds the ids
    ");
    let words = ["ingest", "all.csv", "--columns", "id=interview", "--stdout"];
    assert_snapshot!(refused(&sandbox, &words), @"
    exit 2
    --- stderr
    error: all.csv: the table holds several transcripts, where one was expected
    hint: without --stdout, each becomes a transcript of the study
    ");
}

const SURVEY: &str = "\
Respondent;role;county;Why did you stay?;What is missing?
R1;nurse;Alder;The team.;Money.
R2;clerk;Tule;;Time.
R3;clerk;Tule;;
";

#[test]
fn a_survey_becomes_transcripts_of_respondents_and_cases() {
    let sandbox = empty();
    sandbox.write("survey.csv", SURVEY);
    let chosen = "id=Respondent,text=Why did you stay?,text=What is missing?";
    let words = ["ingest", "garden", "survey.csv", "--rows", "respondents", "--columns", chosen];
    assert_snapshot!(run(&sandbox, &words), @"
    exit 0
    --- stdout
    Transcripts

                                                                                                Taken
    File        Id  Format  Turns  Timed  Words  Speakers                                Notes  in
    ─────────────────────────────────────────────────────────────────────────────────────────────────
    survey.csv  R1  csv         4      0     10  Question: interviewer, R1: participant      0  new
    survey.csv  R2  csv         2      0      4  Question: interviewer, R2: participant      0  new

    qualkit [version]
    --- stderr
    survey.csv: 1 of 3 respondents answered none of the questions
    cases.csv: 3 new cases with the attributes role, county
    ");
    assert_snapshot!(sandbox.read("garden/transcripts/R1.txt"), @"
    Question: Why did you stay?

    R1: The team.

    Question: What is missing?

    R1: Money.
    ");
    assert_snapshot!(sandbox.read("garden/cases.csv"), @"
    id,role,county
    R1,nurse,Alder
    R2,clerk,Tule
    R3,clerk,Tule
    ");
    assert_eq!(sandbox.ok(&["check", "garden"]), "");
    let before = files(&sandbox, "garden");
    sandbox.ok(&words);
    assert!(before == files(&sandbox, "garden"), "the same survey again changes nothing");
    assert_snapshot!(refused(&sandbox, &["ingest", "garden", "survey.csv", "--rows", "people"]), @"
    exit 2
    --- stderr
    error: invalid value 'people' for '--rows <KIND>': 'people' is nothing that rows can be: expected utterances, interviews, respondents or questions

    For more information, try '--help'.
    ");
}

#[test]
fn a_question_of_a_survey_can_be_a_transcript() {
    let sandbox = empty();
    sandbox.write("survey.csv", SURVEY);
    let chosen = "id=Respondent,text=Why did you stay?,text=What is missing?";
    sandbox.ok(&["ingest", "garden", "survey.csv", "--rows", "questions", "--columns", chosen]);
    assert_eq!(sandbox.read("garden/transcripts/What-is-missing.txt"), "R1: Money.\n\nR2: Time.\n");
    assert!(sandbox.read("garden/transcripts/Why-did-you-stay.toml").contains("case = \"R1\""), "one answer, one case");
    assert_eq!(sandbox.ok(&["check", "garden"]), "");
}

#[test]
fn interviews_by_rows_add_to_cases_and_never_overwrite_them() {
    let sandbox = empty();
    sandbox.write("cases.csv", "id,Role,street\nP05,gardener,Elm Row\n");
    sandbox.ok(&["cases", "import", "garden", "cases.csv"]);
    sandbox.write(
        "all.csv",
        "id,role,age,transcript\nP05,visitor,51,\"Int: Why?\n\nP05: So.\"\nP06,visitor,40,\"Int: And?\n\nP06: No.\"\n",
    );
    assert_snapshot!(run(&sandbox, &["ingest", "garden", "all.csv", "--rows", "interviews"]), @"
    exit 0
    --- stdout
    Transcripts

                                                                                          Taken
    File     Id   Format  Turns  Timed  Words  Speakers                            Notes  in
    ───────────────────────────────────────────────────────────────────────────────────────────
    all.csv  P05  csv         2      0      2  Int: interviewer, P05: participant      0  new
    all.csv  P06  csv         2      0      2  Int: interviewer, P06: participant      0  new

    qualkit [version]
    --- stderr
    all.csv: Role of the case 'P05' is 'visitor', but 'gardener' before, which stays
    cases.csv: 1 new case with the attributes Role, street, age
    ");
    assert_snapshot!(sandbox.read("garden/cases.csv"), @"
    id,Role,street,age
    P05,gardener,Elm Row,51
    P06,visitor,,40
    ");
    assert_eq!(sandbox.read("garden/transcripts/P05.txt"), "Int: Why?\n\nP05: So.\n");
    let before = sandbox.read("garden/cases.csv");
    sandbox.write("bare.csv", "id,text\nP08,\"Int: Why?\n\nP08: So.\"\n");
    sandbox.ok(&["ingest", "garden", "bare.csv", "--rows", "interviews"]);
    assert_eq!(sandbox.read("garden/cases.csv"), before, "a table without attributes tells nothing of cases");
}

#[test]
fn files_of_one_conversation_become_one_transcript() {
    let sandbox = empty();
    sandbox
        .write("ann.srt", "1\n00:00:01,000 --> 00:00:02,000\nHow are you?\n\n2\n00:00:05,000 --> 00:00:06,000\nWhy?\n");
    sandbox.write("rosa.srt", "1\n00:00:03,000 --> 00:00:04,000\nNot well.\n");
    let words = ["ingest", "garden", "ann.srt", "rosa.srt", "--together", "--id", "P05", "--interviewer", "ann"];
    assert_snapshot!(run(&sandbox, &words), @"
    exit 0
    --- stdout
    Transcripts

                                                                                                   Taken
    File             Id   Format  Turns  Timed  Words  Speakers                             Notes  in
    ────────────────────────────────────────────────────────────────────────────────────────────────────
    ann.srt +        P05  srt         3      3      6  ann: interviewer, rosa: participant      5  new
    rosa.srt

    qualkit [version]
    --- stderr
    P05: ann.srt: no speaker is named: every caption became a turn of an unknown speaker
    P05: ann.srt: 2 turns name no speaker and are given to 'ann'
    P05: rosa.srt: no speaker is named: every caption became a turn of an unknown speaker
    P05: rosa.srt: 1 turns name no speaker and are given to 'rosa'
    P05: 2 files were interleaved in the order of time
    ");
    assert_snapshot!(sandbox.read("garden/transcripts/P05.txt"), @"
    [00:00:01-00:00:02] ann: How are you?

    [00:00:03-00:00:04] rosa: Not well.

    [00:00:05-00:00:06] ann: Why?
    ");
    assert!(sandbox.read("garden/transcripts/P05.toml").contains("file_name = \"ann.srt + rosa.srt\""));
    let printed = sandbox.ok(&["ingest", "--stdout", "ann.srt", "rosa.srt", "--together", "--id", "P05"]);
    assert_eq!(printed, sandbox.read("garden/transcripts/P05.txt"));
    assert_snapshot!(refused(&sandbox, &["ingest", "garden", "ann.srt", "rosa.srt", "--together"]), @"
    exit 2
    --- stderr
    error: the following required arguments were not provided:
      --id <ID>

    Usage: qualkit ingest --id <ID> --together <STUDY> [FILES]...

    For more information, try '--help'.
    ");
    assert_snapshot!(refused(&sandbox, &["ingest", "garden", "ann.srt", "P01.txt", "--together", "--id", "x"]), @"
    exit 2
    --- stderr
    error: P01.txt cannot be interleaved with the others: 6 of its turns bear no time
    ");
}

#[test]
fn a_table_of_speakers_gives_names_roles_and_cases() {
    let sandbox = empty();
    sandbox.write("talk.txt", "S1: Come in.\n\nS2: Thanks.\n\nS1: Tea?\n\nS3: Please.\n\nS4: Me too.\n");
    sandbox.write(
        "speakers.csv",
        "label,speaker,role,case\ns1,Lee,interviewer,\nS2,Kim,,P05\nS3,Kim,participant,\nS4,,interpreter,\nS9,Bo,,\n",
    );
    let words = ["ingest", "garden", "talk.txt", "--speakers", "speakers.csv"];
    assert_snapshot!(run(&sandbox, &words), @"
    exit 0
    --- stdout
    Transcripts

                                                                                                   Taken
    File      Id    Format  Turns  Timed  Words  Speakers                                   Notes  in
    ────────────────────────────────────────────────────────────────────────────────────────────────────
    talk.txt  talk  txt         5      0      7  Lee: interviewer, Kim: participant, S4:        1  new
                                                 interpreter

    qualkit [version]
    --- stderr
    talk.txt: labels were renamed: 's1' to 'Lee', 'S2' to 'Kim', 'S3' to 'Kim'
    speakers.csv: no turn bears the label 'S9'
    ");
    assert_snapshot!(sandbox.read("garden/transcripts/talk.txt"), @"
    Lee: Come in.

    Kim: Thanks.

    Lee: Tea?

    Kim: Please.

    S4: Me too.
    ");
    assert!(
        sandbox
            .read("garden/transcripts/talk.toml")
            .contains("label = \"Kim\"\nrole = \"participant\"\ncase = \"P05\"")
    );
    sandbox.write("speakers.csv", "label,speaker,role,case\ns1,Lee,interviewer,\nS2,Kim,participant,P07\nS3,Kim,,\n");
    assert!(sandbox.ok(&[&words[..], &["--format", "csv"]].concat()).ends_with(",\"same text, new roles or cases\"\n"));
    assert!(sandbox.read("garden/transcripts/talk.toml").contains("case = \"P07\""));
    sandbox.write("speakers.csv", "label,speaker,role\nS1,Lee,boss\n");
    assert_snapshot!(refused(&sandbox, &words), @"
    exit 2
    --- stderr
    error: speakers.csv: line 2, column 'role': expected interviewer, participant, moderator, interpreter or unknown, found 'boss'
    ");
}

#[test]
fn a_table_of_speakers_among_the_interviews_is_no_interview() {
    let sandbox = empty();
    sandbox.write("in/talk.txt", "S1: Come in.\n\nS2: Thanks.\n\nS1: Tea?\n\nS2: Please.\n");
    sandbox.write("in/speakers.csv", "label,speaker\nS1,Lee\n");
    let table = sandbox.ok(&["ingest", "garden", "in", "--speakers", "./in/speakers.csv", "--format", "csv"]);
    assert_eq!(table.lines().count(), 2, "{table}");
    assert!(sandbox.read("garden/transcripts/talk.txt").starts_with("Lee: Come in.\n"));
}

#[test]
fn captions_of_two_labels_of_one_speaker_are_joined() {
    let sandbox = empty();
    sandbox.write(
        "talk.vtt",
        "WEBVTT\n\n00:01.000 --> 00:02.000\n<v S1>One.\n\n00:03.000 --> 00:04.000\n<v S2>Two.\n\n\
         00:09.000 --> 00:10.000\n<v S3>Three.\n",
    );
    sandbox.write("speakers.csv", "label,speaker\nS1,Ann\nS2,Ann\n");
    let text = sandbox.ok(&["ingest", "--stdout", "talk.vtt", "--speakers", "speakers.csv"]);
    assert_eq!(text, "[00:00:01-00:00:04] Ann: One. Two.\n\n[00:00:09-00:00:10] S3: Three.\n");
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

/// A workbook of sheets in which Ann says something.
fn workbook(sheets: &[(&str, &str)]) -> Vec<u8> {
    const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    const PACKAGE: &str = "http://schemas.openxmlformats.org/package/2006/relationships";
    let (mut listed, mut related, mut parts) = (String::new(), String::new(), Vec::new());
    for (number, (name, words)) in (1..).zip(sheets) {
        listed += &format!("<sheet name=\"{name}\" sheetId=\"{number}\" r:id=\"rId{number}\"/>");
        related += &format!(
            "<Relationship Id=\"rId{number}\" Type=\"{OFFICE}/worksheet\" Target=\"worksheets/sheet{number}.xml\"/>"
        );
        let cell = |place: &str, text: &str| format!("<c r=\"{place}\" t=\"inlineStr\"><is><t>{text}</t></is></c>");
        let data = format!(
            "<row r=\"1\">{}{}</row><row r=\"2\">{}{}</row>",
            cell("A1", "speaker"),
            cell("B1", "text"),
            cell("A2", "Ann"),
            cell("B2", words)
        );
        let sheet = format!("<worksheet xmlns=\"{MAIN}\"><sheetData>{data}</sheetData></worksheet>");
        parts.push((format!("xl/worksheets/sheet{number}.xml"), sheet));
    }
    let root = format!("<Relationship Id=\"rId1\" Type=\"{OFFICE}/officeDocument\" Target=\"xl/workbook.xml\"/>");
    let relations = |inside: &str| format!("<Relationships xmlns=\"{PACKAGE}\">{inside}</Relationships>");
    let book = format!("<workbook xmlns=\"{MAIN}\" xmlns:r=\"{OFFICE}\"><sheets>{listed}</sheets></workbook>");
    parts.push(("_rels/.rels".to_owned(), relations(&root)));
    parts.push(("xl/workbook.xml".to_owned(), book));
    parts.push(("xl/_rels/workbook.xml.rels".to_owned(), relations(&related)));
    let size = |part: &str| u32::try_from(part.len()).unwrap();
    let packed: Vec<(&str, &[u8], u16, u32)> =
        parts.iter().map(|(name, part)| (name.as_str(), part.as_bytes(), 0, size(part))).collect();
    crate::bad_input::zip(&packed)
}

#[test]
fn every_format_is_told_with_all_that_was_understood() {
    let sandbox = empty();
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/crates/ingest/tests/fixtures");
    let mut seen = 0;
    for entry in std::fs::read_dir(folder).unwrap().flatten() {
        let name = entry.file_name().to_str().unwrap().to_owned();
        if ["README.md", "words.tsv"].contains(&name.as_str()) {
            continue;
        }
        let path = entry.path();
        let words = ["ingest", "garden", path.to_str().unwrap(), "--dry-run", "--explain", "--format", "json"];
        let told: serde_json::Value = serde_json::from_str(&sandbox.ok(&words)).unwrap();
        let row = &told[0]["rows"][0];
        assert!(row.is_object(), "{told}");
        for words in ["file", "id", "format", "why", "encoding", "speakers"] {
            assert!(row[words].as_str().is_some_and(|cell| !cell.is_empty()), "{name}: {words}: {row}");
        }
        for count in ["turns", "words"] {
            assert!(row[count].as_u64().is_some_and(|count| count > 0), "{name}: {count}: {row}");
        }
        assert!(row["timed_turns"].as_u64() <= row["turns"].as_u64(), "{name}: {row}");
        let notes = told[1]["notes"].as_array().map_or(0, Vec::len) as u64;
        assert!(notes >= row["notes"].as_u64().unwrap(), "{name}: every loss is told: {told}");
        seen += 1;
    }
    assert!(seen >= 30, "only {seen} files");
}

#[test]
fn a_sheet_of_a_workbook_can_be_named() {
    let sandbox = empty();
    sandbox.write("book.xlsx", workbook(&[("Codes", "Gut"), ("Talk", "Why?")]));
    assert_eq!(sandbox.ok(&["ingest", "--stdout", "book.xlsx", "--sheet", "talk"]), "Ann: Why?\n");
    assert_snapshot!(refused(&sandbox, &["ingest", "garden", "book.xlsx", "--sheet", "Nowhere"]), @"
    exit 2
    --- stderr
    error: book.xlsx: the workbook has no sheet 'Nowhere'; it has Codes, Talk
    ");
}

#[test]
fn a_format_that_is_not_read_says_what_to_do() {
    let sandbox = empty();
    sandbox.write("people.csv", "Name (Original Name),User Email,Duration (Minutes)\nAnn,,30\n");
    assert_snapshot!(refused(&sandbox, &["ingest", "garden", "people.csv"]), @"
    exit 2
    --- stderr
    error: people.csv: this is the list of a meeting's participants (Zoom), which cannot be read: it holds nothing that was said; import the transcript or the chat of the meeting
    ");
}
