//! The ways in which programs and services for transcription write plain text, one by one. All are synthetic: written
//! after the shapes that these programs document or that files show.

use qualkit_ingest::{Encoding, Options};

use super::{header, notes, read, read_with, told, turn, turns};

#[test]
fn noscribe_heads_the_text_with_its_own_lines() {
    let text = "interview\n\nTranscribed with noScribe vers. 0.7\nAudio file: C:/a.mp3\n(Start: 00:00:00 | Language: de)\n\n\
        S01: [00:00:12] Wie war das? //S02: Mhm. // (..)\n\nS02: [00:00:22] Gut. (12 seconds pause)\n\nS01: [00:00:40] Aha.\n";
    let read = read("interview.txt", text).unwrap();
    let expected = [
        turn("S01", 12, "Wie war das? //S02: Mhm. // (..)"),
        turn("S02", 22, "Gut. (12 seconds pause)"),
        turn("S01", 40, "Aha."),
    ];
    assert_eq!(told(&read), expected);
    assert_eq!(header(&read).len(), 4);
    assert_eq!(read.transcript.details().title, "interview");
}

#[test]
fn f4_marks_the_end_of_paragraphs() {
    let text = "I: Wie war das? #00:00:12-3#\n\nB: Gut. #00:00:20-10#\n\ne: Ja, und #00:00:25-0# weiter. #00:00:30-0#\n\nI: Aha? #00:00:33-0#\n\nE: So. #00:00:35-0#\n\nB: Ja. #00:01:00-0#\n";
    let read = read("f4.txt", text).unwrap();
    let expected = [
        turn("I", -1, "Wie war das?"),
        turn("B", 12, "Gut."),
        turn("e", 21, "Ja, und #00:00:25-0# weiter."),
        turn("I", 30, "Aha?"),
        turn("e", 33, "So."),
        turn("B", 35, "Ja."),
    ];
    assert_eq!(told(&read), expected);
    let one = "'e' and 'E' were taken as one speaker, 'e'";
    let ends = "the end of a turn, 00:00:12.300, was left out: nobody knows when it begins";
    assert!([one, ends].iter().all(|told| notes(&read).iter().any(|note| note == told)), "{:?}", notes(&read));
}

#[test]
fn maxqda_sets_the_time_before_the_label_without_a_space() {
    let text = "00:03:40.5Zack: So it was.\n00:03:44.0Ann: I see.\n00:03:50.0Zack: Yes.\n";
    assert_eq!(turns("a.txt", text)[..2], [turn("Zack", 220, "So it was."), turn("Ann", 224, "I see.")]);
}

#[test]
fn nvivo_separates_time_and_speaker_by_tabs() {
    let text = "00:02\tUNKNOWN1:\tHow was it?\n00:05\tANN LEE:\tFine.\n1:00:07\tUNKNOWN1:\tOh.\n";
    let expected = [turn("UNKNOWN1", 2, "How was it?"), turn("ANN LEE", 5, "Fine."), turn("UNKNOWN1", 3607, "Oh.")];
    assert_eq!(turns("nvivo.txt", text), expected);
}

#[test]
fn otter_heads_turns_with_name_and_time() {
    let text = "Kelly  0:00  \nHello there.\nAnd so on.\n\nUnknown Speaker  0:09  \nYes?\n\nKelly  1:00:15  \nAt 10:30, then.\n\nTranscribed by https://otter.ai\n";
    let expected = [
        turn("Kelly", 0, "Hello there.\nAnd so on."),
        turn("Unknown Speaker", 9, "Yes?"),
        turn("Kelly", 3615, "At 10:30, then."),
    ];
    assert_eq!(turns("otter.txt", text), expected);
    let nameless = "0:00  \nHello there.\n\n0:15  \nYes?\n\n0:31  \nThen.\n";
    assert_eq!(
        turns("otter.txt", nameless),
        [turn("?", 0, "Hello there."), turn("?", 15, "Yes?"), turn("?", 31, "Then.")]
    );
}

#[test]
fn rev_puts_lines_of_its_own_between_turns() {
    let text = "ANN LEE (Completed 10/24/22)\nTranscript by Rev.com\nPage 1 of 2\n\nSpeaker 1 (00:00):\nHello there.\n\nSpeaker 2 (00:04):\nIt was\n\
        Transcript by Rev.com\nPage 2 of 2\nfine.\n\nSpeaker 1 (01:00:09):\nGood.\n\nThis transcript was exported on Oct 24, 2022 - view latest version here.\n";
    let read = read("rev.txt", text).unwrap();
    let expected =
        [turn("Speaker 1", 0, "Hello there."), turn("Speaker 2", 4, "It was\nfine."), turn("Speaker 1", 3609, "Good.")];
    assert_eq!(told(&read), expected);
    assert_eq!(read.transcript.details().title, "ANN LEE (Completed 10/24/22)");
    let inline = "Speaker 1 (00:00): Hello there.\n\nSpeaker 2 (00:04): It was fine.\n\nSpeaker 1 (00:09): Good.\n";
    assert_eq!(turns("rev.txt", inline)[1], turn("Speaker 2", 4, "It was fine."));
}

