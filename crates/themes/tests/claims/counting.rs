use qualkit_themes::{Layered, NOT_KNOWN, Tally, UnknownName, cooccur, counts, matrix, theme_counts, theme_matrix};

use crate::told::{cases, codebook, coded, interview, themes};

#[test]
fn somebody_who_was_interviewed_twice_is_one_participant() {
    let (one, two) = (interview("A", &[("P01", "I was afraid.")]), interview("B", &[("P01", "Still afraid.")]));
    let (first, second) = (coded(&one, &[("afraid", "fear")]), coded(&two, &[("Still afraid", "fear")]));
    let layers = [Layered { transcript: &one, set: &first }, Layered { transcript: &two, set: &second }];
    let fear = &counts(&codebook(), &layers, false)[1];
    assert_eq!(fear.tally, Tally { participants: 1, transcripts: 2, turns: 2, codings: 2, words: 3 });
}

#[test]
fn words_under_two_codings_and_heads_of_turns_are_not_counted_again() {
    let told = interview("A", &[("P01", "I was so afraid."), ("I", "When?"), ("P01", "Then.")]);
    let set = coded(&told, &[("was so", "fear"), ("so afraid.\n\nI: When?\n\nP01: Then.", "fear")]);
    let fear = &counts(&codebook(), &[Layered { transcript: &told, set: &set }], false)[1];
    assert_eq!((fear.tally.words, fear.tally.turns, fear.tally.codings), (5, 3, 2));
}

#[test]
fn a_heading_counts_what_lies_under_it_only_when_rolled_up() {
    let told = interview("A", &[("P01", "Afraid and in need.")]);
    let set = coded(&told, &[("Afraid", "fear"), ("in need", "need")]);
    let layers = [Layered { transcript: &told, set: &set }];
    let demand = |with_children| counts(&codebook(), &layers, with_children)[0].clone();
    assert_eq!(demand(false).tally, Tally::default());
    assert_eq!(demand(true).tally, Tally { participants: 1, transcripts: 1, turns: 1, codings: 2, words: 3 });
}

#[test]
fn the_denominator_is_who_was_interviewed_not_who_is_listed() {
    let one = interview("A", &[("P01", "Afraid."), ("P02", "Not me.")]);
    let two = interview("B", &[("P03", "Afraid.")]);
    let (first, second) = (coded(&one, &[("Afraid", "fear")]), coded(&two, &[("Afraid", "fear")]));
    let layers = [Layered { transcript: &one, set: &first }, Layered { transcript: &two, set: &second }];
    let table = matrix(&codebook(), &layers, false, &cases(), "county").unwrap();
    let columns: Vec<_> = table.columns.iter().map(|column| (column.heading(), column.participants)).collect();
    assert_eq!(columns, [("Alder", 2), ("Tule", 1)]);
    let fear: Vec<_> = table.rows[1].cells.iter().map(|cell| cell.participants).collect();
    assert_eq!(fear, [1, 1]);
    let themes = theme_matrix(&themes(), &layers, &cases(), "county").unwrap();
    assert_eq!(themes.rows[0].cells, table.rows[1].cells, "rise holds fear by the theme under it");
}

#[test]
fn those_not_known_have_a_column_only_if_there_are_any() {
    let told = interview("A", &[("P01", "Afraid."), ("P04", "Afraid.")]);
    let set = coded(&told, &[("Afraid.\n\nP04: Afraid.", "fear")]);
    let layers = [Layered { transcript: &told, set: &set }];
    let table = matrix(&codebook(), &layers, false, &cases(), "county").unwrap();
    let columns: Vec<_> = table.columns.iter().map(|column| (column.heading(), column.participants)).collect();
    assert_eq!(columns, [("Alder", 1), (NOT_KNOWN, 1)]);
    assert_eq!((table.rows[1].cells[0].codings, table.rows[1].cells[1].codings), (1, 0), "the first speaker counts");
}

#[test]
fn an_attribute_that_is_not_there_is_refused_with_the_one_meant() {
    let error = matrix(&codebook(), &[], false, &cases(), "countie").unwrap_err();
    assert_eq!(error.to_string(), "there is no attribute 'countie'; did you mean 'county'?");
    assert!(matches!(error, UnknownName::Attribute { .. }));
}

#[test]
fn a_theme_counts_its_codes_and_those_of_the_themes_under_it() {
    let told = interview("A", &[("P01", "Afraid, and yet I trust her.")]);
    let set = coded(&told, &[("Afraid", "fear"), ("trust her", "trust"), ("Afraid", "need")]);
    let counted = theme_counts(&themes(), &[Layered { transcript: &told, set: &set }]);
    let told: Vec<_> = counted.iter().map(|count| (count.id.as_str(), count.depth, count.tally.codings)).collect();
    assert_eq!(told, [("rise", 0, 1), ("avoid", 1, 1), ("ties", 0, 1)]);
}

#[test]
fn codes_in_one_turn_come_together_even_where_they_share_no_words() {
    let told = interview("A", &[("P01", "Afraid. But I trust her. So I go."), ("P01", "I trust him.")]);
    let set = coded(&told, &[("Afraid.", "fear"), ("I trust her.", "trust"), ("I trust him", "trust")]);
    let pairs = cooccur(&codebook(), &[Layered { transcript: &told, set: &set }]);
    assert_eq!(pairs.len(), 1);
    assert_eq!((pairs[0].first.as_str(), pairs[0].second.as_str()), ("fear", "trust"));
    assert_eq!((pairs[0].places, pairs[0].turns, pairs[0].participants, pairs[0].jaccard()), (0, 1, 1, 0.5));
}

#[test]
fn a_passage_coded_sentence_by_sentence_is_one_place() {
    let told = interview("A", &[("P01", "Afraid. So afraid."), ("P01", "Yes."), ("P01", "No.")]);
    let by_sentence = [("Afraid.", "fear"), ("So afraid.", "fear"), ("Yes.", "fear")];
    let set = coded(&told, &[&by_sentence[..], &[("Afraid. So afraid.\n\nP01: Yes.", "trust")]].concat());
    let pairs = cooccur(&codebook(), &[Layered { transcript: &told, set: &set }]);
    assert_eq!((pairs[0].places, pairs[0].turns), (1, 2));
}
