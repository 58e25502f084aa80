//! PDF. All fixtures are synthetic: the least that draws text on pages.

use qualkit_ingest::IngestError;

use super::{notes, read, told, turn};

/// A document of pages; each is what it draws, with the font `/F`. Objects from 100 may be added.
fn pdf_with(pages: &[String], resources: &str, objects: &[(usize, String)]) -> Vec<u8> {
    let font = "<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>".to_owned();
    let kids: String = (0..pages.len()).map(|page| format!("{} 0 R ", 10 + 2 * page)).collect();
    let mut all = vec![
        (1, "<</Type/Catalog/Pages 2 0 R>>".to_owned()),
        (2, format!("<</Type/Pages/Kids[{kids}]/Count {}/MediaBox[0 0 600 800]>>", pages.len())),
        (3, font),
    ];
    for (place, page) in pages.iter().enumerate() {
        let number = 10 + 2 * place;
        all.push((
            number,
            format!(
                "<</Type/Page/Parent 2 0 R/Contents {} 0 R/Resources<</Font<</F 3 0 R>>{resources}>>>>",
                number + 1
            ),
        ));
        all.push((number + 1, stream("", page)));
    }
    all.extend(objects.iter().cloned());
    let mut file = "%PDF-1.4\n".to_owned();
    let mut places = Vec::new();
    for (number, object) in &all {
        places.push((*number, file.len()));
        file += &format!("{number} 0 obj\n{object}\nendobj\n");
    }
    let start = file.len();
    file += "xref\n0 1\n0000000000 65535 f \n";
    for (number, place) in places {
        file += &format!("{number} 1\n{place:010} 00000 n \n");
    }
    file += &format!("trailer\n<</Root 1 0 R/Size 1000>>\nstartxref\n{start}\n%%EOF\n");
    file.into_bytes()
}

fn stream(dictionary: &str, content: &str) -> String {
    format!("<<{dictionary}/Length {}>>\nstream\n{content}\nendstream", content.len())
}

fn pdf(pages: &[String]) -> Vec<u8> {
    pdf_with(pages, "", &[])
}

/// Words at a place.
fn at(x: i32, y: i32, words: &str) -> String {
    format!("BT /F 12 Tf 1 0 0 1 {x} {y} Tm ({words}) Tj ET\n")
}

/// Lines down a page from the top of its text.
fn lines(lines: &[&str]) -> String {
    (0..).zip(lines).map(|(line, words)| at(80, 740 - 14 * line, words)).collect()
}

#[test]
fn lines_with_labels_are_turns() {
    let page = lines(&["I: How was it, when you", "came here?", "P01: Fine. It\\222s so.", "I: Oh?", "P01: Yes."]);
    let read = read("a.pdf", pdf(&[page])).unwrap();
    let expected = [
        turn("I", -1, "How was it, when you\ncame here?"),
        turn("P01", -1, "Fine. It’s so."),
        turn("I", -1, "Oh?"),
        turn("P01", -1, "Yes."),
    ];
    assert_eq!(told(&read), expected);
    assert_eq!((read.format.to_string().as_str(), read.why.as_str()), ("pdf", "it begins with %PDF-"));
    assert_eq!(
        notes(&read)[0],
        "a PDF keeps neither paragraphs nor the order of words: compare the transcript with it before coding"
    );
}

#[test]
fn what_returns_on_every_page_is_left_out() {
    let page = |number: usize, said: &[&str]| {
        let head = at(200, 785, "Alder study");
        let foot = at(80, 30, &format!("Transcript anonymised -{number}-"));
        format!("{}{foot}{head}", lines(said))
    };
    let pages = [
        page(1, &["Interviewer", "Why?", "Interviewee", "It was a"]),
        page(2, &["Interviewer", "So?", "Interviewee", "Yes, the study"]),
        page(3, &["Interviewer", "Oh?", "Interviewee", "Alder study"]),
    ];
    let read = read("a.pdf", pdf(&pages)).unwrap();
    let words: Vec<String> = told(&read).into_iter().map(|turn| turn.2).collect();
    // The words that return in the text as well stay where they are, at the top of pages too.
    assert_eq!(
        words,
        ["Why?", "It was a\nAlder study", "So?", "Yes, the study\nAlder study", "Oh?", "Alder study\nAlder study"]
    );
    let note = "3 lines that return at the top or at the bottom of pages were left out, the first on page 1: 'Transcript anonymised -1-'";
    assert!(notes(&read).contains(&note.to_owned()), "{:?}", notes(&read));
}

#[test]
fn numbers_in_the_margin_are_left_out() {
    let said = ["I: Why was", "it so?", "P01: In 1999 it", "was 12 of them.", "I: Oh?", "P01: Yes."];
    let numbered: String = (0..)
        .zip(said)
        .map(|(line, words)| at(40, 740 - 14 * line, &(line + 1).to_string()) + &at(80, 740 - 14 * line, words))
        .collect();
    let read = read("a.pdf", pdf(&[numbered])).unwrap();
    assert_eq!(told(&read)[1], turn("P01", -1, "In 1999 it\nwas 12 of them."));
    assert!(
        notes(&read).contains(&"6 numbers in the margin were left out, the first 1".to_owned()),
        "{:?}",
        notes(&read)
    );
}

