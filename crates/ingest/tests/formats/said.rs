//! Words of a talk that look like heads: they are said, or a note tells. All are synthetic.

use super::{notes, read, told, turn, turns};

/// Six turns of two speakers in a form, with something among the words of each second one.
fn talk(form: impl Fn(&str, usize, &str) -> String, said: &str) -> (String, Vec<(String, String)>) {
    let words = |at: usize| {
        let asked = format!("What was number {at}?");
        if at.is_multiple_of(2) { asked } else { format!("It was here.\n{said}") }
    };
    let all = (0..6).map(|at| (["Ann", "Cy"][at % 2], at, words(at)));
    let text = all.clone().map(|(label, at, words)| form(label, at, &words)).collect();
    (text, all.map(|(label, _, words)| (label.to_owned(), words)).collect())
}

fn spoken(text: &str) -> Vec<(String, String)> {
    turns("P01.md", text).into_iter().map(|(label, _, words)| (label, words)).collect()
}

#[test]
fn litres_are_no_stretches_of_a_recording() {
    for said in ["1.5 - 2.5 litres of milk", "[0.5 - 1.5] litres of milk"] {
        for gap in ["\n", "\n\n"] {
            let (text, expected) = talk(|label, _, words| format!("{label}: {words}{gap}"), said);
            assert_eq!(spoken(&text), expected);
        }
    }
    let (text, expected) =
        talk(|label, at, words| format!("[{label}] {at}.00s - {at}.90s: {words}\n\n"), "1.5 - 2.5 litres of milk");
    assert_eq!(spoken(&text), expected);
}

#[test]
fn words_behind_a_time_in_round_brackets_are_no_label_beside_labels_with_a_colon() {
    for said in ["（00:00:05）のところ", "(00:00:05) Mother"] {
        let (text, expected) = talk(|label, _, words| format!("{label}: {words}\n\n"), said);
        assert_eq!(spoken(&text), expected);
    }
}

#[test]
fn questions_and_answers_that_are_emphasised_keep_their_colons() {
    let text = "Interview 4\n\n**Q**: Who?\n\n**A**: Me.\nAnd Cy.\n\n**Q**: Where?\n\n**A**: Here.\nAnd there.\n";
    let expected = [("Q", "Who?"), ("A", "Me.\nAnd Cy."), ("Q", "Where?"), ("A", "Here.\nAnd there.")];
    assert_eq!(turns("P01.md", text), expected.map(|(label, words)| turn(label, -1, words)));
}

#[test]
fn names_with_a_title_before_a_dash_may_say_a_colon() {
    let text = "Ann – Who was it?\n\nMr Lee – Age: I was ten.\n\nAnn – Where?\n\nMr Lee – Here.\n";
    let labels: Vec<String> = turns("P01.txt", text).into_iter().map(|(label, ..)| label).collect();
    assert_eq!(labels, ["Ann", "Mr Lee", "Ann", "Mr Lee"]);
}

#[test]
fn turns_that_are_numbered_are_no_list_in_anybodys_words() {
    let turn = |at: usize| {
        let said = if at == 2 || at == 5 { "So:\nKin: they said.\nWork: I said." } else { "So." };
        format!("{}. {}: {said}\n\n", at + 1, ["Ann", "Cy"][at % 2])
    };
    let text: String = (0..12).map(turn).collect();
    let told = turns("P01.txt", text);
    assert_eq!(told.iter().filter(|(label, ..)| label == "Ann" || label == "Cy").count(), 12);
}

#[test]
fn brackets_of_another_kind_hold_no_label() {
    for (open, close, said) in [("[", "]", "【注】 it was cold"), ("【", "】", "[Church] was set")] {
        let (text, expected) = talk(|label, _, words| format!("{open}{label}{close} {words}\n\n"), said);
        assert_eq!(spoken(&text), expected);
    }
}

#[test]
fn labels_in_brackets_stay_labels_beside_a_few_colons() {
    let (text, _) = talk(|label, at, words| format!("[{label} 0:0{at}] {words}\n\n"), "");
    let read = read("P01.txt", text.replacen("here.\n", "here.\nYes: I did.\n", 2) + "[Di 0:09] Me too.\n").unwrap();
    let labels: Vec<String> = told(&read).into_iter().map(|(label, ..)| label).collect();
    assert_eq!(labels, ["Ann", "Cy", "Yes", "Ann", "Cy", "Yes", "Ann", "Cy", "Di"]);
    let notes = notes(&read);
    assert!(notes.iter().any(|note| note.starts_with("'Yes' (line 4): begins lines only inside")), "{notes:?}");
    assert!(notes.iter().any(|note| note.ends_with(": only once in brackets, and taken as a speaker")), "{notes:?}");
}

