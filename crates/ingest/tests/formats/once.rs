//! Names that stand once, in the style of the other labels. All are synthetic.

use super::{header, notes, read, told, turn, turns};

#[test]
fn a_name_with_one_blank_before_its_time_is_a_speaker_beside_others() {
    for gap in ["   ", " "] {
        let text = format!(
            "Ann Lee{gap}0:00\nWhere was it?\n\nCy Moe{gap}0:04\nHere.\nWe met at 10:30\n\nAnn Lee{gap}0:09\nWhen?\n\n\
             Di Roe 0:15\nIn May.\n\nCy Moe{gap}0:20\nYes.\n\nMay 10:30\nwas set, and then\n\nAnn Lee{gap}0:25\nThanks.\n"
        );
        let read = read("P01.txt", &text).unwrap();
        let expected = [
            turn("Ann Lee", 0, "Where was it?"),
            turn("Cy Moe", 4, "Here.\nWe met at 10:30"),
            turn("Ann Lee", 9, "When?"),
            turn("Di Roe", 15, "In May."),
            turn("Cy Moe", 20, "Yes.\nMay 10:30\nwas set, and then"),
            turn("Ann Lee", 25, "Thanks."),
        ];
        assert_eq!(told(&read), expected);
        let note = "'Di Roe' (line 11): only once before a time, and taken as a speaker";
        assert!(notes(&read).contains(&note.to_owned()), "{:?}", read.notes);
    }
}

#[test]
fn names_alone_and_emphasised_names_need_not_return_among_their_like() {
    let said = [("Ann", "Who?"), ("Cy", "Me."), ("Di", "Me too."), ("Ann", "Where?"), ("Cy", "Here."), ("Ann", "Yes.")];
    let expected = said.map(|(label, words)| turn(label, -1, words));
    for (line, note) in [
        (|label: &str, words: &str| format!("{label}\n{words}\n\n"), "'Di': only once on a line of their own"),
        (|label, words| format!("**{label}:** {words}\n\n"), "'Di': emphasised as the other labels are"),
    ] as [(fn(&str, &str) -> String, &str); 2]
    {
        let mut text: String = said.iter().map(|(label, words)| line(label, words)).collect();
        text += "And so on.\n";
        let mut expected = expected.to_vec();
        expected[5].2 += "\nAnd so on.";
        let read = read("P01.md", &text).unwrap();
        assert_eq!(told(&read), expected);
        assert!(notes(&read).iter().any(|told| told.starts_with(note)), "{:?}", read.notes);
    }
}

#[test]
fn those_who_take_part_are_listed_in_the_title() {
    let text = "Participants: Ann, Cy\n\nI: Where was it?\n\nP: Here.\n\nI: When?\n\nP: In May.\n";
    let read = read("P01.txt", text).unwrap();
    assert_eq!(told(&read).len(), 4);
    assert_eq!(header(&read), ["Participants: Ann, Cy"]);
    assert!(notes(&read).iter().any(|note| note.contains("left in the header: 'Participants' (line 1)")));
    let spoken = text.replace("Ann, Cy", "We are all here.");
    assert_eq!(turns("P01.txt", &spoken)[0], turn("Participants", -1, "We are all here."));
}

#[test]
fn lists_addresses_and_times_of_day_are_said() {
    let text = "I: What matters?\n\nP: Three things:\n1. Work: I like it.\n2. Kin: They are near.\n3. Work: I said so.\n\n\
        I: And where?\n\nP: At\nann@example.org: she answers.\nann@example.org: she does.\n\nI: When?\n\nP: Well.\n\n\
        10:30 we left.\n\n11:15 we came back.\n\n12:00 we ate.\n";
    let expected = [
        turn("I", -1, "What matters?"),
        turn("P", -1, "Three things:\n1. Work: I like it.\n2. Kin: They are near.\n3. Work: I said so."),
        turn("I", -1, "And where?"),
        turn("P", -1, "At\nann@example.org: she answers.\nann@example.org: she does."),
        turn("I", -1, "When?"),
        turn("P", -1, "Well.\n10:30 we left.\n11:15 we came back.\n12:00 we ate."),
    ];
    assert_eq!(turns("P01.txt", text), expected);
}

