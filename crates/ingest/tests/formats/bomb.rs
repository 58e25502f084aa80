//! Files that are small and unpack to more than any machine should hold, and lines without end.

use qualkit_ingest::IngestError;

use super::read;

const PART: &str = "word/document.xml";

/// A deflated run of zeros, written by hand since compressing hundreds of megabytes takes long: one
/// zero, then copies of the last 258 bytes, of thirteen bits each, in one block of fixed codes.
fn deflated_zeros(copies: usize) -> Vec<u8> {
    let mut bytes = Vec::new();
    let (mut held, mut count) = (0u64, 0);
    let mut write = |bits: u64, length: u32| {
        held |= bits << count;
        count += length;
        while count >= 8 {
            bytes.push(held.to_le_bytes()[0]);
            held >>= 8;
            count -= 8;
        }
    };
    // Codes are written from their highest bit: 00110000 is a zero, 11000101 a length of 258, 00000 a
    // distance of one, 0000000 the end.
    write(0b011, 3);
    write(0b0000_1100, 8);
    for _ in 0..copies {
        write(0b0_0000_1010_0011, 13);
    }
    write(0, 7);
    write(0, 7);
    bytes
}

/// A Word document whose header claims that it unpacks to `claimed` bytes.
fn archive(deflated: &[u8], claimed: u32) -> Vec<u8> {
    archive_of(PART, deflated, claimed)
}

/// An archive of one part, whose header claims that it unpacks to `claimed` bytes.
fn archive_of(part: &str, deflated: &[u8], claimed: u32) -> Vec<u8> {
    let length = u32::try_from(deflated.len()).unwrap().to_le_bytes();
    let name_length = u16::try_from(part.len()).unwrap().to_le_bytes();
    let mut common = vec![20, 0, 0, 0, 8, 0, 0, 0, 0, 0, 0, 0, 0, 0];
    common.extend(length.iter().chain(&claimed.to_le_bytes()).chain(&name_length));
    let mut zip = b"PK\x03\x04".to_vec();
    zip.extend(common.iter().chain(&[0, 0]).chain(part.as_bytes()).chain(deflated));
    let directory = u32::try_from(zip.len()).unwrap();
    zip.extend(b"PK\x01\x02\x14\x00".iter().chain(&common).chain(&[0; 16]).chain(part.as_bytes()));
    let size = u32::try_from(zip.len()).unwrap() - directory;
    zip.extend(b"PK\x05\x06\0\0\0\0\x01\0\x01\0".iter().chain(&size.to_le_bytes()));
    zip.extend(directory.to_le_bytes().iter().chain(&[0, 0]));
    zip
}

#[test]
fn an_archive_that_unpacks_without_end_is_refused() {
    let zeros = deflated_zeros(300 * (1 << 20) / 258);
    assert!(zeros.len() < 4 << 20);
    let error = read("a.docx", archive(&zeros, 300 << 20)).unwrap_err();
    assert_eq!(error, IngestError::TooLarge { part: PART.to_owned(), limit: 256 });
}

#[test]
fn an_archive_that_claims_to_be_small_is_refused() {
    let error = read("a.docx", archive(&deflated_zeros(10_000), 1000)).unwrap_err();
    assert!(matches!(&error, IngestError::Archive { reason } if reason.contains("larger")), "{error}");
}

#[test]
fn the_same_archive_with_little_in_it_is_read() {
    let error = read("a.docx", archive(&deflated_zeros(2), 517)).unwrap_err();
    assert!(matches!(&error, IngestError::Archive { reason } if reason.contains("checksum")), "{error}");
}

#[test]
fn other_archives_that_unpack_without_end_are_refused() {
    let zeros = deflated_zeros(300 * (1 << 20) / 258);
    for part in ["content.xml", "xl/workbook.xml"] {
        let error = read("a.zip", archive_of(part, &zeros, 300 << 20)).unwrap_err();
        assert!(matches!(error, IngestError::TooLarge { limit: 256, .. }), "{part}: {error}");
    }
}

#[test]
fn a_pdf_that_unpacks_without_end_is_refused() {
    let mut pdf = b"%PDF-1.4\n1 0 obj\n<</Filter/FlateDecode/Length 9>>\nstream\n\x78\x9c".to_vec();
    pdf.extend(deflated_zeros(300 * (1 << 20) / 258));
    pdf.extend(b"\nendstream\nendobj\n");
    let error = read("a.pdf", pdf).unwrap_err();
    assert_eq!(error, IngestError::TooLarge { part: "what is packed in the PDF".to_owned(), limit: 256 });
}

#[test]
fn one_line_without_end_is_read_or_refused() {
    let line = "word ".repeat(1 << 18);
    for (name, begin) in
        [("a.txt", "P01: "), ("a.csv", "text\n"), ("a.rtf", "{\\rtf1 P01: "), ("a.html", "<html>P01: ")]
    {
        let words = read(name, format!("{begin}{line}")).unwrap();
        let turns = words.transcript.turns();
        assert_eq!(turns.len(), 1, "{name}");
        assert_eq!(words.transcript.words(&turns[0]).len(), line.len() - 1, "{name}");
    }
}
