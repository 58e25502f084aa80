use regex::Regex;

use crate::{Code, CodeId};

/// The regular expression by which a code is applied, without regard to case unless it says so
/// (`(?-i)`).
#[derive(Clone, Debug)]
pub struct Pattern {
    /// The code.
    pub code: CodeId,
    /// The expression.
    pub regex: Regex,
}

/// A pattern that is no regular expression.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("code '{code}', column 'pattern', character {position}: {reason} in '{pattern}'")]
pub struct InvalidPattern {
    /// The code.
    pub code: String,
    /// The pattern.
    pub pattern: String,
    /// The character, counted from 1, at which it breaks.
    pub position: usize,
    /// Why.
    pub reason: String,
}

impl Pattern {
    /// The pattern of a code; `None` if it has none.
    ///
    /// # Errors
    /// If it is no regular expression, with the place where it breaks.
    pub fn of(code: &Code) -> Result<Option<Pattern>, InvalidPattern> {
        if code.pattern.is_empty() {
            return Ok(None);
        }
        let invalid = |position, reason| InvalidPattern {
            code: code.id.to_string(),
            pattern: code.pattern.clone(),
            position,
            reason,
        };
        if let Err(error) = regex_syntax::ParserBuilder::new().case_insensitive(true).build().parse(&code.pattern) {
            let (byte, reason) = match &error {
                regex_syntax::Error::Parse(error) => (error.span().start.offset, error.kind().to_string()),
                regex_syntax::Error::Translate(error) => (error.span().start.offset, error.kind().to_string()),
                other => (0, other.to_string()),
            };
            let before = code.pattern.get(..byte).unwrap_or_default().chars().count();
            return Err(invalid(before + 1, reason));
        }
        let built = regex::RegexBuilder::new(&code.pattern).case_insensitive(true).build();
        let regex = built.map_err(|error| invalid(1, error.to_string()))?;
        Ok(Some(Pattern { code: code.id.clone(), regex }))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pattern(text: &str) -> Result<Option<Pattern>, InvalidPattern> {
        let mut code = Code::new(CodeId::new("fear").unwrap(), "Fear");
        code.pattern = text.to_owned();
        Pattern::of(&code)
    }

    #[test]
    fn a_broken_pattern_is_told_with_code_and_place() {
        assert_eq!(
            pattern(r"é\b(afraid").unwrap_err().to_string(),
            r"code 'fear', column 'pattern', character 4: unclosed group in 'é\b(afraid'"
        );
        assert!(pattern(r"(?=ahead)").is_err());
    }

    #[test]
    fn case_is_ignored_unless_the_pattern_says_otherwise() {
        assert!(pattern(r"\bice\b").unwrap().unwrap().regex.is_match("ICE came"));
        assert!(!pattern(r"(?-i)\bICE\b").unwrap().unwrap().regex.is_match("ice cream"));
        assert!(pattern("").unwrap().is_none());
    }
}
