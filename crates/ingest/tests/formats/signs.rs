//! Labels that only the whole text shows: before other signs than a colon, on lines of their own, and in texts of few
//! turns. All are synthetic.

use super::{header, notes, read, told, turn, turns};

#[test]
fn labels_may_stand_before_other_signs_than_a_colon() {
    let expected =
        [turn("INT", -1, "How was it?"), turn("Mrs B", -1, "Long. It was: long."), turn("INT", -1, "And then?")];
    for sign in ["\t", " – ", " — ", " - "] {
        let text =
            format!("INT{sign}How was it?\nMrs B{sign}Long. It was: long.\nINT{sign}And then?\nMrs B{sign}So.\n");
        assert_eq!(turns("a.txt", text)[..3], expected, "{sign}");
    }
    let dashed = read("a.txt", "INT – How was it?\nBo – Long.\nINT – And?\nBo – So.\n").unwrap();
    assert_eq!(notes(&dashed)[0], "labels were recognised before a dash, by what the whole text shows");
    let angles = "<INT> How was it?\n<Mrs B> Long. It was: long.\n<INT> And then?\n<Mrs B> So <laughs>.\n";
    assert_eq!(turns("a.txt", angles)[..3], expected);
    assert_eq!(turns("a.txt", angles)[3], turn("Mrs B", -1, "So <laughs>."));
}

#[test]
fn questions_and_answers_may_bear_a_letter_with_a_full_stop() {
    let text = "Q. Your name?\nA. Ann Lee. I go by Ann.\nQ. Your age?\nA. Sixty.\n";
    let expected = [turn("Q", -1, "Your name?"), turn("A", -1, "Ann Lee. I go by Ann.")];
    assert_eq!(turns("a.txt", text)[..2], expected);
    let list = "A. Bread\nB. Milk\nC. Eggs\nD. Salt\n";
    assert!(turns("a.txt", list).iter().all(|turn| turn.0 == "?"));
}

#[test]
fn a_full_stop_for_a_colon_is_a_slip() {
    let text = "I: Well?\nE: Not yet.\nI: When?\nE. In May.\nI: Good.\nE: Yes.\n";
    assert_eq!(turns("a.txt", text)[3], turn("E", -1, "In May."));
}

#[test]
fn words_with_such_signs_stay_words() {
    let text = "I: Well?\nP: Not – in May – no.\nMay – yes.\nMay – yes.\nI: When?\nP: So.\nYou\tsee.\n";
    let expected = [
        turn("I", -1, "Well?"),
        turn("P", -1, "Not – in May – no.\nMay – yes.\nMay – yes."),
        turn("I", -1, "When?"),
        turn("P", -1, "So.\nYou\tsee."),
    ];
    assert_eq!(turns("a.txt", text), expected);
}

#[test]
fn names_may_stand_alone_above_their_words() {
    let text = "Interviewer\nHow was it?\n\nAnn\nLong.\n\nAnd dull.\n\nInterviewer\nWhy?\n\nAnn\nWell.\n";
    let expected = [
        turn("Interviewer", -1, "How was it?"),
        turn("Ann", -1, "Long.\nAnd dull."),
        turn("Interviewer", -1, "Why?"),
        turn("Ann", -1, "Well."),
    ];
    assert_eq!(turns("a.txt", text), expected);
    let names = text.replace("Interviewer", "Bo Lee");
    assert_eq!(turns("a.txt", names)[1], turn("Ann", -1, "Long.\nAnd dull."));
    // What is said again and again is no name.
    let said = "I: Is it?\n\nP: Maybe\n\nMaybe\n\nI: Is it?\n\nP: Never\n\nNever\n\nMaybe\n\nNever\n\nI: Oh.\n";
    assert_eq!(turns("a.txt", said).len(), 5);
}

#[test]
fn names_may_stand_above_or_behind_their_times() {
    let expected = [turn("Ann Lee", 3, "How was it?"), turn("Bo", 9, "Long."), turn("Ann Lee", 12, "And?")];
    for text in [
        "Ann Lee\n00:03\nHow was it?\n\nBo\n00:09\nLong.\n\nAnn Lee\n00:12\nAnd?\n",
        "0:03 - Ann Lee\n  How was it?\n\n0:09 - Bo\n  Long.\n\n0:12 - Ann Lee\n  And?\n",
        "0:03 | Ann Lee\nHow was it?\n\n0:09 | Bo\nLong.\n\n0:12 | Ann Lee\nAnd?\n",
        "[00:00:03.120] - Ann Lee\nHow was it?\n\n[00:00:09.500] - Bo\nLong.\n\n[00:00:12.000] - Ann Lee\nAnd?\n",
        "[Ann Lee] 00:00:03\nHow was it?\n\n[Bo] 00:00:09\nLong.\n\n[Ann Lee] 00:00:12\nAnd?\n",
    ] {
        assert_eq!(turns("a.txt", text), expected, "{text}");
    }
}

