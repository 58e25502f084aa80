//! The signs of which rich text is made.

/// One sign.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Token<'b> {
    Open,
    Close,
    /// A control word and its number: `\par`, `\u8217`.
    Word(&'b [u8], Option<i32>),
    /// A control sign: `\~`, `\*`, `\` before a line end.
    Sign(u8),
    /// A byte of text, written as `\'e9`.
    Hex(u8),
    /// A byte of text that stands for itself.
    Byte(u8),
}

/// Takes rich text apart.
pub(crate) struct Tokens<'b> {
    bytes: &'b [u8],
    at: usize,
}

impl<'b> Tokens<'b> {
    pub(crate) fn new(bytes: &'b [u8]) -> Tokens<'b> {
        Tokens { bytes, at: 0 }
    }

    /// Passes over bytes that are no text, as `\bin` announces them.
    pub(crate) fn pass_over(&mut self, bytes: usize) {
        self.at = self.at.saturating_add(bytes).min(self.bytes.len());
    }

    fn control(&mut self) -> Option<Token<'b>> {
        let first = *self.bytes.get(self.at)?;
        if first == b'\'' {
            let digits = self.bytes.get(self.at + 1..self.at + 3).and_then(|digits| std::str::from_utf8(digits).ok());
            if let Some(byte) = digits.and_then(|digits| u8::from_str_radix(digits, 16).ok()) {
                self.at += 3;
                return Some(Token::Hex(byte));
            }
        }
        if !first.is_ascii_alphabetic() {
            self.at += 1;
            if first == b'\r' && self.bytes.get(self.at) == Some(&b'\n') {
                self.at += 1;
            }
            return Some(Token::Sign(if first == b'\r' { b'\n' } else { first }));
        }
        let rest = &self.bytes[self.at..];
        let letters = rest.iter().take(40).take_while(|byte| byte.is_ascii_alphabetic()).count();
        let minus = usize::from(rest.get(letters) == Some(&b'-'));
        let digits = rest[letters + minus..].iter().take(10).take_while(|byte| byte.is_ascii_digit()).count();
        let end = if digits > 0 { letters + minus + digits } else { letters };
        let number = std::str::from_utf8(&rest[letters..end]).ok().and_then(|digits| digits.parse().ok());
        self.at += end + usize::from(rest.get(end) == Some(&b' '));
        Some(Token::Word(&rest[..letters], number))
    }
}

impl<'b> Iterator for Tokens<'b> {
    type Item = Token<'b>;

    fn next(&mut self) -> Option<Token<'b>> {
        loop {
            let byte = *self.bytes.get(self.at)?;
            self.at += 1;
            return match byte {
                b'{' => Some(Token::Open),
                b'}' => Some(Token::Close),
                b'\\' => self.control(),
                b'\r' | b'\n' | 0 => continue,
                byte => Some(Token::Byte(byte)),
            };
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_end_at_their_number_and_one_space() {
        let tokens: Vec<Token<'_>> = Tokens::new(b"{\\u-10179 ?\\b0  x\\'e9\\\r\n\\par\r\n-1\\*").collect();
        let expected = [
            Token::Open,
            Token::Word(b"u", Some(-10179)),
            Token::Byte(b'?'),
            Token::Word(b"b", Some(0)),
            Token::Byte(b' '),
            Token::Byte(b'x'),
            Token::Hex(0xe9),
            Token::Sign(b'\n'),
            Token::Word(b"par", None),
            Token::Byte(b'-'),
            Token::Byte(b'1'),
            Token::Sign(b'*'),
        ];
        assert_eq!(tokens, expected);
    }
}
