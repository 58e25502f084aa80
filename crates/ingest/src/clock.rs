//! Times as transcripts and captions write them.

use memchr::memchr_iter;
use qualkit_transcript::Timecode;

/// The longest time that is taken for one, in milliseconds: beyond it stands something else.
const LONGEST: u64 = 1000 * 3600 * 1000;

/// What the digits behind the point of a time count.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Fraction {
    /// Parts of a second: `.5` is half a second.
    #[default]
    Decimal,
    /// Milliseconds, not padded: `.90` is 90 of them, as in some exports of Teams.
    Milliseconds,
}

/// When something begins, and when it ends if that is said.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Times {
    pub(crate) begins: Timecode,
    pub(crate) ends: Option<Timecode>,
    /// How many numbers the first time has: 2 for `mm:ss`, 3 for `hh:mm:ss`.
    pub(crate) parts: usize,
}

impl Fraction {
    /// How the times of a file are to be read: a file that writes `0:0:6.90` pads nothing.
    pub(crate) fn of<'t>(lines: impl Iterator<Item = &'t str>) -> Fraction {
        let ends = lines.filter_map(|line| arrow(line).map(|at| (&line[..at], &line[at + 3..])));
        if ends.flat_map(|(begins, ends)| [begins, ends]).any(unpadded) {
            Fraction::Milliseconds
        } else {
            Fraction::Decimal
        }
    }
}

/// Whether a time has three numbers, and of the minutes or the seconds one digit alone.
fn unpadded(time: &str) -> bool {
    let (mut colons, mut digits, mut short) = (0, 0, false);
    let clock = time.trim_start().bytes();
    for byte in clock.take_while(|byte| !matches!(byte, b'.' | b',') && !byte.is_ascii_whitespace()) {
        if byte == b':' {
            short |= colons == 1 && digits == 1;
            (colons, digits) = (colons + 1, 0);
        } else {
            digits += 1;
        }
    }
    colons == 2 && (short || digits == 1)
}

/// Where the arrow between two times stands in a line.
pub(crate) fn arrow(line: &str) -> Option<usize> {
    let line = line.as_bytes();
    memchr_iter(b'>', line).find(|at| line[..*at].ends_with(b"--")).map(|at| at - 2)
}

/// Reads a whole text as a time: `1:02:03`, `2:03`, either with a fraction.
pub(crate) fn read(text: &str, fraction: Fraction) -> Option<Timecode> {
    match take(text.trim(), fraction) {
        Some((time, _, "")) => Some(time),
        _ => None,
    }
}

/// The time that a mark shows, as exactly as its seconds give it beside; `None` if it shows none.
pub(crate) fn exact(shown: &str, seconds: Option<&str>) -> Option<Timecode> {
    let time = read(shown, Fraction::Decimal)?;
    let exact =
        seconds.and_then(|seconds| seconds.trim().parse::<f64>().ok()).filter(|exact| (0.0..3.6e6).contains(exact));
    let exact = exact.map(|seconds| Timecode::from_millis((seconds * 1000.0).round() as u64));
    // Whoever corrected the mark meant what it shows.
    Some(exact.filter(|exact| exact.millis().abs_diff(time.millis()) <= 1000).unwrap_or(time))
}

/// Takes a time in brackets from the start of a text: `[00:01:02]`, `(2:03)`, `<0:05>`,
/// `[0:05 - 0:09]`, `#00:00:12-3#`; gives what follows.
pub(crate) fn mark(text: &str, fraction: Fraction) -> Option<(Times, &str)> {
    let closing = match text.chars().next()? {
        '[' => ']',
        '(' => ')',
        '<' => '>',
        '{' => '}',
        '#' => '#',
        '（' => '）',
        '［' => '］',
        '【' => '】',
        _ => return None,
    };
    let inside_on = &text[text.chars().next()?.len_utf8()..];
    let length = inside_on.char_indices().take(48).find(|&(_, c)| c == closing).map(|(at, _)| at)?;
    let (inside, rest) = (inside_on[..length].trim(), &inside_on[length + closing.len_utf8()..]);
    if closing == '#'
        && let Some((clock, tenths)) = inside.rsplit_once('-')
    {
        // Some programs round nine tenths and a half up to ten.
        let time = match tenths {
            "10" => Timecode::from_millis(read(clock, Fraction::Decimal)?.millis() + 1000),
            _ => read(&format!("{clock}.{tenths}"), Fraction::Decimal)?,
        };
        return Some((Times { begins: time, ends: None, parts: clock.split(':').count() }, rest));
    }
    match bare(inside, fraction)? {
        (times, "") => Some((times, rest)),
        _ => None,
    }
}

