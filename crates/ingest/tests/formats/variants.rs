//! Shapes in which programs of one kind differ by version, language or setting. All are synthetic.

use qualkit_ingest::{ChosenColumns, Options};

use super::{header, notes, read, told, turn, turns};

#[test]
fn columns_have_names_in_other_languages() {
    let german = "zeit;sprecher;äußerung\n00:00:01;I;Hallo, du.\n00:00:05;B;Tag.\n";
    let expected = [turn("I", 1, "Hallo, du."), turn("B", 5, "Tag.")];
    assert_eq!(turns("a.csv", german), expected);
    assert_eq!(turns("a.csv", german.replace("zeit;sprecher;äußerung", "Début;Locuteur;Transcription")), expected);
    assert_eq!(turns("a.csv", german.replace("zeit;sprecher;äußerung", "Inicio;Hablante;Texto")), expected);
}

#[test]
fn lines_above_the_header_of_a_table_are_a_title() {
    let read = read("a.csv", "Visit, with Ann\n\nSpeaker,Text\nAnn,\"Well, yes.\"\nBo,\n").unwrap();
    assert_eq!(told(&read), [turn("Ann", -1, "Well, yes.")]);
    assert_eq!(header(&read), ["Visit, with Ann"]);
    assert_eq!(notes(&read)[0], "line 5: has no words");
}

#[test]
fn a_table_without_a_header_loses_no_row() {
    let text = "Ann,How was the long way there?\nBo,\"Long, and dull as well.\"\nAnn,And on the way back?\nBo,Not so bad at all.\n";
    let expected = [turn("Ann", -1, "How was the long way there?"), turn("Bo", -1, "Long, and dull as well.")];
    let bare = read("a.csv", text).unwrap();
    assert_eq!(told(&bare)[..2], expected);
    let note = "the first row is no header but a turn; taken were column 1 as the speaker, column 2 as the text";
    assert_eq!(notes(&bare)[0], note);
    let columns: ChosenColumns = "speaker=1,text=2".parse().unwrap();
    let chosen = super::read_with("a.csv", text, &Options { columns, ..Options::default() }).unwrap();
    assert_eq!(told(&chosen), told(&bare));
}

#[test]
fn chunks_with_two_times_in_a_list_are_segments() {
    let chunks = r#"{"text":" So. Yes.","chunks":[{"timestamp":[0.0,2.5],"text":" So."},{"timestamp":[2.5,null],"text":" Yes."}]}"#;
    assert_eq!(turns("a.json", chunks), [turn("?", 0, "So."), turn("?", 2, "Yes.")]);
    let speakers = chunks
        .replace("\"chunks\"", "\"speakers\"")
        .replace("\"text\":\" So.\"}", "\"text\":\" So.\",\"speaker\":\"SPEAKER_00\"}");
    assert_eq!(turns("a.json", speakers)[0], turn("SPEAKER_00", 0, "So."));
    let list = r#"[{"speaker":"Ann","timestamp":"00:00:03","text":"So."},{"speaker":"Bo","timestamp":"00:00:05","text":"Yes."}]"#;
    assert_eq!(turns("a.json", list), [turn("Ann", 3, "So."), turn("Bo", 5, "Yes.")]);
}

#[test]
fn words_with_times_divide_a_text_without_segments() {
    let text = r#"{"text":"“So,” he said. It was.","words":[{"word":"So","start":0.5,"end":1},{"word":"he","start":1,"end":2},
        {"word":"said","start":2,"end":3},{"word":"It","start":4,"end":5},{"word":"was","start":5,"end":6}]}"#;
    assert_eq!(turns("a.json", text), [turn("?", 0, "“So,” he said."), turn("?", 4, "It was.")]);
}

#[test]
fn rev_writes_times_as_clocks_too() {
    let text = r#"{"speakers":[{"id":0,"name":"Ann"}],"monologues":[{"speaker":0,"elements":[
        {"type":"text","value":"So.","timestamp":"00:00:07,020","end_timestamp":"00:00:08,020"}]}]}"#;
    assert_eq!(turns("a.json", text), [turn("Ann", 7, "So.")]);
}

#[test]
fn chats_may_give_the_day_before_the_time() {
    let text =
        "2023-05-05 15:14:05 From Ann Lee to Everyone:\n\tSo\n2023-05-05 15:14:35 From Bo to Everyone:\n\tYes: so\n";
    assert_eq!(turns("a.txt", text), [turn("Ann Lee", 54_845, "So"), turn("Bo", 54_875, "Yes: so")]);
}

#[test]
fn captions_refer_to_letters_by_all_names_of_html() {
    let text = "WEBVTT\n\n00:01.000 --> 00:02.000\nIt&rsquo;s caf&eacute; &hellip; AT&T &lt;so&gt; &nosuch;\n";
    assert_eq!(turns("a.vtt", text), [turn("?", 1, "It’s café … AT&T <so> &nosuch;")]);
}

#[test]
fn f4_puts_a_whole_transcript_into_an_attribute_of_xml() {
    let text = "<?xml version=\"1.0\"?><transcript><content content=\"I: So? #00:00:06-8#&#xD;&#xA;B: Ja &amp; nein. #00:00:09-0#&#10;I: Gut. #00:00:11-0#\"/></transcript>";
    assert_eq!(turns("a.xml", text), [turn("I", -1, "So?"), turn("B", 6, "Ja & nein."), turn("I", 9, "Gut.")]);
}

