//! Claims about every format that hold for any words.

#![allow(clippy::unwrap_used, reason = "what cannot be read fails the test")]

use proptest::prelude::*;
use qualkit_report::{Block, Cell, Column, Document, Format, Section, Stamp, Table, render};

fn words() -> impl Strategy<Value = String> {
    let hostile = prop::sample::select(vec![
        "</td>", "<script>", "<!--", "]]>", "\"", "'", "&", "&amp;", "{{", "%}", "|", "\\", "`", "\n\n", "- ", "# ",
        "1. ", "\u{0}", "\u{202e}", "\r", "=1+1", ";", ",", "漢字", "e\u{301}",
    ]);
    prop_oneof![any::<String>(), prop::collection::vec(hostile, 0..6).prop_map(|parts| parts.concat()), "[a-z ]{0,60}"]
}

fn tables() -> impl Strategy<Value = Table> {
    let cell = prop_oneof![
        words().prop_map(Cell::Text),
        any::<u64>().prop_map(Cell::Count),
        any::<f64>().prop_map(|value| Cell::number(value, 2)),
        any::<f64>().prop_map(|value| Cell::Percent { value, digits: 1 }),
        (any::<u64>(), any::<u64>()).prop_map(|(part, whole)| Cell::Share { part, whole }),
        words().prop_map(Cell::Undefined),
        Just(Cell::Empty),
    ];
    let rows = prop::collection::vec(prop::collection::vec(cell, 3), 0..5);
    (words(), words(), words(), rows).prop_map(|(title, note, label, rows)| Table {
        title,
        notes: vec![note],
        columns: vec![Column::words("a", label.clone()), Column::number("b", label.clone()), Column::words("c", label)],
        rows,
        ..Table::new("table", "")
    })
}

fn parse(page: &str) -> roxmltree::Document<'_> {
    let options = roxmltree::ParsingOptions { allow_dtd: true, ..Default::default() };
    roxmltree::Document::parse_with_options(page, options).unwrap_or_else(|error| panic!("{error}\n{page}"))
}

proptest! {
    #[test]
    fn html_is_well_formed_and_holds_no_element_of_ours_too_many(table in tables(), words in words()) {
        let fragment = table.html();
        let tree = parse(&fragment);
        let count = |name: &str| tree.descendants().filter(|node| node.has_tag_name(name)).count();
        prop_assert_eq!(count("tr"), table.rows.len() + 1);
        prop_assert_eq!(count("td") + count("th"), 3 * (table.rows.len() + 1));

        let section = Section::new(words.clone(), vec![
            Block::Paragraph(words.clone()),
            Block::Notice(words.clone()),
            Block::List(vec![words.clone()]),
            Block::Quotation { id: words.clone(), words: words.clone(), attribution: words.clone() },
            Block::Definition { term: words.clone(), meaning: words.clone() },
            Block::Table(table),
        ]);
        let page = Document { title: words, sections: vec![section.clone(), section] }.html(&Stamp::new("0"));
        let tree = parse(&page);
        prop_assert!(tree.descendants().all(|node| !node.has_tag_name("script")));
        let mut ids: Vec<&str> = tree.descendants().filter_map(|node| node.attribute("id")).collect();
        let all = ids.len();
        ids.sort_unstable();
        ids.dedup();
        prop_assert_eq!(ids.len(), all, "every anchor is one place");
        for link in tree.descendants().filter_map(|node| node.attribute("href")) {
            prop_assert!(link.strip_prefix('#').is_some_and(|anchor| ids.contains(&anchor)), "{}", link);
        }
    }

    #[test]
    fn json_is_read_back(table in tables()) {
        let json: serde_json::Value = serde_json::from_str(&table.json(&Stamp::new("0"))).unwrap();
        prop_assert_eq!(json["title"].as_str(), Some(table.title.as_str()));
        for (row, cells) in json["rows"].as_array().unwrap().iter().zip(&table.rows) {
            if let Cell::Text(words) = &cells[0] {
                prop_assert_eq!(row["a"].as_str(), Some(words.as_str()));
            }
        }
    }

    #[test]
    fn csv_is_read_back(table in tables()) {
        let csv = table.csv();
        let mut reader = qualkit_table::Reader::new(&csv).unwrap();
        let [a] = reader.columns(["a"]).unwrap();
        // Every line end in a cell is written as a line feed.
        let is_line_end = |c| matches!(c, '\r' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}');
        let plain = |words: &str| words.replace("\r\n", "\n").replace(is_line_end, "\n").trim().to_owned();
        let words: Vec<String> = table.rows.iter().filter_map(|row| match &row[..] {
            [Cell::Text(words), ..] => Some(plain(words)).filter(|words| !words.is_empty()),
            _ => None,
        }).collect();
        let mut read = Vec::new();
        while let Some(row) = reader.next_row().unwrap() {
            read.push(row.get(a).to_owned());
        }
        let mut read = read.iter().map(String::as_str);
        prop_assert!(words.iter().all(|words| read.any(|read| read == words)), "{:?}", words);
    }

    #[test]
    fn a_table_of_markdown_has_one_line_per_row(table in tables()) {
        let page = table.markdown();
        prop_assert_eq!(page.lines().filter(|line| line.starts_with("| ")).count(), table.rows.len() + 2);
    }

    #[test]
    fn text_keeps_to_the_width_and_loses_no_word(table in tables(), cell in "[a-z]{1,9}( [a-z]{1,9}){0,30}") {
        let mut table = table;
        table.columns[0].label = "words".to_owned();
        table.columns.truncate(1);
        table.rows = vec![vec![Cell::Text(cell.clone())]];
        let page = table.text(Some(40));
        let rows: Vec<&str> = page.lines().skip_while(|line| !line.starts_with('─')).skip(1).take_while(|line| !line.is_empty()).collect();
        prop_assert!(rows.iter().all(|line| line.chars().count() <= 40));
        prop_assert_eq!(rows.join(" "), cell);
    }

    #[test]
    fn every_format_takes_every_table(table in tables(), width in prop::option::of(0usize..200)) {
        for format in [Format::Text, Format::Csv, Format::Json, Format::Markdown] {
            let tables = [table.clone(), table.clone()];
            let once = render(&tables, format, &Stamp::new("0"), width);
            prop_assert_eq!(once, render(&tables, format, &Stamp::new("0"), width));
        }
    }
}