/// Takes a time, or two times with a dash or an arrow between them, from the start of a text; gives
/// what follows.
pub(crate) fn bare(text: &str, fraction: Fraction) -> Option<(Times, &str)> {
    let (begins, parts, rest) = take(text, fraction)?;
    let second = || {
        let rest = rest.trim_start();
        let rest = ["-->", "->", "–", "—", "-"].iter().find_map(|dash| rest.strip_prefix(dash))?;
        let (ends, _, rest) = take(rest.trim_start(), fraction)?;
        (ends >= begins).then_some((ends, rest))
    };
    let (ends, rest) = second().map_or((None, rest), |(ends, rest)| (Some(ends), rest));
    let next = rest.chars().next();
    let glued = next.is_some_and(|c| c == ':' || c == '%' || c.is_ascii_digit() || c.is_alphabetic() && parts < 3);
    (!glued).then_some((Times { begins, ends, parts }, rest))
}

/// Takes one time; gives it, the count of its numbers, and what follows.
fn take(text: &str, fraction: Fraction) -> Option<(Timecode, usize, &str)> {
    let (mut numbers, mut count) = ([0u64; 3], 0);
    let is_digit = |at: usize| text.as_bytes().get(at).is_some_and(u8::is_ascii_digit);
    let mut at = 0;
    loop {
        let length = (at..at + 5).take_while(|&at| is_digit(at)).count();
        if length == 0 || length > 4 || length > 2 && count > 1 {
            return None;
        }
        numbers[count] = number(&text[at..at + length]);
        count += 1;
        at += length;
        if count == 3 || text.as_bytes().get(at) != Some(&b':') || !is_digit(at + 1) {
            break;
        }
        at += 1;
    }
    let seconds = match numbers[..count] {
        [minutes, seconds] if minutes < 1000 && seconds < 60 => minutes * 60 + seconds,
        [hours, minutes, seconds] if minutes < 60 && seconds < 60 => (hours * 60 + minutes) * 60 + seconds,
        _ => return None,
    };
    let (millis, rest) = take_fraction(&text[at..], fraction);
    let total = seconds * 1000 + millis;
    (total < LONGEST).then_some((Timecode::from_millis(total), count, rest))
}

/// The number that a few digits are.
fn number(digits: &str) -> u64 {
    digits.bytes().fold(0, |number, digit| number * 10 + u64::from(digit - b'0'))
}

fn take_fraction(text: &str, fraction: Fraction) -> (u64, &str) {
    let digits = match text.strip_prefix(['.', ',']) {
        Some(rest) => &rest[..rest.bytes().take_while(u8::is_ascii_digit).count()],
        None => return (0, text),
    };
    if digits.is_empty() || digits.len() > 9 {
        return (0, text);
    }
    let rest = &text[1 + digits.len()..];
    let kept = &digits[..digits.len().min(3)];
    let number = number(kept);
    let padded = fraction == Fraction::Decimal || digits.len() >= 3;
    (if padded { number * 10u64.pow(3 - kept.len() as u32) } else { number }, rest)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn millis(text: &str) -> Option<u64> {
        read(text, Fraction::Decimal).map(Timecode::millis)
    }

    #[test]
    fn the_usual_shapes_are_times() {
        assert_eq!(millis("0:05"), Some(5_000));
        assert_eq!(millis("01:02:03,5"), Some(3_723_500));
        assert_eq!(millis("0:02:14.84"), Some(134_840));
        assert_eq!(millis("00:00:01.1234567"), Some(1_123));
        assert_eq!(millis("75:03"), Some(4_503_000));
    }

    #[test]
    fn other_numbers_are_no_times() {
        for text in ["12", "10:75", "1:2:3:4", "9999:00:00", "3.5", "00:00:", "2018-05-14", ""] {
            assert_eq!(millis(text), None, "{text}");
        }
    }

    #[test]
    fn a_fraction_that_is_not_padded_counts_milliseconds() {
        let lines = ["0:0:6.90 --> 0:0:6.500"];
        let fraction = Fraction::of(lines.into_iter());
        assert_eq!(read("0:0:6.90", fraction), Some(Timecode::from_millis(6_090)));
        assert_eq!(read("0:0:6.500", fraction), Some(Timecode::from_millis(6_500)));
        assert_eq!(Fraction::of(["00:00:06.90 --> 00:00:07.10"].into_iter()), Fraction::Decimal);
    }

    #[test]
    fn marks_give_what_follows() {
        let marked = |text| mark(text, Fraction::Decimal).map(|(times, rest)| (times.begins.millis(), rest.to_owned()));
        assert_eq!(marked("[00:00:12] so"), Some((12_000, " so".to_owned())));
        assert_eq!(marked("#00:00:12-3#"), Some((12_300, String::new())));
        assert_eq!(marked("[0:05 - 0:09]x"), Some((5_000, "x".to_owned())));
        assert_eq!(marked("[laughs] 0:05"), None);
    }

    #[test]
    fn a_bare_time_ends_where_the_number_ends() {
        let taken = |text| bare(text, Fraction::Decimal).map(|(times, rest)| (times.begins.millis(), rest.to_owned()));
        assert_eq!(taken("10:30, we met"), Some((630_000, ", we met".to_owned())));
        assert_eq!(taken("00:03:40.5Zack: so"), Some((220_500, "Zack: so".to_owned())));
        assert_eq!(taken("10:30am"), None);
    }
}
