//! WebVTT and SubRip.

use qualkit_ingest::Options;

use super::{header, notes, read, read_with, told, turn, turns};

#[test]
fn captions_of_one_speaker_become_one_turn() {
    let text = "WEBVTT\r\n\r\n1\r\n00:00:14.000 --> 00:00:21.100\r\nInterviewer: Thanks. Who\r\n\r\n2\r\n00:00:22.000 --> 00:00:23.000\r\nInterviewer: are you?\r\n\r\n3\r\n00:00:24.000 --> 00:00:25.000\r\nP01: Judith: that's me.\r\n\r\n4\r\n00:00:26.000 --> 00:00:27.500\r\nand so on\r\n\r\n5\r\n00:00:28.000 --> 00:00:29.000\r\nP01: Yes.\r\n";
    let read = read("zoom.vtt", text).unwrap();
    assert_eq!(
        told(&read),
        [turn("Interviewer", 14, "Thanks. Who are you?"), turn("P01", 24, "Judith: that's me. and so on Yes.")]
    );
    assert_eq!(read.transcript.turns()[1].ends.unwrap().millis(), 29_000);
    assert_eq!(notes(&read), ["cue 4: has no label and was given to the speaker before"]);
}

#[test]
fn voices_name_the_speakers() {
    let text = "WEBVTT\n\n00:01.000 --> 00:02.000\n<v.loud Esme>It's a <i>blue</i> tree!</v>\n\n00:02.000 --> 00:03.000\n<v Mary>No &amp; no\nway <v Esme>Yes\n\n00:03.000 --> 00:04.000 align:start\n<v Esme>so.\n";
    assert_eq!(
        turns("a.vtt", text),
        [turn("Esme", 1, "It's a blue tree!"), turn("Mary", 2, "No & no way"), turn("Esme", 2, "Yes so.")]
    );
}

#[test]
fn what_is_not_said_stays_out_of_the_turns() {
    let text = "WEBVTT - A film\nKind: captions\nLanguage: en\n\nSTYLE\n::cue { color: red; }\n\nREGION\nid:fred\n\nNOTE made by Kyle\nfor friends\n\nintro\n00:01.000 --> 00:02.000\n- One.\n- Two.\n\nNOTE a remark\n\n00:02.000 --> 00:03.000\nthree\n";
    let read = read("a.vtt", text).unwrap();
    assert_eq!(told(&read), [turn("?", 1, "- One.\n- Two."), turn("?", 2, "three")]);
    assert_eq!(header(&read), ["A film", "Kind: captions", "Language: en", "made by Kyle", "for friends"]);
    assert_eq!(read.transcript.details().language.as_deref(), Some("en"));
    assert_eq!(read.transcript.details().title, "A film");
    assert_eq!(notes(&read)[0], "line 19: a comment is no part of what was said and was left out");
}

#[test]
fn times_of_teams_are_read() {
    let text =
        "WEBVTT\n\n0:0:6.90 --> 0:0:6.500\n<v Some Body>OK.</v>\n\n-0:0:5.320 --> 0:1:0.0\n<v James Bond>Umm.</v>\n";
    let read = read("teams.vtt", text).unwrap();
    let times: Vec<_> = read.transcript.turns().iter().map(|turn| turn.begins.unwrap().millis()).collect();
    assert_eq!(times, [6_090, 0]);
    assert_eq!(notes(&read)[0], "cue 2: its time lies before the start of the recording and became its start");
}

#[test]
fn captions_that_roll_are_said_once() {
    let text = "WEBVTT\nKind: captions\n\n00:01.000 --> 00:02.000\n \none<00:01.500><c> two</c>\n\n00:02.000 --> 00:02.010\none two\n \n\n00:02.010 --> 00:03.000\none two\nthree<00:02.500><c> four</c>\n\n00:03.000 --> 00:03.010\nthree four\n\n00:03.010 --> 00:05.000\nthree four\nfive\n";
    let read = read("youtube.vtt", text).unwrap();
    let words: Vec<_> = told(&read).into_iter().map(|(_, _, words)| words).collect();
    assert_eq!(words, ["one two", "three four", "five"]);
    assert_eq!(notes(&read)[0], "the captions roll: 4 lines that repeat the caption before were left out");
}