#[test]
fn trint_and_sonix_set_the_time_in_brackets() {
    for text in [
        "Ann Lee [00:00:03]\nHello there.\n\nBob [00:00:09]\nYes?\n\nAnn Lee [01:00:15]\nThen.\n",
        "[00:00:03] Ann Lee\nHello there.\n\n[00:00:09] Bob\nYes?\n\n[01:00:15] Ann Lee\nThen.\n",
        "Ann Lee [00:00:03] Hello there.\n\nBob [00:00:09] Yes?\n\nAnn Lee [01:00:15] Then.\n\nBob [01:00:16] Oh.\n",
        "[00:00:03] Ann Lee: Hello there.\n\n[00:00:09] Bob: Yes?\n\n[01:00:15] Ann Lee: Then.\n",
        "Ann Lee: [00:00:03]\nHello there.\n\nBob: [00:00:09]\nYes?\n\nAnn Lee: [01:00:15]\nThen.\n",
        "00:00:03\nAnn Lee: Hello there.\n\n00:00:09\nBob: Yes?\n\n01:00:15\nAnn Lee: Then.\n\n01:00:20\nBob: So.\n",
    ] {
        let expected = [turn("Ann Lee", 3, "Hello there."), turn("Bob", 9, "Yes?"), turn("Ann Lee", 3615, "Then.")];
        assert_eq!(turns("a.txt", text)[..3], expected, "{text}");
    }
}

#[test]
fn letters_that_ask_and_answer_keep_their_times() {
    let expected = [turn("Q", 6, "Where?"), turn("A", 131, "Here."), turn("Q", 327, "When?"), turn("A", 332, "Then.")];
    let text = "**Q** [0:06]\nWhere?\n\n**A** [2:11]\nHere.\n\n**Q** [5:27]\nWhen?\n\n**A** [5:32]\nThen.\n";
    assert_eq!(turns("P01.md", text), expected);
}

#[test]
fn a_colon_among_words_behind_a_tab_and_a_title_makes_no_label() {
    let said = [("Dr. Hall", "Where?"), ("Mrs O", "Here."), ("Dr. Hall", "Note: I saw it."), ("Mrs O", "Yes.")];
    let text: String = said.iter().map(|(label, words)| format!("{label}\t{words}\n\n")).collect();
    assert_eq!(turns("P01.txt", text), said.map(|(label, words)| turn(label, -1, words)));
}

#[test]
fn transcribeme_sets_the_time_behind_the_label() {
    let text = "S1 00:00:01.717 How was it?\nS2 00:00:03.200 Fine.\nS1 00:00:05.000 Oh.\nS2 00:00:06.100 Yes.\n";
    assert_eq!(turns("a.txt", text)[..2], [turn("S1", 1, "How was it?"), turn("S2", 3, "Fine.")]);
}

#[test]
fn descript_sets_times_inside_the_words() {
    let text = "My Interview\n===\n\n**Ann:** [00:00:01] Hello and [00:00:12] so on.\n\n**Bob:** [00:00:20] Yes.\n\n**Ann:** [00:00:31] Then.\n";
    let read = read("descript.md", text).unwrap();
    assert_eq!(told(&read)[..2], [turn("Ann", 1, "Hello and [00:00:12] so on."), turn("Bob", 20, "Yes.")]);
    assert_eq!(header(&read), ["My Interview"]);
    let nameless = "My Interview\n===\n\n[00:00:01] Hello and [00:00:12] so on.\n\n[00:00:20] Yes.\n";
    assert_eq!(turns("descript.txt", nameless), [turn("?", 1, "Hello and [00:00:12] so on."), turn("?", 20, "Yes.")]);
}

#[test]
fn whisper_prints_spans_of_time() {
    let text = "[00:00:00.000 --> 00:00:04.500]   Hello there.\n[00:00:04.500 --> 00:00:06.000]   Yes?\n[01:00:06.000 --> 01:00:07.000]   Then.\n";
    let read = read("whisper.txt", text).unwrap();
    assert_eq!(told(&read), [turn("?", 0, "Hello there."), turn("?", 4, "Yes?"), turn("?", 3606, "Then.")]);
    assert_eq!(read.transcript.turns()[0].ends.unwrap().millis(), 4_500);
}

#[test]
fn lines_of_keys_and_values_are_header() {
    let text = "participant=P07\nlocation=Alder\n\nI: Why?\n\nP07: <yeah> So…\n\nI: Oh.\n\nP07: Yes.\n";
    let read = read("a.txt", text).unwrap();
    assert_eq!(told(&read)[1], turn("P07", -1, "<yeah> So…"));
    assert_eq!(header(&read), ["participant=P07", "location=Alder"]);
}

