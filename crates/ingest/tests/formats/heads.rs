//! What stands around labels and times in texts that people publish. All are synthetic, after shapes that files show.

use super::{header, notes, read, told, turn, turns};

fn labels(file_name: &str, text: &str) -> Vec<String> {
    turns(file_name, text).into_iter().map(|(label, ..)| label).collect()
}

#[test]
fn lines_that_return_on_pages_are_header() {
    let page =
        |number: u32| format!("\nThe Mill by the River\n \nRef: M7    (c) Alder Archive     Page {number} of 9\n  \n");
    let text = format!(
        "The Mill by the River\n{}Ann Lee:  Where was the mill? \nCy Moe:  Here. It stood, and \n{}then it fell. \n\
         Lee:  When? \nMoe:  In May. \n{}Lee:  And then? \nMoe:  Nothing. \n{}Lee:  Thank you. \nMoe:  Fine. \n",
        page(1),
        page(2),
        page(3),
        page(4)
    );
    let read = read("mill.txt", &text).unwrap();
    let expected = [
        turn("Ann Lee", -1, "Where was the mill?"),
        turn("Cy Moe", -1, "Here. It stood, and\nthen it fell."),
        turn("Lee", -1, "When?"),
        turn("Moe", -1, "In May."),
        turn("Lee", -1, "And then?"),
        turn("Moe", -1, "Nothing."),
        turn("Lee", -1, "Thank you."),
        turn("Moe", -1, "Fine."),
    ];
    assert_eq!(told(&read), expected);
    assert_eq!(header(&read).iter().filter(|line| line.contains("Page")).count(), 4);
    let notes = notes(&read).join("\n");
    assert!(notes.contains("'The Mill by the River' and 7 more lines return on every page"), "{notes}");
    assert!(notes.contains("'Ann Lee' (line 7), 'Cy Moe' (line 8): a longer name of one who returns"), "{notes}");
}

#[test]
fn a_name_in_full_with_an_office_is_a_speaker() {
    let text = "ANN LEE, HOST:\n\nHere is a film.\n\nCY MOE: Thank you.\n\nLEE: How did it begin?\n\nMOE: In a kitchen.\n\n\
        (SOUNDBITE OF MUSIC)\n\nLEE: And then?\n\nMOE: We shot it.\n\nDI ROE, CHIEF RIVER CORRESPONDENT OF THE NORTH (voice-over): It \
        rained.\n\nUNIDENTIFIED ACTOR: I will not.\n\nROE: That was it.\n\nLEE: Thank you.\n\nROE: Yes.\n";
    let expected = [
        "ANN LEE, HOST",
        "CY MOE",
        "LEE",
        "MOE",
        "LEE",
        "MOE",
        "DI ROE, CHIEF RIVER CORRESPONDENT OF THE NORTH (voice-over)",
        "UNIDENTIFIED ACTOR",
        "ROE",
        "LEE",
        "ROE",
    ];
    assert_eq!(labels("radio.txt", text), expected);
}

#[test]
fn names_with_titles_stand_before_full_stops() {
    let text = "                HEARING ON THE MILL\n\n    The committee met, pursuant to call, at 10:05 a.m., in the\nold mill.\n\
        \u{20}   Chairwoman Roe. The committee will come to order. I welcome\nour witness. Mr. Lee is recognized.\n\
        \u{20}   Mr. Lee. Thank you, Madam Chairwoman. How many\nwheels were lost?\n    Dr. Moe. Four. That is in\ntwo years.\n\
        \u{20}   Mr. Lee. And then?\n    Dr. Moe. I do not know.\n    Chairwoman Roe. Time has expired.\n    Ms. Poe. Thank you. The mill. It closed?\n\
        \u{20}   Dr. Moe. Yes.\n    Chairwoman Roe. Thank you.\n";
    let told = turns("hearing.txt", text);
    let expected = [
        turn("Chairwoman Roe", -1, "The committee will come to order. I welcome\nour witness. Mr. Lee is recognized."),
        turn("Mr. Lee", -1, "Thank you, Madam Chairwoman. How many\nwheels were lost?"),
        turn("Dr. Moe", -1, "Four. That is in\ntwo years."),
    ];
    assert_eq!(told[..3], expected);
    assert_eq!(told[6], turn("Ms. Poe", -1, "Thank you. The mill. It closed?"));
    assert_eq!(told.len(), 9);
}