#[test]
fn words_said_twice_stay_twice() {
    let text = "WEBVTT\n\n00:01.000 --> 00:02.000\nno\n\n00:02.000 --> 00:03.000\nno\n\n00:03.000 --> 00:04.000\nyes\n\n00:04.000 --> 00:05.000\nwell\n";
    assert_eq!(turns("a.vtt", text).len(), 4);
}

#[test]
fn broken_times_lose_no_words() {
    let text = "WEBVTT\n\n00:01.000 --> 00:02.000\n00:01.000 --> 00:02.000\none\n\n00:0x --> 00:03.000\ntwo\n\nthree\n";
    let read = read("a.vtt", text).unwrap();
    assert_eq!(told(&read), [turn("?", 1, "one"), turn("?", -1, "two three")]);
    assert_eq!(
        notes(&read)[..3],
        [
            "line 7: expected two times with an arrow between them, found '00:0x --> 00:03.000'",
            "line 10: words without a time were joined to the caption before",
            "cue 1: has no words",
        ]
    );
}

#[test]
fn subrip_is_read_with_its_flaws() {
    let text = "1\n00:00:00,500 --> 00:00:07.000\n[Ann] Hello.\n2\n00:00:07,000 --> 00:00:11,890\n\n\n00:00:12,000 --> 00:00:13,000\n[Ann] {\\an8}<font color=\"red\">So</font>\n\n4\n00:00:14,000 --> 00:00:15,000\n[Bob Ray] Yes.\n\n42\n\n5\n00:00:16,000 --> 00:00:17,000\n[Ann] Oh\n";
    let read = read("a.srt", text).unwrap();
    assert_eq!(told(&read), [turn("Ann", 0, "Hello. So"), turn("Bob Ray", 14, "Yes. 42"), turn("Ann", 16, "Oh")]);
    assert_eq!(
        notes(&read)[..2],
        ["line 15: words without a time were joined to the caption before", "cue 2: has no words",]
    );
}

#[test]
fn captions_are_known_without_a_telling_name() {
    let read = read("download", "1\n00:00:01,000 --> 00:00:02,000\nhello\n").unwrap();
    assert_eq!((read.format.to_string().as_str(), read.why.as_str()), ("srt", "numbered captions with two times each"));
}

#[test]
fn objects_of_teams_are_read_as_cues() {
    let text = "WEBVTT\n00:00:01.000 --> 00:00:02.000\n{\"startDateTime\":\"2023-04-10T08:13:01Z\",\"speakerName\":\"Ann Lee\",\"spokenText\":\"Wie geht's?\",\"spokenLanguage\":\"de-DE\"}\n\n00:00:02.500 --> 00:00:04.000\n{\"speakerName\":\"Bo\",\"spokenText\":\"{gut}\",\n\"spokenLanguage\":\"de-DE\"}\n\n00:00:05.000 --> 00:00:06.000\n{\"speakerName\":\"Bo\",\"spokenText\":\"\"}\n";
    let read = read("meeting.vtt", text).unwrap();
    assert_eq!(told(&read), [turn("Ann Lee", 1, "Wie geht's?"), turn("Bo", 2, "{gut}")]);
    assert_eq!(read.transcript.details().language.as_deref(), Some("de-DE"));
}

#[test]
fn cues_are_joined_as_asked_for() {
    let text = "WEBVTT\n\n1\n00:01.000 --> 00:02.000\n<v Ann>one</v>\n\nguid/12-0\n00:03.000 --> 00:04.000 line:0 align:start\n<v Ann>two</v>\n\n00:07.000 --> 00:08.000\n<v Ann>three</v>\n";
    let joined = |join: &str| {
        let options = Options { join: Some(join.parse().unwrap()), ..Options::default() };
        told(&read_with("a.vtt", text, &options).unwrap()).len()
    };
    assert_eq!((joined("always"), joined("2s"), joined("never")), (1, 2, 3));
    let turn = read("a.vtt", text).unwrap().transcript.turns()[0];
    assert_eq!((turn.begins.unwrap().millis(), turn.ends.unwrap().millis()), (1_000, 8_000));
}

