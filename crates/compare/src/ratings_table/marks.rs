/// So many bytes are looked at in one go, and may be read behind the text, though they say nothing there.
pub(super) const WINDOW: usize = 64;

/// Goes through the places of a text where a cell or a line may end or a quotation mark stands, first to last.
pub(super) struct Marks {
    delimiter: u8,
    /// The window starts here.
    base: usize,
    /// A bit for every mark in the window that has not been handed out.
    left: u64,
}

impl Marks {
    /// The marks from a place on. [`WINDOW`] more bytes have to lie behind the text, here and in the calls to come.
    pub(super) fn from(buffer: &[u8], at: usize, delimiter: u8) -> Marks {
        Marks { delimiter, base: at, left: marked(buffer, at, delimiter) }
    }

    /// The next mark in a text that ends before `end`, or its end.
    #[inline]
    pub(super) fn next(&mut self, buffer: &[u8], end: usize) -> usize {
        while self.left == 0 {
            if self.base + WINDOW >= end {
                return end;
            }
            self.base += WINDOW;
            self.left = marked(buffer, self.base, self.delimiter);
        }
        let place = self.base + self.left.trailing_zeros() as usize;
        self.left &= self.left - 1;
        place.min(end)
    }

    /// The quotation mark that closes the one before, or the end of the text; counts the lines that end between them.
    pub(super) fn closing(&mut self, buffer: &[u8], end: usize, line: &mut u64) -> usize {
        let text = &buffer[..end];
        loop {
            let at = self.next(buffer, end);
            match (text.get(at), text.get(at + 1)) {
                // Two of them stand for one that is part of the cell.
                (Some(b'"'), Some(b'"')) => {
                    self.next(buffer, end);
                }
                (None | Some(b'"'), _) => return at,
                (Some(b'\r'), Some(b'\n')) => {}
                (Some(b'\n' | b'\r'), _) => *line += 1,
                (Some(_), _) => {}
            }
        }
    }
}

/// A bit for every mark in the window that starts at a place.
#[inline]
fn marked(buffer: &[u8], at: usize, delimiter: u8) -> u64 {
    let Some(window) = buffer.get(at..at + WINDOW) else { return 0 };
    let mut found = [0; WINDOW];
    for (found, &byte) in found.iter_mut().zip(window) {
        *found = u8::from((byte == delimiter) | (byte == b'\n') | (byte == b'\r') | (byte == b'"'));
    }
    // The product gathers the lowest bits of eight bytes in its highest byte.
    let gathered = |word: &[u8; 8]| u64::from_le_bytes(*word).wrapping_mul(0x0102_0408_1020_4080) >> 56;
    found.as_chunks::<8>().0.iter().rev().fold(0, |bits, word| bits << 8 | gathered(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_mark_is_found_whatever_stands_around_it() {
        for other in [b'\0', b'a', b'-', b'!', b'\x0b', b'\x8a', b'\x8d', b'\xbb', b'\xff'] {
            let mut text = vec![other; 4 * WINDOW];
            for place in 0..2 * WINDOW {
                for mark in *b";\n\r\"" {
                    (text[place], text[place + 3]) = (mark, b';');
                    for from in 0..=place {
                        let mut marks = Marks::from(&text, from, b';');
                        let found = [(); 3].map(|()| marks.next(&text, 3 * WINDOW));
                        assert_eq!(found, [place, place + 3, 3 * WINDOW]);
                        assert_eq!(Marks::from(&text, from, b';').next(&text, place), place);
                    }
                    (text[place], text[place + 3]) = (other, other);
                }
            }
        }
    }

    #[test]
    fn a_quotation_mark_is_closed_by_the_first_that_stands_alone() {
        let text = b"a\"\"\n\r\n\r,\"\"\"\"b\",".to_vec();
        let (end, mut line) = (text.len(), 1);
        let buffer = [text, vec![b'"'; WINDOW]].concat();
        let mut marks = Marks::from(&buffer, 0, b',');
        assert_eq!((marks.closing(&buffer, end, &mut line), line), (end - 2, 4));
        assert_eq!((marks.closing(&buffer, end, &mut line), line), (end, 4));
    }
}
