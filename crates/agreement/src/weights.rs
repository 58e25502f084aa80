/// How much two categories agree: 1 if they are as good as equal, 0 if they are as far apart as can be.
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub enum Weights {
    /// Only equal categories agree.
    #[default]
    Identity,
}
