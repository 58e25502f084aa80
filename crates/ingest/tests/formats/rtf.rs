//! Rich text. All fixtures are synthetic: written after the shapes that Word, TextEdit and f4 write.

use super::{header, notes, read, told, turn};

fn rtf(body: &str) -> String {
    format!(
        "{{\\rtf1\\ansi\\ansicpg1252\\deff0{{\\fonttbl{{\\f0\\fswiss\\fcharset0 Helvetica;}}{{\\f1\\fcharset204 Arial Cyr;}}\
         {{\\f2\\ftech\\fcharset2 Symbol;}}}}{{\\colortbl;\\red255\\green255\\blue255;}}\
         {{\\*\\expandedcolortbl;;}}{{\\info{{\\title Nothing said}}}}\n\\f0\\fs24 {body}}}"
    )
}

fn words(body: &str) -> Vec<String> {
    told(&read("a.rtf", rtf(body)).unwrap()).into_iter().map(|turn| turn.2).collect()
}

#[test]
fn a_backslash_before_a_line_end_is_a_paragraph() {
    let body =
        "I: It\\'92s \\'93so\\'94?\\\n\\\nP01: S\\'ed, se\\'f1ora.\\\n- one\\\n- two\\\r\nI: Oh\\'85\\\nP01: Yes.";
    let read = read("a.rtf", rtf(body)).unwrap();
    let expected = [
        turn("I", -1, "It’s “so”?"),
        turn("P01", -1, "Sí, señora.\n- one\n- two"),
        turn("I", -1, "Oh…"),
        turn("P01", -1, "Yes."),
    ];
    assert_eq!(told(&read), expected);
    assert_eq!(read.why, "it begins with {\\rtf");
    assert_eq!(notes(&read).len(), 1, "{:?}", notes(&read));
}

#[test]
fn characters_by_number_replace_what_stands_in_their_stead() {
    assert_eq!(words("a\\u8217\\'92b\\u8211?c"), ["a’b–c"]);
    assert_eq!(words("{\\uc2\\u23383\\'8e\\'9a}\\u233 e"), ["字é"]);
    assert_eq!(words("{\\uc0\\u8364 5}\\u-10179?\\u-8704?."), ["€5😀."]);
    assert_eq!(words("x\\u55357?y"), ["x\u{fffd}y"]);
    assert_eq!(words("a\\u233\\par b"), ["aé", "b"]);
}

#[test]
fn letters_are_read_by_the_code_page_of_their_font() {
    assert_eq!(words("\\'e9{\\f1\\'e4\\'e0} \\'e9"), ["éда é"]);
    let japanese = "{\\rtf1\\ansi\\ansicpg932 \\'93\\'fa\\'96{ }\\'7b}";
    assert_eq!(told(&read("a.rtf", japanese).unwrap())[0].2.chars().next(), Some('日'));
    let polish = read("a.rtf", "{\\rtf1\\ansi\\ansicpg1250 za\\'bf\\'f3\\'b3\\'e6}").unwrap();
    assert_eq!(told(&polish)[0].2, "zażółć");
    let unknown = read("a.rtf", "{\\rtf1\\ansi\\ansicpg708 caf\\'e9}").unwrap();
    assert_eq!(told(&unknown)[0].2, "café");
    assert_eq!(
        notes(&unknown)[0],
        "code page 708 is not known and was read as windows-1252: check the accented letters"
    );
}

#[test]
fn utf8_that_stands_there_against_the_rules_is_read() {
    assert_eq!(words("café – “so”\\'85"), ["café – “so”…"]);
}

#[test]
fn every_sign_is_kept() {
    let body = "a\\tab b\\line c\\_d\\-e\\~f\\emdash g\\lquote h\\rquote \\ldblquote i\\rdblquote \\{\\}\\\\ \\bullet {\\b bold} x";
    assert_eq!(words(body), ["a\tb\nc\u{2011}d\u{ad}e f—g‘h’“i”{}\\ •bold x"]);
}