#[test]
fn a_text_of_few_turns_needs_no_label_twice() {
    let expected = [turn("Ann", -1, "Who is there?"), turn("Bo", -1, "I am.")];
    assert_eq!(turns("a.txt", "Ann: Who is there?\n\nBo: I am.\n"), expected);
    assert_eq!(turns("a.txt", "Visit two\n\nAnn: Who is there?\nBo: I am.\n"), expected);
    let read = read("a.txt", "Ann: Who is there?\nBo: I am.\n").unwrap();
    assert_eq!(notes(&read)[0], "'Ann' (line 1), 'Bo' (line 2): only once before a colon, and taken as a speaker");
    let between = "Interviewer: Who is there?\n\nMrs Hill: I am.\n\nInterviewer: Good.\n";
    assert_eq!(turns("a.txt", between)[1], turn("Mrs Hill", -1, "I am."));
    let captions = "WEBVTT\n\n00:01.000 --> 00:02.000\nAnn Lee: So\n\n00:03.000 --> 00:04.000\nBo: Yes\n";
    assert_eq!(turns("a.vtt", captions), [turn("Ann Lee", 1, "So"), turn("Bo", 3, "Yes")]);
    let numbered = "1\n00:00:01,000 --> 00:00:02,000\nSpeaker 1: So\n\n2\n00:00:02,000 --> 00:00:03,000\nit is.\n\n\
        3\n00:00:03,000 --> 00:00:04,000\nSpeaker 2: Yes\n";
    assert_eq!(turns("a.srt", numbered), [turn("Speaker 1", 1, "So it is."), turn("Speaker 2", 3, "Yes")]);
}

#[test]
fn what_stands_before_a_few_colons_is_not_always_a_name() {
    for text in ["Name: Ann Lee\nHome: Leeds\n", "Ann: Who is there?\n\nNobody was.\n", "So: it is.\n\nWell: it was.\n"]
    {
        assert!(turns("a.txt", text).iter().all(|turn| turn.0 == "?"), "{text}");
    }
}

#[test]
fn turns_on_single_lines_below_a_title_are_paragraphs() {
    let text = "Group 2\n\nMod: Who?\nP1: I.\nP2: I.\nAll: We.\nMod: Good.\nP1: Yes.\nP2: Yes.\n";
    assert_eq!(turns("a.txt", text)[3], turn("All", -1, "We."));
}

#[test]
fn a_title_says_who_took_part_and_no_turn() {
    let text = "Interviewer: Jo Doe\nInterviewee: Al Roe\nDate: 3/4/2019\nPlace: Leeds\n\n\
        Interviewer: Well?\nInterviewee: Well.\nInterviewer: So?\nInterviewee: So.\n";
    let titled = read("a.txt", text).unwrap();
    assert_eq!(header(&titled).len(), 4);
    assert_eq!(told(&titled)[0], turn("Interviewer", -1, "Well?"));
    let legend = "I1: Interviewer 1\nM: Mother\nF: Father\n\nI1: Shall we\nM: Yes\nF: Fine\nI1: Good\n";
    let explained = read("a.txt", legend).unwrap();
    assert_eq!(header(&explained), ["I1: Interviewer 1", "M: Mother", "F: Father"]);
    assert_eq!(told(&explained)[..2], [turn("I1", -1, "Shall we"), turn("M", -1, "Yes")]);
}

#[test]
fn signs_of_direction_are_no_part_of_labels() {
    let text =
        "\u{200f}מראיין: איפה?\n\u{200f}דנה: בחיפה.\n\u{202b}מראיין\u{200f}: ממתי?\u{202c}\n\u{200f}דנה: מזמן.\n";
    let expected =
        [turn("מראיין", -1, "איפה?"), turn("דנה", -1, "בחיפה."), turn("מראיין", -1, "ממתי?"), turn("דנה", -1, "מזמן.")];
    assert_eq!(turns("a.txt", text), expected);
}

#[test]
fn numbers_in_the_margin_are_no_part_of_the_text() {
    let text =
        "  1  I: How did you come\n  2  to live here?\n  3  P: My work,\n  4  in 1990.\n  5  I: I see.\n  6  P: Yes.\n";
    let read = read("a.txt", text).unwrap();
    let expected = [
        turn("I", -1, "How did you come\nto live here?"),
        turn("P", -1, "My work,\nin 1990."),
        turn("I", -1, "I see."),
        turn("P", -1, "Yes."),
    ];
    assert_eq!(told(&read), expected);
    let note = "the lines bear numbers that count up in the margin, which are no part of the text";
    assert_eq!(notes(&read)[0], note);
}

