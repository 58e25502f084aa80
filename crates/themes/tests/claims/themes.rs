use qualkit_themes::{ThemeProblem, Themes};

use crate::told::{codebook, themes};

#[test]
fn all_that_is_wrong_with_a_table_is_told_at_once() {
    let table = "id;name;codes;parent\na;A;\"fear; 2nd\";\nb;B;;a\nb;B;;\nc;C;;aa\nd;D;;e\ne;E;;d\n";
    let problems = Themes::read(table).unwrap_err().0;
    let lines: Vec<String> = problems.iter().map(ToString::to_string).collect();
    assert_eq!(
        lines,
        [
            "line 2, column 'codes': expected ids of codes separated by ';', found 'fear; 2nd'",
            "line 4: the id 'b' stands already on line 3",
            "line 5: the parent 'aa' of 'c' is no theme; did you mean 'a'?",
            "'d' is above itself: d > e > d",
            "'e' is above itself: e > d > e",
        ]
    );
}

#[test]
fn a_theme_under_a_circle_is_not_in_it() {
    let problems = Themes::read("id,codes,parent\na,,b\nb,,a\nc,,a\n").unwrap_err().0;
    assert_eq!(problems.len(), 2);
}

#[test]
fn a_table_without_ids_names_its_columns() {
    let errors = Themes::read("theme,claim\na,b\n").unwrap_err();
    assert_eq!(errors.to_string(), "column 'id' is missing; the table has theme, claim");
}

#[test]
fn codes_that_the_codebook_lacks_are_told_with_the_one_meant() {
    let themes = Themes::read("id,codes\na,fear;trusts\n").unwrap();
    let problems = themes.check(&codebook());
    assert!(matches!(problems[..], [ThemeProblem::UnknownCode { .. }]));
    assert_eq!(
        problems[0].to_string(),
        "the theme 'a' holds 'trusts', which is no code of the codebook; did you mean 'trust'?"
    );
}

#[test]
fn a_code_of_two_themes_is_noted_and_quoted_for_the_first_leaf() {
    let themes = Themes::read("id,codes,parent\ntop,fear,\nleaf,fear;fear,top\nother,fear,\n").unwrap();
    let shared: Vec<String> =
        themes.shared_codes().iter().map(|(code, held)| format!("{code} {}", held.len())).collect();
    assert_eq!(shared, ["fear 3"]);
    assert_eq!(themes.of_code("fear").unwrap().id.as_str(), "leaf");
    assert_eq!(themes.codes_under("top").len(), 1);
    let no_leaf = Themes::read("id,codes,parent\ntop,fear,\nleaf,trust,top\n").unwrap();
    assert_eq!(no_leaf.of_code("fear").unwrap().id.as_str(), "top");
}

#[test]
fn a_theme_is_found_by_its_name() {
    assert_eq!(themes().nearest("rising demand"), Some("rise"));
    assert_eq!(themes().children(None).count(), 2);
}
