use indexmap::IndexMap;

use crate::{Code, CodeId, CodebookErrors, CodebookProblem};

/// The codes of a study, in the order in which they are read.
///
/// Ids are unique, every parent is a code, and no code is above itself.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Codebook {
    codes: IndexMap<CodeId, Code>,
}

impl Codebook {
    /// A codebook of these codes.
    ///
    /// # Errors
    /// Every repeated id, unknown parent and circle.
    pub fn new(codes: impl IntoIterator<Item = Code>) -> Result<Codebook, CodebookErrors> {
        Codebook::from_lines(codes.into_iter().zip(1..).map(|(code, line)| (line, code)))
    }

    /// As [`Codebook::new`], with the line on which each code stands.
    pub(crate) fn from_lines(codes: impl IntoIterator<Item = (u64, Code)>) -> Result<Codebook, CodebookErrors> {
        let mut lines: IndexMap<CodeId, u64> = IndexMap::new();
        let mut book = Codebook::default();
        let mut problems = Vec::new();
        for (line, code) in codes {
            if let Some(&first) = lines.get(&code.id) {
                problems.push(CodebookProblem::Repeated { line, id: code.id.to_string(), first });
            } else {
                lines.insert(code.id.clone(), line);
                book.codes.insert(code.id.clone(), code);
            }
        }
        for code in book.codes.values() {
            if let Some(parent) = code.parent.as_ref().filter(|parent| !book.codes.contains_key(*parent)) {
                problems.push(CodebookProblem::UnknownParent {
                    line: lines[&code.id],
                    id: code.id.to_string(),
                    parent: parent.to_string(),
                    nearest: book.nearest(parent.as_str()).map(str::to_owned),
                });
            } else if let Some(path) = book.circle_from(code) {
                let told = |problem: &CodebookProblem| match problem {
                    CodebookProblem::Circle { path, .. } => path.iter().any(|id| *id == code.id.as_str()),
                    _ => false,
                };
                if !problems.iter().any(told) {
                    problems.push(CodebookProblem::Circle { id: code.id.to_string(), path });
                }
            }
        }
        if problems.is_empty() { Ok(book) } else { Err(CodebookErrors(problems)) }
    }

    /// The code's ancestors up to itself, if it comes again among them.
    fn circle_from(&self, code: &Code) -> Option<Vec<String>> {
        let mut path = vec![code.id.to_string()];
        let mut above = code.parent.as_ref();
        while let Some(parent) = above.and_then(|id| self.codes.get(id)) {
            path.push(parent.id.to_string());
            if parent.id == code.id {
                return Some(path);
            }
            if path.len() > self.codes.len() + 1 {
                return None;
            }
            above = parent.parent.as_ref();
        }
        None
    }

    /// All codes, in order.
    pub fn codes(&self) -> impl ExactSizeIterator<Item = &Code> {
        self.codes.values()
    }

    /// How many codes there are.
    pub fn len(&self) -> usize {
        self.codes.len()
    }

    /// Whether there is no code.
    pub fn is_empty(&self) -> bool {
        self.codes.is_empty()
    }

    /// The code with an id.
    pub fn get(&self, id: &str) -> Option<&Code> {
        self.codes.get(id)
    }

    /// The code that a person names, by its id or by its name in whatever capitals.
    pub fn named(&self, named: &str) -> Option<&Code> {
        let named = named.trim();
        let by_name = || self.codes.values().find(|code| code.name.to_lowercase() == named.to_lowercase());
        self.get(named).or_else(by_name)
    }

    /// The code's place in the order.
    pub fn place(&self, id: &str) -> Option<usize> {
        self.codes.get_index_of(id)
    }

    /// The codes directly under a code, or those at the top.
    pub fn children<'b>(&'b self, parent: Option<&'b str>) -> impl Iterator<Item = &'b Code> {
        self.codes.values().filter(move |code| code.parent.as_ref().map(CodeId::as_str) == parent)
    }

    /// Whether no code lies under this one.
    pub fn is_leaf(&self, id: &str) -> bool {
        self.children(Some(id)).next().is_none()
    }

    /// The codes above a code, from its parent to the top.
    pub fn ancestors<'b>(&'b self, id: &str) -> impl Iterator<Item = &'b Code> {
        let parent = |code: &&Code| code.parent.as_ref().and_then(|parent| self.codes.get(parent));
        let first = self.codes.get(id).as_ref().and_then(parent);
        std::iter::successors(first, move |code| parent(code))
    }

    /// How many codes lie above a code.
    pub fn depth(&self, id: &str) -> usize {
        self.ancestors(id).count()
    }

    /// The id that was probably meant, among ids and names.
    pub fn nearest(&self, meant: &str) -> Option<&str> {
        if let Some(code) = self.named(meant) {
            return Some(code.id.as_str());
        }
        qualkit_table::nearest(meant, self.codes.keys().map(CodeId::as_str))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn code(id: &str, parent: &str) -> Code {
        let mut code = Code::new(CodeId::new(id).unwrap(), id);
        code.parent = CodeId::new(parent).ok();
        code
    }

    #[test]
    fn a_circle_is_told_with_its_path() {
        let errors = Codebook::new([code("a", "c"), code("b", "a"), code("c", "b"), code("d", "a")]).unwrap_err();
        assert_eq!(errors.0.len(), 1);
        assert_eq!(errors.0[0].to_string(), "'a' is above itself: a > c > b > a");
    }

    #[test]
    fn every_problem_is_told_at_once() {
        let errors = Codebook::new([code("a", ""), code("a", ""), code("b", "aa")]).unwrap_err();
        assert_eq!(errors.0.len(), 2);
    }

    #[test]
    fn ancestors_go_to_the_top() {
        let book = Codebook::new([code("a", ""), code("b", "a"), code("c", "b")]).unwrap();
        let above: Vec<_> = book.ancestors("c").map(|code| code.id.as_str()).collect();
        assert_eq!(above, ["b", "a"]);
        assert!(book.is_leaf("c") && !book.is_leaf("a"));
    }
}
