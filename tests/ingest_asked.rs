//! `qualkit ingest`, told what a file does not say

use insta::assert_snapshot;

use crate::garden::{empty, refused, run};

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

#[test]
fn a_format_of_files_may_be_said_where_others_print() {
    let sandbox = empty();
    sandbox.write("captions.txt", crate::garden::P02);
    let text = sandbox.ok(&["ingest", "--stdout", "captions.txt", "--as", "vtt"]);
    assert_eq!(sandbox.ok(&["ingest", "--stdout", "captions.txt", "--format", "vtt"]), text);
    sandbox.write("talk.txt", "speaker,text\nAnn,Well?\nBob,\"No, no.\"\n");
    assert_eq!(sandbox.ok(&["ingest", "--stdout", "talk.txt", "--format", "csv"]), "Ann: Well?\n\nBob: No, no.\n");
    assert_snapshot!(refused(&sandbox, &["ingest", "--stdout", "captions.txt", "--as", "srt", "--format", "vtt"]), @"
    exit 2
    --- stderr
    error: --as srt and --format vtt: the files are one or the other
    ");
    assert_snapshot!(refused(&sandbox, &["ingest", "--stdout", "captions.txt", "--format", "pages"]), @"
    exit 2
    --- stderr
    error: invalid value 'pages' for '--format <FORMAT>': expected text, csv, json, markdown or latex, found 'pages', or a format of files as --as takes it

    For more information, try '--help'.
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
fn a_broken_table_of_times_is_written_anew_or_refused_with_the_remedy() {
    let sandbox = empty();
    let captions = "WEBVTT\n\n1\n00:00:01.000 --> 00:00:02.000\n<v Ann>Was Mary\n\n2\n00:00:03.000 --> 00:00:04.500\n\
        <v Ann>Jones there?\n\n3\n00:00:05.000 --> 00:00:06.000\n<v Bob>Mary was.\n\n";
    sandbox.write("talk.vtt", captions);
    sandbox.ok(&["ingest", "garden", "talk.vtt"]);
    let table = sandbox.read("garden/transcripts/talk.times.csv");
    sandbox.write("garden/transcripts/talk.times.csv", "");
    sandbox.write("talk.txt", sandbox.read("garden/transcripts/talk.txt"));
    for asked in [&["show", "garden", "talk"][..], &["ingest", "garden", "talk.txt"]] {
        assert_eq!(
            sandbox.run(asked).stderr,
            "error: 'garden/transcripts/talk.times.csv': the table is empty: its first line must name the columns\n\
             hint: ingest the captions again, which writes it anew, or delete it: then only the times of whole turns are known\n"
        );
    }
    let anew = sandbox.run(&["ingest", "garden", "talk.vtt"]);
    let told = "talk.vtt: the times inside turns were broken (the table is empty: its first line must name the columns) \
        and are written anew\n";
    assert!(anew.stderr.ends_with(told), "{}", anew.stderr);
    assert_eq!(sandbox.read("garden/transcripts/talk.times.csv"), table);

    // The same words with other captions: the text has one source, the times inside its turns another.
    sandbox.write("later.vtt", captions.replace("00:03.000", "00:03.100"));
    let details = sandbox.read("garden/transcripts/talk.toml");
    sandbox.ok(&["ingest", "garden", "later.vtt", "--id", "talk"]);
    let told = sandbox.read("garden/transcripts/talk.toml");
    assert!(told.contains("the times inside turns are from another file, 'later.vtt', with digest "), "{told}");
    assert!(told.contains("file_name = \"talk.vtt\""), "{told}");
    assert!(sandbox.read("garden/log/study.csv").ends_with("talk from later.vtt\n"));
    let again = sandbox.ok(&["ingest", "garden", "later.vtt", "--id", "talk", "--format", "csv"]);
    assert!(again.contains(",unchanged"), "{again}");
    sandbox.ok(&["ingest", "garden", "talk.vtt"]);
    assert_eq!(sandbox.read("garden/transcripts/talk.toml"), details);
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
fn a_format_that_is_not_read_says_what_to_do() {
    let sandbox = empty();
    sandbox.write("people.csv", "Name (Original Name),User Email,Duration (Minutes)\nAnn,,30\n");
    assert_snapshot!(refused(&sandbox, &["ingest", "garden", "people.csv"]), @"
    exit 2
    --- stderr
    error: people.csv: this is the list of a meeting's participants (Zoom), which cannot be read: it holds nothing that was said; import the meeting's transcript or chat, with this list as --speakers
    ");
}

#[test]
fn the_list_of_a_meetings_participants_tells_who_bore_which_names() {
    let sandbox = empty();
    let list = "Meeting ID,Topic\n1,Talk\n\nName (Original Name),User Email\nAnn Lee (iPad),\nBo,\n";
    sandbox.write("participants.csv", list);
    let cue =
        |number: usize, words: &str| format!("{number}\n00:00:0{number}.000 --> 00:00:0{number}.900\n{words}\n\n");
    let cues = [cue(1, "iPad: Can you hear me?"), cue(2, "Ann Lee: Now?"), cue(3, "iPad: Hello?")];
    sandbox.write("talk.vtt", format!("WEBVTT\n\n{}", cues.concat()));
    assert_snapshot!(run(&sandbox, &["ingest", "--stdout", "talk.vtt", "--speakers", "participants.csv"]), @"
    exit 0
    --- stdout
    [00:00:01-00:00:03.900] Ann Lee: Can you hear me? Now? Hello?
    --- stderr
    talk.vtt: labels were renamed: 'iPad' to 'Ann Lee'
    talk.vtt: it cannot be told who asks and who answers among 'Ann Lee'; --interviewer LABEL says it
    talk.vtt: the times of 3 parts of turns are not in the text; a study keeps them
    participants.csv: no turn bears the label 'Bo'
    ");
}
