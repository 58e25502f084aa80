use unicode_width::UnicodeWidthStr;

/// How many columns of a terminal a text takes.
pub(super) fn width_of(text: &str) -> usize {
    text.width()
}

/// Breaks a text between words so that no line is wider than `width`. A word that is wider is broken
/// behind its hyphens, slashes and dashes, and if need be anywhere.
pub(super) fn wrap(text: &str, width: usize) -> Vec<String> {
    let width = width.max(1);
    let mut lines = vec![String::new()];
    for word in words(text) {
        let mut space = 1;
        let whole = [word];
        let pieces = if width_of(word) <= width { whole.to_vec() } else { parts(word).collect() };
        for part in pieces {
            let line = lines.last_mut().expect("there is a first line");
            let needed = width_of(line) + if line.is_empty() { 0 } else { space } + width_of(part);
            if line.is_empty() || needed <= width {
                line.push_str(if line.is_empty() || space == 0 { "" } else { " " });
                line.push_str(part);
            } else {
                lines.push(part.to_owned());
            }
            break_last(&mut lines, width);
            space = 0;
        }
    }
    lines
}

/// The words of a text. A no-break space does not end one, nor do several spaces in a row: labels may differ in them.
pub(super) fn words(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = text.trim_matches(is_blank);
    std::iter::from_fn(move || {
        let mut from = 0;
        while let Some(start) = rest[from..].find(is_blank).map(|at| from + at) {
            let behind = rest[start..].trim_start_matches(is_blank);
            let blanks = &rest[start..rest.len() - behind.len()];
            if blanks == " " || blanks.contains(|c| c != ' ') {
                let word = &rest[..start];
                rest = behind;
                return Some(word);
            }
            from = rest.len() - behind.len();
        }
        (!rest.is_empty()).then(|| std::mem::take(&mut rest))
    })
}

fn is_blank(letter: char) -> bool {
    letter.is_whitespace() && letter != '\u{a0}'
}

/// The parts of a word between which a line may end.
pub(super) fn parts(word: &str) -> impl Iterator<Item = &str> {
    word.split_inclusive(['-', '/', '—'])
}

/// Breaks the last line until it is no wider than `width`.
fn break_last(lines: &mut Vec<String>, width: usize) {
    while let Some(line) = lines.last_mut().filter(|line| width_of(line) > width) {
        let ends = line.char_indices().map(|(at, c)| at + c.len_utf8());
        let end = ends.take_while(|&end| width_of(&line[..end]) <= width).last();
        // A character that is wider than the line stands alone on it.
        let end = end.unwrap_or_else(|| line.chars().next().map_or(0, char::len_utf8));
        if end == line.len() {
            return;
        }
        let rest = line.split_off(end);
        lines.push(rest);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_end_between_words_and_only_wide_words_are_broken() {
        assert_eq!(wrap("a warm handoff,\n again ", 8), ["a warm", "handoff,", "again"]);
        assert_eq!(wrap("see partner-relationship", 12), ["see partner-", "relationship"]);
        assert_eq!(wrap("partner-relationship", 20), ["partner-relationship"]);
        assert_eq!(wrap("abcdefgh", 3), ["abc", "def", "gh"]);
        assert_eq!(wrap("漢字", 1), ["漢", "字"]);
        assert_eq!(wrap("", 5), [""]);
    }

    #[test]
    fn several_spaces_in_a_row_are_kept() {
        assert_eq!(wrap("'a  b' and 'a b'", 6), ["'a  b'", "and 'a", "b'"]);
        assert_eq!(wrap("a  \n b   c", 9), ["a b   c"]);
    }
}