#[test]
fn voices_that_differ_only_in_case_are_one_speaker() {
    let text = "WEBVTT\n\n00:01.000 --> 00:02.000\n<v ann>one</v>\n\n00:02.000 --> 00:03.000\n<v Bo>two</v>\n\n00:03.000 --> 00:04.000\n<v Ann>three</v>\n\n00:04.000 --> 00:05.000\n<v Ann>four</v>\n";
    let read = read("a.vtt", text).unwrap();
    assert_eq!(told(&read), [turn("Ann", 1, "one"), turn("Bo", 2, "two"), turn("Ann", 3, "three four")]);
    assert_eq!(notes(&read)[0], "'ann' and 'Ann' were taken as one speaker, 'Ann'");
}

#[test]
fn times_that_run_backwards_are_told() {
    let text = "WEBVTT\n\n00:05.000 --> 00:04.000\none\n\n00:01.000 --> 00:02.000\ntwo\n";
    let read = read("a.vtt", text).unwrap();
    assert_eq!(told(&read), [turn("?", 5, "one"), turn("?", 1, "two")]);
    assert_eq!(
        notes(&read)[..2],
        [
            "cue 1: ends before it begins; the end was left out",
            "cue 2: begins before a cue above it; the order of the file was kept"
        ]
    );
}

#[test]
fn readings_above_words_are_left_out_and_told() {
    let text = "WEBVTT\n\n00:05.000 --> 00:06.000\n<v 田中><ruby>東京<rt>とうきょう</rt></ruby>です\n";
    let read = read("a.vtt", text).unwrap();
    assert_eq!(told(&read), [turn("田中", 5, "東京です")]);
    assert_eq!(notes(&read)[0], "readings above words (ruby) were left out: 'とうきょう', 1 in all");
}

#[test]
fn subrip_is_read_in_the_encodings_it_comes_in() {
    let text = "1\r\n00:00:01,000 --> 00:00:02,000\r\nPani Żak: Zażółć gęślą jaźń, to jest długie zdanie po polsku.\r\n\r\n2\r\n00:00:03,000 --> 00:00:04,000\r\nJa: Tak, właśnie tak się mówi.\r\n\r\n3\r\n00:00:05,000 --> 00:00:06,000\r\nPani Żak: Świetnie!\r\n";
    let cp1250: Vec<u8> = text
        .chars()
        .map(|c| match c {
            'Ż' => 0xaf,
            'ż' => 0xbf,
            'ó' => 0xf3,
            'ł' => 0xb3,
            'ć' => 0xe6,
            'ę' => 0xea,
            'ś' => 0x9c,
            'ą' => 0xb9,
            'ź' => 0x9f,
            'ń' => 0xf1,
            'Ś' => 0x8c,
            c => u8::try_from(u32::from(c)).unwrap(),
        })
        .collect();
    let expected = turns("a.srt", text);
    assert_eq!(expected[0].0, "Pani Żak");
    let read = read("a.srt", cp1250).unwrap();
    assert_eq!(told(&read), expected);
    assert_eq!(notes(&read)[0], "read as windows-1250, guessed from the bytes: check the accented letters");
}

#[test]
fn millions_of_signs_are_read_once_and_millions_of_cues_not_at_all() {
    let signs = format!("WEBVTT\n\n00:01.000 --> 00:02.000\n{}{}so\n", "<".repeat(1 << 16), "{\\".repeat(1 << 16));
    assert_eq!(read("a.vtt", signs).unwrap().transcript.turns().len(), 1);
    let cues = format!("WEBVTT\n\n{}", "-->\n".repeat(4_000_001));
    assert_eq!(
        read("a.vtt", cues).unwrap_err().to_string(),
        "there are more than 4000000 captions, more than any transcript has: it is damaged or made to do harm"
    );
}

/// A WebVTT file of cues of a second each.
fn cues(all: &[&str]) -> String {
    let cue = |(at, words): (usize, &&str)| format!("00:{at:02}.000 --> 00:{:02}.000\n{words}\n\n", at + 1);
    format!("WEBVTT\n\n{}", all.iter().enumerate().map(cue).collect::<String>())
}