#[test]
fn a_letter_before_a_gap_asks() {
    let text = "MS. LEE:  Hi, everyone.\n\nGo ahead.\n\n     Q    Is this enough?\n\n     MS. LEE:  It is.\n\n     Q    And then?\n\n\
        \u{20}    MS. LEE:  We said: nothing.\n\n     Q  May I?\n\n     MS. LEE:  Sure.\n";
    let expected = ["MS. LEE", "Q", "MS. LEE", "Q", "MS. LEE", "Q", "MS. LEE"];
    assert_eq!(labels("press.txt", text), expected);
}

#[test]
fn numbers_and_signs_before_labels_go_with_them() {
    let expected = ["Chair", "Ann Lee", "Chair", "Cy Moe", "Di Roe", "Ann Lee"];
    let text = "Q1 Chair: Welcome. Who are you?\n\nAnn Lee: I am Ann.\n\nQ2 Chair: And you?\n\nCy Moe: Cy.\n\n\
        Q3 Di Roe: What failed?\n\nAnn Lee: The mill.\n\nQ4 Di Roe: When?\n\nCy Moe: In May.\n";
    assert_eq!(labels("committee.txt", text)[..6], expected);
    let text = "🔴 Interviewer: So? \nCandidate: I came.\n\n🔴 Interviewer: And then?\nCandidate:\nI went.\n";
    let read = read("signs.txt", text).unwrap();
    let expected = [
        turn("Interviewer", -1, "So?"),
        turn("Candidate", -1, "I came."),
        turn("Interviewer", -1, "And then?"),
        turn("Candidate", -1, "I went."),
    ];
    assert_eq!(told(&read), expected);
    let note = "numbers or signs stand before 2 labels, and were left out with them".to_owned();
    assert!(notes(&read).contains(&note), "{:?}", notes(&read));
    let quoted = "# Notes\n\n> INTERVIEWER: Why?\n\n> INTERVIEWEE: So.\n\n> INTERVIEWER: And?\n\n> INTERVIEWEE: No.\n";
    assert_eq!(labels("quoted.md", quoted), ["INTERVIEWER", "INTERVIEWEE", "INTERVIEWER", "INTERVIEWEE"]);
    let bars = "◇ 김현> 안녕하세요?\n\n◆ 이진> 네.\n\n◇ 김현> 두 가지요?\n\n◆ 이진> 네.\n";
    assert_eq!(labels("radio.txt", bars), ["김현", "이진", "김현", "이진"]);
    let circles =
        "○議長（山田君）　開きます。\n\n○佐藤君　いつですか。\n\n○議長（山田君）　はい。\n\n○佐藤君　遅い。\n";
    assert_eq!(labels("diet.txt", circles), ["議長（山田君）", "佐藤君", "議長（山田君）", "佐藤君"]);
}

#[test]
fn entries_of_a_list_are_no_turns() {
    let text = "- **Interviewer:** Ann Lee\n- **Place:** Alder\n- **Interviewee:** Cy Moe\n\n**Interviewer:** How was it?\n\n\
        **Interviewee:** Fine.\n\n**Interviewer:** And then?\n\n**Interviewee:** No.\n";
    assert_eq!(turns("a.md", text).len(), 4);
}

#[test]
fn a_word_for_a_part_that_stands_once_in_a_title_is_no_turn() {
    let text = "Interviewer: Ann Lee\nProgramme: The Mill\n\n# Talk\n\n**ANN:**\n\nWho are you?\n\n**CY:**\n\nCy.\n\n**ANN:**\n\nAnd \
        then?\n\n**CY:**\n\nNothing.\n";
    assert_eq!(labels("a.md", text), ["ANN", "CY", "ANN", "CY"]);
    let headed =
        "# Talk\n\n### Interviewer\nAnn Lee\n\n## Words\n\n**Q:** Who?\n**A:** Cy.\n\n**Q:** And then?\n**A:** No.\n";
    assert_eq!(labels("b.md", headed), ["Q", "A", "Q", "A"]);
}

