//! What cannot be read is named, and what to do about it.

use qualkit_ingest::IngestError;

use super::{archive, read};

#[test]
fn known_formats_that_are_not_read_are_named() {
    for (bytes, found) in [
        (&b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\0\0"[..], "a document of Word 97 to 2003 (.doc), or one with a password"),
        (b"<?xml version=\"1.0\"?><svg/>", "XML"),
        (b"[Script Info]\nTitle: A\n", "a file of captions of SubStation Alpha (.ass, .ssa)"),
        (b"File type = \"ooTextFile\"\n", "an object of Praat other than a TextGrid"),
        (b"\0\0\0\x18ftypmp42\0\0", "a sound or video recording"),
        (b"RIFF\x10\0\0\0WAVEfmt ", "a sound or video recording"),
    ] {
        let error = read("a.txt", bytes).unwrap_err();
        assert!(matches!(&error, IngestError::NotReadable { found: what, .. } if what == found), "{error}");
    }
}

#[test]
fn a_refusal_is_one_sentence() {
    assert_eq!(
        read("a.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\0\0").unwrap_err().to_string(),
        "this is a document of Word 97 to 2003 (.doc), or one with a password, which cannot be read: \
         open it in Word or LibreOffice and save it as .docx without a password"
    );
}

#[test]
fn archives_are_told_by_what_is_in_them() {
    for (part, found) in [
        ("xl/workbook.bin", "a binary Excel workbook (.xlsb)"),
        ("project.qde", "a project of another coding program (.qdpx)"),
        ("photo.jpg", "a zip archive without word/document.xml, so no Word document"),
    ] {
        let error = read("a.docx", archive(&[(part, "x")])).unwrap_err();
        assert!(matches!(&error, IngestError::NotReadable { found: what, .. } if what == found), "{error}");
    }
}

#[test]
fn nothing_to_read_is_said() {
    assert_eq!(read("a.txt", b"").unwrap_err(), IngestError::Empty);
    for (name, bytes) in [("a.txt", &b" \n\t\n"[..]), ("a.vtt", b"WEBVTT\n\n"), ("a.csv", b"speaker,text\nAnn,\n")] {
        assert_eq!(read(name, bytes).unwrap_err(), IngestError::NoWords, "{name}");
    }
    assert!(matches!(read("a.txt", b"\x01\x02\x03\0\x05\xff\xfe\x07"), Err(IngestError::NotText(_))));
}

#[test]
fn a_text_is_not_taken_for_something_else() {
    for text in ["[00:00:11] P01: so", "RIFF: no", "ID3: hello", "{so} it was", "PK: hello"] {
        assert_eq!(read("a.txt", text).unwrap().format.to_string(), "txt", "{text}");
    }
}
