use crate::CharPos;

/// Code points between two remembered byte offsets.
const STRIDE: usize = 64;

/// Where the code points and lines of a text lie in its bytes.
#[derive(Clone, Debug)]
pub(crate) struct Index {
    len: u32,
    ascii: bool,
    /// Byte offset of every [`STRIDE`]th code point; empty for ASCII, where offsets are positions.
    bytes: Vec<u32>,
    /// The code point at which each line begins.
    lines: Vec<u32>,
}

impl Index {
    pub(crate) fn new(content: &str) -> Index {
        let ascii = content.is_ascii();
        let mut lines = vec![0];
        let mut bytes = Vec::new();
        let len = if ascii {
            lines.extend(memchr_lines(content));
            content.len()
        } else {
            let mut place: usize = 0;
            for (number, chunk) in content.as_bytes().chunks(STRIDE).enumerate() {
                let offset = number * STRIDE;
                let begun = count(chunk);
                // At most one remembered code point begins in so few bytes.
                let wanted = place.next_multiple_of(STRIDE) - place;
                if wanted < begun {
                    let mut starts = (offset..).zip(chunk).filter(|(_, byte)| begins(**byte));
                    bytes.extend(starts.nth(wanted).map(|(at, _)| to_u32(at)));
                }
                if chunk.contains(&b'\n') {
                    let ends = chunk.iter().enumerate().filter(|(_, byte)| **byte == b'\n');
                    lines.extend(ends.map(|(at, _)| to_u32(place + count(&chunk[..=at]))));
                }
                place += begun;
            }
            place
        };
        Index { len: to_u32(len), ascii, bytes, lines }
    }

    pub(crate) fn len(&self) -> u32 {
        self.len
    }

    /// The byte offset of a place; `None` behind the end.
    pub(crate) fn byte(&self, content: &str, place: CharPos) -> Option<usize> {
        let place = place.get();
        if place > self.len {
            None
        } else if self.ascii {
            Some(place as usize)
        } else if place == self.len {
            Some(content.len())
        } else {
            let base = self.bytes[place as usize / STRIDE] as usize;
            let rest = &content[base..];
            rest.char_indices().nth(place as usize % STRIDE).map(|(offset, _)| base + offset)
        }
    }

    /// The place of a byte offset, which must be a character boundary.
    pub(crate) fn place(&self, content: &str, byte: usize) -> Option<CharPos> {
        if !content.is_char_boundary(byte) {
            return None;
        }
        if self.ascii {
            return Some(CharPos::new(to_u32(byte)));
        }
        let slot = self.bytes.partition_point(|&start| start as usize <= byte).saturating_sub(1);
        let base = self.bytes.get(slot).map_or(0, |&start| start as usize);
        let count = slot * STRIDE + content[base..byte].chars().count();
        Some(CharPos::new(to_u32(count)))
    }

    /// The line, counted from 1, in which a place lies.
    pub(crate) fn line(&self, place: CharPos) -> usize {
        self.lines.partition_point(|&start| start <= place.get())
    }
}

/// Whether a code point begins with a byte.
fn begins(byte: u8) -> bool {
    byte & 0b1100_0000 != 0b1000_0000
}

/// How many code points begin among at most [`STRIDE`] bytes: a small number, so that it is found for many at once.
fn count(bytes: &[u8]) -> usize {
    usize::from(bytes.iter().map(|byte| u8::from(begins(*byte))).sum::<u8>())
}

fn memchr_lines(content: &str) -> impl Iterator<Item = u32> + '_ {
    content.match_indices('\n').map(|(offset, _)| to_u32(offset + 1))
}

fn to_u32(count: usize) -> u32 {
    u32::try_from(count).expect("a text of more than four thousand million bytes is refused when it is made")
}