#[test]
fn a_label_that_never_opens_a_paragraph_is_told() {
    let text = |gap: &str| {
        let turn = |at: usize| {
            let said = if at == 3 || at == 7 { format!("She said{gap}Mother: go.") } else { "So.".to_owned() };
            format!("{}: {said}\n\n", ["Ann", "Cy"][at % 2])
        };
        (0..12).map(turn).collect::<String>()
    };
    let note = "'Mother' (line 8): begins lines only inside paragraphs, and taken as a speaker because it returns";
    assert!(notes(&read("P01.txt", text("\n")).unwrap()).contains(&note.to_owned()));
    let apart = notes(&read("P01.txt", text("\n\n")).unwrap());
    assert!(!apart.iter().any(|note| note.contains("begins lines only inside")), "{apart:?}");
}

#[test]
fn labels_without_capitals_are_not_in_capitals() {
    let text = "田中：どうでしたか。\n\n山田：大変でした。\nはい\n\n例えば：学校です。\n\n田中：はい。\n\n山田：はい。\nええ\n\n\
        そして\n\n田中：はい。\n\nあと\n\n山田：はい。\n";
    let labels: Vec<String> = turns("P01.txt", text).into_iter().map(|(label, ..)| label).collect();
    assert_eq!(labels, ["田中", "山田", "田中", "山田", "田中", "山田"]);
}

#[test]
fn short_answers_of_every_script_end_as_sentences_do() {
    for stop in ["。", "！", "؟"] {
        let text = format!("Date: 3 May 2018\nAnn: Yes{stop}\nCy: No{stop}\nAnn: Yes{stop}\nCy: No{stop}\n");
        assert_eq!(turns("P01.txt", text).len(), 4, "{stop}");
    }
}

#[test]
fn a_time_of_day_behind_an_emphasised_label_is_said() {
    let text = "**Ann:** 10:30 we left.\n\n**Cy:** And then?\n\n**Ann:** [0:12] Home.\n\n**Cy:** 0:15\n";
    let text = format!("{text}Aha.\n");
    let expected = [
        turn("Ann", -1, "10:30 we left."),
        turn("Cy", -1, "And then?"),
        turn("Ann", 12, "Home."),
        turn("Cy", 15, "Aha."),
    ];
    assert_eq!(turns("P01.md", text), expected);
}

#[test]
fn times_of_a_day_are_told() {
    let told = |text: &str| notes(&read("P01.txt", text).unwrap()).iter().any(|note| note.contains("those of a day"));
    assert!(told("10:30 we left.\n\n11:15 rain.\n\n12:00 lunch.\n\n14:45 we came back.\n"));
    assert!(!told("0:30 we left.\n\n1:00 rain.\n\n1:30 lunch.\n\n2:00 we came back.\n"));
    assert!(!told("10:31 we left.\n\n11:15 rain.\n\n12:00 lunch.\n\n14:45 we came back.\n"));
}

#[test]
fn tables_and_measures_are_no_turns() {
    let table = "| Ann | 39 | Hill |\n| Cy | 63 | Mill |\n| Ann | 63 | Farm |\n| Cy | 27 | Farm |\n";
    let measures = "Milk 0.5 - 1.5 cups\nRye 1.5 - 2.5 cups\nMilk: 2.5 - 3.5 cups\n";
    let listed = "Ann Lee 0:10\nCy Moe 0:20\nDi Roe 0:30\nAnn Lee 0:40\n";
    for text in [table, measures] {
        let told = turns("P01.txt", text);
        let all = told.iter().map(|(_, _, words)| words.as_str()).collect::<Vec<_>>().join("\n");
        assert!(told.iter().all(|(_, begins, _)| *begins == -1), "{told:?}");
        assert_eq!(all, text.trim());
    }
    let notes = notes(&read("P01.txt", listed).unwrap());
    assert!(!notes.iter().any(|note| note.contains("only once before a time")), "{notes:?}");
}

#[test]
fn a_sentence_without_capitals_is_no_name() {
    let turn = |at: usize| {
        let (label, said) = [("田中", "そうですね。"), ("山田", "大変でした。")][at % 2];
        format!("### {label}\n\n{said}\nWe left in May, I think, and came back.\n\n")
    };
    let text: String = (0..4).map(turn).collect();
    let labels: Vec<String> = turns("P01.md", text).into_iter().map(|(label, ..)| label).collect();
    assert_eq!(labels, ["田中", "山田", "田中", "山田"]);
}
