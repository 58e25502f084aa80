use unicode_normalization::UnicodeNormalization;

/// A text as it is compared: case, accents, compatibility forms and invisible characters do not
/// count, and white space, hyphens and underscores between words are one space.
#[derive(Clone, Debug, Default)]
pub(super) struct Folded {
    /// The text.
    pub(super) text: String,
    /// For each byte of it, the byte of the source at which its character begins.
    pub(super) source: Vec<usize>,
    /// For each byte of it, whether its character is a capital in the source.
    pub(super) capitals: Vec<bool>,
}

/// Folds a text.
pub(super) fn fold(text: &str) -> Folded {
    let mut folded = Folded {
        text: String::with_capacity(text.len()),
        source: Vec::with_capacity(text.len()),
        capitals: Vec::with_capacity(text.len()),
    };
    let mut gap = None;
    for (at, c) in text.char_indices() {
        if is_ignored(c) {
            continue;
        }
        if is_gap(c) {
            gap.get_or_insert(at);
            continue;
        }
        // A gap beside punctuation says nothing.
        if let Some(gap) = gap.take()
            && c.is_alphanumeric()
            && folded.text.ends_with(char::is_alphanumeric)
        {
            folded.push(' ', gap, false);
        }
        if c.is_ascii() {
            folded.push(c.to_ascii_lowercase(), at, c.is_ascii_uppercase());
        } else {
            folded.push_other(c, at);
        }
    }
    folded
}

impl Folded {
    fn push(&mut self, c: char, at: usize, is_capital: bool) {
        self.text.push(c);
        self.source.resize(self.text.len(), at);
        self.capitals.resize(self.text.len(), is_capital);
    }

    fn push_other(&mut self, c: char, at: usize) {
        if let '’' | '‘' | 'ʼ' | '´' | '＇' = c {
            return self.push('\'', at, false);
        }
        // What falls into several words or signs, such as ½, stays whole: half of it cannot be replaced.
        let parts = || std::iter::once(c).nfkd().filter(|part| !is_accent(*part));
        if !parts().all(char::is_alphanumeric) {
            return self.push(c, at, c.is_uppercase());
        }
        for part in parts() {
            let is_capital = part.is_uppercase();
            for small in part.to_lowercase().filter(|small| !is_accent(*small)) {
                match small {
                    'ß' => (0..2).for_each(|_| self.push('s', at, is_capital)),
                    'ς' => self.push('σ', at, is_capital),
                    small => self.push(small, at, is_capital),
                }
            }
        }
    }
}

fn is_accent(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}')
}

/// Characters that are not seen: soft hyphen, zero-width characters, joiners, direction marks.
pub(super) fn is_ignored(c: char) -> bool {
    is_accent(c)
        || matches!(c, '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}')
        || matches!(c, '\u{2060}'..='\u{2064}' | '\u{2066}'..='\u{206f}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}')
}

fn is_gap(c: char) -> bool {
    c.is_whitespace()
        || matches!(c, '-' | '_' | '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{fe58}' | '\u{fe63}' | '\u{ff0d}')
}
