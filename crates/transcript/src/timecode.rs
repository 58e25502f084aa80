use std::fmt;
use std::str::FromStr;

/// A time in a recording: milliseconds from its start.
///
/// ```
/// use qualkit_transcript::Timecode;
///
/// let time: Timecode = "1:02:03.5".parse()?;
/// assert_eq!(time, Timecode::from_millis(3_723_500));
/// assert_eq!(time.to_string(), "01:02:03.500");
/// assert_eq!("0:17".parse::<Timecode>()?.to_string(), "00:00:17");
/// # Ok::<(), qualkit_transcript::Malformed>(())
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Timecode(u64);

impl Timecode {
    /// The time after so many milliseconds.
    pub const fn from_millis(millis: u64) -> Timecode {
        Timecode(millis)
    }

    /// Milliseconds from the start.
    pub const fn millis(self) -> u64 {
        self.0
    }

    /// The time without its fraction of a second, as people write it down.
    pub const fn whole_seconds(self) -> Timecode {
        Timecode(self.0 / 1000 * 1000)
    }
}

impl fmt::Display for Timecode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (seconds, millis) = (self.0 / 1000, self.0 % 1000);
        let hours = seconds / 3600;
        let mut shown = *b"00:00:00.000";
        let digits = [hours / 10 % 10, hours, seconds / 600 % 6, seconds / 60, seconds % 60 / 10, seconds];
        let digits = digits.into_iter().chain([millis / 100, millis / 10, millis]);
        for (at, digit) in [0, 1, 3, 4, 6, 7, 9, 10, 11].into_iter().zip(digits) {
            shown[at] += (digit % 10) as u8;
        }
        let shown = &shown[..if millis > 0 { 12 } else { 8 }];
        let shown = std::str::from_utf8(shown).expect("digits, colons and a point are text");
        // Hours may have more than two digits.
        if hours < 100 { f.write_str(shown) } else { write!(f, "{}{shown}", hours / 100) }
    }
}

impl FromStr for Timecode {
    type Err = crate::Malformed;

    /// Reads `hh:mm:ss`, `mm:ss` and either with a fraction after `.` or `,` of up to three digits
    /// (`.5` is half a second).
    fn from_str(text: &str) -> Result<Timecode, crate::Malformed> {
        read(text.trim()).map(Timecode).ok_or_else(|| crate::Malformed::Time { found: text.to_owned() })
    }
}

fn read(text: &str) -> Option<u64> {
    let (clock, fraction) = match text.find(['.', ',']) {
        Some(at) => (&text[..at], &text[at + 1..]),
        None => (text, "0"),
    };
    let digits = |part: &str, most: usize| {
        let formed = (1..=most).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit());
        formed.then(|| part.parse::<u64>().ok()).flatten()
    };
    let millis = digits(fraction, 3)? * 10u64.pow(3 - fraction.len() as u32);
    let mut parts = clock.split(':');
    let (hours, minutes, seconds) = match [parts.next(), parts.next(), parts.next(), parts.next()] {
        [Some(minutes), Some(seconds), None, None] => (0, digits(minutes, 3)?, digits(seconds, 2)?),
        [Some(hours), Some(minutes), Some(seconds), None] => {
            let minutes = digits(minutes, 2)?;
            (digits(hours, 4)?, (minutes < 60).then_some(minutes)?, digits(seconds, 2)?)
        }
        _ => return None,
    };
    (seconds < 60).then_some(((hours * 60 + minutes) * 60 + seconds) * 1000 + millis)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_that_are_none_are_refused() {
        for text in ["", "12", "1:2:3:4", "00:61", "a:12", "00:00:01.1234", "1:60:00", "-0:01"] {
            assert!(text.parse::<Timecode>().is_err(), "{text}");
        }
    }

    #[test]
    fn every_time_is_shown_in_two_digits_or_more() {
        let shown = |millis| Timecode::from_millis(millis).to_string();
        let time = |hours: u64, minutes: u64, seconds: u64| ((hours * 60 + minutes) * 60 + seconds) * 1000;
        assert_eq!(shown(0), "00:00:00");
        assert_eq!(shown(time(23, 59, 58) + 7), "23:59:58.007");
        assert_eq!(shown(time(100, 0, 9) + 70), "100:00:09.070");
        assert_eq!(shown(time(12_345, 6, 0) + 700), "12345:06:00.700");
        assert_eq!(shown(u64::MAX), "5124095576030:25:51.615");
    }

    #[test]
    fn a_long_recording_in_minutes_is_read() {
        assert_eq!("75:03".parse::<Timecode>().unwrap().to_string(), "01:15:03");
    }
}
