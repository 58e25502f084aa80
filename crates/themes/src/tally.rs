/// How much coded material there is, each count with its own unit.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Cases that said some of it; a coding whose speaker has no case adds none.
    pub participants: usize,
    /// Transcripts with some of it.
    pub transcripts: usize,
    /// Turns that share words with it.
    pub turns: usize,
    /// Codings, each counted once.
    pub codings: usize,
    /// Words said in it; words that bear several codings are counted once, heads of turns not at all.
    pub words: usize,
}
