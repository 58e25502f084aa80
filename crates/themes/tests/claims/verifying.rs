use qualkit_themes::{Layered, PickedQuote, Themes, verify_quotes};

use crate::told::{coded, interview, themes};

fn verify(table: &str) -> (Vec<String>, Vec<String>) {
    let told = interview("P01", &[("I", "Afraid?"), ("P01", "It’s fear, yes. I trust her. It’s fear.")]);
    let set = coded(&told, &[("It’s fear, yes.", "fear"), ("I trust her", "trust")]);
    let picked = PickedQuote::read_all(table).unwrap();
    let (held, problems) = verify_quotes(&picked, &themes(), &[Layered { transcript: &told, set: &set }]);
    (
        held.iter().map(|quotation| format!("{} {}: {}", quotation.turn, quotation.code, quotation.words)).collect(),
        problems.iter().map(ToString::to_string).collect(),
    )
}

#[test]
fn a_quote_that_holds_comes_back_as_the_transcript_has_it() {
    let (held, problems) = verify("transcript,turn,quote,code,theme\nP01,2,\"It's fear, yes. I\",fear,rise\n");
    assert_eq!((held, problems), (vec!["2 fear: It’s fear, yes. I".to_owned()], vec![]));
}

#[test]
fn every_quote_that_fails_is_told_with_its_line() {
    let (held, problems) = verify(
        "transcript,quote,code,theme\n\
         P001,yes,fear,\n\
         P01,It's fear,fear,\n\
         P01,I trust her,fear,rises\n\
         P01,I trust them,trust,\n\
         P01,\"fear, yes\",fear,ties\n",
    );
    assert!(held.is_empty());
    assert_eq!(
        problems.iter().map(|problem| problem.lines().next().unwrap()).collect::<Vec<_>>(),
        [
            "line 2, P001: there is no such transcript among those analysed; did you mean 'P01'?",
            "line 3, P01: the words occur 2 times; name the turn, or quote more of them:",
            "line 4, P01: there is no theme 'rises'; did you mean 'rise'?",
            "line 4, P01: the words do not bear the code 'fear'; they bear trust",
            "line 5, P01: the words are not in the transcript: \"I trust them\"; they begin like",
            "line 6, P01: the theme 'ties' does not hold the code 'fear'",
        ]
    );
}

#[test]
fn every_row_that_is_no_quote_is_told() {
    let errors =
        PickedQuote::read_all("transcript,turn,quote,code\nP 1,,x,fear\nP01,soon,x,fear\nP01,1,x,2\n").unwrap_err();
    let lines: Vec<String> = errors.iter().map(ToString::to_string).collect();
    assert_eq!(
        lines,
        [
            "line 2, column 'transcript': expected a transcript's id, found 'P 1'",
            "line 3, column 'turn': expected the number of a turn, or the time at which it begins, found 'soon'",
            "line 4, column 'code': expected a code's id, found '2'",
        ]
    );
}

#[test]
fn of_two_codings_the_one_that_shares_more_is_the_one_quoted() {
    let told = interview("P01", &[("P01", "It’s fear. I trust her, always have.")]);
    for longer_last in [false, true] {
        let spans = if longer_last { ["It’s fear. I", "trust her"] } else { ["It’s fear. I trust", "her,"] };
        let set = coded(&told, &spans.map(|words| (words, "fear")));
        let picked = PickedQuote::read_all("transcript,quote,code\nP01,I trust her,fear\n").unwrap();
        let layers = [Layered { transcript: &told, set: &set }];
        let (held, _) = verify_quotes(&picked, &Themes::default(), &layers);
        assert_eq!(held[0].coding, set.codings()[usize::from(longer_last)].id);
    }
}