#[test]
fn a_colon_behind_a_time_belongs_to_it() {
    let text = "Ann Lee (00:00:00):\nToday my guest is Cy.\n\n(00:02:42):\nA word before we begin.\n\nCy Moe (00:03:20):\nThanks.\n\n\
        (01:04):\nAnd so.\n\nAnn Lee (00:20:12):\nCool.\n";
    let expected = [
        turn("Ann Lee", 0, "Today my guest is Cy."),
        turn("Ann Lee", 162, "A word before we begin."),
        turn("Cy Moe", 200, "Thanks."),
        turn("Cy Moe", 64, "And so."),
        turn("Ann Lee", 1212, "Cool."),
    ];
    assert_eq!(turns("a.txt", text), expected);
}

#[test]
fn a_time_alone_behind_a_label_is_its_time() {
    let text = "Ann Lee: 00:00:00\n\nWelcome.\n\nCy Moe: 00:04:21\n\nThank you.\n\nAnn Lee: 00:04:33\n\nWhen is it?\n";
    let expected =
        [turn("Ann Lee", 0, "Welcome."), turn("Cy Moe", 261, "Thank you."), turn("Ann Lee", 273, "When is it?")];
    assert_eq!(turns("a.txt", text), expected);
    let said = "Ann: When was it?\n\nCy: 10:30\n\nAnn: In the morning?\n\nCy: Yes.\n";
    assert_eq!(turns("b.txt", said)[1], turn("Cy", -1, "10:30"));
}

#[test]
fn times_may_be_links() {
    let text = "**Ann Lee** [0:46](https://example.org/w?t=46): Welcome all.\n\n**Cy Moe** [1:20](https://example.org/w?t=80): Thanks.\n\n\
        **Ann Lee** [2:00](https://example.org/w?t=120): Questions?\n\n[2:30](javascript:void(0);) Di Roe: No.\n";
    let expected = [
        turn("Ann Lee", 46, "Welcome all."),
        turn("Cy Moe", 80, "Thanks."),
        turn("Ann Lee", 120, "Questions?"),
        turn("Di Roe", 150, "No."),
    ];
    let read = read("a.md", text).unwrap();
    assert_eq!(told(&read), expected);
    let note = "4 times are links, and the addresses were left out with them".to_owned();
    assert!(notes(&read).contains(&note), "{:?}", notes(&read));
}

#[test]
fn emphasis_alone_may_set_labels_apart() {
    let text = "**Ann** How was it?\n\n**Cy** Fine, **really** fine.\n\n**Ann** And then?\n\n**Cy** No.\n";
    let expected = [
        turn("Ann", -1, "How was it?"),
        turn("Cy", -1, "Fine, **really** fine."),
        turn("Ann", -1, "And then?"),
        turn("Cy", -1, "No."),
    ];
    assert_eq!(turns("a.md", text), expected);
    let tagged = "<u>Ann:</u>\tHow was it?\n\n<u>Cy:</u>\tFine.\n\n<u>Ann:</u>\tAnd?\n\n<u>Cy:</u>\tNo.\n";
    assert_eq!(turns("b.md", tagged)[..2], [turn("Ann", -1, "How was it?"), turn("Cy", -1, "Fine.")]);
    let classed = "**Ann:**{: .blue}  \nHow was it?\n\n**Cy:**{: .green}  \nFine.\n\n**Ann:**{: .blue}  \nAnd?\n";
    assert_eq!(turns("c.md", classed)[..2], [turn("Ann", -1, "How was it?"), turn("Cy", -1, "Fine.")]);
}

#[test]
fn a_name_that_speaks_once_and_first_above_its_words_is_a_speaker() {
    let text = "**Sam:**\n \nYeah, the mill is tiny though, and I shall put it on a bigger page for you.\n \n**Cy:**\n \nI see it.\n \n**Di:**\n \n\
        More, Cy.\n \n**Cy:**\n \nSo?\n \n**Di:**\n \nFine.\n";
    assert_eq!(labels("a.md", text), ["Sam", "Cy", "Di", "Cy", "Di"]);
}

