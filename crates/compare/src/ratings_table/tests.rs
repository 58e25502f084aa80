use super::*;
use qualkit_agreement::{Options, Segment, cohen_kappa, fleiss_kappa, jaccard_distance, set_alpha};

fn strings(words: &[&str]) -> Vec<String> {
    words.iter().map(|word| (*word).to_owned()).collect()
}

fn read(table: &str, reading: Reading<'_>) -> RatingsTable {
    read_ratings(table.as_bytes(), reading).unwrap()
}

fn refused(table: &str, reading: Reading<'_>) -> String {
    read_ratings(table.as_bytes(), reading).unwrap_err().to_string()
}

fn ratings(table: &str, reading: Reading<'_>) -> Clustered<Ratings> {
    match read(table, reading).data {
        Data::Ratings(ratings) => ratings,
        other => panic!("expected ratings, found {other:?}"),
    }
}

fn kappa(table: &str, reading: Reading<'_>) -> String {
    let kappa = cohen_kappa(&ratings(table, reading).all, &Options::default()).unwrap();
    format!("{:.4}", kappa.value)
}

fn as_layout(layout: Layout) -> Reading<'static> {
    Reading { layout: Some(layout), ..Reading::default() }
}

#[test]
fn wide_long_and_confusion_say_the_same() {
    let wide = "unit;a;b\n1;x;x\n2;x;y\n3;y;y\n4;y;y\n5;NA;y\n";
    let long = "coder,unit,code\na,1,x\nb,1,x\nb,2,y\na,2,x\na,3,y\nb,3,y\na,4,y\nb,4,y\nb,5,y\n";
    let missing = strings(&["NA"]);
    let expected = kappa(wide, Reading { missing: &missing, ..Reading::default() });
    assert_eq!(kappa(long, Reading::default()), expected);
    let confusion = as_layout(Layout::Confusion);
    for square in [",x,y\nx,1,1\ny,0,2\n", "x,y\n1,1\n0,2\n", "code,x,y\nx,1,1\ny,,2\n"] {
        assert_eq!(kappa(square, confusion), expected);
    }
}

#[test]
fn rows_and_columns_may_stand_in_any_order() {
    let table = |rows: &[&str]| read(&format!("unit,coder,code\n{}\n", rows.join("\n")), Reading::default());
    let rows = ["1,b,x", "2,a,y", "1,a,x", "2,b,z", "3,a,z", "3,b,z"];
    let turned: Vec<&str> = rows.iter().rev().copied().collect();
    let (one, other) = (table(&rows), table(&turned));
    assert_eq!((&one.coders, &one.categories), (&strings(&["a", "b"]), &strings(&["x", "y", "z"])));
    assert_eq!((one.coders, one.categories), (other.coders, other.categories));
    let (Data::Ratings(one), Data::Ratings(other)) = (one.data, other.data) else { panic!("expected ratings") };
    assert_eq!(one.all, other.all);
}

#[test]
fn a_large_long_table_is_read_as_a_small_one_is() {
    // More units than a batch, more bytes than a block, units side by side and apart, short names and long ones.
    let name = |unit: usize| {
        if unit.is_multiple_of(3) { format!("unit number {unit} of a long table") } else { unit.to_string() }
    };
    let code = |unit: usize, coder: usize| ["x", "y", "z"][(unit * 7 + coder * unit / 5) % 3];
    let mut expected = Vec::new();
    let (mut by_unit, mut by_coder) = ("unit,coder,code\n".to_owned(), "unit,coder,code\n".to_owned());
    for unit in 0..20_000 {
        expected.push([0, 1, 2].map(|coder| ["x", "y", "z"].iter().position(|known| *known == code(unit, coder))));
        for coder in 0..3 {
            by_unit.push_str(&format!("{},{coder},{}\n", name(unit), code(unit, coder)));
        }
    }
    for coder in [2, 0, 1] {
        for unit in (0..20_000).rev() {
            by_coder.push_str(&format!("{},{coder},{}\n", name(unit), code(unit, coder)));
        }
    }
    let expected = Ratings::from_rows(expected, 3).unwrap();
    assert_eq!(ratings(&by_unit, Reading::default()).all, expected);
    assert_eq!(ratings(&by_coder, Reading::default()).all, expected);
}