#[test]
fn what_programs_say_of_themselves_is_nobodys_turn() {
    let text = "Ann   0:03\nSo.\n\nBo   0:09\nYes.\n\nAnn   0:12\nGood.\nAnn stopped transcription\n";
    let switched = read("a.txt", text).unwrap();
    assert_eq!(told(&switched)[2], turn("Ann", 12, "Good."));
    assert_eq!(header(&switched), ["Ann stopped transcription"]);
    let call = "Ann: Hello.\nBo: Hi.\nAnn: So.\n00:05:00\nBo: Yes.\nMeeting ended after 00:06:10\n";
    assert_eq!(turns("a.txt", call)[3], turn("Bo", 300, "Yes."));
}

#[test]
fn times_may_be_emphasised_with_their_labels() {
    let expected = [turn("Ann", 3, "So."), turn("Bo", 9, "He said: yes."), turn("Ann", 12, "Oh.")];
    for text in [
        "**[00:00:03] Ann:** So.\n\n**[00:00:09] Bo:** He said: yes.\n\n**[00:00:12] Ann:** Oh.\n",
        "**[00:00:03]** **Ann**: So.\n\n**[00:00:09]** **Bo**: He said: yes.\n\n**[00:00:12]** **Ann**: Oh.\n",
        "**[00:00:03] Ann**\nSo.\n\n**[00:00:09] Bo**\nHe said: yes.\n\n**[00:00:12] Ann**\nOh.\n",
    ] {
        assert_eq!(turns("a.md", text), expected, "{text}");
    }
    let alone = "**[00:00:03] and so** it was.\n\n**[00:00:09] and on** it went.\n";
    assert!(turns("a.md", alone).iter().all(|turn| turn.2.contains("and ")));
}

#[test]
fn a_heading_among_headings_of_speakers_is_one() {
    let text = "# Talk\n\n### Ann\n\nSo.\n\n### Bo\n\nYes.\n\n### Ann\n\nOh.\n\n### Cy\n\nMe too.\n\n### Bo\n\nHm.\n";
    assert_eq!(turns("a.md", text)[3], turn("Cy", -1, "Me too."));
    let sections =
        "### Interviewer\n\nSo.\n\n### Ann\n\nYes.\n\n### Interviewer\n\nOh.\n\n## The Farm\n\n### Ann\n\nHm.\n";
    assert_eq!(turns("a.md", sections)[2], turn("Interviewer", -1, "Oh.\n## The Farm"));
}

#[test]
fn a_time_and_a_part_are_no_legend() {
    let text = "0:06 - Interviewer\nWell?\n\n0:29 - Ann\nWell.\n\n0:40 - Interviewer\nSo?\n";
    assert_eq!(turns("a.txt", text)[0], turn("Interviewer", 6, "Well?"));
}

#[test]
fn a_first_turn_below_a_title_is_no_entry_of_it() {
    for first in ["I: [laughs] so it is", "I: So. #00:00:03-0#"] {
        let text = format!("Length: 45 min\n\n{first}\n\nP: Yes, it is.\n\nI: Good.\n\nP: Very.\n");
        assert_eq!(turns("a.txt", text).len(), 4, "{first}");
    }
}

#[test]
fn names_in_captions_may_be_those_of_accounts_and_devices() {
    let cue = |at: u32, words: &str| format!("{at}\n00:00:{at:02}.000 --> 00:00:{:02}.000\n{words}\n\n", at + 1);
    let text = format!(
        "WEBVTT\n\n{}{}{}{}",
        cue(1, "annlee42: so we"),
        cue(3, "went: it"),
        cue(5, "Bo's iPad (Hill): At 10:30."),
        cue(7, "annlee42: I see\nwhat: you mean")
    );
    let expected = [
        turn("annlee42", 1, "so we"),
        turn("went", 3, "it"),
        turn("Bo's iPad (Hill)", 5, "At 10:30."),
        turn("annlee42", 7, "I see what: you mean"),
    ];
    assert_eq!(turns("a.vtt", &text), expected);
    let unlabelled = text.replace("went: it", "went there");
    assert_eq!(turns("a.vtt", unlabelled)[0], turn("annlee42", 1, "so we went there"));
}

