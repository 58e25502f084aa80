//! Web pages. All fixtures are synthetic: written after the shapes that noScribe, oTranscribe and Word write.

use super::{header, notes, read, told, turn};

const NOSCRIBE: &str = "<!DOCTYPE HTML PUBLIC \"-//W3C//DTD HTML 4.0//EN\" \"http://www.w3.org/TR/REC-html40/strict.dtd\">\n\
    <html><head><meta name=\"qrichtext\" content=\"1\" /><meta charset=\"UTF-8\" /><meta name=\"audio_source\" content=\"C:/a.mp3\">\
    <style type=\"text/css\">p, li { white-space: pre-wrap; }</style></head><body style=\"font-family:'Arial'\" >\n\
    <p style=\"font-weight:600;\">interview</p>\n\
    <p style=\"color: #909090\">Transcribed with noScribe vers. 0.7<br />Audio file: C:/a.mp3</p>\n\
    <p><a name=\"ts_12140_17000_S01\" >S01: So, how</a><a name=\"ts_17000_22800_S01\" > was it? //S02: Mhm. //</a></p>\n\
    <p><a name=\"ts_22900_24000_S02\" >S02: Gut &amp; sch&ouml;n (..) &lt;yeah&gt;</a></p>\n\
    <p><a name=\"ts_24100_25000_S01\" >S01: Ach?</a></p>\n<p><a name=\"ts_25000_26000_S02\" >S02: Ja.</a></p></body></html>";

#[test]
fn anchors_of_noscribe_are_times() {
    let read = read("interview.html", NOSCRIBE).unwrap();
    let expected = [
        turn("S01", 12, "So, how was it? //S02: Mhm. //"),
        turn("S02", 22, "Gut & schön (..) <yeah>"),
        turn("S01", 24, "Ach?"),
        turn("S02", 25, "Ja."),
    ];
    assert_eq!(told(&read), expected);
    let first = read.transcript.turns()[0];
    assert_eq!((first.begins.unwrap().millis(), first.ends.unwrap().millis()), (12_140, 22_800));
    assert_eq!(header(&read), ["interview", "Transcribed with noScribe vers. 0.7", "Audio file: C:/a.mp3"]);
    assert_eq!((read.format.to_string().as_str(), read.why.as_str()), ("html", "it begins as a web page does"));
}

#[test]
fn time_marks_of_otranscribe_are_times() {
    let stamp = |time: &str| format!("<span class=\"timestamp\" data-timestamp=\"{time}\">{time}</span>");
    let page = format!(
        "<html><body><p>{}&nbsp;Ann: Hello, at {} you came?</p><p>{} Bob: <b>I</b> did.</p><p><br></p><p>{} Ann: Oh.</p></body></html>",
        stamp("0:03"),
        stamp("0:05"),
        stamp("0:38"),
        stamp("1:00:07")
    );
    let read = read("a.html", page).unwrap();
    assert_eq!(
        told(&read),
        [turn("Ann", 3, "Hello, at 0:05 you came?"), turn("Bob", 38, "I did."), turn("Ann", 3607, "Oh.")]
    );
}

#[test]
fn a_page_of_word_keeps_its_words_alone() {
    let page = "<html xmlns:o=\"urn:schemas-microsoft-com:office:office\"><head><meta http-equiv=Content-Type content=\"text/html; charset=windows-1252\">\
        <title>Interview seven</title><style><!-- p {x} --></style></head><body lang=EN-US><div class=WordSection1>\
        <p class=MsoNormal>I: It\u{92}s\r\nso?<o:p></o:p></p><p class=MsoNormal>P01: S\u{ed}.<a href=\"#_ftn1\" name=\"_ftnref1\">[1]</a></p>\
        <p class=MsoListParagraph><span style='mso-list:Ignore'>1.<span>&nbsp; </span></span>An item</p>\
        <p>I: Was<del>n't</del> it <ins>really</ins>?</p><p>P01: Yes<span style='display:none'> secret</span>.</p></div>\
        <div><hr><div id=ftn1><p><a href=\"#_ftnref1\" name=\"_ftn1\">[1]</a> a note</p></div></div></body></html>";
    let bytes: Vec<u8> = page.chars().map(|c| u8::try_from(u32::from(c)).unwrap()).collect();
    let read = read("a.htm", bytes).unwrap();
    let expected = [
        turn("I", -1, "It’s so?"),
        turn("P01", -1, "Sí.\nAn item"),
        turn("I", -1, "Was it really?"),
        turn("P01", -1, "Yes."),
    ];
    assert_eq!(told(&read), expected);
    assert_eq!(read.transcript.details().source.encoding, "windows-1252");
    for note in [
        "tracked changes: 1 words inserted, kept",
        "tracked changes: 1 words deleted, left out",
        "1 hidden word was left out",
        "1 paragraph has an automatic number or bullet, which is not part of the text",
        "footnotes are not part of what was said: 3 words left out",
        "titles of windows are not part of what was said: 2 words left out",
    ] {
        assert!(notes(&read).contains(&note.to_owned()), "{note}: {:?}", notes(&read));
    }
}

