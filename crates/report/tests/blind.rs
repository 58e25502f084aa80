//! Claims about blinding that hold for any text.

#![allow(clippy::unwrap_used, reason = "what cannot be read fails the test")]

use proptest::prelude::*;
use qualkit_report::Blind;

const LIST: &str = "words,replacement,kind,match\n\
    Alder,[county 1],county,\nAlder County,[county 1],county,any\nCounty General,[hospital A],organisation,\n\
    Noemí,[name],person,exact\nBob,[name],person,\nBobs,[nickname],person,exact\nO’Hare,[name],person,exact\n\
    555-01,[number],contact,\nthe Alliance,[clinic D],organisation,exact\nt.oka@x.example,[e-mail],contact,\n\
    Will,[name],person,exact\nWILL,[paper],other,exact\nWill Strauß,[name],person,exact\nΣ İ,[signs],other,exact\n";

/// The same list in any capitals; the same words in other capitals are one.
fn any_capitals() -> Blind {
    let list = LIST.replace(",exact\n", ",\n").replace("WILL,[paper]", "WILL,[name]");
    Blind::read(&list).unwrap()
}

fn exact() -> Blind {
    Blind::read(LIST).unwrap()
}

fn blinds() -> [Blind; 2] {
    [any_capitals(), exact()]
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
        "Will",
        "will",
        "WILL",
        "Strauß",
        "STRAUSS",
        "Σ",
        "ς",
        "İ",
        "i",
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
        for blind in blinds() {
            let (blinded, _) = blind.apply(&plain);
            prop_assert_eq!(blind.survivors(&blinded), vec![], "{:?} from {:?}", blinded, plain);
        }
    }

    #[test]
    fn a_second_time_changes_nothing(text in texts()) {
        for blind in blinds() {
            let (once, _) = blind.apply(&text);
            let (twice, replaced) = blind.apply(&once);
            prop_assert_eq!(&twice, &once);
            prop_assert_eq!(replaced.total(), 0);
        }
    }

    #[test]
    fn what_replaces_nothing_changes_nothing(text in texts()) {
        for blind in blinds() {
            let (blinded, replaced) = blind.apply(&text);
            prop_assert_eq!(replaced.total() == 0, blinded == text);
        }
    }

    #[test]
    fn what_exact_words_leave_any_capitals_take_too(text in texts()) {
        let (blinded, _) = any_capitals().apply(&text.replace(['<', '&', '%', '\\'], ""));
        prop_assert_eq!(exact().survivors(&blinded), vec![]);
    }

    #[test]
    fn words_in_other_capitals_are_those_that_would_be_replaced(text in texts()) {
        let told: usize = any_capitals().other_capitals(&text).iter().map(|(_, _, count)| count).sum();
        prop_assert!(told as u64 <= any_capitals().apply(&text).1.total());
    }

    #[test]
    fn text_without_listed_words_stays(text in "[a-z .,'’\\-\n]{0,80}") {
        prop_assume!(!["alder", "bob", "hare", "alliance", "noem", "will"].iter().any(|word| text.contains(word)));
        for blind in blinds() {
            prop_assert_eq!(blind.apply(&text).0, text.clone());
        }
    }

    #[test]
    fn a_survivor_is_seen_in_a_page_and_in_json(before in "[ -;=?-~]{0,20}", after in "[ -;=?-~]{0,20}") {
        let text = format!("{before} Alder County {after}");
        let json = serde_json::to_string(&text).unwrap();
        let page: String = text.chars().map(|c| format!("&#{};", u32::from(c))).collect();
        prop_assert!(!exact().survivors(&json).is_empty());
        prop_assert!(!exact().survivors(&page).is_empty());
    }
}
