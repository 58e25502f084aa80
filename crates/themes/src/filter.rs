/// Which codings become quotations; the default lets all through.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Filter<'f> {
    /// Only codings of this code and of the codes under it.
    pub code: Option<&'f str>,
    /// Only codings of the codes that this theme and the themes under it hold.
    pub theme: Option<&'f str>,
    /// Only codings of cases with this value of this attribute.
    pub attribute: Option<(&'f str, &'f str)>,
    /// Only quotations of at least so many words.
    pub least_words: usize,
    /// Only quotations of at most so many words.
    pub most_words: Option<usize>,
}