#[test]
fn gaps_are_spaces_and_parted_words_are_told() {
    let page = "BT /F 12 Tf 80 740 Td [(I:) -600 (Wh) 20 (y) -400 (not?)] TJ ET\n".to_owned()
        + &at(80, 726, "P01: It was long-")
        + &at(80, 712, "ing for home.")
        + &at(80, 698, "I: So?")
        + &at(80, 684, "P01: Yes.");
    let read = read("a.pdf", pdf(&[page])).unwrap();
    assert_eq!(told(&read)[..2], [turn("I", -1, "Why not?"), turn("P01", -1, "It was long-\ning for home.")]);
    let note = "page 1: a word is parted at the end of a line: it was left so";
    assert!(notes(&read).contains(&note.to_owned()), "{:?}", notes(&read));
}

#[test]
fn pictures_and_drawings_that_hold_themselves_are_passed_over() {
    let said = lines(&["I: a", "P01: b", "I: c", "P01: d"]);
    let objects = [
        (100, stream("/Type/XObject/Subtype/Image/Width 1/Height 1/Filter/DCTDecode", "(bad) Tj [[ << Do")),
        (101, stream("/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</B 102 0 R>>>>", "/B Do")),
        (102, stream("/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</A 101 0 R>>>>", "/A Do")),
    ];
    let page = format!("/P Do /A Do\n{said}");
    let read = read("a.pdf", pdf_with(&[page], "/XObject<</P 100 0 R/A 101 0 R>>", &objects)).unwrap();
    assert_eq!(told(&read).len(), 4);
    assert!(notes(&read).iter().any(|note| note.starts_with("2 drawings were left out")), "{:?}", notes(&read));
}

#[test]
fn a_page_that_is_damaged_does_not_hide_the_others() {
    let said = lines(&["I: a", "P01: b", "I: c", "P01: d"]);
    let read = read("a.pdf", pdf(&[said, "BT /Missing 12 Tf (x) Tj ET".to_owned()])).unwrap();
    assert_eq!(told(&read).len(), 4);
    let note = "page 2: could not be read to its end: words may be missing";
    assert!(notes(&read).contains(&note.to_owned()), "{:?}", notes(&read));
}

#[test]
fn what_holds_no_text_says_so() {
    let error = read("a.pdf", pdf(&["0 0 m 9 9 l S".to_owned()])).unwrap_err();
    assert!(error.to_string().starts_with("this is a PDF without text, perhaps a scan"), "{error}");
    for bytes in
        [&b"%PDF-1.7\n"[..], b"%PDF-1.4\n1 0 obj\n<<", b"%PDF-1.4\ntrailer<</Root 1 0 R>>\nstartxref\n0\n%%EOF"]
    {
        let error = read("a.pdf", bytes).unwrap_err();
        assert!(matches!(error, IngestError::Damaged { .. } | IngestError::NotReadable { .. }), "{error}");
    }
}

#[test]
fn widths_of_letters_that_share_one_are_read() {
    let letters: String = (0..95).map(|letter| format!("<{:04x}><{:04x}>", letter + 32, letter + 32)).collect();
    let meaning = format!(
        "1 begincodespacerange<0000><ffff>endcodespacerange 95 beginbfchar{letters}endbfchar 1 beginbfchar<0100><fb03>endbfchar"
    );
    let objects = [
        (100, "<</Type/Font/Subtype/Type0/BaseFont/X/Encoding/Identity-H/ToUnicode 101 0 R/DescendantFonts[102 0 R]>>".to_owned()),
        (101, stream("", &meaning)),
        (102, "<</Type/Font/Subtype/CIDFontType2/BaseFont/X/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>/W[32 256 500]/FontDescriptor 103 0 R>>".to_owned()),
        (103, "<</Type/FontDescriptor/FontName/X/Flags 4>>".to_owned()),
    ];
    let coded = |words: &str| words.bytes().map(|byte| format!("{byte:04x}")).collect::<String>();
    // Each letter is six points wide, so there are three points between the words, and no gap in them.
    let page = format!(
        "BT /G 12 Tf 1 0 0 1 80 700 Tm <{}> Tj 1 0 0 1 {} 700 Tm <{}> Tj 1 0 0 1 {} 700 Tm <{}0100{}> Tj ET",
        coded("Was"),
        80 + 18 + 3,
        coded("it"),
        80 + 18 + 3 + 12 + 3,
        coded("di"),
        coded("cult")
    );
    let mut pdf = String::from_utf8(pdf_with(&[page], "", &objects)).unwrap();
    pdf = pdf.replace("<</Font<</F 3 0 R>>", "<</Font<</G 100 0 R>>");
    let read = read("a.pdf", moved(&pdf)).unwrap();
    assert_eq!(told(&read)[0].2, "Was it difficult");
    assert!(notes(&read).iter().any(|note| note.starts_with("1 letters that are drawn as one")), "{:?}", notes(&read));
}

/// The same file with the places of its objects as they are now.
fn moved(pdf: &str) -> Vec<u8> {
    let body = &pdf[..pdf.find("\nxref").unwrap() + 1];
    let mut file = format!("{body}xref\n0 1\n0000000000 65535 f \n");
    for (place, object) in body.match_indices(" 0 obj") {
        let start = body[..place].rfind('\n').unwrap() + 1;
        file += &format!("{} 1\n{start:010} 00000 n \n", &body[start..place]);
        assert_eq!(object, " 0 obj");
    }
    file += &format!("trailer\n<</Root 1 0 R/Size 1000>>\nstartxref\n{}\n%%EOF\n", body.len());
    file.into_bytes()
}