#[test]
fn a_table_is_read_alike_however_few_bytes_come_at_a_time() {
    struct Dripping<'t>(&'t [u8]);
    impl Read for Dripping<'_> {
        fn read(&mut self, room: &mut [u8]) -> std::io::Result<usize> {
            let count = self.0.len().min(room.len()).min(1);
            room[..count].copy_from_slice(&self.0[..count]);
            self.0 = &self.0[count..];
            Ok(count)
        }
    }
    let table = "\u{feff}unit;coder;code\r\n1;a;\"x; \"\"y\"\"\"\r\n\r\n;;\r\n1;b;x\r\n2;a;\"x\ny\"\r\n2;b; \"x\" \r\n";
    let dripped = read_ratings(Dripping(table.as_bytes()), Reading::default()).unwrap();
    assert_eq!(dripped.categories, ["x", "x\ny", "x; \"y\""]);
    assert_eq!(dripped.categories, read(table, Reading::default()).categories);
}

#[test]
fn tables_are_read_as_spreadsheets_write_them() {
    let expected = kappa("unit,a,b\n1,x,x\n2,x,y\n3,y,y\n", Reading::default());
    for table in [
        "sep=;\nunit;a;b\n1;x;x\n2;x;y\n3;y;y\n",
        "unit\ta\tb\r\n1\tx\tx\r\n2\tx\ty\r\n3\ty\ty",
        "Unit,a,b\r1,x,x\r2,x,y\r3,y,y\r",
        "\u{feff}\nunit , a,b\n\n1,\"x\", \"x\"\n2,x ,y,\n,,\n3,y,y\n",
    ] {
        assert_eq!(kappa(table, Reading::default()), expected, "{table}");
    }
}

#[test]
fn a_label_is_a_label_whatever_it_says() {
    let table = "unit,a,b\n1,nan,nan\n2,NA,nan\n3,\"NA\",NA\n4,None,None\n";
    assert_eq!(read(table, Reading::default()).categories, ["NA", "None", "nan"]);
    assert_eq!(ratings(table, Reading::default()).all.missing_cells(), 0);
    let missing = strings(&["NA"]);
    let told = ratings(table, Reading { missing: &missing, ..Reading::default() });
    assert_eq!((told.all.missing_cells(), told.all.categories()), (3, 2));
}

#[test]
fn numbers_stand_in_the_order_of_their_values_and_equal_ones_are_one_category() {
    let table = read("unit,a,b\n1,10,9\n2,9.0,10\n3,-2,9\n4,,-2.00\n", Reading::default());
    assert_eq!(table.categories, ["-2", "9", "10"]);
    let Data::Ratings(ratings) = table.data else { panic!("expected ratings") };
    assert_eq!(ratings.all.scores(), [-2.0, 9.0, 10.0]);
}

#[test]
fn words_have_no_order_unless_it_is_given() {
    let table = "unit,a,b\n1,low,high\n2,3,low\n";
    let ordered = Reading { ordered: true, ..Reading::default() };
    assert_eq!(
        refused(table, ordered),
        "line 2, column 'a': the category 'low' is not a number, so the order of the categories must be given"
    );
    let categories = strings(&["low", "3", "middle", "high"]);
    assert_eq!(read(table, Reading { categories: &categories, ..ordered }).categories, categories);
    assert_eq!(read("unit,a,b\n1,2,10\n", ordered).categories, ["2", "10"]);
}

#[test]
fn a_category_that_was_not_declared_is_told_with_its_place() {
    let categories = strings(&["1", "2"]);
    let reading = Reading { categories: &categories, ..Reading::default() };
    let expected = "line 3, column 'b': '3' is not among the categories 1, 2";
    assert_eq!(refused("unit,a,b\n1,1.0,2\n2,2,3\n", reading), expected);
    let repeated = strings(&["1", "1.0"]);
    let reading = Reading { categories: &repeated, ..Reading::default() };
    assert_eq!(refused("unit,a,b\n1,1,1\n", reading), "the category '1.0' is declared twice");
}

