//! Files of linguists' and of transcribers' programs.

use qualkit_ingest::{Format, IngestError, Options, read_together};
use qualkit_transcript::{Role, TranscriptId};

use super::{fixture, header, notes, read, read_with, told, turn};

#[test]
fn tiers_of_a_textgrid_are_interleaved() {
    for name in ["long.TextGrid", "long-utf16.TextGrid"] {
        let read = read(name, fixture(name)).unwrap();
        let expected = [
            turn("Ann", 0, "How did \"you\" meet?"),
            turn("Bo", 1, "Zufällig, at work."),
            turn("Ann", 4, "Really?\nTruly? ! size = 9"),
        ];
        assert_eq!((read.format, told(&read).as_slice()), (Format::TextGrid, &expected[..]), "{name}");
        assert_eq!(
            notes(&read)[..3],
            [
                "tiers read as what was said, in the order of time: 'Ann', 'Bo'",
                "tiers that are no speech of their own were left out: 'clicks' (1 words)",
                "stretches that begin while another speaker is speaking: 2; all are kept",
            ]
        );
    }
}

#[test]
fn words_of_a_textgrid_become_stretches_between_silences() {
    let read = read("short.TextGrid", fixture("short.TextGrid")).unwrap();
    assert_eq!(told(&read), [turn("Ann", 0, "how so"), turn("Ann", 1, "tell me")]);
    assert_eq!(notes(&read)[0], "tiers that are no speech of their own were left out: 'Ann - phones' (2 words)");
}

#[test]
fn a_textgrid_that_ends_too_early_is_refused_with_its_place() {
    let grid = fixture("short.TextGrid");
    let cut = &grid[..grid.len() - 20];
    assert_eq!(
        read("a.TextGrid", cut).unwrap_err(),
        IngestError::Broken { format: "TextGrid", line: 36, expected: "when a stretch ends".to_owned() }
    );
    for bytes in [
        &b"File type = \"ooTextFile\"\nObject class = \"Pitch 1\"\n"[..],
        b"\"Praat chronological TextGrid text file\"\n",
    ] {
        assert!(matches!(read("a", bytes), Err(IngestError::NotReadable { .. })));
    }
}

#[test]
fn dependent_tiers_of_elan_are_no_speech() {
    let read = read("elan.eaf", fixture("elan.eaf")).unwrap();
    assert_eq!(
        told(&read),
        [
            turn("Ann", 0, "How did you meet?"),
            turn("Bo", 1, "By chance,"),
            turn("Bo", -1, "at work & so."),
            turn("Ann", 5, "Really?")
        ]
    );
    assert_eq!(
        notes(&read)[..4],
        [
            "tier 'B-ref' holds only numbers: what was said was read from 'B-tx'",
            "tiers read as what was said, in the order of time: 'A-utt', 'B-tx'",
            "tiers that are no speech of their own were left out: 'B-ref' (2 words), 'A-de' (5 words)",
            "annotations without a time: 1; they stay behind the one before them",
        ]
    );
}

#[test]
fn events_of_exmaralda_without_a_gap_are_one_stretch() {
    let read = read("exmaralda.exb", fixture("exmaralda.exb")).unwrap();
    assert_eq!(
        told(&read),
        [turn("Ann", 0, "How did you meet?"), turn("SPK1", 1, "By chance."), turn("Ann", 2, "Really?")]
    );
    assert_eq!(read.transcript.details().title, "One");
    assert!(!header(&read).iter().any(|line| line.contains("Users")));
    assert_eq!(notes(&read)[0], "tiers that are no speech of their own were left out: 'Bo [en]' (2 words)");
}

