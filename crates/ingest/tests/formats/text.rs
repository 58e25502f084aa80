//! Plain text and Markdown.

use qualkit_ingest::{Format, Options};

use super::{header, notes, read, read_with, told, turn, turns};

#[test]
fn lines_without_label_go_on_with_the_turn() {
    let text = "Interviewer1 : Bonjour, ça va ?\nInterviewee1 : Oui.\nex: le matin.\nIl a dit : non.\n\nSuite.\n\nInterviewer1 : Bien.\nInterviewee1 : Voilà.\n";
    let expected = [
        turn("Interviewer1", -1, "Bonjour, ça va ?"),
        turn("Interviewee1", -1, "Oui.\nex: le matin.\nIl a dit : non.\nSuite."),
        turn("Interviewer1", -1, "Bien."),
        turn("Interviewee1", -1, "Voilà."),
    ];
    assert_eq!(turns("a.txt", text), expected);
}

#[test]
fn times_are_read_on_any_side_of_a_label() {
    let expected = [turn("AB", 5, "How was it?"), turn("CD", 70, "Fine."), turn("AB", 3605, "And then?")];
    for text in [
        "[00:00:05] AB: How was it?\n\n[00:01:10] CD: Fine.\n\n[01:00:05] AB: And then?\n",
        "00:05\tAB:\tHow was it?\n01:10\tCD:\tFine.\n1:00:05\tAB:\tAnd then?\n",
        "AB [0:05]: How was it?\nCD [1:10]: Fine.\nAB [1:00:05]: And then?\n",
        "AB: [00:00:05] How was it?\n\nCD: [00:01:10] Fine.\n\nAB: [01:00:05] And then?\n",
        "AB  0:05  \nHow was it?\n\nCD  1:10  \nFine.\n\nAB  1:00:05  \nAnd then?\n",
        "**AB** [0:05]\nHow was it?\n\n**CD** [1:10]\nFine.\n\n**AB** [1:00:05]\nAnd then?\n",
        "### AB (00:00:05)\n\nHow was it?\n\n### CD (00:01:10)\n\nFine.\n\n### AB (01:00:05)\n\nAnd then?\n",
        "AB (00:05):\nHow was it?\nCD (01:10):\nFine.\nAB (1:00:05):\nAnd then?\n",
        "[00:05] AB:\nHow was it?\n\n[01:10] CD:\nFine.\n\n[1:00:05] AB:\nAnd then?\n",
        "AB 00:00:05.2 How was it?\nCD 00:01:10.9 Fine.\nAB 01:00:05 And then?\nCD 01:00:09 Yes.\n",
    ] {
        assert_eq!(turns("a.txt", text)[..3], expected, "{text}");
    }
}

#[test]
fn a_label_alone_on_a_line_heads_what_follows() {
    let expected = [
        turn("Interviewer", -1, "How was it?"),
        turn("Interviewee", -1, "Fine.\nI think."),
        turn("Interviewer", -1, "Oh?"),
    ];
    for text in [
        "Interviewer:\nHow was it?\nInterviewee:\nFine.\nI think.\nInterviewer:\nOh?\n",
        "Interviewer\nHow was it?\n\nInterviewee\nFine.\nI think.\n\nInterviewer\nOh?\n",
        "### Interviewer\n\nHow was it?\n\n### Interviewee\n\nFine.\n\nI think.\n\n### Interviewer\n\nOh?\n",
        "**Interviewer:** How was it?\n\n**Interviewee:** Fine.\n\nI think.\n\n**Interviewer:** Oh?\n",
    ] {
        assert_eq!(turns("a.md", text), expected, "{text}");
    }
}

