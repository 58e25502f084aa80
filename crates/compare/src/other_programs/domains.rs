use qualkit_codebook::{CodeId, Codebook};

/// Groups of codes of which a coder may put one only on the same words: ATLAS.ti's semantic domains.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Domains {
    /// The names of the domains.
    pub names: Vec<String>,
    /// The place of each code's domain.
    pub of_code: Vec<usize>,
}

impl Domains {
    /// Makes each code a domain of its own.
    pub fn single(codes: &[String]) -> Domains {
        Domains { names: codes.to_vec(), of_code: (0..codes.len()).collect() }
    }

    /// Takes codes together that lie under one code at the top of a codebook, it included.
    ///
    /// A code that the codebook does not have is a domain of its own.
    pub fn of_codebook(codebook: &Codebook, codes: &[CodeId]) -> Domains {
        let top = |code: &CodeId| codebook.ancestors(code.as_str()).last().map_or(code, |top| &top.id).to_string();
        let tops: Vec<String> = codes.iter().map(top).collect();
        let mut names: Vec<String> = Vec::new();
        for top in &tops {
            if !names.contains(top) {
                names.push(top.clone());
            }
        }
        let place = |top: &String| names.iter().position(|name| name == top);
        let of_code = tops.iter().map(|top| place(top).expect("every top was taken in")).collect();
        Domains { names, of_code }
    }
}