#[test]
fn lines_of_speakers_in_chat_are_turns() {
    let read = read("griffin.cha", fixture("griffin.cha")).unwrap();
    assert_eq!(
        told(&read),
        [
            turn("INV", 0, "so how did you meet ?"),
            turn("GRI", 1, "by <chance> [//] (.) by chance , you know , at the place where I worked &=laughs . so ."),
            turn("GRI", -1, "yyy ."),
        ]
    );
    let second = read.transcript.turns()[1];
    assert_eq!((second.begins.unwrap().millis(), second.ends.unwrap().millis()), (1600, 4250));
    let roles: Vec<Role> = read.transcript.details().speakers.iter().map(|speaker| speaker.role).collect();
    assert_eq!(roles, [Role::Interviewer, Role::Participant]);
    assert_eq!(read.transcript.details().language.as_deref(), Some("eng"));
    assert_eq!(
        notes(&read),
        [
            "lines about the recording between or behind the turns, kept in the header: 1",
            "lines about what was said were left out: %com (lines: 1, words: 4), %mor (lines: 1, words: 11)"
        ]
    );
}

#[test]
fn turns_of_several_speakers_in_transcriber_are_divided() {
    let read = read("transcriber.trs", fixture("transcriber.trs")).unwrap();
    assert_eq!(
        told(&read),
        [
            turn("Enquêtrice", 0, "Comment vous êtes-vous rencontrés ?"),
            turn("Enquêtrice", 1, "alors"),
            turn("Léa", 1, "par hasard au travail"),
            turn("?", 4, "(musique)"),
        ]
    );
    assert_eq!(read.transcript.details().language.as_deref(), Some("fr"));
    assert_eq!(read.transcript.details().source.encoding, "windows-1252");
    assert_eq!(notes(&read)[0], "marks of noises and comments, which are no words and were left out: 1 (rire)");
}

#[test]
fn utterances_of_tei_keep_their_words_alone() {
    let read = read("interview.tei.xml", fixture("interview.tei.xml")).unwrap();
    assert_eq!(
        told(&read),
        [
            turn("ANN", 0, "How did you meet?"),
            turn("BO", 1, "By chance, [laughs] at wurk. handmade"),
            turn("Ann Lee", -1, "Really?\nTruly?")
        ]
    );
    assert_eq!(header(&read), ["An interview", "Part one", "End of tape."]);
    assert_eq!(
        notes(&read)[..4],
        [
            "words of notes, which are no part of what was said and were left out: 4",
            "marks of pauses, gaps and the like, which bear no words and were left out: 1",
            "places with several readings, where what was said was taken, not what an editor put for it: 1",
            "words that nobody says, kept in the header: 5",
        ]
    );
}

#[test]
fn pages_of_otranscribe_are_read_as_text() {
    let read = read("otranscribe.otr", fixture("otranscribe.otr")).unwrap();
    assert_eq!(
        told(&read),
        [
            turn("Ann", 0, "How did\nyou meet?"),
            turn("Bo", 62, "By chance & work."),
            turn("Ann", -1, "Really?"),
            turn("Bo", -1, "Yes.")
        ]
    );
}

#[test]
fn frames_of_inqscribe_become_parts_of_a_second() {
    let read = read("inqscribe.inqscr", fixture("inqscribe.inqscr")).unwrap();
    let times: Vec<u64> = read.transcript.turns().iter().map(|turn| turn.begins.unwrap().millis()).collect();
    assert_eq!(times, [0, 62_500, 65_966]);
    assert_eq!(told(&read)[1], turn("Bo", 62, "By chance,\tat work."));
}

#[test]
fn a_chat_is_told_from_a_transcript() {
    let chat = read("zoom_chat_saved.txt", fixture("zoom_chat_saved.txt")).unwrap();
    assert_eq!(told(&chat)[1], turn("Bo", 63_009, "By chance,\nat work."));
    assert!(notes(&chat)[0].starts_with("this is the chat of a meeting: what was typed, not what was spoken"));
    let tabbed = "00:21:14\tAnn Lee:\tHello\n00:21:15\tBo:\tHi\n00:21:19\tAnn Lee:\tSo\n";
    assert_eq!(read("meeting_chat.txt", tabbed).unwrap().format, Format::ZoomChat);
    assert_eq!(read("nvivo.txt", tabbed).unwrap().format, Format::Text);
    assert_eq!(told(&read("nvivo.txt", tabbed).unwrap()), told(&read("meeting_chat.txt", tabbed).unwrap()));
}