#[test]
fn a_column_of_names_is_not_taken_for_a_coder() {
    let table = "id,a,b\nP1,yes,yes\nP2,no,yes\nP3,no,no\n";
    let error = read_ratings(table.as_bytes(), Reading::default()).unwrap_err();
    assert_eq!(error, RatingsError::NamesOfUnits { column: "id".to_owned() });
    let coders = strings(&["a", "b"]);
    assert_eq!(kappa(table, Reading { coders: &coders, ..Reading::default() }), "0.4000");
    let counted = "id,a,b\n1,4.25,4.5\n2,5.75,5.5\n3,1.125,1.25\n";
    assert!(matches!(
        read_ratings(counted.as_bytes(), Reading::default()),
        Err(RatingsError::NamesOfUnits { column }) if column == "id"
    ));
    // Three coders who measured: no value comes twice, and none of them counts the rows.
    let measured = ratings("a,b,c\n4.25,4.5,4\n5.75,5.5,6\n1.125,1.25,1\n", Reading::default());
    assert_eq!(measured.all.coders(), 3);
}

#[test]
fn counts_have_no_coders() {
    let table = read("unit,yes,no\n1,3,0\n2,1,2\n3,,3\n", as_layout(Layout::Counts));
    assert!(table.coders.is_empty());
    let Data::Ratings(ratings) = table.data else { panic!("expected ratings") };
    assert_eq!(ratings.all.coders(), 3);
    assert!(fleiss_kappa(&ratings.all, &Options::default()).is_ok());
}

#[test]
fn a_header_gives_words_their_order_and_numbers_their_values() {
    let confusion = Reading { ordered: true, ..as_layout(Layout::Confusion) };
    assert_eq!(read(",low,high\nlow,1,1\nhigh,0,2\n", confusion).categories, ["low", "high"]);
    let numbers = read(",10,9\n10,1,1\n9,0,2\n", confusion);
    assert_eq!(numbers.categories, ["9", "10"]);
    let categories = strings(&["high", "low", "none"]);
    let told = read(",low,high\nlow,1,1\nhigh,0,2\n", Reading { categories: &categories, ..confusion });
    let Data::Ratings(ratings) = told.data else { panic!("expected ratings") };
    assert_eq!(ratings.all, Ratings::from_confusion(&[[2, 0, 0], [1, 1, 0], [0, 0, 0]]).unwrap());
    let missing = strings(&["high"]);
    let ratings = self::ratings(",low,high\nlow,1,1\nhigh,0,2\n", Reading { missing: &missing, ..confusion });
    assert_eq!((ratings.all.units(), ratings.all.pairable()), (4, 1));
}

#[test]
fn ratings_that_contradict_each_other_are_named_with_both_lines() {
    let long = "unit,coder,code\n1,a,x\n1,b,x\n1,a,y\n";
    assert_eq!(refused(long, Reading::default()), "line 4: 'a' has rated the unit '1' already, on line 2");
    // A missing rating has been told as well.
    assert!(refused("unit,coder,code\n1,a,\n1,a,x\n", Reading::default()).starts_with("line 3"));
    let wide = refused("unit,a,b\n1,x,x\n1,x,y\n", Reading::default());
    assert_eq!(wide, "line 3: the unit '1' has a row already, line 2");
    let counts = refused("unit,x,y\n1,1,1\n1,0,2\n", as_layout(Layout::Counts));
    assert_eq!(counts, "line 3: the unit '1' has a row already, line 2");
}

#[test]
fn a_table_that_is_not_square_is_told() {
    let confusion = as_layout(Layout::Confusion);
    let refused = |table| refused(table, confusion);
    assert_eq!(refused(",x,y\ny,1,1\nx,0,2\n"), "line 2: expected the row of 'x', as in the header, found 'y'");
    assert_eq!(refused(",x,y\nx,1,-1\ny,0,2\n"), "line 2, column 'y': expected a count, 0 or more, found '-1'");
    assert_eq!(refused(",x,y\nx,1,1\ny,0.5,2\n"), "line 3, column 'x': expected a count, 0 or more, found '0.5'");
    assert_eq!(refused(",x,y\nx,1,1\n"), "line 2: expected as many rows as categories, 2, found 1");
    assert_eq!(refused(",x,y\nx,0,0\ny,0,0\n"), "the table has no unit: every count is 0, expected units");
    assert_eq!(
        super::tests::refused("unit,x,y\n1,2,-3\n", as_layout(Layout::Counts)),
        "line 2, column 'y': expected a count, 0 or more, found '-3'"
    );
}

