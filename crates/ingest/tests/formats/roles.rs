//! Who asks, who answers, and whose case it is.

use qualkit_ingest::{Ingested, Options};
use qualkit_transcript::Role;

use super::{notes, read, read_with};

fn roles(read: &Ingested) -> Vec<(&str, Role, Option<&str>)> {
    let speakers = read.transcript.details().speakers.iter();
    speakers
        .map(|speaker| (speaker.label.as_str(), speaker.role, speaker.case.as_ref().map(|case| case.as_str())))
        .collect()
}

#[test]
fn labels_that_say_it_decide() {
    for (asks, answers) in [
        ("INTERVIEWER", "P01"),
        ("Enquêteur1", "Enquêté1"),
        ("Entrevistadora", "María"),
        ("Int.", "Ann"),
        ("Researcher 2", "S2"),
    ] {
        let text = format!("{asks}: a\n\n{answers}: b\n\n{asks}: c\n\n{answers}: d\n");
        let read = read("a.txt", text).unwrap();
        let expected = [(asks, Role::Interviewer, None), (answers, Role::Participant, Some("P01"))];
        assert_eq!(roles(&read), expected);
        assert!(!read.guessed_roles && notes(&read).is_empty(), "{:?}", notes(&read));
    }
}

#[test]
fn several_participants_are_cases_of_their_own() {
    let text = "Moderator: a\n\nP2: b\n\nDr. Lee: c\n\nInterpreter: d\n\nModerator: e\n\nP2: f\n\nDr. Lee: g\n\nInterpreter: h\n";
    assert_eq!(
        roles(&read("a.txt", text).unwrap()),
        [
            ("Moderator", Role::Moderator, None),
            ("P2", Role::Participant, Some("P2")),
            ("Dr. Lee", Role::Participant, None),
            ("Interpreter", Role::Interpreter, None),
        ]
    );
}

#[test]
fn a_given_label_decides_before_all_else() {
    let text = "I = interviewer; R = respondent\n\nI: a\n\nR: b\n\nI: c\n\nR: d\n";
    let options = Options { interviewers: vec![" r ".into(), "Zoe".into()], ..Options::default() };
    let read = read_with("a.txt", text, &options).unwrap();
    assert_eq!(roles(&read)[1], ("R", Role::Interviewer, None));
    assert_eq!(notes(&read), ["no turn bears the label 'Zoe'; there are 'I', 'R'"]);
}

#[test]
fn of_two_the_one_who_asks_and_says_less_is_guessed() {
    let text =
        "Ann: How was it?\n\nBob: It was long and I was tired.\n\nAnn: Why?\n\nBob: Because of the work there.\n";
    let read = read("a.txt", text).unwrap();
    assert_eq!(roles(&read), [("Ann", Role::Interviewer, None), ("Bob", Role::Participant, Some("P01"))]);
    assert!(read.guessed_roles);
    assert_eq!(
        notes(&read),
        [
            "'Ann' was taken as the interviewer, guessed from how often each asks and how much each says; --interviewer LABEL decides"
        ]
    );
}

#[test]
fn what_is_not_clear_stays_open() {
    let text = "Ann: It was so.\n\nBob: It was long?\n\nAnn: Because?\n\nBob: Of the work.\n";
    let read = read("a.txt", text).unwrap();
    assert_eq!(roles(&read), [("Ann", Role::Unknown, None), ("Bob", Role::Unknown, None)]);
    assert!(!read.guessed_roles);
    assert_eq!(
        notes(&read),
        ["it cannot be told who asks and who answers among 'Ann', 'Bob'; --interviewer LABEL says it"]
    );
}
