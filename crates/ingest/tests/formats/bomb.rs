//! An archive that is small and unpacks to more than any machine should hold.

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

/// An archive of one part, whose header claims that it unpacks to `claimed` bytes.
fn archive(deflated: &[u8], claimed: u32) -> Vec<u8> {
    let length = u32::try_from(deflated.len()).unwrap().to_le_bytes();
    let name_length = u16::try_from(PART.len()).unwrap().to_le_bytes();
    let mut common = vec![20, 0, 0, 0, 8, 0, 0, 0, 0, 0, 0, 0, 0, 0];
    common.extend(length.iter().chain(&claimed.to_le_bytes()).chain(&name_length));
    let mut zip = b"PK\x03\x04".to_vec();
    zip.extend(common.iter().chain(&[0, 0]).chain(PART.as_bytes()).chain(deflated));
    let directory = u32::try_from(zip.len()).unwrap();
    zip.extend(b"PK\x01\x02\x14\x00".iter().chain(&common).chain(&[0; 16]).chain(PART.as_bytes()));
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