#[test]
fn a_table_with_too_little_in_it_is_told() {
    assert_eq!(refused("unit,a,b\n", Reading::default()), "the table has a header and no row, expected units");
    let one = "the table has one coder, expected at least two coders";
    assert_eq!(refused("unit,a\n1,x\n", Reading::default()), one);
    assert_eq!(refused("unit,coder,code\n1,a,x\n", Reading::default()), one);
    let missing = "the table has missing cells only, expected ratings";
    assert_eq!(refused("unit,a,b\n1,,\n", Reading::default()), missing);
    assert!(refused("", Reading::default()).starts_with("the table is empty"));
}

#[test]
fn what_is_wrong_is_told_with_line_and_column() {
    let long = |rows: &str| refused(&format!("unit,coder,code\n{rows}"), Reading::default());
    assert_eq!(long("1,a,x\n,b,x\n"), "line 3, column 'unit': expected the name of a unit, found ''");
    assert_eq!(long("1,a,x\n2, ,x\n"), "line 3, column 'coder': expected the name of a coder, found ''");
    assert!(long("1,a,x,y\n").starts_with("line 2 has 4 cells, but the header names 3 columns"));
    assert!(long("1,a,x\n2,a,\"x\n3,a,y\n").starts_with("line 3 cannot be read: a quotation mark is opened here"));
    let coders = strings(&["a", "c"]);
    let reading = Reading { coders: &coders, ..Reading::default() };
    assert_eq!(refused("unit,coder,code\n1,a,x\n1,b,x\n", reading), "the table has no coder 'c'; it has a, b");
    assert!(refused("unit,a,b\n1,x,x\n", reading).starts_with("column 'c' is missing"));
    let bytes = b"unit,coder,code\n1,a,x\n1,b,caf\xe9\n";
    assert_eq!(read_ratings(&bytes[..], Reading::default()).unwrap_err(), RatingsError::NotUtf8 { line: 3 });
    // The first wrong line is the one that is told, though a later one is wrong too.
    assert!(long("1,a,x\n1,a,x\n2,,x\n").starts_with("line 3: 'a' has rated"));
    let layout = as_layout(Layout::Confusion);
    let sets = refused("x,y\n1,1\n1,1\n", Reading { sets: true, ..layout });
    assert_eq!(sets, "a table in the layout confusion has no sets of codes");
}

#[test]
fn clusters_share_coders_and_categories_and_stand_by_name() {
    let wide = "unit,text,a,b\n1,P2,x,x\n2,P1,y,y\n3,P2,x,y\n4,P10,z,\n";
    let long = "unit,coder,code,text\n1,a,x,P2\n2,a,y,P1\n3,a,x,P2\n4,a,z,P10\n1,b,x,P2\n2,b,y,P1\n3,b,y,P2\n";
    for table in [wide, long] {
        let found = ratings(table, Reading { cluster: Some("text"), ..Reading::default() });
        let names: Vec<&str> = found.clusters.iter().map(|cluster| cluster.name.as_str()).collect();
        assert_eq!(names, ["P1", "P10", "P2"]);
        assert_eq!(found.clusters[2].ratings, Ratings::from_rows([[Some(0), Some(0)], [Some(0), Some(1)]], 3).unwrap());
        assert_eq!(found.clusters.iter().map(|cluster| cluster.ratings.units()).sum::<u64>(), found.all.units());
    }
    let cluster = Reading { cluster: Some("text"), ..Reading::default() };
    assert_eq!(
        refused("unit,coder,code,text\n1,a,x,P1\n1,b,x,P2\n", cluster),
        "line 3, column 'text': the unit '1' is in 'P1' already, found 'P2'"
    );
    assert_eq!(
        refused("unit,text,a,b\n1,,x,x\n", cluster),
        "line 2, column 'text': expected the name of a cluster, found ''"
    );
    let counts = Reading { cluster: Some("text"), ..as_layout(Layout::Counts) };
    assert_eq!(ratings("unit,text,x,y\n1,P1,2,0\n2,P1,1,1\n3,P2,0,2\n", counts).clusters.len(), 2);
}

