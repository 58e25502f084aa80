/// The separator that a first line `sep=;` tells, as some spreadsheets write it.
pub(super) fn told(line: &[u8]) -> Option<u8> {
    match line.trim_ascii_end().to_ascii_lowercase().strip_prefix(b"sep=") {
        Some([separator]) => Some(*separator),
        _ => None,
    }
}

/// The separator that stands most often in a header, outside quotation marks.
pub(super) fn guessed(header: &[u8]) -> u8 {
    let mut counts = [(b',', 0), (b';', 0), (b'\t', 0)];
    let mut quoted = false;
    for &byte in header {
        if byte == b'"' {
            quoted = !quoted;
        } else if !quoted && let Some((_, count)) = counts.iter_mut().find(|(separator, _)| *separator == byte) {
            *count += 1;
        }
    }
    // The first of the most frequent: a header without any separator has one column.
    counts.iter().rev().max_by_key(|(_, count)| *count).map_or(b',', |(separator, _)| *separator)
}