#[test]
fn a_label_alone_heads_lines_with_marks_and_crlf() {
    let text = "\u{feff}Interviewer:\r\nHow was it?\r\n<mm>\r\nAnn:\r\nFine…\r\nReally.\r\nInterviewer:\r\nOh.\r\nAnn:\r\nYes.\r\n";
    let expected = [
        turn("Interviewer", -1, "How was it?\n<mm>"),
        turn("Ann", -1, "Fine…\nReally."),
        turn("Interviewer", -1, "Oh."),
    ];
    assert_eq!(turns("a.txt", text)[..3], expected);
}

#[test]
fn a_legend_may_have_a_line_for_each_label() {
    let text = "Interview 8\nI1: Interviewer 1\nI2: Interviewer 2\nY: Informant\n\nI1:  Why?\n\nY:  So.\n\nI2:  And?\n\nY:  Yes.\n";
    let read = read("a.txt", text).unwrap();
    assert_eq!(told(&read).len(), 4);
    assert_eq!(header(&read), ["Interview 8", "I1: Interviewer 1", "I2: Interviewer 2", "Y: Informant"]);
    assert!(!read.guessed_roles);
}

#[test]
fn times_stand_before_labels_of_several_words_and_capitals() {
    let text =
        "00:10 PARTICIPANT 30: It was.\n00:20 Researcher: Why?\n00:31 Participant 30: So.\n00:40 RESEARCHER: Oh.\n";
    let read = read("a.txt", text).unwrap();
    let labels: Vec<String> = told(&read).into_iter().map(|turn| turn.0).collect();
    assert_eq!((&labels[0], &labels[1]), (&labels[2], &labels[3]));
    assert_eq!(read.transcript.details().speakers.len(), 2);
}

#[test]
fn heads_of_sections_are_no_speakers() {
    let text = "CONTEXT\n- the first\n- the second\n\nTRANSCRIPT\n- P1 said so\n\nUNDERSTANDING\n- it was clear\n";
    let read = read("a.txt", text).unwrap();
    assert!(told(&read).iter().all(|turn| turn.0 == "?"));
    assert!(told(&read).iter().any(|turn| turn.2.contains("CONTEXT")));
}

#[test]
fn numbered_questions_ask() {
    let text = "Interview P7\n\n1. Who trained you?\n\nNobody did.\n\nReally.\n\n1.a What was missing?\n\nTime.\n\n2) And then?\n\nI left in 1999.\n";
    let read = read("a.txt", text).unwrap();
    let expected = [
        turn("Question", -1, "1. Who trained you?"),
        turn("Answer", -1, "Nobody did.\nReally."),
        turn("Question", -1, "1.a What was missing?"),
        turn("Answer", -1, "Time."),
        turn("Question", -1, "2) And then?"),
        turn("Answer", -1, "I left in 1999."),
    ];
    assert_eq!(told(&read), expected);
    assert_eq!(header(&read), ["Interview P7"]);
    let note =
        "no speaker labels were found: 3 numbered paragraphs were taken as questions, what follows them as answers";
    assert!(notes(&read).contains(&note.to_owned()), "{:?}", notes(&read));
    let list = "We did three things.\n\n1. We went home.\n\n2. We slept.\n\n3. We ate.\n\nThat was all.\n";
    assert!(turns("a.txt", list).iter().all(|turn| turn.0 == "?"));
}

#[test]
fn a_pattern_tells_speakers() {
    let options = Options {
        speaker_pattern: Some(r"^<(?<speaker>\w+)@(?<time>[\d:.]+)>\s*(?<text>.*)$".parse().unwrap()),
        ..Options::default()
    };
    let text = "Title\n<ann@0:05> Hello: you.\nand on\n\n<Bob@0:09>\nYes.\n<Ann@later> So.\n<Ann@1:00:00>Oh.\n";
    let read = read_with("a.txt", text, &options).unwrap();
    let expected =
        [turn("ann", 5, "Hello: you.\nand on"), turn("Bob", 9, "Yes.\n<Ann@later> So."), turn("ann", 3600, "Oh.")];
    assert_eq!(told(&read), expected);
    assert_eq!(header(&read), ["Title"]);
    let error = read_with("a.txt", "Ann: so\n", &options).unwrap_err();
    assert!(error.to_string().starts_with("no line begins as the speaker pattern"), "{error}");
}

#[test]
fn an_encoding_can_be_named() {
    let encoding: Encoding = "windows-1250".parse().unwrap();
    let options = Options { encoding: Some(encoding), ..Options::default() };
    let read = read_with("a.txt", b"I: za\xbf\xf3\xb3\xe6?\nP01: \xb9\n", &options).unwrap();
    assert_eq!(told(&read)[0].2, "zażółć?");
    assert_eq!(read.transcript.details().source.encoding, "windows-1250");
    assert!(!notes(&read).iter().any(|note| note.contains("guessed from the bytes")));
    assert!("klingon".parse::<Encoding>().is_err());
}