#[test]
fn a_label_above_its_words_may_stand_once() {
    let turns_of = |name: &str| format!("Ann:\nSo?\n\nBo:\nYes.\n\n{name}:\nMe too.\n\nAnn:\nOh.\n\nBo:\nHm.\n");
    assert_eq!(turns("a.txt", turns_of("Cy Hill"))[2], turn("Cy Hill", -1, "Me too."));
    let page = turns_of("Cy Hill")
        .lines()
        .filter(|line| !line.is_empty())
        .map(|line| format!("<p>{line}</p>"))
        .collect::<String>();
    assert_eq!(turns("a.html", page)[2], turn("Cy Hill", -1, "Me too."));
    let inline = "S1 00:00:01 So?\n\nS2 00:00:04 Yes.\n\nS1 00:00:06 Oh.\n\nS3 00:00:09 Hm.\n\nS2 00:00:12 Ah.\n";
    assert_eq!(turns("a.txt", inline)[3], turn("S3", 9, "Hm."));
}

#[test]
fn what_stands_below_a_label_of_its_own_line_is_said_whatever_it_begins_with() {
    let text = "Speaker 1 (00:00):\nHow was it?\n\nSpeaker 2 (00:05):\nOkay: I will tell you.\n\nSpeaker 1 (00:09):\nPlease.\n\n\
                Speaker 2 (00:12):\nOkay: it was bad.\n\nSpeaker 1 (00:19):\nHm.\n\nSpeaker 2 (00:22):\nYes.\n";
    let read = read("a.txt", text).unwrap();
    assert_eq!(told(&read)[1], turn("Speaker 2", 5, "Okay: I will tell you."));
    assert_eq!(told(&read)[3], turn("Speaker 2", 12, "Okay: it was bad."));
    assert_eq!(told(&read).len(), 6);
}

#[test]
fn spaces_that_are_made_plain_do_not_move_the_times_behind_them() {
    let text = r#"{"segments":[{"start":0.0,"end":1.0,"text":" Vraiment\u202f?","speaker":"S0"},
        {"start":5.0,"end":6.0,"text":" Y a du bruit","speaker":"S0"},
        {"start":9.0,"end":10.0,"text":" e\u0301te\u0301","speaker":"S0"},
        {"start":12.0,"end":13.0,"text":" Oui","speaker":"S0"}],"language":"fr"}"#;
    let read = read("a.json", text).unwrap();
    let said: Vec<(u64, String)> = (read.transcript.parts().iter())
        .map(|part| (part.begins.millis() / 1000, read.transcript.text().slice(part.span).unwrap().to_owned()))
        .collect();
    let expected = [(0, "Vraiment ?"), (5, "Y a du bruit"), (9, "été"), (12, "Oui")];
    assert_eq!(said, expected.map(|(begins, words)| (begins, words.to_owned())));
}

#[test]
fn in_court_who_bears_a_title_speaks_among_questions_and_answers() {
    let expected = [
        turn("THE COURT", -1, "Be seated."),
        turn("MR. LEE", -1, "The state calls Ann Moe.\n(Witness sworn.)\nBY MR. LEE:"),
        turn("Q", -1, "Where do you live?"),
        turn("A", -1, "In Alder."),
        turn("MS. ROE", -1, "Objection. Leading."),
        turn("THE COURT", -1, "Overruled."),
        turn("Q", -1, "Go on."),
        turn("A", -1, "By the mill."),
        turn("THE WITNESS", -1, "May I go?"),
        turn("THE COURT", -1, "You may."),
    ];
    for (gap, after) in [(". ", "\n\n"), ("    ", "\n\n"), ("    ", "\n")] {
        let text = format!(
            "THE COURT: Be seated.\n\nMR. LEE: The state calls Ann Moe.\n\n(Witness sworn.)\n\nBY MR. LEE:\n\n\
             Q{gap}Where do you live?\n\nA{gap}In Alder.\n\nMS. ROE: Objection. Leading.\n\nTHE COURT: Overruled.\n\n\
             Q{gap}Go on.\n\nA{gap}By the mill.\n\nTHE WITNESS: May I go?\n\nTHE COURT: You may.\n"
        );
        assert_eq!(turns("court.txt", text.replace("\n\n", after)), expected, "{gap:?} {after:?}");
    }
}

#[test]
fn japanese_brackets_and_quotation_marks_show_who_speaks() {
    let said =
        [("聞き手", "いつですか。"), ("田中", "十年前です（笑）。"), ("聞き手", "そうですか。"), ("田中", "はい。")];
    for (line, quoted) in [
        (|label: &str, words: &str| format!("【{label}】{words}\n"), false),
        (|label, words| format!("{label}：{words}\n"), false),
        (|label, words| format!("{label}「{words}」\n"), true),
    ] as [(fn(&str, &str) -> String, bool); 3]
    {
        let text: String = said.iter().map(|(label, words)| line(label, words)).collect();
        let words = |words: &str| if quoted { format!("「{words}」") } else { words.to_owned() };
        let expected = said.map(|(label, said)| turn(label, -1, &words(said)));
        assert_eq!(turns("P01.txt", &text), expected, "{text}");
    }
}
