use super::wrap::{parts, width_of, words, wrap};

/// What is not broken: words up to a width, else parts of words up to ever smaller widths.
const WHOLE: [Whole; 5] = [Whole::Words(24), Whole::Parts(24), Whole::Parts(16), Whole::Parts(12), Whole::Parts(8)];

#[derive(Clone, Copy)]
enum Whole {
    Words(usize),
    Parts(usize),
}

/// So many of a column's longest cells decide its width.
const CELLS_MEASURED: usize = 200;

/// What is known of a column before its width is chosen.
pub(super) struct Measured<'c> {
    label: &'c str,
    /// The longest cells.
    cells: Vec<&'c str>,
    is_words: bool,
    natural: usize,
    widest_word: usize,
    /// Of the parts between which a line may end.
    widest_part: usize,
    /// What must not be broken at all.
    fixed: usize,
}

impl<'c> Measured<'c> {
    pub(super) fn new(label: &'c str, cells: impl Iterator<Item = &'c str>, is_words: bool) -> Measured<'c> {
        let mut cells: Vec<&str> = cells.collect();
        cells.sort_by_key(|cell| std::cmp::Reverse(width_of(cell)));
        let widest = cells.first().map_or(0, |cell| width_of(cell));
        let texts = || cells.iter().copied().filter(|_| is_words).chain([label]);
        let widest_word = texts().flat_map(words).map(width_of).max().unwrap_or(0);
        let widest_part = texts().flat_map(words).flat_map(parts).map(width_of).max().unwrap_or(0);
        cells.truncate(CELLS_MEASURED);
        let fixed = if is_words { 0 } else { widest };
        Measured { label, cells, is_words, natural: widest.max(widest_word), widest_word, widest_part, fixed }
    }

    fn least(&self, whole: Whole) -> usize {
        let least = match whole {
            Whole::Words(most) => self.widest_word.min(most),
            Whole::Parts(most) => self.widest_part.min(most),
        };
        least.max(self.fixed)
    }

    /// The least width from `least` on at which no cell takes more lines.
    fn width_for(&self, lines: usize, least: usize) -> usize {
        if !self.is_words {
            return least;
        }
        let fits = |width: usize| self.cells.iter().all(|cell| wrap(cell, width).len() <= lines);
        let (mut low, mut high) = (least, self.natural.max(least));
        while low < high {
            let middle = (low + high) / 2;
            if fits(middle) { high = middle } else { low = middle + 1 }
        }
        low
    }

    /// The label's lines at a width.
    pub(super) fn heading(&self, width: usize) -> Vec<String> {
        wrap(self.label, width)
    }
}

/// The widths at which the tallest row has the fewest lines. `room` is what all columns together may
/// take; if even short words do not find room, lines become longer.
pub(super) fn choose(columns: &[Measured<'_>], room: usize) -> Vec<usize> {
    let total = |widths: &[usize]| widths.iter().sum::<usize>();
    let least_for = |whole| columns.iter().map(|column| column.least(whole)).collect::<Vec<_>>();
    let Some(least) = WHOLE.into_iter().map(least_for).find(|least| total(least) <= room) else {
        return least_for(WHOLE[WHOLE.len() - 1]);
    };
    let widths_for =
        |lines| columns.iter().zip(&least).map(|(column, &least)| column.width_for(lines, least)).collect();
    let cells = columns.iter().zip(&least).flat_map(|(column, &least)| column.cells.iter().map(move |c| (c, least)));
    let (mut low, mut high) = (1, cells.map(|(cell, least)| wrap(cell, least).len()).max().unwrap_or(1));
    while low < high {
        let middle = (low + high) / 2;
        let widths: Vec<usize> = widths_for(middle);
        if total(&widths) <= room { high = middle } else { low = middle + 1 }
    }
    let mut widths: Vec<usize> = widths_for(low);
    let mut left = room.saturating_sub(total(&widths));
    // What is left goes to the columns with the longest cells.
    let mut by_length: Vec<usize> = (0..columns.len()).collect();
    by_length.sort_by_key(|&place| std::cmp::Reverse(columns[place].natural));
    for place in by_length.into_iter().filter(|&place| columns[place].is_words) {
        let more = columns[place].natural.saturating_sub(widths[place]).min(left);
        widths[place] += more;
        left -= more;
    }
    widths
}