#[test]
fn participants_of_a_meeting_are_no_transcript() {
    let list = "Meeting ID,Topic,Start Time\n1,x,y\n\nName (Original Name),User Email,Total Duration (Minutes),Guest\nAnn,,1,\n";
    assert_eq!(
        read("participants.csv", list).unwrap_err().to_string(),
        "this is the list of a meeting's participants (Zoom), which cannot be read: it holds nothing that was said; \
         import the meeting's transcript or chat, with this list as --speakers"
    );
}

#[test]
fn files_of_one_conversation_are_interleaved() {
    let (long, rev) = (fixture("long.TextGrid"), fixture("rev.json"));
    let id = || TranscriptId::new("P01").unwrap();
    let read = read_together(id(), &[("a.TextGrid", &long), ("b.json", &rev)], &Options::default()).unwrap();
    let labels: Vec<&str> =
        read.transcript.turns().iter().map(|turn| read.transcript.speaker(turn).label.as_str()).collect();
    assert_eq!(labels, ["Ann", "Speaker 0", "Bo", "Bo Ray", "Ann"]);
    assert_eq!(read.transcript.details().source.file_name, "a.TextGrid + b.json");
    assert!(notes(&read).contains(&"2 files were interleaved in the order of time".to_owned()));
    assert!(notes(&read)[0].starts_with("a.TextGrid: tiers read as"));
    let whisper = fixture("whisper.json");
    let read = read_together(id(), &[("x.json", &whisper), ("y.json", &rev)], &Options::default()).unwrap();
    assert_eq!(told(&read)[0].0, "x");
    let untimed = read_together(
        id(),
        &[("a.txt", b"Ann: so\n\nBo: no\n\nAnn: yes\n\nBo: no\n"), ("b.json", &rev)],
        &Options::default(),
    );
    assert_eq!(untimed.unwrap_err(), IngestError::Untimed { file: "a.txt".to_owned(), untimed: 4 });
    assert!(matches!(read_together(id(), &[("a.json", b"{\"")], &Options::default()), Err(IngestError::InFile { .. })));
    assert_eq!(read_together(id(), &[], &Options::default()).unwrap_err(), IngestError::Empty);
}

#[test]
fn what_was_annotated_is_joined_only_if_asked_for() {
    let options = Options { join: Some("always".parse().unwrap()), ..Options::default() };
    assert_eq!(told(&read_with("a.cha", fixture("griffin.cha"), &options).unwrap()).len(), 2);
}

#[test]
fn entities_and_depth_of_xml_are_bounded() {
    let bomb = "<?xml version=\"1.0\"?>\n<!DOCTYPE Trans [\n<!ENTITY a \"aaaaaaaaaa\">]>\n<Trans>&a;&a;</Trans>";
    assert_eq!(
        read("a.trs", bomb).unwrap_err().to_string(),
        "the XML is broken at line 3, column 1 (it declares entities): export it again"
    );
    let deep = format!("<TEI><text><u who=\"A\">{}so{}</u></text></TEI>", "<seg>".repeat(5000), "</seg>".repeat(5000));
    let refused = read("a.xml", deep).unwrap_err().to_string();
    assert!(refused.contains("elements lie more than 200 deep in each other"), "{refused}");
    let inside = "<TEI><text><u who=\"A\">one <u who=\"B\">two</u> three</u> four</text></TEI>";
    let nested = read("a.xml", inside).unwrap();
    assert_eq!(told(&nested), [turn("A", -1, "one three"), turn("B", -1, "two")]);
    assert_eq!(header(&nested), ["four"]);
    let open = format!("<TEI>{}", "<u>".repeat(1 << 20));
    assert!(matches!(read("a.xml", open).unwrap_err(), IngestError::BrokenXml { .. }));
    assert!(matches!(read("a.eaf", b"<ANNOTATION_DOCUMENT"), Err(IngestError::BrokenXml { .. })));
    let options = Options { format: Some(Format::Eaf), ..Options::default() };
    assert!(matches!(read_with("a.eaf", b"<TEI/>", &options), Err(IngestError::OtherShape { .. })));
}

