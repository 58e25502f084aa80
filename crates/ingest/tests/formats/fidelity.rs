//! No word is lost, made up or doubled: the words of the turns are those of the source, taken out of it in
//! another way.

use std::collections::BTreeMap;

use super::{fixture, read};

fn counted<'w>(words: impl Iterator<Item = &'w str>) -> BTreeMap<&'w str, usize> {
    let mut counts = BTreeMap::new();
    for word in words {
        *counts.entry(word).or_default() += 1;
    }
    counts
}

#[test]
fn every_fixture_keeps_its_words() {
    let table = String::from_utf8(fixture("words.tsv")).unwrap();
    let mut files = 0;
    for line in table.lines() {
        let (name, words) = line.split_once('\t').unwrap();
        let read = read(name, fixture(name)).unwrap();
        let told: Vec<&str> = read.transcript.turns().iter().map(|turn| read.transcript.words(turn)).collect();
        let told =
            told.iter().flat_map(|words| words.split(|c: char| !c.is_alphanumeric())).filter(|word| !word.is_empty());
        assert_eq!(counted(told), counted(words.split(' ')), "{name}");
        files += 1;
    }
    assert_eq!(files, 35);
}
