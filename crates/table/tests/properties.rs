//! What is written is what is read.

use proptest::prelude::*;
use qualkit_table::{Column, Reader, Writer};

proptest! {
    #[test]
    fn a_written_table_reads_back(rows in prop::collection::vec(prop::collection::vec("[ -~é\n]{0,12}", 3), 0..8)) {
        let mut writer = Writer::new(["a", "b;b", "c"]);
        for row in &rows {
            writer.row(row);
        }
        let text = writer.finish();
        let mut table = Reader::new(&text).unwrap();
        let columns: [Column; 3] = table.columns(["a", "b;b", "c"]).unwrap();
        let mut read = Vec::new();
        while let Some(row) = table.next_row().unwrap() {
            read.push(columns.map(|column| row.get(column).to_owned()));
        }
        let kept: Vec<[String; 3]> = rows
            .iter()
            .filter(|row| row.iter().any(|cell| !cell.is_empty()))
            .map(|row| [0, 1, 2].map(|at| row[at].trim().to_owned()))
            .collect();
        prop_assert_eq!(read, kept);
    }

    #[test]
    fn reading_never_panics(text in any::<String>()) {
        if let Ok(mut table) = Reader::new(&text) {
            while let Ok(Some(_)) = table.next_row() {}
        }
    }
}