/// The places and times of the parts of a turn, in milliseconds.
fn parts(read: &qualkit_ingest::Ingested, turn: usize) -> Vec<(String, u64, Option<u64>)> {
    let transcript = &read.transcript;
    let parts = transcript.parts_of(&transcript.turns()[turn]).iter();
    let words = |part: &qualkit_transcript::Part| transcript.text().slice(part.span).unwrap().to_owned();
    parts.map(|part| (words(part), part.begins.millis(), part.ends.map(|ends| ends.millis()))).collect()
}

#[test]
fn times_inside_turns_of_transcriber_are_kept() {
    let text = "<Trans><Speakers><Speaker id=\"a\" name=\"Ann\"/><Speaker id=\"b\" name=\"Bo\"/></Speakers><Episode><Section>\
        <Turn speaker=\"a\" startTime=\"0\" endTime=\"9\"><Sync time=\"0\"/>\nso we\n<Sync time=\" 2.5\"/>\nwent\n\
        <Event desc=\"cough\"/>\nhome\n<Sync time=\"6\"/>\n</Turn>\
        <Turn speaker=\"a b\" startTime=\"9\" endTime=\"20\"><Sync time=\"9\"/><Who nb=\"1\"/>yes<Who nb=\"2\"/>no\
        <Sync time=\"12\"/><Who nb=\"1\"/>oh</Turn></Section></Episode></Trans>";
    let read = read("a.trs", text).unwrap();
    assert_eq!(
        told(&read),
        [turn("Ann", 0, "so we went home"), turn("Ann", 9, "yes"), turn("Bo", 9, "no"), turn("Ann", 12, "oh")]
    );
    let kept = [("so we".to_owned(), 0, Some(2500)), ("went home".to_owned(), 2500, Some(6000))];
    assert_eq!(parts(&read, 0), kept);
    let ends: Vec<u64> = read.transcript.turns().iter().map(|turn| turn.ends.unwrap().millis()).collect();
    assert_eq!(ends, [9000, 12_000, 12_000, 20_000]);
}

#[test]
fn times_of_events_of_exmaralda_are_kept() {
    let text = "<basic-transcription><head><speakertable/></head><basic-body><common-timeline><tli id=\"T0\" time=\"0\"/>\
        <tli id=\"T1\" time=\"1\"/><tli id=\"T2\" time=\"2\"/><tli id=\"T3\" time=\"3\"/></common-timeline>\
        <tier id=\"x\" speaker=\"A\" type=\"t\"><event start=\"T0\" end=\"T1\">so </event><event start=\"T1\" end=\"T2\">by\
        </event><event start=\"T2\" end=\"T3\">pass. </event></tier></basic-body></basic-transcription>"
        .replace("by        ", "by");
    let read = read("a.exb", text).unwrap();
    assert_eq!(told(&read), [turn("A", 0, "so bypass.")]);
    assert_eq!(parts(&read, 0), [("so".to_owned(), 0, Some(1000)), ("bypass.".to_owned(), 1000, Some(3000))]);
}

#[test]
fn every_time_of_a_line_in_chat_is_kept() {
    let text = "@Begin\n@Participants:\tANN Adult, BO Adult\n*ANN:\tso we \u{15}100_900\u{15}\n\twent home . \u{15}900_2000\u{15}\n\
        @Comment:\tthe bell rings\n*BO:\tyes . \u{15}2100_2500\u{15}\n@End\n";
    let read = read("a.cha", text).unwrap();
    let kept = [("so we".to_owned(), 100, Some(900)), ("went home .".to_owned(), 900, Some(2000))];
    assert_eq!(parts(&read, 0), kept);
    assert_eq!(header(&read).last(), Some(&"Comment: the bell rings"));
    assert_eq!(notes(&read)[0], "lines about the recording between or behind the turns, kept in the header: 1");
}