#[test]
fn a_set_without_codes_is_not_a_missing_one() {
    let wide = "unit;a;b\n1;\"x;y\";\" y ; x;x\"\n2;\";\";x\n3;;x\n";
    let long = "unit,coder,code\n1,a,x\n1,a,y\n1,b,y;x\n2,a,;\n2,b,x\n3,b,x\n3,a,\n";
    for table in [wide, long] {
        let found = read(table, Reading { sets: true, ..Reading::default() });
        assert_eq!(found.categories, ["x", "y"]);
        let Data::Sets(sets) = found.data else { panic!("expected sets") };
        let rows = [[Some(vec![0, 1]), Some(vec![0, 1])], [Some(vec![]), Some(vec![0])], [None, Some(vec![0])]];
        assert_eq!(sets.all, SetRatings::from_rows(rows, 2).unwrap());
        assert!(set_alpha(&sets.all, jaccard_distance, &Options::default()).is_ok());
    }
    let sets = Reading { sets: true, ..Reading::default() };
    assert_eq!(
        refused("unit,coder,code\n1,a,x\n1,b,x\n1,a,;\n", sets),
        "line 4: 'a' has rated the unit '1' already, on line 2"
    );
}

#[test]
fn spans_make_a_continuum_for_each_text() {
    let table = "text,coder,start,end,code\nP2,b,0,10,fear\nP1,a,5,7.0,hope\nP1,b,2,4,fear\nP2,a,,,\n";
    let found = read(table, Reading::default());
    assert_eq!((found.layout, found.coders), (Layout::Spans, strings(&["a", "b"])));
    let Data::Spans(spans) = found.data else { panic!("expected spans") };
    assert_eq!(spans.texts, ["P1", "P2"]);
    let lengths: Vec<u64> = spans.continua.iter().map(Continuum::length).collect();
    assert_eq!(lengths, [7, 10]);
    let segment = |start, end, code| Segment { start, end, code };
    assert_eq!(spans.continua[0].coders(), [vec![segment(5, 7, 1)], vec![segment(2, 4, 0)]]);
    // Who has no row for a text, or an empty one, marked nothing on it.
    assert_eq!(spans.continua[1].coders(), [vec![], vec![segment(0, 10, 0)]]);
    let Data::Spans(spans) = read(table, Reading { length: Some(100), ..Reading::default() }).data else {
        panic!("expected spans")
    };
    assert!(spans.continua.iter().all(|text| text.length() == 100));
}

#[test]
fn spans_that_are_none_are_told() {
    let spans = |rows: &str| {
        let reading = Reading { length: Some(50), ..as_layout(Layout::Spans) };
        refused(&format!("coder,start,end,code\n{rows}\n"), reading)
    };
    let whole = "expected a place as a whole number, 0 or more: count characters or milliseconds";
    assert_eq!(spans("a,1.5,4,x"), format!("line 2, column 'start': {whole}, found '1.5'"));
    assert_eq!(spans("a,-1,4,x"), format!("line 2, column 'start': {whole}, found '-1'"));
    assert_eq!(spans("a,1,,x"), format!("line 2, column 'end': {whole}, found ''"));
    assert_eq!(spans("a,1,2,x\na,4,4,x"), "line 3, column 'end': expected an end after the start, 4, found '4'");
    assert_eq!(
        spans("a,4,51,x"),
        "line 2, column 'end': expected an end up to 50: by its length the text reaches from 0 to there, found '51'"
    );
    assert_eq!(spans("a,4,5,"), "line 2, column 'code': expected a code, found ''");
    assert_eq!(spans("a,1,2,x\nb,1,2,x\na,1,2.0,x"), "line 4 repeats line 2: the same coder, place and code");
    let cluster = Reading { cluster: Some("coder"), ..as_layout(Layout::Spans) };
    assert!(refused("coder,start,end,code\na,1,2,x\n", cluster).ends_with("has no column of clusters"));
}

