//! What people's own scripts write around recognisers. All are synthetic, after shapes that scripts print.

use super::{notes, read, told, turn};

fn timed(text: &str) -> Vec<(String, u64, Option<u64>, String)> {
    let read = read("P01.txt", text).unwrap();
    let transcript = &read.transcript;
    let turns = transcript.turns().iter().map(|turn| {
        let (begins, ends) = (turn.begins.unwrap().millis(), turn.ends.map(|ends| ends.millis()));
        (transcript.speaker(turn).label.clone(), begins, ends, transcript.words(turn).to_owned())
    });
    turns.collect()
}

#[test]
fn stretches_in_seconds_are_times_wherever_they_stand() {
    let expected = [
        ("SPEAKER_00".to_owned(), 0, Some(4_200), "So: where was it?".to_owned()),
        ("SPEAKER_01".to_owned(), 4_200, Some(70_500), "By the river.".to_owned()),
    ];
    for head in [
        "[LABEL] BEGINSs - ENDSs: ",
        "LABEL [BEGINS - ENDS]: ",
        "LABEL (BEGINSs - ENDSs): ",
        "[BEGINSs -> ENDSs] LABEL: ",
        "BEGINS - ENDS LABEL: ",
    ] {
        let head = |label, begins, ends| head.replace("LABEL", label).replace("BEGINS", begins).replace("ENDS", ends);
        let (one, two) = (head("SPEAKER_00", "0.00", "4.20"), head("SPEAKER_01", "4.20", "70.50"));
        assert_eq!(timed(&format!("{one}So: where was it?\n{two}By the river.\n")), expected, "{one}");
    }
}

#[test]
fn stretches_in_seconds_need_no_label() {
    let read = read("P01.txt", "[0.00s -> 4.20s]  So: where was it?\n[4.20s -> 9.00s]  By the river.\n").unwrap();
    assert_eq!(told(&read), [turn("?", 0, "So: where was it?"), turn("?", 4, "By the river.")]);
    assert!(notes(&read).contains(&"the times of 2 lines were read as seconds".to_owned()), "{:?}", read.notes);
}

#[test]
fn two_numbers_among_words_are_no_stretch() {
    let text = "I: How much?\n\nP: Well\n1.5 - 2.0 a day.\n\nI: And now?\n\nP: None.\n";
    let expected = [
        turn("I", -1, "How much?"),
        turn("P", -1, "Well\n1.5 - 2.0 a day."),
        turn("I", -1, "And now?"),
        turn("P", -1, "None."),
    ];
    assert_eq!(told(&read("P01.txt", text).unwrap()), expected);
}

#[test]
fn labels_in_brackets_and_between_bars_take_their_times() {
    let expected =
        [turn("Ann", 0, "Where was it?"), turn("Cy", 64, "Here."), turn("Ann", 69, "When?"), turn("Cy", 70, "In May.")];
    let words = [
        ("Ann", "00:00", "Where was it?"),
        ("Cy", "01:04", "Here."),
        ("Ann", "01:09", "When?"),
        ("Cy", "01:10", "In May."),
    ];
    for line in [
        "[LABEL] [TIME] WORDS\n",
        "[LABEL TIME] WORDS\n",
        "TIME | LABEL | WORDS\n",
        "LABEL | TIME | WORDS\n",
        "（TIME）LABEL：WORDS\n",
    ] {
        let line = |&(label, time, words): &(&str, &str, &str)| {
            line.replace("LABEL", label).replace("TIME", time).replace("WORDS", words)
        };
        let text: String = words.iter().map(line).collect();
        assert_eq!(told(&read("P01.txt", &text).unwrap()), expected, "{text}");
    }
}

#[test]
fn a_pause_with_its_time_in_brackets_is_said_by_nobody() {
    let text = "[Ann 0:05] Where was it?\n[pause 0:07]\n[Cy 0:09] Here.\n[Ann 0:12] When?\n";
    let expected = [turn("Ann", 5, "Where was it?\n[pause 0:07]"), turn("Cy", 9, "Here."), turn("Ann", 12, "When?")];
    assert_eq!(told(&read("P01.txt", text).unwrap()), expected);
}
