use qualkit_agreement::Continuum;

/// How often each coder put a code on the same characters: one entry per coder, each with codes and how many of the
/// coder's segments have them there, codes in ascending order.
pub(super) type Here = Vec<Vec<(usize, u64)>>;

/// Goes along a text, and tells every stretch in which nothing changes: its length, where it begins, and what lies on
/// it. Segments that are not wanted are passed over; stretches without any are told as well.
pub(super) fn sweep(text: &Continuum, wanted: impl Fn(usize, usize) -> bool, mut visit: impl FnMut(u64, u64, &Here)) {
    let mut edges: Vec<(u64, bool, usize, usize)> = Vec::new();
    for (coder, segments) in text.coders().iter().enumerate() {
        for segment in segments.iter().filter(|segment| wanted(coder, segment.code)) {
            edges.push((segment.start, true, coder, segment.code));
            edges.push((segment.end, false, coder, segment.code));
        }
    }
    edges.sort_unstable();
    let mut here: Here = vec![Vec::new(); text.coders().len()];
    let mut from = text.start();
    for (place, begins, coder, code) in edges {
        if place > from {
            visit(place - from, from, &here);
            from = place;
        }
        let codes = &mut here[coder];
        match codes.binary_search_by_key(&code, |(code, _)| *code) {
            Ok(at) if begins => codes[at].1 += 1,
            Ok(at) if codes[at].1 > 1 => codes[at].1 -= 1,
            Ok(at) => {
                codes.remove(at);
            }
            Err(at) => codes.insert(at, (code, 1)),
        }
    }
    if text.end() > from {
        visit(text.end() - from, from, &here);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use qualkit_agreement::Segment;

    #[test]
    fn every_stretch_is_told_once_with_all_that_lies_on_it() {
        let segment = |start, end, code| Segment { start, end, code };
        let first = vec![segment(0, 4, 1), segment(2, 6, 1), segment(2, 3, 0)];
        let text = Continuum::new(0, 8, 2, vec![first, vec![segment(4, 6, 0)]]).unwrap();
        let mut told = Vec::new();
        sweep(&text, |_, _| true, |length, from, here| told.push((from, length, here.clone())));
        let expected = [
            (0, 2, vec![vec![(1, 1)], vec![]]),
            (2, 1, vec![vec![(0, 1), (1, 2)], vec![]]),
            (3, 1, vec![vec![(1, 2)], vec![]]),
            (4, 2, vec![vec![(1, 1)], vec![(0, 1)]]),
            (6, 2, vec![vec![], vec![]]),
        ];
        assert_eq!(told, expected);
    }
}
