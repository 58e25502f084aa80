//! Labels that are given, labels that stand once, and what stands before the first of them.

use qualkit_ingest::Options;
use qualkit_transcript::Role;

use super::{header, notes, read, read_with, told, turn, turns};

const ONCE: &str = "A talk\n\nWEBER ’16: Who taught you?\n\nMs. Hill, go on.\n\nHILL: Nobody did.\n\nWEBER: Nobody?\n";

const DENSE: &str = "Group 3\n\nMod: Who?\n\nAnn: I.\n\nMod: Why?\n\nBob: It.\n\nMod: So?\n\nAnn: Hm.\n\nBob: Ah.\n\n";

fn interviewers(labels: &[&str]) -> Options {
    Options { interviewers: labels.iter().map(|&label| label.to_owned()).collect(), ..Options::default() }
}

fn speakers(labels: &[&str]) -> Options {
    Options { speakers: interviewers(labels).interviewers, ..Options::default() }
}

#[test]
fn a_given_label_takes_no_other_away() {
    let expected = told(&read("a.txt", ONCE).unwrap());
    assert_eq!(expected[1], turn("HILL", -1, "Nobody did."));
    assert_eq!(expected.len(), 3);
    for label in ["WEBER", "weber", "HILL", "WEBER ’16", "Nemo"] {
        assert_eq!(told(&read_with("a.txt", ONCE, &interviewers(&[label])).unwrap()), expected, "{label}");
        assert_eq!(told(&read_with("a.txt", ONCE, &speakers(&[label])).unwrap()), expected, "{label}");
    }
}

#[test]
fn an_id_that_is_a_label_takes_no_other_away() {
    let text = "WEBER: Who taught you?\n\nP01: Nobody did.\n\nHILL: Nobody at all.\n";
    assert_eq!(told(&read("a.txt", text).unwrap()).len(), 3);
}

#[test]
fn a_given_label_that_returns_takes_no_other_away() {
    let text = format!("{ONCE}\nWEBER: And then?\n");
    let read = read_with("a.txt", text, &interviewers(&["WEBER"])).unwrap();
    let labels: Vec<String> = told(&read).into_iter().map(|turn| turn.0).collect();
    assert_eq!(labels[0], "WEBER ’16");
    assert_eq!(labels.last().unwrap(), "WEBER");
}

#[test]
fn labels_in_brackets_stay_labels_when_one_is_given() {
    let text = "[id1] hello\n\n[id2] hello\n\n[id1] so\n\nid3: what\n";
    let expected = [turn("id1", -1, "hello"), turn("id2", -1, "hello"), turn("id1", -1, "so"), turn("id3", -1, "what")];
    assert_eq!(told(&read_with("a.txt", text, &interviewers(&["id3"])).unwrap()), expected);
}

#[test]
fn a_given_name_names_the_longer_label_and_says_so() {
    let read = read_with("a.txt", ONCE, &interviewers(&["Weber"])).unwrap();
    let speakers: Vec<(&str, Role)> =
        read.transcript.details().speakers.iter().map(|speaker| (speaker.label.as_str(), speaker.role)).collect();
    let expected = [("WEBER ’16", Role::Interviewer), ("HILL", Role::Participant), ("WEBER", Role::Interviewer)];
    assert_eq!(speakers, expected);
    assert!(!read.guessed_roles);
    let note = "'Weber' was taken to mean 'WEBER ’16' too, which begins with it; --speaker with the whole label keeps them apart";
    assert!(notes(&read).contains(&note.to_owned()), "{:?}", notes(&read));
}

#[test]
fn the_whole_label_keeps_two_of_one_beginning_apart() {
    let options =
        Options { interviewers: vec!["Weber".into()], speakers: vec!["weber ’16".into()], ..Options::default() };
    let read = read_with("a.txt", ONCE, &options).unwrap();
    let roles: Vec<Role> = read.transcript.details().speakers.iter().map(|speaker| speaker.role).collect();
    assert_eq!(roles, [Role::Participant, Role::Participant, Role::Interviewer]);
}

