//! Claims about blinding that hold for any text.

#![allow(clippy::unwrap_used, reason = "what cannot be read fails the test")]

use proptest::prelude::*;
use qualkit_report::Blind;

const LIST: &str = "words,replacement,kind\n\
    Alder,[county 1],county\nAlder County,[county 1],county\nCounty General,[hospital A],organisation\n\
    Noemí,[name],person\nBob,[name],person\nBobs,[nickname],person\nO’Hare,[name],person\n555-01,[number],contact\n\
    the Alliance,[clinic D],organisation\nt.oka@x.example,[e-mail],contact\n";

fn blind() -> Blind {
    Blind::read(LIST).unwrap()
}

/// Texts in which listed words, parts of them, and everything that may stand around them are frequent.
fn texts() -> impl Strategy<Value = String> {
    let pieces = prop::sample::select(vec![
        "Alder",
        "alder",
        "COUNTY",
        "General",
        "Noemi",
        "Noemí",
        "Bob",
        "Bobs",
        "O'Hare",
        "O’HARE",
        "555",
        "01",
        "the",
        "Alliance",
        "t.oka",
        "@",
        "x.example",
        "s",
        "es",
        "'s",
        "’",
        "-",
        "_",
        " ",
        "  ",
        "\n",
        "\u{a0}",
        ". ",
        "[",
        "]",
        "\u{301}",
        "\u{ad}",
        "ß",
        "é",
        "x",
        "7",
        "—",
        "ﬁ",
        "你",
    ]);
    prop_oneof![prop::collection::vec(pieces, 0..24).prop_map(|pieces| pieces.concat()), any::<String>()]
}

proptest! {
    #[test]
    fn nothing_listed_survives(text in texts()) {
        let plain = text.replace(['<', '&', '%', '\\'], "");
        let (blinded, _) = blind().apply(&plain);
        prop_assert_eq!(blind().survivors(&blinded), vec![], "{:?} from {:?}", blinded, plain);
    }

    #[test]
    fn a_second_time_changes_nothing(text in texts()) {
        let (once, _) = blind().apply(&text);
        let (twice, replaced) = blind().apply(&once);
        prop_assert_eq!(&twice, &once);
        prop_assert_eq!(replaced.total(), 0);
    }

    #[test]
    fn what_replaces_nothing_changes_nothing(text in texts()) {
        let (blinded, replaced) = blind().apply(&text);
        prop_assert_eq!(replaced.total() == 0, blinded == text);
    }

    #[test]
    fn text_without_listed_words_stays(text in "[a-z .,'’\\-\n]{0,80}") {
        prop_assume!(!["alder", "bob", "hare", "alliance", "noem"].iter().any(|word| text.contains(word)));
        prop_assert_eq!(blind().apply(&text).0, text);
    }

    #[test]
    fn a_survivor_is_seen_in_a_page_and_in_json(before in "[ -;=?-~]{0,20}", after in "[ -;=?-~]{0,20}") {
        let text = format!("{before} Alder County {after}");
        let json = serde_json::to_string(&text).unwrap();
        let page: String = text.chars().map(|c| format!("&#{};", u32::from(c))).collect();
        prop_assert!(!blind().survivors(&json).is_empty());
        prop_assert!(!blind().survivors(&page).is_empty());
    }
}