#[test]
fn an_empty_cell_of_counts_is_a_zero_that_is_told_and_a_cell_that_is_not_there_is_refused() {
    let confusion = as_layout(Layout::Confusion);
    let told = |table, reading| read(table, reading).remarks.iter().map(ToString::to_string).collect::<Vec<_>>();
    assert_eq!(
        told(",x,y\nx,3,\ny,,4\n", confusion),
        ["2 empty cells are counted as 0, the first in line 2, column 'y'."]
    );
    assert_eq!(told(",x,y\nx,3,0\ny,0,4\n", confusion), [""; 0]);
    let counts = as_layout(Layout::Counts);
    assert_eq!(told("unit,x,y\n1,2,\n2,1,1\n", counts), ["One empty cell is counted as 0: line 2, column 'y'."]);
    for (table, reading, line, column) in [
        (",x,y\nx,3\ny,1,4\n", confusion, 2, "y"),
        ("x,y\n3,1\n1\n", confusion, 3, "y"),
        ("unit,x,y\n1,2,0\n2\n", counts, 3, "x"),
    ] {
        let told = refused(table, reading);
        assert!(told.starts_with(&format!("line {line}: the row ends before column '{column}'")), "{told}");
    }
}

#[test]
fn a_value_for_missing_that_stands_nowhere_is_told() {
    let missing = strings(&["NA", "-99"]);
    let told = |table, reading: Reading<'_>| {
        let told = read(table, Reading { missing: &missing, ..reading }).remarks;
        told.iter().map(ToString::to_string).collect::<Vec<_>>()
    };
    let nowhere = ["No cell that is read holds 'NA', which was to stand for a missing rating."];
    assert_eq!(told("unit,a,b\n1,1,2\n2,-99.0,1\n", Reading::default()), nowhere);
    assert_eq!(told("unit,coder,code\n1,a,x\n1,b,-99\n", Reading::default()), nowhere);
    assert_eq!(told("unit,a,b\n1,x;y,-99\n2,;,x\n", Reading { sets: true, ..Reading::default() }), nowhere);
    assert_eq!(told(",x,-99\nx,1,0\n-99,1,1\n", as_layout(Layout::Confusion)), nowhere);
    assert_eq!(told("unit,a,b\n1,-99,2\n2,NA,1\n", Reading::default()), [""; 0]);
}

#[test]
fn a_number_too_large_to_be_a_score_is_a_name_like_others() {
    let table = "unit,a,b\n1,12e200,12e200\n2,7,12e200\n";
    assert_eq!(read(table, Reading::default()).categories, ["12e200", "7"]);
    let ordered = Reading { ordered: true, ..Reading::default() };
    assert!(refused(table, ordered).starts_with("line 2, column 'a': the category '12e200' is not a number"));
    let words = refused("unit,a,b\n1,1,2\n2,1,low\n3,high,1\n", ordered);
    assert!(words.starts_with("line 3, column 'b': the category 'low' is not a number"), "{words}");
}

#[test]
fn whole_numbers_that_may_be_names_are_never_merged() {
    let long = "unit,a,b\n1,1234567890123456789,1234567890123456780\n2,7,7\n";
    assert_eq!(read(long, Reading::default()).categories, ["1234567890123456780", "1234567890123456789", "7"]);
    let zeros = "unit,a,b\n1,10,010\n2,1,1\n3,1.0,1\n";
    assert_eq!(read(zeros, Reading::default()).categories, ["010", "1", "1.0", "10"]);
    let square = ",1234567890123456789,1234567890123456780\n1234567890123456789,3,1\n1234567890123456780,0,2\n";
    assert_eq!(read(square, as_layout(Layout::Confusion)).categories.len(), 2);
    let ordered = Reading { ordered: true, ..Reading::default() };
    assert_eq!(
        refused(zeros, ordered),
        "line 2, column 'b': the categories '010' and '10' are one number, so their order must be given"
    );
    let (given, other) = (strings(&["010", "10", "1", "1.0"]), strings(&["1", "10"]));
    let declared = Reading { categories: &given, ..ordered };
    assert_eq!(read(zeros, declared).categories, given);
    let found = refused(zeros, Reading { categories: &other, ..Reading::default() });
    assert_eq!(found, "line 2, column 'b': '010' is not among the categories 1, 10");
    let missing = strings(&["99"]);
    let kept = read("unit,a,b\n1,099,1\n2,99,2\n", Reading { missing: &missing, ..Reading::default() });
    assert_eq!(kept.categories, ["1", "2", "099"]);
}