#[test]
fn the_beginning_of_several_labels_decides_nothing() {
    let text = "Speaker 1: a\n\nSpeaker 2: b\n\nSpeaker 1: c\n\nSpeaker 2: d\n";
    let read = read_with("a.txt", text, &interviewers(&["Speaker"])).unwrap();
    assert!(read.transcript.details().speakers.iter().all(|speaker| speaker.role == Role::Unknown));
    let note = "'Speaker' is the beginning of several labels, 'Speaker 1', 'Speaker 2': give the whole label";
    assert_eq!(notes(&read)[0], note);
}

#[test]
fn a_given_name_finds_a_label_that_stands_once() {
    let text = "P1: one\n\nP2: two\n\nmaria (from afar): three\nMaria says that: no\n\nP1: four\n\nP2: five\n";
    let read = read_with("a.txt", text, &speakers(&["Maria"])).unwrap();
    assert_eq!(told(&read)[2], turn("maria (from afar)", -1, "three\nMaria says that: no"));
}

#[test]
fn what_looks_like_speech_before_the_first_turn_is_said_loudly() {
    let text = "Talk 4\n\nHILL: I began there.\n\nAnd so it went on.\n\nI: a\n\nP01: b\n\nb\n\nb\n\nI: c\n\nP01: d\n";
    let ingested = read("a.txt", text).unwrap();
    assert_eq!(header(&ingested), ["Talk 4", "HILL: I began there.", "And so it went on."]);
    let note = "11 words before the first speaker label were kept in the header, not as turns; \
        label-like and left in the header: 'HILL' (line 3); --speaker LABEL makes it a turn";
    assert_eq!(notes(&ingested)[0], note);
    let named = read_with("a.txt", text, &speakers(&["Hill"])).unwrap();
    assert_eq!(told(&named)[0], turn("HILL", -1, "I began there.\nAnd so it went on."));
    assert!(!notes(&named).iter().any(|note| note.contains("header")), "{:?}", notes(&named));

    let turns = "I: a\n\nP01: b\n\nI: c\n\nP01: d\n";
    let long = read("a.txt", format!("{}\n\n{turns}", "word ".repeat(41))).unwrap();
    assert_eq!(notes(&long)[0], "41 words before the first speaker label were kept in the header, not as turns");
    let short = read("a.txt", format!("Talk 4\n\n{}\n\n{turns}", "word ".repeat(40))).unwrap();
    assert!(!notes(&short).iter().any(|note| note.contains("header")), "{:?}", notes(&short));
}

#[test]
fn a_name_that_stands_once_among_labels_is_a_speaker() {
    let read = read("a.txt", format!("{DENSE}Clara: I was late.\n\nAnn: So was I.\n")).unwrap();
    assert_eq!(told(&read)[7], turn("Clara", -1, "I was late."));
    assert_eq!(notes(&read)[0], "'Clara' (line 17): only once before a colon, and taken as a speaker");
}

#[test]
fn a_name_that_stands_first_is_a_speaker_and_a_title_is_none() {
    let text = format!("Village: Upper Alder\n\nClara: May we begin?\n\n{}", DENSE.replace("Group 3\n\n", ""));
    let read = read("a.txt", text).unwrap();
    assert_eq!(told(&read)[0], turn("Clara", -1, "May we begin?"));
    assert_eq!(header(&read), ["Village: Upper Alder"]);
    assert!(notes(&read)[1].contains("left in the header: 'Village' (line 1)"), "{:?}", notes(&read));
}

#[test]
fn what_opens_a_sentence_among_labels_is_no_speaker() {
    for opener in ["Well", "So", "Note", "PS", "Example", "Question", "All That I Said", "clara"] {
        let read = read("a.txt", format!("{DENSE}{opener}: I was late.\n\nAnn: So was I.\n")).unwrap();
        assert_eq!(told(&read)[6], turn("Bob", -1, &format!("Ah.\n{opener}: I was late.")));
    }
}