#[test]
fn a_label_among_voices_is_a_speaker_too() {
    let text = cues(&["<v Ann>Hello there", "Bob: Hi", "<v Ann>So how was it", "<v Ann>Note: this"]);
    let read = read("a.vtt", text).unwrap();
    assert_eq!(
        told(&read),
        [turn("Ann", 0, "Hello there"), turn("Bob", 1, "Hi"), turn("Ann", 2, "So how was it Note: this")]
    );
    assert_eq!(notes(&read)[0], "'Bob' (cue 2): only once before a colon, and taken as a speaker");
    let spelled = cues(&["<v Ann>one", "Bob: two", "ann: three", "Bob: four", "<v Ann>five"]);
    let labels: Vec<String> = turns("a.vtt", spelled).into_iter().map(|(label, ..)| label).collect();
    assert_eq!(labels, ["Ann", "Bob", "Ann", "Bob", "Ann"]);
}

#[test]
fn a_word_that_opens_a_sentence_is_no_speaker_of_captions() {
    let labelled = cues(&["Ann: We went\nOkay: so it was", "Bob: Right\nOkay: and", "Ann: Yes", "Bob: No"]);
    assert_eq!(
        turns("a.vtt", labelled)[..2],
        [turn("Ann", 0, "We went Okay: so it was"), turn("Bob", 1, "Right Okay: and"),]
    );
    let unlabelled = cues(&["We went", "Okay: so it was", "Right", "Okay: and", "Yes"]);
    assert!(turns("a.vtt", unlabelled).iter().all(|turn| turn.0 == "?"));
    let parts = cues(&["Question: Why?", "Answer: So.", "Question: Oh?", "Answer: Yes."]);
    assert_eq!(turns("a.vtt", parts)[1], turn("Answer", 1, "So."));
}

#[test]
fn labels_that_stand_only_inside_captions_are_named() {
    let read = read("a.vtt", cues(&["Ann: One\nBob: Two", "Ann: Three\nBob: Four", "Ann: Five"])).unwrap();
    assert_eq!(told(&read)[1], turn("Bob", 0, "Two"));
    assert_eq!(notes(&read)[0], "'Bob' (cue 1): only inside captions before a colon, and taken as a speaker");
}

#[test]
fn signs_of_a_change_begin_another_speaker() {
    let text = cues(&["&gt;&gt; ANN: Hello.", "and more", "&gt;&gt; Who is it?", "&gt;&gt; BO LEE: Me. >> ANN: Oh."]);
    let read = read("a.vtt", text).unwrap();
    assert_eq!(
        told(&read),
        [
            turn("ANN", 0, "Hello. and more"),
            turn("?", 2, ">> Who is it?"),
            turn("BO LEE", 3, "Me."),
            turn("ANN", 3, "Oh.")
        ]
    );
    assert_eq!(
        notes(&read)[..3],
        [
            "'BO LEE' (cue 4): only once before a colon, and taken as a speaker",
            "cue 2: has no label and was given to the speaker before",
            "cue 3: begins with >>: somebody else speaks, who is not named"
        ]
    );
    assert_eq!(turns("b.vtt", cues(&["a >> b", "c"]))[0], turn("?", 0, "a >> b"));
    let voices = "WEBVTT\n\n00:01.000 --> 00:02.000\n<v Ann>He came. >> Bo: he shouted.\n\n00:03.000 --> 00:04.000\n<v Bo>I did.\n";
    assert_eq!(turns("c.vtt", voices)[0], turn("Ann", 1, "He came. >> Bo: he shouted."));
}

#[test]
fn captions_that_roll_may_name_a_voice_once() {
    let text = cues(&["<v Ann>one", "<v Ann>one\ntwo", "two\nthree", "<v Bo>three\nfour", "<v Bo>four"]);
    let text = text.replace("<v Bo>three\nfour", "three\n<v Bo>four");
    let read = read("a.vtt", text).unwrap();
    assert_eq!(told(&read), [turn("Ann", 0, "one two three"), turn("Bo", 3, "four")]);
    assert_eq!(notes(&read)[0], "the captions roll: 4 lines that repeat the caption before were left out");
}