#[test]
fn labels_in_brackets_are_told_from_stage_directions() {
    let text = "[id1] hello\n\n[id2] hello [laughs]\n\n[id1] so\n\n[laughs] and so on\n";
    assert_eq!(
        turns("a.txt", text),
        [turn("id1", -1, "hello"), turn("id2", -1, "hello [laughs]"), turn("id1", -1, "so\n[laughs] and so on")]
    );
    let directions = "P01: so\n[laughs] I did.\n\nI: oh\n[laughs] Right.\n\nP01: yes\n\nI: no\n";
    assert_eq!(turns("a.txt", directions)[0], turn("P01", -1, "so\n[laughs] I did."));
}

#[test]
fn a_word_that_stands_once_before_a_colon_is_a_word() {
    let text = "A1: one\n\nB1: two\n\nLook: three\n\nA1: four\n\nB1: five\n";
    let read = read("a.txt", text).unwrap();
    assert_eq!(told(&read)[1], turn("B1", -1, "two\nLook: three"));
    let note = "'Look' (line 5): only once before a colon, and left in the words: name it as a speaker if it is one";
    assert_eq!(notes(&read)[0], note);
    let options = Options { speakers: vec!["look".into()], ..Options::default() };
    assert_eq!(told(&read_with("a.txt", text, &options).unwrap())[2], turn("Look", -1, "three"));
}

#[test]
fn a_speaker_who_speaks_once_is_known_by_the_number() {
    let text = "P1: one\n\nP2: two\n\nP1: three\n\nP7: four\n\nP2: five\n";
    let read = read("group.txt", text).unwrap();
    assert_eq!(told(&read)[3], turn("P7", -1, "four"));
    assert_eq!(notes(&read)[0], "'P7' (line 7): only once before a colon, and taken as a speaker");
}

#[test]
fn a_legend_teaches_labels_and_stays_in_the_header() {
    let text = "Interview 4\nI = interviewer; Y = informant\n\nY:  I said so.\n\nI:  Why?\n";
    let read = read("a.txt", text).unwrap();
    assert_eq!(told(&read), [turn("Y", -1, "I said so."), turn("I", -1, "Why?")]);
    assert_eq!(header(&read), ["Interview 4", "I = interviewer; Y = informant"]);
    assert_eq!(read.transcript.details().title, "Interview 4");
}

#[test]
fn the_title_block_is_no_turn() {
    let text = "Homes\nDate: 3 May 2018\nInterviewer: Jane Smith\nParticipant: P7\n\nInterviewer: So?\n\nParticipant: Well.\n\nInterviewer: Ah.\n";
    let read = read("a.txt", text).unwrap();
    assert_eq!(told(&read)[0], turn("Interviewer", -1, "So?"));
    assert_eq!(header(&read), ["Homes", "Date: 3 May 2018", "Interviewer: Jane Smith", "Participant: P7"]);
    assert_eq!(read.transcript.details().recorded.as_deref(), Some("3 May 2018"));
    assert_eq!(notes(&read)[0], "line 3: taken as part of the title, not as a turn");
}

#[test]
fn labels_that_differ_in_case_are_one_speaker() {
    let read = read("a.txt", "I: one\n\nB: two\n\ni: three\n\nB: four\n\nI: five\n").unwrap();
    assert_eq!(told(&read)[2].0, "I");
    assert_eq!(notes(&read)[0], "'I' and 'i' were taken as one speaker, 'I'");
}

#[test]
fn text_without_speakers_keeps_its_paragraphs() {
    let read = read("a.txt", "A story.\nHe said: no.\n\nIt was.\n\nHe said: yes.\n\nSo.\n\nAnd so.\n").unwrap();
    assert_eq!(told(&read)[0], turn("?", -1, "A story.\nHe said: no."));
    assert_eq!((told(&read)[2].2.as_str(), told(&read).len()), ("He said: yes.", 5));
    assert_eq!(notes(&read), ["no speaker labels were found: every paragraph became a turn of an unknown speaker"]);
    assert_eq!(read.transcript.details().title, "a");
}

