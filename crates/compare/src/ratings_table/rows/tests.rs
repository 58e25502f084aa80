use super::*;
use proptest::prelude::*;

type Read = Result<Vec<Vec<String>>, ()>;

/// The header and all rows, with as many cells as the header has.
fn ours(table: &str) -> Read {
    let mut rows = Rows::new(table.as_bytes()).map_err(|_| ())?;
    let width = rows.header().len();
    let mut read = vec![rows.header().to_vec()];
    rows.each(|row| {
        read.push((0..width).map(|place| row.text(place)).collect::<Result<_, _>>()?);
        Ok(())
    })
    .map_err(|_| ())?;
    Ok(read)
}

/// What the reader of whole tables makes of them, to which line ends in quotation marks are text.
fn whole(table: &str) -> Read {
    let mut reader = qualkit_table::Reader::new(table).map_err(|_| ())?;
    let header = reader.header().to_vec();
    let columns: Vec<_> = header.iter().map(|name| reader.optional(name)).collect();
    let mut read = vec![header];
    while let Some(row) = reader.next_row().map_err(|_| ())? {
        read.push(columns.iter().map(|&column| row.get(column).to_owned()).collect());
    }
    read.retain(|row| row.iter().any(|cell| !cell.is_empty()));
    Ok(read)
}

/// What the csv crate makes of a table with three columns; a quotation mark that stays open is an error here.
fn raw(table: &str) -> Read {
    let closed = format!("{table}\nend");
    let mut reader = csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(closed.as_bytes());
    let (mut read, mut last) = (Vec::new(), csv::ByteRecord::new());
    for record in reader.byte_records() {
        last = record.map_err(|_| ())?;
        let cell = |place| String::from_utf8(last.get(place).unwrap_or(&[]).trim_ascii().to_vec()).unwrap();
        if (3..last.len()).any(|place| !cell(place).is_empty()) {
            return Err(());
        }
        read.push([0, 1, 2].map(cell).to_vec());
    }
    read.pop();
    read.retain(|row| row.iter().any(|cell| !cell.is_empty()));
    if last.iter().eq([b"end"]) { Ok(read) } else { Err(()) }
}

proptest! {
    #[test]
    fn any_bytes_are_split_as_the_csv_crate_splits_them(
        mark in "\u{feff}?",
        rows in "([a-c,\"\n\r]|x y|\r\n|,,|\"[a,\n\r]{0,6}\"|\"\"|a{20,70}){0,60}",
    ) {
        let table = format!("{mark}a,b,c\n{rows}");
        prop_assert_eq!(ours(&table), raw(&table));
    }

    #[test]
    fn quoted_cells_of_any_length_are_split_as_the_csv_crate_splits_them(
        first in "[a-c]{0,9}|\"([a-c,\n\r]|\"\"){0,90}\"",
        others in "(,([a-c]{0,90}|\"([a-c,\n\r]|\"\"){0,9}\")){0,2}(\n|\r|\r\n)",
        times in 1_usize..1000,
    ) {
        // Longer than a block, most of them.
        let table = format!("a,b,c\n{}", (first + &others).repeat(times));
        prop_assert_eq!(ours(&table), raw(&table));
    }

    #[test]
    fn a_table_is_split_as_a_whole_one_is_read(
        header in "[a-c]{1,2}(,[d-f]{1,2}){0,2}",
        rows in "([a-c,]|\"([a-c,\n]|\"\"|\r\n){0,4}\"|\n|\r\n){0,30}",
    ) {
        let table = format!("{header}\n{rows}");
        prop_assert_eq!(ours(&table), whole(&table));
    }

    #[test]
    fn any_text_is_split_or_refused(table in "[a-c,;\" \r\n\t]{0,60}") {
        if let Ok(read) = ours(&table) {
            let cells = read.iter().flatten();
            prop_assert!(cells.map(String::len).sum::<usize>() <= table.len());
        }
    }
}

#[test]
fn a_row_is_on_the_line_on_which_it_begins() {
    let table = "\n\na,b\n1,\"x\ny\r\nz\"\r\n,\n\r\n2,x\r3,x";
    let mut rows = Rows::new(table.as_bytes()).unwrap();
    let mut lines = Vec::new();
    rows.each(|row| {
        lines.push(row.line());
        Ok(())
    })
    .unwrap();
    assert_eq!(lines, [4, 9, 10]);
}

#[test]
fn of_two_faults_the_first_in_the_table_is_told() {
    for (end, fault) in [("\"open", "never closed"), ("1,2,3\n", "3 cells")] {
        let table = format!("a,b\n{}{end}", "1,2\n".repeat(300_000));
        let told = |wrong: u64| {
            let mut rows = Rows::new(table.as_bytes()).unwrap();
            let told = rows.each(|row| {
                assert_eq!(row.width(), 2);
                if row.line() == wrong { Err(row.refuse(0, "a name")) } else { Ok(()) }
            });
            told.unwrap_err().to_string()
        };
        for wrong in [2, 150_000, 300_001] {
            assert!(told(wrong).contains(&wrong.to_string()), "{}", told(wrong));
        }
        assert!(told(0).contains(fault), "{}", told(0));
    }
}