#[test]
fn numbers_that_are_no_names_keep_their_scores() {
    let scores = |table: &str| ratings(table, Reading::default()).all.scores();
    assert_eq!(scores("unit,a,b\n1,01,02\n2,10,02\n"), [1.0, 2.0, 10.0]);
    assert_eq!(scores("unit,a,b\n1,1.0,1\n2,-2,0.5\n"), [-2.0, 0.5, 1.0]);
    assert_eq!(scores("unit,a,b\n1,0.12345678901234567,2\n2,0.12345678901234568,2\n").len(), 3);
}

#[test]
fn a_row_that_ends_too_early_is_told() {
    let told = |table: &str, reading: Reading<'_>| -> Vec<String> {
        read(table, reading).remarks.iter().map(ToString::to_string).collect()
    };
    let one = ["Line 3 ends too early; the ratings that are not there are taken to be missing."];
    assert_eq!(told("unit,a,b\n1,x,y\n2,x\n3,,y\n", Reading::default()), one);
    let sets = Reading { sets: true, ..Reading::default() };
    assert_eq!(told("unit,a,b\n1,x,y\n2,x\n3,,y\n", sets), one);
    let two = ["2 rows end too early, the first is line 2; the ratings that are not there are taken to be missing."];
    assert_eq!(told("unit,a,b\n1,x\n2,x\n3,,y\n", Reading::default()), two);
    assert_eq!(told("unit,a,b,\n1,x,y\n", Reading::default()), [""; 0]);
}

#[test]
fn an_order_that_numbers_do_not_have_is_told_where_it_counts() {
    let categories = strings(&["3", "1", "2"]);
    let reading = Reading { categories: &categories, ordered: true, ..Reading::default() };
    let square = ",1,2\n1,3,1\n2,0,2\n";
    for found in [
        read("unit,a,b\n1,1,2\n2,3,3\n", reading).remarks,
        read(square, Reading { layout: Some(Layout::Confusion), ..reading }).remarks,
    ] {
        assert_eq!(found, [Remark::OrderedByValue]);
    }
    assert!(read("unit,a,b\n1,1,2\n", Reading { ordered: false, ..reading }).remarks.is_empty());
}

#[test]
fn a_coder_who_is_asked_for_twice_is_named() {
    let coders = strings(&["b", "b"]);
    let reading = Reading { coders: &coders, ..Reading::default() };
    assert_eq!(refused("unit,a,b\n1,x,y\n", reading), "the coder 'b' is named twice");
}

#[test]
fn a_text_may_begin_elsewhere_than_at_zero() {
    let table = "coder,start,end,code\na,225,295,c\na,370,400,c\nb,220,300,c\nb,355,375,c\nb,400,420,c\n";
    let reading = Reading { start: Some(150), length: Some(300), ..Reading::default() };
    let Data::Spans(spans) = read(table, reading).data else { panic!("expected spans") };
    assert_eq!((spans.continua[0].start(), spans.continua[0].end()), (150, 450));
    let late = refused(table, Reading { start: Some(221), ..Reading::default() });
    assert_eq!(late, "line 4, column 'start': expected a start from 221 on, where the text begins, found '220'");
    let short = refused(table, Reading { length: Some(410), ..Reading::default() });
    assert!(short.contains("an end up to 410: by its length the text reaches from 0 to there, found '420'"), "{short}");
    assert!(refused("unit,a,b\n1,x,y\n", Reading { start: Some(3), ..Reading::default() }).contains("has no start"));
}