#[test]
fn notes_that_are_marked_as_such_are_left_out() {
    let page = "<html><p>I: So<a href=\"#n1\" role=\"doc-noteref\"><sup>1</sup></a>?</p><p>P01: Yes.</p><p>I: a</p><p>P01: b</p>\
        <section role=\"doc-endnotes\"><ol><li><p>one note <a role=\"doc-backlink\">↩</a></p></li></ol></section></html>";
    let read = read("a.html", page).unwrap();
    assert_eq!(told(&read)[0], turn("I", -1, "So?"));
    assert!(
        notes(&read).contains(&"footnotes are not part of what was said: 2 words left out".to_owned()),
        "{:?}",
        notes(&read)
    );
}

#[test]
fn lines_and_paragraphs_are_told_apart() {
    let page = "<!DOCTYPE html><body>I: one<br>two<p>P01: three<div>four</div><ul><li>five<li>six</ul><pre>I: a\n  b</pre>P01: last";
    assert_eq!(
        told(&read("a.html", page).unwrap()),
        [
            turn("I", -1, "one\ntwo"),
            turn("P01", -1, "three\nfour\nfive\nsix"),
            turn("I", -1, "a\nb"),
            turn("P01", -1, "last")
        ]
    );
}

#[test]
fn scripts_are_never_words() {
    let page = "<html><script>var a = \"<p>I: no</p>\";</script><style>p {}</style><body><p>I: a<!-- no --></p><p>P01: b</p>\
        <noscript>turn it on</noscript><p>I: c</p><p>P01: d</p><img src=\"http://127.0.0.1/x.png\"></body></html>";
    let read = read("a.html", page).unwrap();
    assert_eq!(told(&read).len(), 4);
    assert!(notes(&read).contains(&"3 hidden words were left out".to_owned()), "{:?}", notes(&read));
    assert!(notes(&read).contains(&"1 picture was left out".to_owned()));
}

#[test]
fn a_table_of_turns_is_read_and_a_frame_is_none() {
    let rows =
        "<table><tr><th>Speaker<th>Text<tr><td rowspan=2>Ann<td>How was it?<tr><td>Well?<tr><td>Bob<td>Fine.</table>";
    let framed = format!("<html><table><tr><td><p>Title</p>{rows}</td></tr></table></html>");
    for page in [format!("<html>{rows}</html>"), framed] {
        let read = read("a.html", &page).unwrap();
        assert_eq!(told(&read), [turn("Ann", -1, "How was it?"), turn("Ann", -1, "Well?"), turn("Bob", -1, "Fine.")]);
    }
}

#[test]
fn pages_without_end_are_read_or_refused() {
    let read =
        read("a.html", "<html><p>I: a</p><p>P01: b</p><p>I: c</p><p>P01: d</p><svg>never <b>closed words").unwrap();
    assert!(
        notes(&read).contains(&"<svg> is never closed: 3 words in it were left out".to_owned()),
        "{:?}",
        notes(&read)
    );
    let deep = format!("<html>{}x", "<div><b>".repeat(100_000));
    assert_eq!(told(&super::read("a.html", deep).unwrap()).len(), 1);
    let error = super::read("a.html", format!("<html>{}x", "<table><tr><td>".repeat(1000))).unwrap_err();
    assert!(error.to_string().contains("100 deep"), "{error}");
}