#[test]
fn what_is_not_said_is_left_out_and_counted() {
    let body = "{\\header one two\\par}{\\footer three\\par}\\pard So{\\footnote\\pard four five six} it\
        {\\footnote\\ftnalt seven} was{\\*\\annotation eight nine}.{\\v secret word}{\\deleted gone away}{\\revised  Newly}\
        {\\pict\\wmetafile8 0102030405}{\\listtext\\tab 1.\\tab}{\\*\\unknown ten}\\par\
        {\\field{\\*\\fldinst HYPERLINK \"x\"}{\\fldrslt linked}} end\\par";
    let read = read("a.rtf", rtf(body)).unwrap();
    let words: Vec<String> = told(&read).into_iter().map(|turn| turn.2).collect();
    assert_eq!(words, ["So it was. Newly", "linked end"]);
    assert_eq!(
        notes(&read)[..10],
        [
            "tracked changes: 1 words inserted, kept",
            "tracked changes: 2 words deleted, left out",
            "2 hidden words were left out",
            "1 picture was left out",
            "1 paragraph has an automatic number or bullet, which is not part of the text",
            "footnotes are not part of what was said: 3 words left out",
            "endnotes are not part of what was said: 1 words left out",
            "comments are not part of what was said: 2 words left out",
            "headers of pages are not part of what was said: 2 words left out",
            "footers of pages are not part of what was said: 1 words left out",
        ]
    );
}

#[test]
fn two_versions_of_one_text_are_read_once() {
    let text_box =
        "{\\shp{\\*\\shpinst\\shpleft0{\\sp{\\sn shapeType}{\\sv 202}}{\\shptxt \\pard boxed\\par}}{\\shprslt boxed}}";
    let body = format!("{{\\upr{{old ?}}{{\\*\\ud{{new \\u233?}}}}}}\\par before{text_box}\\pard after\\par");
    assert_eq!(words(&body), ["new é", "before", "boxed", "after"]);
}

#[test]
fn a_table_of_turns_is_read_by_its_rows() {
    let row = |cells: &[&str]| {
        let defined: String = (1..=cells.len()).map(|cell| format!("\\cellx{}", cell * 1000)).collect();
        let cells: String = cells.iter().map(|cell| format!("\\pard\\intbl {cell}\\cell ")).collect();
        format!("\\trowd{defined}{cells}\\row")
    };
    let rows = [row(&["Speaker", "Text"]), row(&["Ann", "How was\\par it?"]), row(&["Bob", "Fine, thanks."])].concat();
    let read = read("a.rtf", rtf(&format!("Title\\par {rows}\\pard The end.\\par"))).unwrap();
    assert_eq!(told(&read), [turn("Ann", -1, "How was\nit?"), turn("Bob", -1, "Fine, thanks.")]);
    assert_eq!(header(&read), ["Title", "The end."]);
}

#[test]
fn marks_of_f4_are_times() {
    let body = "I: Wie war das? #00:00:12-3#\\par B: Gut. #00:00:20-0#\\par I: Aha? #00:00:22-0#\\par B: Ja. #00:00:25-0#\\par";
    let read = read("f4.rtf", rtf(body)).unwrap();
    assert_eq!(told(&read)[..2], [turn("I", -1, "Wie war das?"), turn("B", 12, "Gut.")]);
}

#[test]
fn a_file_that_is_broken_off_says_so() {
    let whole = rtf("I: one\\par P01: two\\par I: three\\par P01: four");
    let read = read("a.rtf", &whole[..whole.len() - 1]).unwrap();
    assert_eq!(told(&read).len(), 4);
    assert!(notes(&read).iter().any(|note| note.starts_with("the file ends in the middle")), "{:?}", notes(&read));
    let deep = format!("{{\\rtf1 {}", "{".repeat(200_000));
    let error = super::read("a.rtf", deep).unwrap_err();
    assert!(error.to_string().contains("10000 deep"), "{error}");
}