#[test]
fn a_number_makes_another_of_a_label() {
    let text = "H: Kuka?\nV: Minä.\nH: Ja?\nV1: Minä taas.\nV2: Ja minä.\nH: Kiitos.\nV: Hei.\n";
    assert_eq!(labels("a.txt", text), ["H", "V", "H", "V1", "V2", "H", "V"]);
}

#[test]
fn keys_of_other_languages_are_header() {
    for key in ["访谈地点", "Data", "Место", "Päivämäärä"] {
        let text = format!("{key}: 12 Alder\nB: Kto to?\nR: Ja.\nB: I co?\nR: Nic.\n");
        assert_eq!(labels("a.txt", &text), ["B", "R", "B", "R"], "{key}");
    }
}

#[test]
fn a_label_may_be_emphasised_with_its_words() {
    let text = "**Q: How did you start, and where was it?**\n\nIn May: at the mill.\n\n**Q: And today?**\n\nIt is different.\n\n**Q: And then?**\n\nNo.\n";
    let read = read("a.md", text).unwrap();
    assert_eq!(told(&read)[0], turn("Q", -1, "How did you start, and where was it?\nIn May: at the mill."));
    let note = "'Q' is the only label: paragraphs without one are in its turns, and another may say them".to_owned();
    assert!(notes(&read).contains(&note), "{:?}", notes(&read));
}

#[test]
fn a_sign_may_stand_before_labels_in_capitals() {
    let text = ">> MAYOR LEE: GOOD EVENING.\nWE BEGIN.\n>> CLERK: MEMBER AMES?\n>> MEMBER AMES: HERE.\n>> CLERK: MEMBER BELL?\n\
        >> MEMBER BELL: HERE.\n>> MAYOR LEE: THANK YOU. FIRST: THE MILL.\n>> CLERK: NOTED.\n";
    let expected = ["MAYOR LEE", "CLERK", "MEMBER AMES", "CLERK", "MEMBER BELL", "MAYOR LEE", "CLERK"];
    assert_eq!(labels("a.txt", text), expected);
}

#[test]
fn emphasised_labels_are_labels_however_plain_the_text_is() {
    let text = "**Ann**: So?\n\n**Bo**: I came.\n\n**Ann**: And then?\n\n**Bo**: I went.\n";
    assert_eq!(labels("talk.md", text), ["Ann", "Bo", "Ann", "Bo"]);
}

#[test]
fn initials_before_a_gap_and_a_time_are_no_letters_before_words() {
    let text = "Interview with P07\n\nJS   0:08\nWe paid.\n\nKM   2:22\nThe ratio was 3:1 or so.\n\nJS   2:25\nNote: so.\n\n\
        KM   4:05\nShe\u{2019}s a nurse.\n";
    let told = turns("teams.txt", text);
    assert_eq!(told[1], turn("KM", 142, "The ratio was 3:1 or so."));
    assert_eq!(told.len(), 4);
}

#[test]
fn words_about_pages_are_said() {
    let pages = |ask: &str, answer: &str| {
        let asked = |page: u32| format!("{}\n{answer}\n", ask.replace('#', &page.to_string()));
        format!("Interview 3\n\n{}{ask}\n{answer}\n", (1..=3).map(asked).collect::<String>())
    };
    for text in [
        pages("Q. Is that your hand on page #?", "A. It is."),
        pages("Teacher: Open your book at page #.", "Pupil: Okay."),
        pages("**Ann:** Please turn to page #.", "**Bo:** Yes."),
    ] {
        assert_eq!(turns("talk.md", &text).len(), 8, "{text}");
    }
    let text = "Page 1\nInterviewer:\nWhat is it like?\nMaria:\nHard.\nPage 2\nInterviewer:\nDo you like it?\nMaria:\nSometimes.\n\
        Page 3\nInterviewer:\nThank you.\nMaria:\nYes.\n";
    assert_eq!(labels("talk.txt", text), ["Interviewer", "Maria", "Interviewer", "Maria", "Interviewer", "Maria"]);
    let child = (1..=9).map(|number| format!("Child:\n{number}\nInterviewer: And now?\n")).collect::<String>();
    let told = turns("count.txt", format!("Interviewer: Well.\n{child}"));
    assert_eq!((told.len(), &told[1]), (19, &turn("Child", -1, "1")));
    let list = "Ann: How?\n\nBo: In order:\n\nBread   1\nBread   2\nBread   3\n\nAnn: Okay.\n\nBo: Yes.\n";
    assert_eq!(turns("list.txt", list)[1], turn("Bo", -1, "In order:\nBread   1\nBread   2\nBread   3"));
}

