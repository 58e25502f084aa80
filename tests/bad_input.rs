//! What is wrong with a file, or with the machine, is told with the file, the place and what to do; and
//! nothing is half written.

use std::fs;
use std::io::Read as _;
use std::process::Stdio;

use insta::assert_snapshot;
use qualkit_testkit::{Outcome, Sandbox, Size, generate};

use crate::garden::{P01, P02, coded, empty, files, refused, run, told, uncoded};

/// A zip archive; each file by its name, its bytes as they stand in the archive, the method by which they
/// were packed, and the size that they claim to have.
pub fn zip(packed: &[(&str, &[u8], u16, u32)]) -> Vec<u8> {
    let (mut archive, mut index) = (Vec::new(), Vec::new());
    for (name, bytes, method, size) in packed {
        let mut head = vec![20, 0, 0, 0];
        head.extend(method.to_le_bytes());
        head.extend([0; 4]);
        head.extend(if *method == 0 { crc(bytes) } else { 0 }.to_le_bytes());
        head.extend(u32::try_from(bytes.len()).unwrap().to_le_bytes());
        head.extend(size.to_le_bytes());
        head.extend(u16::try_from(name.len()).unwrap().to_le_bytes());
        head.extend([0, 0]);
        index.extend(b"PK\x01\x02\x14\0");
        index.extend(&head);
        index.extend([0; 10]);
        index.extend(u32::try_from(archive.len()).unwrap().to_le_bytes());
        index.extend(name.as_bytes());
        archive.extend(b"PK\x03\x04");
        archive.extend(head);
        archive.extend(name.as_bytes());
        archive.extend(*bytes);
    }
    let at = u32::try_from(archive.len()).unwrap().to_le_bytes();
    let length = u32::try_from(index.len()).unwrap().to_le_bytes();
    let count = u16::try_from(packed.len()).unwrap().to_le_bytes();
    archive.extend(index);
    for part in [&b"PK\x05\x06\0\0\0\0"[..], &count, &count, &length, &at, &[0, 0]] {
        archive.extend(part);
    }
    archive
}

/// The check sum of bytes in a zip archive.
fn crc(bytes: &[u8]) -> u32 {
    let fold = |sum: u32, _| (sum >> 1) ^ if sum & 1 == 1 { 0xedb8_8320 } else { 0 };
    !bytes.iter().fold(!0, |sum, byte| (0..8).fold(sum ^ u32::from(*byte), fold))
}

/// At least so many MiB of zeros, deflated: one zero, and then again and again the order to repeat it 258
/// times.
fn deflated_zeros(mebibytes: usize) -> Vec<u8> {
    let begin = "11000110000";
    let repeat = "1100010100000";
    let bit = |at: usize| match at.checked_sub(begin.len()) {
        None => begin.as_bytes()[at],
        Some(behind) => repeat.as_bytes()[behind % repeat.len()],
    };
    let byte = |at: usize| (0..8).fold(0, |byte, place| byte | (bit(8 * at + place) - b'0') << place);
    // The bytes from the third on come again after thirteen: eight times the order.
    let cycles = (mebibytes << 20) / (8 * 258) + 1;
    [byte(0), byte(1)].into_iter().chain((2..15).map(byte).cycle().take(13 * cycles)).collect()
}