/// A TextGrid of tiers of one stretch each.
fn grid(tiers: &[(&str, &str)]) -> String {
    let tier = |(name, words): &(&str, &str)| format!("\"IntervalTier\" \"{name}\" 0 2 1 0 2 \"{words}\"\n");
    let all: String = tiers.iter().map(tier).collect();
    format!("File type = \"ooTextFile\"\nObject class = \"TextGrid\"\n0 2 <exists> {}\n{all}", tiers.len())
}

#[test]
fn what_a_textgrid_holds_beside_words_is_told() {
    let spelled = read("a.TextGrid", grid(&[("Ann", "I \\ae m h\\sw"), ("Bo", "<SIL>")])).unwrap();
    assert_eq!(told(&spelled), [turn("Ann", 0, "I \\ae m h\\sw")]);
    assert_eq!(
        notes(&spelled)[..2],
        [
            "letters in Praat's own spelling, which stand as they are: 2, the first is '\\ae'",
            "stretches marked as silence were left out: 1",
        ]
    );
    let fine = read("a.TextGrid", grid(&[("phones", "b ih")])).unwrap();
    assert!(
        notes(&fine).contains(&"no tier holds words or longer stretches: what was read are smaller units".to_owned())
    );
}

#[test]
fn numbers_and_comments_of_a_textgrid_are_read_as_praat_reads_them() {
    let text = "\"ooTextFile\"\n\"TextGrid\"\n! a remark with a \"\n0s 2.3 ! and 1\n<exists>\n2 tiers\n\"IntervalTier\" \"Ann ! so\"\n\
        0  2.3e0x\n2 stretches coming, as said10\n0 1!\n\"one ! two\"\n1 2.3s \"three\"\n\"TextTier\" \"bell\" 0. 2.3!\n-1\n";
    let read = read("a", text).unwrap();
    assert_eq!(told(&read), [turn("Ann ! so", 0, "one ! two"), turn("Ann ! so", 1, "three")]);
    assert_eq!(read.transcript.turns()[1].ends.unwrap().millis(), 2300);
}

#[test]
fn an_end_before_its_begin_is_left_out_and_told() {
    let chat = "@UTF8\n@Begin\n@Participants:\tANN Ann Adult\n*ANN:\thello there . \u{15}1500_1200\u{15}\n@End\n";
    let read = read("talk.cha", chat).unwrap();
    assert_eq!((told(&read)[0].1, read.transcript.turns()[0].ends), (1, None));
    let note = "the end of the turn at 00:00:01.500 was left out: it lies before its begin";
    assert!(notes(&read).iter().any(|told| told == note), "{:?}", notes(&read));
}

#[test]
fn points_of_time_out_of_order_are_told() {
    let exb = "<basic-transcription><basic-body><common-timeline><tli id='T0' time='0'/><tli id='T1' time='4'/>\
        <tli id='T2' time='2'/></common-timeline><tier id='A' type='t' display-name='Ann'><event start='T0' end='T1'>So. \
        </event></tier></basic-body></basic-transcription>";
    let note = "points of the timeline that lie before the one above them: 1; its order was kept";
    assert!(notes(&read("P01.exb", exb).unwrap()).contains(&note.to_owned()));
    let trs = "<Trans><Episode><Section><Turn startTime='0' endTime='5'><Sync time='0'/>So<Sync time='9'/>it fell.</Turn>\
        <Turn startTime='5' endTime='8'><Sync time='5'/>Yes.</Turn></Section></Episode></Trans>";
    let note = "turn 1: a point of time (Sync) lies outside the turn or before the one above it; check it";
    assert!(notes(&read("P01.trs", trs).unwrap()).contains(&note.to_owned()));
}