#[test]
fn times_without_speakers_begin_turns_and_times_in_sentences_do_not() {
    let text = "00:00:08 So it began.\n\n00:00:20 And at 10:30 we went.\n\n2:30 in the morning it ended.\n";
    assert_eq!(
        turns("a.txt", text),
        [turn("?", 8, "So it began."), turn("?", 20, "And at 10:30 we went.\n2:30 in the morning it ended.")]
    );
}

#[test]
fn a_time_inside_a_labelled_text_goes_on_with_the_speaker() {
    let text = "P01: one\n\n[00:03:00] two\n\nI: three\n\nP01: four\n\nI: five\n";
    assert_eq!(turns("a.txt", text)[..2], [turn("P01", -1, "one"), turn("P01", 180, "two")]);
}

#[test]
fn a_mark_at_the_end_of_a_paragraph_ends_it_and_begins_the_next() {
    let text = "I: Wie war das? #00:00:12-3#\nB: Gut. #00:00:20-0#\nI: Aha? #00:00:22-0#\nB: Ja. #00:00:25-0#\n";
    let read = read("f4.txt", text).unwrap();
    assert_eq!(told(&read)[..2], [turn("I", -1, "Wie war das?"), turn("B", 12, "Gut.")]);
    assert_eq!(read.transcript.turns()[1].ends.unwrap().millis(), 20_000);
}

#[test]
fn lines_of_the_program_leave_the_turns_with_a_note() {
    let text = "Kelly  0:05  \nHello.\n\nUnknown Speaker  0:30  \nThanks.\n\nTranscribed by https://otter.ai\n";
    let read = read("a.txt", text).unwrap();
    assert_eq!(told(&read), [turn("Kelly", 5, "Hello."), turn("Unknown Speaker", 30, "Thanks.")]);
    assert_eq!(header(&read), ["Transcribed by https://otter.ai"]);
    assert!(notes(&read)[0].starts_with("line 7: a line of the program"), "{:?}", notes(&read));
}

#[test]
fn a_label_without_words_is_noted() {
    let read = read("a.txt", "P01: one\n\nI:\n\nP01: two\n\nI: three\n").unwrap();
    assert_eq!(told(&read).len(), 3);
    assert_eq!(notes(&read)[0], "line 3: 'I' is followed by no words; the turn was left out");
}

#[test]
fn an_old_encoding_is_read_and_said() {
    let read = read("a.txt", b"I: \xbfqu\xe9?\r\nP01: s\xed, se\xf1ora\r\nI: ah\r\nP01: no\r\n").unwrap();
    assert_eq!(told(&read)[..2], [turn("I", -1, "¿qué?"), turn("P01", -1, "sí, señora")]);
    assert_eq!(read.transcript.details().source.encoding, "windows-1252");
    assert_eq!(notes(&read)[0], "read as windows-1252, guessed from the bytes: check the accented letters");
    assert_eq!(read.transcript.details().source.warnings, notes(&read));
}

#[test]
fn repairs_of_the_text_are_said() {
    let read = read("a.txt", "\u{feff}Int: a\u{a0}b\r\n\r\nP01: cafe\u{301}\r\n\r\nInt: c\r\n\r\nP01: d\r\n").unwrap();
    assert_eq!(notes(&read), ["1 special space made plain, accents composed (NFC)"]);
}

#[test]
fn words_before_the_first_label_are_counted_if_they_are_many() {
    let text = format!("{}\n\nI: a\n\nP01: b\n\nI: c\n\nP01: d\n", "word ".repeat(300));
    let read = read("a.txt", text).unwrap();
    assert_eq!(notes(&read)[0], "300 words before the first speaker label were kept in the header, not as turns");
}

#[test]
fn the_format_can_be_named() {
    let options = Options { format: Some(Format::Text), ..Options::default() };
    let read = read_with("a.csv", "speaker,text\n\nmore\n", &options).unwrap();
    assert_eq!((read.format, read.why.as_str()), (Format::Text, "it was asked for"));
    assert_eq!(told(&read)[0], turn("?", -1, "speaker,text"));
}