#[test]
fn marks_of_silence_in_a_textgrid_are_left_out_and_counted() {
    let grid = |name: &str| {
        let intervals = [(0, "<sil>"), (1, "so"), (2, "it"), (3, "sp"), (4, "was")];
        let intervals = intervals.map(|(at, text)| format!("{at}\n{}\n\"{text}\"\n", at + 1)).concat();
        format!(
            "File type = \"ooTextFile short\"\n\"TextGrid\"\n\n0\n5\n<exists>\n1\n\"IntervalTier\"\n\"{name}\"\n0\n5\n5\n{intervals}"
        )
    };
    let read = read("a.TextGrid", grid("words")).unwrap();
    assert_eq!(told(&read), [turn("?", 1, "so it"), turn("?", 4, "was")]);
    assert!(notes(&read).contains(&"stretches marked as silence were left out: 2".to_owned()), "{:?}", notes(&read));
}

#[test]
fn a_tier_that_names_its_annotations_says_nothing() {
    let part = |id: &str, words: &str| {
        format!(
            "<ANNOTATION><ALIGNABLE_ANNOTATION ANNOTATION_ID=\"{id}\" TIME_SLOT_REF1=\"t1\" TIME_SLOT_REF2=\"t2\"><ANNOTATION_VALUE>{words}</ANNOTATION_VALUE></ALIGNABLE_ANNOTATION></ANNOTATION>"
        )
    };
    let text = format!(
        "<?xml version=\"1.0\"?><ANNOTATION_DOCUMENT><TIME_ORDER><TIME_SLOT TIME_SLOT_ID=\"t1\" TIME_VALUE=\"100\"/><TIME_SLOT TIME_SLOT_ID=\"t2\" TIME_VALUE=\"900\"/></TIME_ORDER>\
         <TIER TIER_ID=\"ref\" PARTICIPANT=\"Ann\">{}</TIER><TIER TIER_ID=\"tx\" PARENT_REF=\"ref\" PARTICIPANT=\"Ann\"><ANNOTATION><REF_ANNOTATION ANNOTATION_ID=\"b1\" ANNOTATION_REF=\"a1\"><ANNOTATION_VALUE>So it was.</ANNOTATION_VALUE></REF_ANNOTATION></ANNOTATION></TIER></ANNOTATION_DOCUMENT>",
        part("a1", "visit.001")
    );
    assert_eq!(turns("a.eaf", text), [turn("Ann", 0, "So it was.")]);
}

#[test]
fn speakers_of_one_abbreviation_stay_apart() {
    let text = "<?xml version=\"1.0\"?><basic-transcription><head><speakertable><speaker id=\"S0\"><abbreviation>X</abbreviation></speaker><speaker id=\"S1\"><abbreviation>X</abbreviation></speaker></speakertable></head>\
        <basic-body><common-timeline><tli id=\"T0\" time=\"0\"/><tli id=\"T1\" time=\"1\"/><tli id=\"T2\" time=\"2\"/></common-timeline>\
        <tier id=\"A\" speaker=\"S0\" type=\"t\"><event start=\"T0\" end=\"T1\">So.</event></tier><tier id=\"B\" speaker=\"S1\" type=\"t\"><event start=\"T1\" end=\"T2\">Yes.</event></tier></basic-body></basic-transcription>";
    let read = read("a.exb", text).unwrap();
    assert_eq!(told(&read), [turn("X (S0)", 0, "So."), turn("X (S1)", 1, "Yes.")]);
    let note = "an abbreviation of several speakers, told apart by their ids: X";
    assert!(notes(&read).contains(&note.to_owned()), "{:?}", notes(&read));
}

#[test]
fn a_part_of_a_chat_transcript_needs_no_header() {
    assert_eq!(turns("a.cha", "*ANN:\tso it\n\twas .\n*BEN:\tyes .\n")[0], turn("ANN", -1, "so it was ."));
}

#[test]
fn marks_of_otranscribe_are_as_exact_as_their_seconds() {
    let span =
        |seconds: &str| format!("<p><span class=\"timestamp\" data-timestamp=\"{seconds}\">0:03</span> I: So.</p>");
    let page = |seconds: &str| format!("{}<p>R: Yes.</p><p>I: Oh.</p>", span(seconds));
    let millis = |seconds: &str| read("a.html", page(seconds)).unwrap().transcript.turns()[0].begins.unwrap().millis();
    assert_eq!([millis("3.25"), millis("0:03"), millis("77.5")], [3250, 3000, 3000]);
}

#[test]
fn captions_in_documents_are_joined_as_captions_are() {
    let cues = "0:0:0.0 --> 0:0:1.500\nAnn Lee\nHow did\n\n0:0:1.600 --> 0:0:2.900\nAnn Lee\nit go?\n\n0:0:3.0 --> 0:0:4.0\nBo\nSo.\n";
    let read = read("a.txt", cues).unwrap();
    assert_eq!(told(&read), [turn("Ann Lee", 0, "How did it go?"), turn("Bo", 3, "So.")]);
    assert_eq!(read.transcript.turns()[0].ends.unwrap().millis(), 2900);
    let numbered = "<p>1</p><p>00:00:00.000 --> 00:00:01.500</p><p>Ann: How</p><p>2</p><p>00:00:02.000 --> 00:00:03.000</p><p>Bo: It</p>\
        <p>is 7</p><p>3</p><p>00:00:03.000 --> 00:00:04.000</p><p>Ann: Oh</p><p>4</p><p>00:00:04.000 --> 00:00:05.000</p><p>Bo: So</p>";
    let expected = [turn("Ann", 0, "How"), turn("Bo", 2, "It\nis 7"), turn("Ann", 3, "Oh"), turn("Bo", 4, "So")];
    assert_eq!(turns("a.html", numbered), expected);
}
