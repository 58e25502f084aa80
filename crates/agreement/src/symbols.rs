/// Ratings as small whole numbers, one row of them per unit: 0 is missing, category k is k + 1.
///
/// Made from a vector of `u8`, `u16` or `u32`, which is moved in, not copied.
#[derive(Clone, Debug)]
pub struct Symbols(pub(crate) Width);

/// The narrowest numbers that hold every category.
#[derive(Clone, Debug)]
pub(crate) enum Width {
    Narrow(Vec<u8>),
    Middle(Vec<u16>),
    Wide(Vec<u32>),
}

impl From<Vec<u8>> for Symbols {
    fn from(symbols: Vec<u8>) -> Symbols {
        Symbols(Width::Narrow(symbols))
    }
}

impl From<Vec<u16>> for Symbols {
    fn from(symbols: Vec<u16>) -> Symbols {
        Symbols(Width::Middle(symbols))
    }
}

impl From<Vec<u32>> for Symbols {
    fn from(symbols: Vec<u32>) -> Symbols {
        Symbols(Width::Wide(symbols))
    }
}

impl Symbols {
    /// No symbols yet, as wide as so many categories need.
    pub(crate) fn for_categories(categories: usize) -> Symbols {
        Symbols(match categories {
            0..=0xfe => Width::Narrow(Vec::new()),
            0xff..=0xfffe => Width::Middle(Vec::new()),
            _ => Width::Wide(Vec::new()),
        })
    }

    /// Adds a symbol that is no larger than the number of categories.
    pub(crate) fn push(&mut self, symbol: usize) {
        match &mut self.0 {
            Width::Narrow(symbols) => symbols.push(symbol as u8),
            Width::Middle(symbols) => symbols.push(symbol as u16),
            Width::Wide(symbols) => symbols.push(symbol as u32),
        }
    }

    pub(crate) fn len(&self) -> usize {
        match &self.0 {
            Width::Narrow(symbols) => symbols.len(),
            Width::Middle(symbols) => symbols.len(),
            Width::Wide(symbols) => symbols.len(),
        }
    }

    pub(crate) fn largest(&self) -> u32 {
        match &self.0 {
            Width::Narrow(symbols) => symbols.iter().fold(0, |largest, &symbol| symbol.max(largest)).into(),
            Width::Middle(symbols) => symbols.iter().fold(0, |largest, &symbol| symbol.max(largest)).into(),
            Width::Wide(symbols) => symbols.iter().fold(0, |largest, &symbol| symbol.max(largest)),
        }
    }

    pub(crate) fn get(&self, place: usize) -> u32 {
        match &self.0 {
            Width::Narrow(symbols) => symbols[place].into(),
            Width::Middle(symbols) => symbols[place].into(),
            Width::Wide(symbols) => symbols[place],
        }
    }
}