#[test]
fn words_before_a_gap_are_no_labels() {
    let text =
        "Ann: What happened?\nBo: It is hard to say.\nI   don't know.\nAnn: Try.\nBo: There was a man.\nI   saw him.\n";
    assert_eq!(labels("gap.txt", text), ["Ann", "Bo", "Ann", "Bo"]);
}

#[test]
fn phrases_that_return_are_no_speakers_of_a_plain_text_or_are_told() {
    let text = "Interviewer: What did he do?\n\nAnn: He sat down.\n\nShe said: who is that?\n\nInterviewer: And you?\n\n\
        Ann: I laughed.\n\nShe said: stop it.\n\nInterviewer: Did you?\n\nAnn: No.\n";
    assert_eq!(turns("said.txt", text)[1], turn("Ann", -1, "He sat down.\nShe said: who is that?"));
    let text = "Ann: Why?\n\nSee also: the mill.\n\nBo: So.\n\nSee also: the mill.\n\nAnn: Ah.\n\nBo: Yes.\n";
    let read = read("also.txt", text).unwrap();
    let told = "'See also' (line 3): written as no name is, and taken as a speaker because it returns before a colon";
    assert!(notes(&read).iter().any(|note| note == told), "{:?}", notes(&read));
}

#[test]
fn an_unknown_speaker_makes_no_label_of_a_title() {
    let text = "Date: 3 May 2020\n\nAnn: Welcome, who is there?\n\n?: Nobody.\n\nAnn: Oh.\n\nNote: the tape stops.\n";
    assert_eq!(labels("who.txt", text), ["Ann", "?", "Ann"]);
}

#[test]
fn a_name_with_a_title_inside_a_sentence_is_spoken_of() {
    let text = "Mr. LEE. Mr. Chairman, I knew two men, Mr. Moe and\nDr. King. He was a great man.\nThe CHAIRMAN. Thank you.\n\
        Mr. LEE. I yield.\nThe CHAIRMAN. So ordered.\n";
    assert_eq!(labels("house.txt", text), ["Mr. LEE", "The CHAIRMAN", "Mr. LEE", "The CHAIRMAN"]);
}

#[test]
fn names_in_quotations_and_lists_are_no_turns() {
    let text = "Ann: Here is what he wrote.\n\n> Bo: I will come.\n\nBo: I never did.\n\nAnn: You did.\n\n> Bo: I will.\n\nBo: No.\n";
    assert_eq!(labels("quote.md", text), ["Ann", "Bo", "Ann", "Bo"]);
}

#[test]
fn what_a_title_says_in_sentences_is_told() {
    let text = "We met at noon in the mill.\n\nAnn: So?\n\nBo: Yes.\n\nAnn: Why?\n\nBo: Because.\n";
    let read = read("title.txt", text).unwrap();
    assert!(notes(&read)[0].starts_with("7 words before the first speaker label were kept"), "{:?}", notes(&read));
}

#[test]
fn brackets_behind_a_name_belong_to_it() {
    let text = "Maria [interpreter]: She says yes.\n\nJudge: Why?\n\nMaria [interpreter]: So.\n\nJudge: Ah.\n";
    assert_eq!(labels("court.txt", text)[0], "Maria [interpreter]");
    let table = "speaker,text\nCat [x],Hello.\n[Dan],Hi.\nCat [x],So.\n";
    assert_eq!(labels("talk.csv", table)[..2], ["Cat [x]", "Dan"]);
}
