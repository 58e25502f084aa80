use crate::{Continuum, Undefined};

/// Gives the number of coders, which must be the same in all texts.
pub(super) fn coders(texts: &[Continuum]) -> Result<usize, Undefined> {
    let expected = texts.first().ok_or(Undefined::NoUnits)?.coders().len();
    for (text, continuum) in texts.iter().enumerate() {
        let found = continuum.coders().len();
        if found != expected {
            return Err(Undefined::CodersDiffer { text, expected, found });
        }
    }
    if expected < 2 { Err(Undefined::FewerThanTwoCoders { coders: expected }) } else { Ok(expected) }
}

/// Gives where a coder used the code, as stretches that neither overlap nor touch.
pub(super) fn covered(text: &Continuum, coder: usize, code: usize) -> Vec<(u64, u64)> {
    let mut stretches: Vec<(u64, u64)> = Vec::new();
    for segment in text.coders()[coder].iter().filter(|segment| segment.code == code) {
        match stretches.last_mut() {
            Some(last) if segment.start <= last.1 => last.1 = last.1.max(segment.end),
            _ => stretches.push((segment.start, segment.end)),
        }
    }
    stretches
}

pub(super) fn length(stretches: &[(u64, u64)]) -> u64 {
    stretches.iter().map(|(start, end)| end - start).sum()
}

/// Counts the positions that are in both.
pub(super) fn common(first: &[(u64, u64)], second: &[(u64, u64)]) -> u64 {
    let (mut a, mut b, mut sum) = (0, 0, 0);
    while let (Some(x), Some(y)) = (first.get(a), second.get(b)) {
        sum += x.1.min(y.1).saturating_sub(x.0.max(y.0));
        if x.1 <= y.1 {
            a += 1;
        } else {
            b += 1;
        }
    }
    sum
}
