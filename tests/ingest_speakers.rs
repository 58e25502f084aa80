//! `qualkit ingest` of speakers and files of one conversation

use insta::assert_snapshot;

use crate::garden::{empty, refused, run};

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