#[test]
fn a_file_that_holds_no_interview_says_what_it_is() {
    let sandbox = empty();
    sandbox.write("nothing.txt", "");
    sandbox.write("blank.txt", " \n\n ");
    sandbox.write("binary.txt", [7, 0, 1, 2, 3, 0, 200, 255, 0, 4, 5, 6]);
    sandbox.write("picture.docx", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR");
    sandbox.write("scan.txt", b"%PDF-1.7\n");
    sandbox.write("book.docx", zip(&[("xl/workbook.xml", b"<x/>", 0, 4)]));
    sandbox.write("notes.docx", zip(&[("notes.txt", b"Hello.", 0, 6)]));
    sandbox.write("half.docx", &zip(&[("word/document.xml", b"<w/>", 0, 4)])[..40]);
    sandbox.write("table.csv", "who,when\nRosa,Saturday\n");
    let names = [
        "nothing.txt",
        "blank.txt",
        "binary.txt",
        "picture.docx",
        "scan.txt",
        "book.docx",
        "notes.docx",
        "half.docx",
        "table.csv",
    ];
    assert_snapshot!(refused(&sandbox, &[&["ingest", "garden"], &names[..]].concat()), @"
    exit 2
    --- stderr
    error: nothing.txt: the file is empty
    error: blank.txt: there are no words in it: expected what somebody said
    error: binary.txt: this is not a text file: it holds control bytes, the first at byte 0
    error: picture.docx: this is a picture, which cannot be read: type its text into a .txt file
    error: scan.txt: this PDF cannot be read (failed parsing cross reference table: invalid start value): open it in the program that wrote it and save it again
    error: book.docx: this Excel workbook cannot be read (File not found '_rels/.rels'): open it in the program that wrote it and save it again
    error: notes.docx: this is a zip archive without word/document.xml, so no Word document, which cannot be read: unpack it and import the files inside
    error: half.docx: the archive is damaged (invalid Zip archive: Could not find EOCD): open the document in Word and save it again
    error: table.csv: no column holds what was said: the table has who, when; name one of them text, statement, utterance, content, transcript, transcription, words, speech, sentence, message, response, answer
    hint: or say which column it is: --columns text=NAME,speaker=NAME,time=NAME
    error: 9 of 9 files were not taken in
    ");
}

#[test]
fn a_document_that_unpacks_without_end_is_refused() {
    let sandbox = empty();
    let zeros = deflated_zeros(257);
    sandbox.write("honest.docx", zip(&[("word/document.xml", &zeros, 8, 257 << 20)]));
    assert_snapshot!(refused(&sandbox, &["ingest", "garden", "honest.docx"]), @"
    exit 2
    --- stderr
    error: honest.docx: word/document.xml is larger than 256 MiB, more than any transcript has: it is damaged or made to do harm
    ");
    sandbox.write("liar.docx", zip(&[("word/document.xml", &zeros, 8, 4096)]));
    let told = refused(&sandbox, &["ingest", "garden", "liar.docx"]);
    assert!(told.contains("error: liar.docx: the archive is damaged (word/document.xml: "), "{told}");
}

#[test]
fn text_in_a_legacy_encoding_is_read_and_that_is_said() {
    let sandbox = empty();
    let latin: Vec<u8> = P01.replace(['“', '”'], "\"").chars().map(|c| u8::try_from(u32::from(c)).unwrap()).collect();
    sandbox.write("P01.txt", latin);
    let outcome = sandbox.run(&["ingest", "garden", "P01.txt", "--format", "csv"]);
    assert_snapshot!(told(&sandbox, &outcome), @r#"
    exit 0
    --- stdout
    file,id,format,why,encoding,turns,timed_turns,words,speakers,notes,intake
    P01.txt,P01,txt,"it is a text, and the name ends in .txt",windows-1252,6,0,62,"INT: interviewer, P01: participant",1,new
    --- stderr
    P01.txt: read as windows-1252, guessed from the bytes: check the accented letters
    "#);
    assert!(sandbox.read("garden/transcripts/P01.txt").contains("\"¿dónde está la señora?\""));
    assert!(sandbox.read("garden/transcripts/P01.toml").contains("encoding = \"windows-1252\""));
}

#[test]
fn utf_16_is_read_with_and_without_its_mark() {
    let sandbox = empty();
    sandbox
        .write("marked.txt", format!("\u{feff}{P01}").encode_utf16().flat_map(u16::to_be_bytes).collect::<Vec<u8>>());
    sandbox.write("plain.vtt", P02.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<u8>>());
    let outcome = sandbox.run(&["ingest", "garden", "marked.txt", "plain.vtt", "--format", "csv"]);
    assert_snapshot!(told(&sandbox, &outcome), @r#"
    exit 0
    --- stdout
    file,id,format,why,encoding,turns,timed_turns,words,speakers,notes,intake
    marked.txt,marked,txt,"it is a text, and the name ends in .txt",UTF-16BE,6,0,62,"INT: interviewer, P01: participant",0,new
    plain.vtt,plain,vtt,it begins with WEBVTT,UTF-16LE,4,4,29,"Interviewer: interviewer, Rosa: participant",1,new
    --- stderr
    plain.vtt: read as UTF-16LE, guessed from the bytes: check the accented letters
    "#);
    assert!(sandbox.read("garden/transcripts/marked.txt").contains("“¿dónde está la señora?”"));
}

#[test]
fn a_column_that_is_missing_is_named_beside_those_that_are_there() {
    let sandbox = coded();
    sandbox.write("P01.csv", "turn,codes\n2,lost\n");
    let told = refused(&sandbox, &["sheet", "import", "garden", "--coder", "ana", "P01.csv"]);
    assert!(told.contains("error: P01.csv: column 'text' is missing; the table has turn, codes\n"), "{told}");
    assert_snapshot!(refused(&sandbox, &["code", "garden", "--coder", "ana", "--from", "P01.csv"]), @"
    exit 2
    --- stderr
    error: P01.csv: column 'transcript' is missing; the table has turn, codes
    ");
    sandbox.write("P01.csv", "");
    assert_snapshot!(refused(&sandbox, &["cases", "import", "garden", "P01.csv"]), @"
    exit 2
    --- stderr
    error: P01.csv: the table is empty: its first line must name the columns
    ");
    sandbox.write("P01.csv", "id,role\nP01,gardener,Elm Row\n");
    assert_snapshot!(refused(&sandbox, &["cases", "import", "garden", "P01.csv"]), @"
    exit 2
    --- stderr
    error: P01.csv: line 2 has 3 cells, but the header names 2 columns: is a cell with the separator in it unquoted?
    ");
    assert_snapshot!(refused(&sandbox, &["codebook", "import", "garden", "P02.vtt"]), @"
    exit 2
    --- stderr
    error: P02.vtt: column 'id' is missing; the table has WEBVTT
    ");
}

#[test]
fn what_is_given_twice_is_refused() {
    let sandbox = uncoded();
    sandbox.write("twice.csv", "id,name\nlost,Feeling lost\nlost,Losing\n");
    assert_snapshot!(refused(&sandbox, &["codebook", "import", "garden", "twice.csv"]), @"
    exit 2
    --- stderr
    error: twice.csv: line 3: the id 'lost' stands already on line 2
    ");
    sandbox.write("twice.csv", "id,role\nP01,gardener\nP01,visitor\n");
    assert_snapshot!(refused(&sandbox, &["cases", "import", "garden", "twice.csv"]), @"
    exit 2
    --- stderr
    error: twice.csv: line 3, column 'id': expected an id that no other row has, found 'P01'
    ");
    sandbox.write("twice.csv", "id,Role,role\nP01,gardener,visitor\n");
    assert_snapshot!(refused(&sandbox, &["cases", "import", "garden", "twice.csv"]), @"
    exit 2
    --- stderr
    error: twice.csv: column 'role' stands twice in the header
    ");
    sandbox.write("more/p01.vtt", P02);
    assert_snapshot!(refused(&sandbox, &["ingest", "garden", "P01.txt", "more/p01.vtt"]), @"
    exit 2
    --- stdout
    Transcripts

    File     Id   Format  Turns  Timed  Words  Speakers                            Notes  Taken in
    ───────────────────────────────────────────────────────────────────────────────────────────────
    P01.txt  P01  txt         6      0     62  INT: interviewer, P01: participant      0  unchanged

    qualkit [version]
    --- stderr
    error: 'more/p01.vtt' would become 'p01', but the study has 'P01'
    hint: give another id with --id, one file at a time
    error: 1 of 2 files were not taken in
    ");
}

#[test]
fn a_table_of_the_study_that_is_broken_is_told_by_every_verb_that_reads_it() {
    let sandbox = coded();
    sandbox.write("garden/codings/ana/P01.csv", "id,start,end,code,quote\nc1,40,soon,lost,My\n,40,42,lost,My\n");
    assert_snapshot!(run(&sandbox, &["check", "garden"]), @"
    exit 1
    --- stdout
    error: codings/ana/P01.csv:2: column 'end': expected a position, found 'soon'
      correct the file
    error: codings/ana/P01.csv:3: column 'id': expected an id, found ''
      correct the file
    --- stderr
    2 errors, 0 warnings
    ");
    assert_snapshot!(refused(&sandbox, &["codings", "garden"]), @"
    exit 2
    --- stderr
    error: 'garden/codings/ana/P01.csv': line 2, column 'end': expected a position, found 'soon'
    'garden/codings/ana/P01.csv': line 3, column 'id': expected an id, found ''
    ");
    let told = refused(&sandbox, &["code", "garden", "--coder", "ana", "P01", "--turn", "2", "--code", "lost"]);
    assert!(told.contains("'garden/codings/ana/P01.csv': line 2, column 'end'"), "{told}");
}

#[test]
fn a_table_that_a_spreadsheet_saved_anew_is_read_and_nothing_of_it_lost() {
    let sandbox = coded();
    let before = sandbox.ok(&["codings", "garden", "--format", "csv"]);
    let table = sandbox.read("garden/codings/ana/P01.csv");
    let mut saved: Vec<u8> = "\u{feff}".into();
    for (place, line) in table.lines().enumerate() {
        let mood = if place == 0 { "mood" } else { "sad" };
        saved.extend(format!("{mood};{}\r\n", line.replace(',', ";")).bytes());
    }
    sandbox.write("garden/codings/ana/P01.csv", saved);
    assert_eq!(sandbox.ok(&["check", "garden"]), "");
    assert_eq!(sandbox.ok(&["codings", "garden", "--format", "csv"]), before);
    sandbox.ok(&["code", "garden", "--coder", "ana", "P01", "--turn", "6", "--code", "lost"]);
    let after = sandbox.read("garden/codings/ana/P01.csv");
    assert!(after.starts_with(&table.lines().next().map(|header| format!("{header},mood\n")).unwrap()), "{after}");
    assert_eq!(after.matches(",sad\n").count(), 2, "{after}");
}

#[test]
fn a_manifest_that_is_broken_is_told_with_its_line() {
    let sandbox = coded();
    let manifest = sandbox.read("garden/study.toml");
    sandbox.write("garden/study.toml", manifest.replace("seed = 1", "sead = 1"));
    assert_snapshot!(refused(&sandbox, &["codings", "garden"]), @"
    exit 2
    --- stderr
    error: 'garden/study.toml': TOML parse error at line 6, column 1
      |
    6 | sead = 1
      | ^^^^
    unknown field `sead`, expected one of `format`, `title`, `note`, `seed`, `unit`, `analysis`, `privacy`, `coders`
    ");
    sandbox.write("garden/study.toml", manifest.replace("format = 1", ""));
    assert_snapshot!(refused(&sandbox, &["codings", "garden"]), @"
    exit 2
    --- stderr
    error: 'garden/study.toml': the line 'format = 1' is missing
    ");
    sandbox.write(
        "garden/study.toml",
        format!("{manifest}\n[[coders]]\nid = \"ana\"\n\n[[coders]]\nid = \"c\"\nkind = \"cat\"\n"),
    );
    assert_snapshot!(refused(&sandbox, &["check", "garden"]), @"
    exit 2
    --- stderr
    error: 'garden/study.toml': the coder 'ana' stands twice
    'garden/study.toml': coder 'c': kind 'cat': expected person, rule, model or consensus
    ");
}

#[test]
fn a_study_of_a_later_format_is_left_alone() {
    let sandbox = coded();
    let manifest = sandbox.read("garden/study.toml").replace("format = 1", "format = 2\nlater = \"yes\"");
    sandbox.write("garden/study.toml", manifest);
    assert_snapshot!(refused(&sandbox, &["check", "garden"]), @"
    exit 2
    --- stderr
    error: 'garden/study.toml' has format 2, but this program knows formats up to 1: it needs a newer qualkit
    ");
    refused(&sandbox, &["ingest", "garden", "P02.vtt"]);
    refused(&sandbox, &["code", "garden", "--coder", "ana", "P01", "--turn", "2", "--code", "lost"]);
}

#[test]
fn a_file_where_a_folder_should_be_stops_the_whole_change() {
    let sandbox = uncoded();
    sandbox.ok(&["coder", "add", "garden", "ana"]);
    sandbox.write("garden/codings/ana", "a file");
    let told = refused(&sandbox, &["code", "garden", "--coder", "ana", "P01", "--turn", "2", "--code", "lost"]);
    assert!(told.contains("error: cannot write 'garden/codings/ana/P01.csv'\ncaused by:"), "{told}");
    fs::remove_dir_all(sandbox.path("garden/.qualkit")).unwrap();
    sandbox.write("garden/.qualkit", "a file");
    assert_snapshot!(refused(&sandbox, &["plan", "add", "garden", "--round", "1", "--coders", "ana", "P01"]), @"
    exit 2
    --- stderr
    error: cannot make the folder 'garden/.qualkit'
    caused by: File exists (os error 17)
    ");
    assert!(sandbox.ok(&["codebook", "list", "garden"]).contains("Feeling lost"), "it can still be read");
}

#[test]
fn a_change_that_cannot_be_finished_is_undone() {
    let sandbox = coded();
    sandbox.write("P03.txt", P01);
    fs::create_dir(sandbox.path("garden/transcripts/P03.toml")).unwrap();
    let told = refused(&sandbox, &["ingest", "garden", "P03.txt"]);
    assert!(told.contains("garden/transcripts/P03.toml"), "{told}");
    fs::remove_dir(sandbox.path("garden/transcripts/P03.toml")).unwrap();
    assert_eq!(sandbox.ok(&["check", "garden"]), "");
    assert_eq!(sandbox.ok(&["progress", "garden", "--format", "csv"]).lines().count(), 3);
}

#[test]
fn a_log_that_cannot_be_written_stops_the_change() {
    let sandbox = coded();
    fs::remove_dir_all(sandbox.path("garden/log")).unwrap();
    sandbox.write("garden/log", "a file");
    let told = refused(&sandbox, &["code", "garden", "--coder", "ana", "P01", "--turn", "6", "--code", "lost"]);
    assert!(told.contains("error: cannot write 'garden/log/ana.csv'"), "{told}");
}

#[cfg(unix)]
#[test]
fn a_study_that_may_not_be_written_can_still_be_read() {
    use std::os::unix::fs::PermissionsExt as _;

    let sandbox = coded();
    let allow = |mode: u32| {
        for name in ["garden", "garden/.qualkit"] {
            fs::set_permissions(sandbox.path(name), fs::Permissions::from_mode(mode)).unwrap();
        }
        fs::set_permissions(sandbox.path("garden/.qualkit/lock"), fs::Permissions::from_mode(mode & 0o666)).unwrap();
    };
    allow(0o555);
    if fs::write(sandbox.path("garden/probe"), "").is_ok() {
        eprintln!("skipped: whoever runs this test may write into a read-only folder (root may)");
        return;
    }
    assert_eq!(sandbox.ok(&["codings", "garden", "--format", "csv"]).lines().count(), 4);
    let told = refused(&sandbox, &["code", "garden", "--coder", "ana", "P01", "--turn", "6", "--code", "lost"]);
    allow(0o755);
    assert_snapshot!(told, @"
    exit 2
    --- stderr
    error: cannot open 'garden/.qualkit/lock'
    caused by: Permission denied (os error 13)
    ");
}

/// Runs the binary where no file may become longer than some blocks of 512 bytes; `None`, and a line that
/// says so, where the shell cannot do that.
fn run_on_a_full_disk(sandbox: &Sandbox, blocks: u32, words: &[&str]) -> Option<Outcome> {
    let script = format!("ulimit -f {blocks} && trap '' XFSZ && exec \"$0\" \"$@\"");
    let command = sandbox.command(words);
    let output = std::process::Command::new("/bin/sh")
        .arg("-c")
        .arg(script)
        .arg(command.get_program())
        .args(command.get_args())
        .current_dir(sandbox.path(""))
        .env_clear()
        .envs(command.get_envs().filter_map(|(name, value)| Some((name, value?))))
        .stdin(Stdio::null())
        .output();
    let output = match output {
        Ok(output) => output,
        Err(error) => {
            eprintln!("skipped: /bin/sh cannot be run: {error}");
            return None;
        }
    };
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    let outcome = Outcome { code: output.status.code(), stdout: text(output.stdout), stderr: text(output.stderr) };
    if outcome.stderr.contains("ulimit") || outcome.stderr.contains("trap") {
        eprintln!("skipped: the shell cannot limit the size of files: {}", outcome.stderr);
        return None;
    }
    Some(outcome)
}

#[test]
fn a_full_disk_leaves_every_file_as_it_was() {
    let sandbox = coded();
    let long = P01.replace("INT: What changed?", &"And so it went on and on. ".repeat(400));
    sandbox.write("P03.txt", &long);
    sandbox.write("P04.txt", P01);
    let before = files(&sandbox, "garden");
    let Some(outcome) = run_on_a_full_disk(&sandbox, 8, &["ingest", "garden", "P04.txt", "P03.txt"]) else { return };
    assert_eq!(outcome.stdout, "");
    assert_snapshot!(told(&sandbox, &outcome), @"
    exit 2
    --- stderr
    error: cannot write 'garden/transcripts/P03.txt'
    caused by: File too large (os error 27)
    ");
    assert!(before == files(&sandbox, "garden"), "nothing is half written, and nothing staged is left behind");

    sandbox.ok(&["ingest", "garden", "P03.txt", "P04.txt"]);
    let begin = long.find("Honestly?").unwrap();
    let quote = &long[begin..begin + 9000];
    sandbox
        .write("more.csv", format!("transcript,quote,code\nP01,After that it was easy,lost\nP03,\"{quote}\",lost\n"));
    let before = files(&sandbox, "garden");
    let words = ["code", "garden", "--coder", "ana", "--from", "more.csv"];
    let Some(outcome) = run_on_a_full_disk(&sandbox, 8, &words) else { return };
    assert_eq!(outcome.code, Some(2), "{outcome:?}");
    assert!(outcome.stderr.contains("error: cannot write 'garden/codings/ana/P03.csv'"), "{}", outcome.stderr);
    assert!(before == files(&sandbox, "garden"), "nothing is half written, and nothing staged is left behind");
    sandbox.ok(&words);
    assert_eq!(sandbox.ok(&["check", "garden"]), "");
}

#[test]
fn a_full_disk_leaves_no_folder_behind() {
    let sandbox = uncoded();
    sandbox.write("P03.txt", P01.replace("INT: What changed?", &"And so it went on and on. ".repeat(400)));
    sandbox.ok(&["ingest", "garden", "P03.txt"]);
    let words = ["code", "garden", "--coder", "ana", "P03", "--turn", "4", "--code", "lost"];
    let Some(outcome) = run_on_a_full_disk(&sandbox, 8, &words) else { return };
    assert_eq!(outcome.code, Some(2), "{outcome:?}");
    assert_eq!(sandbox.ok(&["check", "garden"]), "");
}

#[test]
fn a_reader_who_has_seen_enough_is_no_failure() {
    let sandbox = empty();
    let size = Size { transcripts: 2, words: 3000, codings: 400, coders: 2, codes: 6 };
    generate(&sandbox.path("large"), size, 7).unwrap();
    let mut child = sandbox
        .command(&["codings", "large", "--format", "csv"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut head = [0; 9];
    child.stdout.take().unwrap().read_exact(&mut head).unwrap();
    assert_eq!(&head, b"id,coder,");
    let output = child.wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(0));
    assert_eq!(String::from_utf8(output.stderr).unwrap(), "");
}

#[test]
fn lines_are_counted_alike_whatever_ends_them() {
    let sandbox = coded();
    let table = "id,start,end,code,quote\nc1,40,42,lost,My\nc2,40,soon,lost,My\nc3,12,later,lost,My\n";
    sandbox.write("garden/codings/ana/P01.csv", table);
    let told = sandbox.run(&["check", "garden"]).stdout;
    assert!(told.contains("codings/ana/P01.csv:3: ") && told.contains("codings/ana/P01.csv:4: "), "{told}");
    sandbox.write("garden/codings/ana/P01.csv", table.replace('\n', "\r\n"));
    assert_eq!(told, sandbox.run(&["check", "garden"]).stdout);
}