#[test]
fn what_escapes_stand_for_is_mended_and_told() {
    let read = read("a.vtt", cues(&["<v Ann&nbsp;Lee>a&nbsp;b&#160;c <s>d</s>"])).unwrap();
    assert_eq!(told(&read), [turn("Ann Lee", 0, "a b c d")]);
    assert_eq!(notes(&read)[0], "behind escapes such as &nbsp;: 3 special spaces made plain");
}

#[test]
fn what_voices_say_meanwhile_stays_and_is_told() {
    let text =
        cues(&["<v S01>So. //S02: Yes. // And on.", "<v S00>No.", "<v //S02>Well //S00: oh.//", "<v S02>a // b: c"]);
    let read = read("a.vtt", text).unwrap();
    assert_eq!(
        told(&read),
        [
            turn("S01", 0, "So. //S02: Yes. // And on."),
            turn("S00", 1, "No."),
            turn("S02", 2, "Well //S00: oh.// a // b: c")
        ]
    );
    let message = "cue 1: holds words of another voice between // and //, which stay where they are (and 1 more)";
    assert_eq!(notes(&read)[0], message);
}

#[test]
fn a_later_line_of_a_caption_is_whose_name_it_bears() {
    let expected = [turn("Ann", 1, "Did you go?"), turn("Cy", 1, "Yes. I went there."), turn("Ann", 7, "Good.")];
    for (one, two, cy, ann) in [("Ann: ", "Cy: ", "Cy: ", "Ann: "), ("- Ann: ", "- Cy: ", "Cy: ", "Ann: ")] {
        let text = format!(
            "WEBVTT\n\n00:01.000 --> 00:03.000\n{one}Did you go?\n{two}Yes.\n\n00:04.000 --> 00:06.000\n{cy}I went there.\n\n\
             00:07.000 --> 00:08.000\n{ann}Good.\n"
        );
        assert_eq!(turns("P01.vtt", &text), expected, "{text}");
    }
}

#[test]
fn under_a_voice_the_name_of_another_stays_and_is_told() {
    let read = read("P01.vtt", cues(&["<v Ann>Did you go?\nCy: Yes.\nAnn: Oh", "<v Cy>I went: there."])).unwrap();
    assert_eq!(told(&read), [turn("Ann", 0, "Did you go? Cy: Yes. Ann: Oh"), turn("Cy", 1, "I went: there.")]);
    let note = "cue 1: a line begins with the name of another voice; it stays in the words of its own";
    assert_eq!(notes(&read)[0], note);
}

#[test]
fn dashes_in_captions_tell_nobody_by_name_and_are_told() {
    let text = "1\n00:00:01,000 --> 00:00:03,000\n- Hello.\n- Hi there.\n\n2\n00:00:04,000 --> 00:00:06,000\n- How?\n- Well.\n";
    let read = read("P01.srt", text).unwrap();
    assert_eq!(told(&read), [turn("?", 1, "- Hello.\n- Hi there."), turn("?", 4, "- How?\n- Well.")]);
    let note = "cue 1: a line that begins with a dash may be somebody else's, who is not named; it stays where it is (and 1 more)";
    assert!(notes(&read).contains(&note.to_owned()), "{:?}", read.notes);
}

#[test]
fn captions_of_youtube_part_their_times_by_a_comma() {
    let text = "0:00:01.000,0:00:02.500\nAnn: So, who[br]was there?\n\n0:00:02.500,0:00:04.000\nBo: I, at 0:00:01.5,\nand Cy.\n";
    let read = read("a.sbv", text).unwrap();
    assert_eq!(told(&read), [turn("Ann", 1, "So, who was there?"), turn("Bo", 2, "I, at 0:00:01.5, and Cy.")]);
    assert_eq!(read.transcript.turns()[1].ends.unwrap().millis(), 4_000);
    assert_eq!(read.why, "captions with two times each, parted by a comma");
}

#[test]
fn words_below_a_label_of_their_own_line_begin_with_no_blank() {
    let text = "WEBVTT\n\n00:01.000 --> 00:02.000\nANN:\nOne.\n\n00:02.000 --> 00:03.000\nANN:\nTwo.\n\n00:03.000 --> 00:04.000\nBO:\nOh.\n";
    assert_eq!(turns("a.vtt", text), [turn("ANN", 1, "One. Two."), turn("BO", 3, "Oh.")]);
}
