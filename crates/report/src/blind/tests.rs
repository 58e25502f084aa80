use super::*;

fn blind(rows: &str) -> Blind {
    Blind::read(&format!("words,replacement,kind\n{rows}")).unwrap()
}

fn applied(rows: &str, text: &str) -> String {
    blind(rows).apply(text).0
}

const PLACES: &str = "Harborlight,[clinic A],organisation\n\
                      Alder,[county 1],county\n\
                      Alder County,[county 1],county\n\
                      Alder County General,[hospital A],organisation\n\
                      Noemí,[name],person\n\
                      Ron,[name],person\n";

#[test]
fn endings_stay_readable() {
    assert_eq!(applied(PLACES, "Harborlight's Harborlight’s door"), "[clinic A]'s [clinic A]’s door");
    assert_eq!(applied(PLACES, "the Harborlights' doors, two Rones"), "the [clinic A]s' doors, two [name]es");
    assert_eq!(
        applied(PLACES, "Harborlight-based, non-Harborlight, Harborlight_2"),
        "[clinic A]-based, non-[clinic A], [clinic A]_2"
    );
}

#[test]
fn only_whole_words_are_replaced() {
    assert_eq!(applied(PLACES, "Aldermen ironed; Ronald, 3Ron"), "Aldermen ironed; Ronald, 3Ron");
}

#[test]
fn the_longest_listed_words_are_taken() {
    assert_eq!(applied(PLACES, "ALDER\n county-General, alder count"), "[hospital A], [county 1] count");
    assert_eq!(applied(PLACES, "Alder County Generalist"), "[county 1] Generalist");
}

#[test]
fn accents_apostrophes_and_invisible_characters_do_not_count() {
    assert_eq!(applied(PLACES, "Noemi, NOEMI\u{301}, No\u{ad}emí"), "[name], [name], [name]");
    assert_eq!(applied("O’Hare,x,person\n", "O'Hare's and ohare"), "[x]'s and ohare");
}

#[test]
fn words_with_signs_end_where_the_signs_do() {
    let list = "t.okafor@general.example,[e-mail],contact\n555-0117,[number],contact\nSt. Ann,[church],place\n";
    assert_eq!(applied(list, "<t.okafor@general.example>, 555 0117, St.Ann"), "<[e-mail]>, [number], [church]");
}

#[test]
fn replacements_are_counted_by_kind() {
    let (_, replaced) = blind(PLACES).apply("Ron, Noemí and Alder");
    assert_eq!(replaced.iter().collect::<Vec<_>>(), [("county", 1), ("person", 2)]);
    assert_eq!(replaced.total(), 3);
}

#[test]
fn a_replacement_without_brackets_gets_them() {
    assert_eq!(applied("Bev,nurse 2,person\n", "Bev."), "[nurse 2].");
}

#[test]
fn every_problem_of_a_list_is_told_at_once() {
    let list = "words,replacement,kind\n,x,\nBev,,person\nRon,[a],\nRON,[b],\nLeon,[friend of Ron],\n[x],y,\nEs Vedra,y,\n-,y,\n";
    let errors = Blind::read(list).unwrap_err().to_string();
    insta::assert_snapshot!(errors, @r#"
    line 2: the words to be replaced are missing, or have neither letter nor digit
    line 3: 'Bev' has no replacement
    line 7: '[x]' has a square bracket; brackets mark replacements
    line 8: 'Es Vedra' begins with 's' or 'es', which is how the plural of a replaced word ends
    line 9: the words to be replaced are missing, or have neither letter nor digit
    line 5: 'RON' becomes [b] here and [a] on line 4
    line 6: the replacement [friend of Ron] contains 'Ron', which is itself to be replaced
    "#);
}

#[test]
fn survivors_are_seen_through_every_disguise() {
    let list = blind("Marisol Aid,[clinic],organisation\nO'Hare,[name],person\nJosé,[name],person\n");
    let disguises = [
        "marisol_aid",
        "MARISOL\u{200b}-\u{ad}AIDS",
        "Mari<b>sol</b> Aid",
        "Marisol<br>Aid",
        "<a href=\"#marisol-aid\">",
        "<img alt='x > Marisol Aid'>",
        "https://x.example/Marisol%20Aid",
        "{\"a\": \"Marisol\\nAid\"}",
        "Marisol\n\tAid&#39;s",
        "O&#x27;Hare",
        "O&amp;#39;Hare",
        "O\\'Hare",
        "Jos\\u00e9",
        "Jos&eacute;",
        "Jose\u{301}",
        "Jos%C3%A9",
        "ＪＯＳＥ",
    ];
    for disguise in disguises {
        assert_eq!(list.survivors(disguise).len(), 1, "{disguise}");
    }
}

#[test]
fn a_survivor_is_told_once_with_its_first_line() {
    let found = blind(PLACES).survivors("one\n<p\nclass=\"x\">Ron</p>\nRon &amp; Noem&iacute;");
    let told: Vec<_> = found.iter().map(|found| (found.words.as_str(), found.kind.as_str(), found.line)).collect();
    assert_eq!(told, [("Noemí", "person", 4), ("Ron", "person", 3)]);
}

#[test]
fn elements_and_classes_of_a_page_are_no_survivors() {
    let list = blind("Main,[a],place\nTable,[a],place\nMax,[a],person\n");
    assert!(list.survivors("<main><table class=\"max\" id=\"x\"><td>1</td></table></main>").is_empty());
    assert_eq!(list.survivors("<Maria Main> <table id='max'>").len(), 2);
}