#[test]
fn labels_inside_words_are_told_and_stay() {
    let text = "I: Did you go? P: Yes. I: And then?\n\nP: Home: here.\n\nI: So?\n\nP: So.\n";
    let read = read("P01.txt", text).unwrap();
    assert_eq!(told(&read)[0], turn("I", -1, "Did you go? P: Yes. I: And then?"));
    let note = "'P' stands before a colon inside the words of a turn, where another turn may begin; the words stay there \
        (2 in all)";
    assert!(notes(&read).contains(&note.to_owned()), "{:?}", read.notes);
}

#[test]
fn a_name_in_full_above_names_of_their_own_lines_is_a_title() {
    let talk =
        "Lee:\n\nWhere was it, and when?\n\nMoe:\n\nHere, in May.\n\nLee:\n\nAnd who was there?\n\nMoe:\n\nI was.\n";
    let read = read("a.md", format!("CY MOE: A talk with Ann Lee, 9 July 2002.\n\n{talk}")).unwrap();
    assert_eq!(header(&read), ["CY MOE: A talk with Ann Lee, 9 July 2002."]);
    assert_eq!(told(&read)[0], turn("Lee", -1, "Where was it, and when?"));
    let note = "10 words before the first speaker label were kept in the header, not as turns; label-like and left in the \
                header: 'CY MOE' (line 1); --speaker LABEL makes it a turn";
    assert!(notes(&read).contains(&note.to_owned()), "{:?}", read.notes);
    let inside = turns("a.md", format!("{talk}\nCY MOE: I was the one who came.\n"));
    assert_eq!(inside.last(), Some(&turn("CY MOE", -1, "I was the one who came.")));
}

#[test]
fn front_matter_is_header_whatever_labels_it_bears() {
    let text = "---\ntitle: A talk\ndate: 2020-05-04\nspeakers:\n  host: Ann\n  guest: Bo\n---\n\nhost: So, who was it?\n\n\
                guest: I was.\n\nhost: Thanks.\n\nguest: Yes.\n";
    let read = read("a.md", text).unwrap();
    let expected = [("host", "So, who was it?"), ("guest", "I was."), ("host", "Thanks."), ("guest", "Yes.")];
    assert_eq!(told(&read), expected.map(|(label, words)| turn(label, -1, words)));
    assert_eq!(header(&read), ["title: A talk", "date: 2020-05-04", "speakers:", "host: Ann", "guest: Bo"]);
    assert_eq!(notes(&read)[0], "lines 1 to 7 are front matter, which nobody says: they were kept in the header");
    assert_eq!(read.transcript.details().recorded.as_deref(), Some("2020-05-04"));
}

#[test]
fn a_label_in_capitals_that_opens_no_paragraph_is_told() {
    let text = "ANN: Who was it?\nand when was it, if you know?\n\nBO: I was, in May.\nit was warm.\n\nANN: And who else?\n\
                COURT: Which one?\n\nBO: Cy was.\nhe came late.\n\nANN: Thanks.\n";
    let read = read("a.txt", text).unwrap();
    assert_eq!(told(&read)[2], turn("ANN", -1, "And who else?\nCOURT: Which one?"));
    let note = "'COURT' (line 8): only once before a colon, and left in the words: name it as a speaker if it is one";
    assert!(notes(&read).contains(&note.to_owned()), "{:?}", read.notes);
}

#[test]
fn a_legend_may_name_who_bears_a_label_and_then_the_part() {
    let talk =
        "AL: When was it, and where was it?\nBR: In May, up in the hills.\nAL: Who else was there?\nBR: Nobody.\n";
    let read = read("a.txt", format!("BR: Bo Roe, interviewee\nAL: Ann Lee, interviewer\n\n{talk}")).unwrap();
    assert_eq!(header(&read), ["BR: Bo Roe, interviewee", "AL: Ann Lee, interviewer"]);
    assert_eq!(told(&read)[0], turn("AL", -1, "When was it, and where was it?"));
    assert_eq!(notes(&read), [] as [&str; 0]);
}