#[test]
fn a_name_behind_a_label_is_a_word() {
    for text in [
        "Ann: Clara: I was late.\n\nBob: Ah.\n",
        "Ann:\nClara: I was late.\n\nBob: Ah.\n",
        "Ann:\n\nClara: I was late.\n\nBob: Ah.\n",
    ] {
        let read = read("a.txt", format!("{DENSE}{text}")).unwrap();
        assert_eq!(told(&read)[7], turn("Ann", -1, "Clara: I was late."), "{text}");
    }
}

#[test]
fn a_name_that_stands_once_where_paragraphs_go_on_is_a_word() {
    let text = format!("{DENSE}And on.\n\nAnd on.\n\nClara: I was late.\n\nAnn: So was I.\n");
    assert_eq!(told(&read("a.txt", text).unwrap())[6], turn("Bob", -1, "Ah.\nAnd on.\nAnd on.\nClara: I was late."));
    let timed = DENSE.replace(": ", " [00:00:01]: ") + "Clara: I was late.\n";
    assert_eq!(told(&read("a.txt", timed).unwrap())[6], turn("Bob", 1, "Ah.\nClara: I was late."));
}

#[test]
fn what_stands_beside_nearly_every_time_is_a_label_if_it_stands_once() {
    for label in ["bob", "The nurse", "Nurse in charge", "B"] {
        let text = format!("[0:01] Ann: Hello.\n[0:05] {label}: Yes\n[0:09] Ann: Good.\n[0:12] Ann: And?\n");
        let read = read("a.txt", text).unwrap();
        assert_eq!(told(&read)[1], turn(label, 5, "Yes"));
        assert_eq!(notes(&read)[0], format!("'{label}' (line 2): only once before a colon, and taken as a speaker"));
    }
    for words in ["Yes I think", "so I said", "my mother"] {
        let text = format!("[0:01] Ann: Hello.\n[0:05] {words}: no\n[0:09] Ann: Good.\n[0:12] Ann: And?\n");
        let read = read("a.txt", text).unwrap();
        assert_eq!(told(&read)[1], turn("Ann", 5, &format!("{words}: no")));
        let left = "only once before a colon, and left in the words: name it as a speaker if it is one";
        assert_eq!(notes(&read)[0], format!("'{words}' (line 2): {left}"));
    }
}

#[test]
fn canonical_text_is_read_as_it_is() {
    for text in [
        "?: So.\n",
        "?: Ann: so.\n\nNurse 2: Yes\n",
        "A: Yes\n\nB: no\n",
        "[00:00:05-00:00:09.250] Lee, A.: [00:00:07] so\n## so\n---\n\n[00:00:10] ?: Q. Why\n\n[00:00:12] ann: x\n",
        "Interviewer: Well\nso\n\n受访者: 好\n",
    ] {
        assert_eq!(read("x.txt", text).unwrap().transcript.text().as_str(), text);
    }
}

#[test]
fn a_text_that_only_looks_canonical_is_not_taken_for_it() {
    let titled = "Project: Heat\n\nDate: 3 May 2019\n\nI: Why?\n\nP: So.\n\nI: And?\n\nP: No.\n";
    assert_eq!(turns("a.txt", titled).len(), 4);
    let packed = "I: Why?\nP: So.\n\nI: And?\nP: No.\n";
    assert_eq!(turns("a.txt", packed).len(), 4);
    let marked = "I: Why? #00:00:03-1#\n\nP: So. #00:00:05-2#\n\nI: And? #00:00:07-2#\n\nP: No. #00:00:09-0#\n";
    assert_eq!(turns("a.txt", marked)[1], turn("P", 3, "So."));
    assert_eq!(turns("a.txt", "Conclusion: it was late.\n"), [turn("?", -1, "Conclusion: it was late.")]);
}
