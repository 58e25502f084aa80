//! `qualkit code`

use insta::assert_snapshot;

use crate::garden::{coded, empty, files, refused, run, uncoded};

#[test]
fn a_passage_is_named_by_its_words() {
    let sandbox = uncoded();
    let words = ["code", "garden", "--coder", "ana", "P01", "--quote", "I was lost", "--code", "lost", "--note", "sad"];
    assert_snapshot!(run(&sandbox, &words), @r#"
    exit 0
    --- stderr
    coder 'ana' is new (person)
    cfde7020003: P01 152..162 lost: "I was lost"
    "#);
    assert_snapshot!(sandbox.read("garden/codings/ana/P01.csv"), @"
    id,start,end,code,quote,rating,note,created,codebook_version
    cfde7020003,152,162,lost,I was lost,,sad,2019-02-01T00:00:00Z,1
    ");
    assert_snapshot!(sandbox.read("garden/log/ana.csv"), @"
    when,verb,what
    2019-02-01T00:00:00Z,code,P01 152..162 lost cfde7020003
    ");
    assert!(sandbox.read("garden/study.toml").contains("[[coders]]\nid = \"ana\""));
}

#[test]
fn words_are_found_however_they_were_typed() {
    let sandbox = uncoded();
    let typed = "were. I said   to myself, \"¿dónde está la señora?\" and";
    let told = run(&sandbox, &["code", "garden", "--coder", "ana", "P01", "--quote", typed, "--code", "lost"]);
    assert!(told.contains("“¿dónde está la señora?” and"), "{told}");
    let text = sandbox.read("garden/transcripts/P01.txt");
    let row = sandbox.read("garden/codings/ana/P01.csv").lines().nth(1).unwrap().to_owned();
    let place: Vec<usize> = row.split(',').skip(1).take(2).map(|cell| cell.parse().unwrap()).collect();
    let found: String = text.chars().skip(place[0]).take(place[1] - place[0]).collect();
    assert_eq!(found, "were.\nI said to myself, “¿dónde está la señora?” and");
    assert_eq!(sandbox.ok(&["check", "garden"]), "");
}

#[test]
fn a_passage_is_named_by_its_turn() {
    let sandbox = uncoded();
    let words = ["code", "garden", "--coder", "ana", "P02", "--turn", "0:04", "--code", "way-in"];
    assert_snapshot!(run(&sandbox, &words), @r#"
    exit 0
    --- stderr
    coder 'ana' is new (person)
    c90d3090bd3: P02 93..141 way-in: "A flyer at the library. It was in two languages."
    "#);
    let words = ["code", "garden", "--coder", "ana", "P02", "--turn", "4", "--code", "welcome", "--code", "Way in"];
    assert_snapshot!(run(&sandbox, &words), @r#"
    exit 0
    --- stderr
    cc3d058415f: P02 221..270 welcome: "Then I came on a Saturday, and they gave me soup."
    c26a2f22f60: P02 221..270 way-in: "Then I came on a Saturday, and they gave me soup."
    "#);
}

#[test]
fn a_passage_is_named_by_its_position() {
    let sandbox = uncoded();
    let words = ["code", "garden", "--coder", "ana", "P01", "--at", "40..61", "--code", "way-in"];
    assert_snapshot!(run(&sandbox, &words), @r#"
    exit 0
    --- stderr
    coder 'ana' is new (person)
    c806a885f19: P01 40..61 way-in: "My neighbour told me."
    "#);
    assert_snapshot!(refused(&sandbox, &["code", "garden", "--coder", "ana", "P01", "--at", "9000..9010", "--code", "lost"]), @"
    exit 2
    --- stderr
    error: 9000..9010 ends behind the text of 'P01', which has 351 characters
    ");
    assert_snapshot!(refused(&sandbox, &["code", "garden", "--coder", "ana", "P01", "--at", "9..5", "--code", "lost"]), @"
    exit 2
    --- stderr
    error: invalid value '9..5' for '--at <FROM..TO>': a span must end behind its start, but this one goes from 9 to 5

    For more information, try '--help'.
    ");
    assert_snapshot!(refused(&sandbox, &["code", "garden", "--coder", "ana", "P01", "--at", "40-61", "--code", "lost"]), @"
    exit 2
    --- stderr
    error: invalid value '40-61' for '--at <FROM..TO>': expected two positions, for example 1042..1180

    For more information, try '--help'.
    ");
}

#[test]
fn the_same_coding_again_changes_nothing() {
    let sandbox = coded();
    let before = files(&sandbox, "garden");
    let words = ["code", "garden", "--coder", "ana", "P01", "--quote", "I was lost", "--code", "lost"];
    assert_snapshot!(run(&sandbox, &words), @"
    exit 0
    --- stderr
    'ana' has coded these words with 'lost' already (cfde7020003); nothing changed
    ");
    assert!(before == files(&sandbox, "garden"));
}

#[test]
fn words_that_occur_twice_are_told_apart_by_their_turn() {
    let sandbox = coded();
    let words = ["code", "garden", "--coder", "ana", "P01", "--quote", "My neighbour told me", "--code", "lost"];
    assert_snapshot!(refused(&sandbox, &words), @"
    exit 2
    --- stderr
    error: 'P01': the words occur 2 times; name the turn, or quote more of them:
      turn 2, P01, at 40..60: My neighbour told me. She had a plot by the fence, a…
      turn 6, P01, at 290..310: My neighbour told me about the shed. After that it w…
    hint: --turn NUMBER tells them apart, --at FROM..TO names one exactly
    ");
    assert_snapshot!(run(&sandbox, &[&words[..], &["--turn", "6"]].concat()), @r#"
    exit 0
    --- stderr
    cf47b1ca025: P01 290..310 lost: "My neighbour told me"
    "#);
    assert_snapshot!(refused(&sandbox, &[&words[..], &["--turn", "4"]].concat()), @"
    exit 2
    --- stderr
    error: 'P01': the words are not in turn 4, but elsewhere:
      turn 2, P01, at 40..60: My neighbour told me. She had a plot by the fence, a…
      turn 6, P01, at 290..310: My neighbour told me about the shed. After that it w…
    ");
}

#[test]
fn words_that_are_not_there_show_how_far_they_go_right() {
    let sandbox = coded();
    let words = ["code", "garden", "--coder", "ana", "P01", "--code", "lost", "--quote"];
    assert_snapshot!(refused(&sandbox, &[&words[..], &["Nobody told me where the toys were"]].concat()), @r#"
    exit 2
    --- stderr
    error: 'P01': the words are not in the transcript: "Nobody told me where the toys were"; they begin like
      turn 4, P01, at 164..188: Honestly? I was lost. Nobody told me where the tools were. I said to myself, “…
    "#);
    assert_snapshot!(refused(&sandbox, &[&words[..], &["aubergine"]].concat()), @r#"
    exit 2
    --- stderr
    error: 'P01': the words are not in the transcript: "aubergine"
    "#);
    assert_snapshot!(refused(&sandbox, &[&words[..], &["  "]].concat()), @"
    exit 2
    --- stderr
    error: 'P01': the quote is empty
    ");
}

#[test]
fn a_misspelt_name_is_answered_with_the_nearest() {
    let sandbox = coded();
    let code = |coder: &str, transcript: &str, code: &str| {
        refused(&sandbox, &["code", "garden", "--coder", coder, transcript, "--quote", "I was lost", "--code", code])
    };
    assert_snapshot!(code("ana", "P01", "lots"), @"
    exit 2
    --- stderr
    error: the codebook has no code 'lots'
    hint: did you mean 'lost'?
    ");
    assert_snapshot!(code("ana", "P01", "weather"), @"
    exit 2
    --- stderr
    error: the codebook has no code 'weather'
    hint: qualkit codebook list STUDY lists the codes
    ");
    assert_snapshot!(code("ana", "p01", "lost"), @"
    exit 2
    --- stderr
    error: the study has no transcript 'p01'
    hint: did you mean 'P01'?
    ");
    assert_snapshot!(code("Ana", "P01", "lost"), @"
    exit 2
    --- stderr
    error: the study has no coder 'Ana', but 'ana'
    hint: name 'ana', or another id
    ");
}

#[test]
fn what_is_missing_is_named() {
    let sandbox = coded();
    assert_snapshot!(refused(&sandbox, &["code", "garden", "--coder", "ana", "P01", "--code", "lost"]), @"
    exit 2
    --- stderr
    error: name the passage with --quote, --turn or --at
    ");
    assert_snapshot!(refused(&sandbox, &["code", "garden", "--coder", "ana", "--quote", "x", "--code", "lost"]), @"
    exit 2
    --- stderr
    error: the following required arguments were not provided:
      <TRANSCRIPT>

    Usage: qualkit code --coder <CODER> --quote <WORDS> --code <CODE> <STUDY> <TRANSCRIPT>

    For more information, try '--help'.
    ");
    assert_snapshot!(refused(&sandbox, &["code", "garden", "P01", "--quote", "I was lost", "--code", "lost"]), @"
    exit 2
    --- stderr
    error: the following required arguments were not provided:
      --coder <CODER>

    Usage: qualkit code --coder <CODER> --quote <WORDS> --code <CODE> <STUDY> <TRANSCRIPT>

    For more information, try '--help'.
    ");
    assert_snapshot!(refused(&sandbox, &["code", "garden", "--coder", "ana", "P01", "--turn", "9", "--code", "lost"]), @"
    exit 2
    --- stderr
    error: 'P01' has no such turn; it has 6 turns
    ");
}

#[test]
fn a_table_of_codings_is_taken_in_as_a_whole() {
    let sandbox = coded();
    sandbox.write(
        "more.csv",
        "code;quote;transcript;turn\r\n\
         Feeling lost;Nobody told me where the tools were;P01;\r\n\
         way-in;My neighbour told me;P01;2\r\n\
         welcome;they gave me soup;P02;00:00:12\r\n",
    );
    assert_snapshot!(run(&sandbox, &["code", "garden", "--coder", "ana", "--from", "more.csv"]), @"
    exit 0
    --- stderr
    2 new codings by 'ana' in 2 transcripts
    1 was there already
    ");
    assert_eq!(sandbox.ok(&["codings", "garden", "--coder", "ana", "--format", "csv"]).lines().count(), 6);
}

#[test]
fn a_table_with_a_wrong_row_is_taken_in_only_in_part_and_only_if_asked() {
    let sandbox = coded();
    sandbox.write(
        "more.csv",
        "transcript,turn,quote,code\n\
         P01,,Nobody told me where the tools were,lost\n\
         P01,,Nobody told me where the fools were,lost\n\
         P01,,What changed?,lots\n\
         P07,,What changed?,lost\n\
         P01,soon,What changed?,lost\n\
         P02,,How did you find the garden?,way-in\n\
         P01,,My neighbour told me,lost\n",
    );
    let words = ["code", "garden", "--coder", "ana", "--from", "more.csv"];
    assert_snapshot!(refused(&sandbox, &words), @r#"
    exit 2
    --- stderr
    more.csv: line 3: the words are not in the transcript: "Nobody told me where the fools were"; they begin like
      turn 4, P01, at 164..188: Honestly? I was lost. Nobody told me where the tools were. I said to myself, “…
    more.csv: line 4: the codebook has no code 'lots'; did you mean 'lost'?
    more.csv: line 5: the study has no transcript 'P07'
    more.csv: line 6: the turn: expected the number of a turn, counted from 1, or the time at which it begins
    more.csv: line 8: the words occur 2 times; name the turn, or quote more of them:
      turn 2, P01, at 40..60: My neighbour told me. She had a plot by the fence, a…
      turn 6, P01, at 290..310: My neighbour told me about the shed. After that it w…
    error: 5 rows cannot be taken in, so none was
    hint: --partial takes in the others
    "#);
    assert_snapshot!(run(&sandbox, &[&words[..], &["--partial"]].concat()), @r#"
    exit 0
    --- stderr
    more.csv: line 3: the words are not in the transcript: "Nobody told me where the fools were"; they begin like
      turn 4, P01, at 164..188: Honestly? I was lost. Nobody told me where the tools were. I said to myself, “…
    more.csv: line 4: the codebook has no code 'lots'; did you mean 'lost'?
    more.csv: line 5: the study has no transcript 'P07'
    more.csv: line 6: the turn: expected the number of a turn, counted from 1, or the time at which it begins
    more.csv: line 8: the words occur 2 times; name the turn, or quote more of them:
      turn 2, P01, at 40..60: My neighbour told me. She had a plot by the fence, a…
      turn 6, P01, at 290..310: My neighbour told me about the shed. After that it w…
    5 rows cannot be taken in; the others were (--partial)
    2 new codings by 'ana' in 2 transcripts
    "#);
    assert_eq!(sandbox.ok(&["codings", "garden", "--coder", "ana", "--format", "csv"]).lines().count(), 6);
}

#[test]
fn a_table_and_a_passage_do_not_go_together() {
    let sandbox = coded();
    assert_snapshot!(refused(&sandbox, &["code", "garden", "--coder", "ana", "P01", "--from", "ana.csv"]), @"
    exit 2
    --- stderr
    error: the argument '[TRANSCRIPT]' cannot be used with '--from <TABLE>'

    Usage: qualkit code --coder <CODER> <STUDY> <TRANSCRIPT>

    For more information, try '--help'.
    ");
}

#[test]
fn a_dry_run_writes_nothing() {
    let sandbox = coded();
    let before = files(&sandbox, "garden");
    let words = ["code", "garden", "--coder", "ana", "P01", "--turn", "6", "--code", "way-in", "--dry-run"];
    assert_snapshot!(run(&sandbox, &words), @r#"
    exit 0
    --- stderr
    ced3cb529e0: P01 290..350 way-in: "My neighbour told me about the shed. After that it was easy."
    nothing was written (--dry-run)
    "#);
    assert!(before == files(&sandbox, "garden"));
}

#[test]
fn a_retired_code_is_not_applied() {
    let sandbox = coded();
    sandbox.write("v2.csv", "id,name\nlost,Feeling lost\n");
    sandbox.ok(&["codebook", "import", "garden", "v2.csv"]);
    assert_snapshot!(refused(&sandbox, &["code", "garden", "--coder", "ana", "P01", "--turn", "2", "--code", "welcome"]), @"
    exit 2
    --- stderr
    error: the code 'welcome' is retired and cannot be applied
    ");
}

#[test]
fn an_empty_study_needs_a_codebook_first() {
    let sandbox = empty();
    let words = ["code", "garden", "--coder", "ana", "P01", "--quote", "I was lost", "--code", "lost"];
    assert_snapshot!(refused(&sandbox, &words), @"
    exit 2
    --- stderr
    error: the study has no codebook yet
    hint: qualkit codebook import garden codebook.csv, or the name of a shipped one
    ");
}

#[test]
fn a_new_coder_is_told_only_when_there_is_one() {
    let sandbox = uncoded();
    let words = ["code", "garden", "--coder", "ana", "P01", "--quote", "I was lost", "--code"];
    let told = refused(&sandbox, &[&words[..], &["lots"]].concat());
    assert!(!told.contains("is new"), "{told}");
    let before = files(&sandbox, "garden");
    let told = run(&sandbox, &[&words[..], &["lost", "--dry-run"]].concat());
    assert!(told.contains("coder 'ana' is new (person)"), "{told}");
    assert!(before == files(&sandbox, "garden"), "a dry run makes no coder");
}
