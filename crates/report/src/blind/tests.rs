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

fn with_match(rows: &str) -> Blind {
    Blind::read(&format!("words,replacement,match\n{rows}")).unwrap()
}

#[test]
fn exact_words_are_replaced_with_their_capitals_only() {
    let blind =
        with_match("Will,[name],exact\nWill May,[full name],Exact\nUS,[country],exact\nÉvora,[town],exact\nMay,[m],\n");
    let replaced = [
        ("will Will, WILL and Will's Wills", "will [name], WILL and [name]'s [name]s"),
        ("Will\nMay, Will may, will May", "[full name], [name] [m], will [m]"),
        ("tell us, US, Us, USes", "tell us, [country], Us, [country]es"),
        ("Évora, Evora, E\u{301}vora, évora", "[town], [town], [town], évora"),
    ];
    for (text, expected) in replaced {
        let (applied, _) = blind.apply(text);
        assert_eq!(applied, expected);
        assert_eq!(blind.survivors(&applied), []);
    }
    assert_eq!(blind.survivors("<p id='will-us'>WILL &eacute;vora us</p>"), []);
    let told = blind.survivors("<a href='#Will'>\n&Eacute;vora U<b>S</b></a>");
    assert_eq!(told.iter().map(|found| found.words.as_str()).collect::<Vec<_>>(), ["Will", "US", "Évora"]);
}

#[test]
fn the_same_words_may_be_listed_in_several_capitals() {
    let blind = with_match("Will,[name],exact\nWILL,[paper],exact\nHope,[name],exact\nhope,[name],any\nHOPE,[name],\n");
    assert_eq!(blind.apply("Will WILL will HOPE").0, "[name] [paper] will [name]");
    assert_eq!(blind.len(), 4);
    let errors = |rows: &str| Blind::read(&format!("words,replacement,match\n{rows}")).unwrap_err().to_string();
    insta::assert_snapshot!(errors("Will,[a],exact\nwill,[b],\nMay,[a],any\nMAY,[b],exact\nRon,[a],sometimes\n"), @"
    line 6: the match of 'Ron' is 'sometimes'; it is 'any' (the same as nothing) or 'exact'
    line 3: 'will' becomes [b] here and [a] on line 2
    line 5: 'MAY' becomes [b] here and [a] on line 4
    ");
}

#[test]
fn an_ordinary_word_that_would_be_replaced_is_told() {
    let blind =
        with_match("Will,[name],\nWill Rose,[name],\nHope,[name],exact\nthe Alliance,[clinic],\nalder,[county],\n");
    let told =
        blind.other_capitals("I will, WILL, Will and wills. A will\nrose; hope for the alliance, alder. Will rose.");
    let told: Vec<_> = told.iter().map(|(listed, form, count)| (listed.as_str(), form.as_str(), *count)).collect();
    assert_eq!(told, [("Will", "will", 2), ("Will Rose", "will rose", 1), ("the Alliance", "the alliance", 1)]);
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
