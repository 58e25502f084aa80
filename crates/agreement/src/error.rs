/// Says why a table cannot be read as ratings, and where.
///
/// Units, coders and rows are counted from 0, as in the table that was given.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// A row is longer or shorter than the first one.
    #[error("unit {unit} has {found} columns, expected {expected} as in the first row")]
    RowLength {
        /// Row of the table.
        unit: usize,
        /// Columns in the first row.
        expected: usize,
        /// Columns in this row.
        found: usize,
    },
    /// A cell names a category that was not declared.
    #[error("unit {unit}, coder {coder}: category {category} is not among the {categories} declared")]
    UnknownCategory {
        /// Row of the table.
        unit: usize,
        /// Column of the table.
        coder: usize,
        /// What the cell says.
        category: usize,
        /// How many categories were declared.
        categories: usize,
    },
    /// A cell holds a label that is not among the declared ones.
    #[error("unit {unit}, coder {coder}: label {label:?} is not among the declared labels")]
    UnknownLabel {
        /// Row of the table.
        unit: usize,
        /// Column of the table.
        coder: usize,
        /// What the cell says.
        label: String,
    },
    /// A label was declared twice.
    #[error("label {label:?} is declared twice")]
    RepeatedLabel {
        /// The label.
        label: String,
    },
    /// A confusion table has a row that does not match the number of rows.
    #[error("row {row} of the confusion table has {found} columns, expected {expected}, one per row")]
    NotSquare {
        /// Row of the table.
        row: usize,
        /// Number of rows.
        expected: usize,
        /// Columns in this row.
        found: usize,
    },
    /// A score is not a number, or none that can be computed with.
    #[error("unit {unit}, coder {coder}: a score must be 0 or a number from 1e-100 to 1e100")]
    NotFinite {
        /// Row of the table.
        unit: usize,
        /// Column of the table.
        coder: usize,
    },
    /// A coder was asked for who is not in the table.
    #[error("coder {coder} is not in the table, which has {coders} coders")]
    UnknownCoder {
        /// The coder asked for.
        coder: usize,
        /// How many coders there are.
        coders: usize,
    },
    /// A coder was asked for twice.
    #[error("coder {coder} is chosen twice")]
    RepeatedCoder {
        /// The coder.
        coder: usize,
    },
    /// A unit has more ratings than are taken of one: more people than rate anything, and each takes room.
    #[error("unit {unit} has {found} ratings; of one unit {limit} are taken at most")]
    TooManyRatings {
        /// Row of the table.
        unit: usize,
        /// Its ratings.
        found: u64,
        /// The largest number allowed.
        limit: u64,
    },
    /// The table is larger than can be counted exactly.
    #[error("more than {limit} {what} cannot be counted exactly")]
    TooMany {
        /// What there is too much of.
        what: &'static str,
        /// The largest number allowed.
        limit: u64,
    },
    /// A confidence level is not strictly between 0 and 1.
    #[error("confidence level {level} is not between 0 and 1")]
    Confidence {
        /// The level given.
        level: f64,
    },
    /// A number of a plan is not strictly between two others.
    #[error("{what} is {value}, and must be between {low} and {high}")]
    Parameter {
        /// Which number.
        what: &'static str,
        /// What was given.
        value: f64,
        /// It must be larger than this.
        low: f64,
        /// It must be smaller than this.
        high: f64,
    },
    /// A segment that ends where it starts or before.
    #[error("coder {coder}, segment {segment}: it ends at {end}, which is not after its start at {start}")]
    EmptySegment {
        /// The coder.
        coder: usize,
        /// The segment, in the order given.
        segment: usize,
        /// Where it starts.
        start: u64,
        /// Where it ends.
        end: u64,
    },
    /// A continuum that ends before its start.
    #[error("the continuum ends at {end}, before its start at {start}")]
    BackwardContinuum {
        /// Where it starts.
        start: u64,
        /// Where it ends.
        end: u64,
    },
    /// A segment that reaches beyond the continuum.
    #[error("coder {coder}, segment {segment}: {start} to {end} reaches beyond the continuum")]
    OutsideContinuum {
        /// The coder.
        coder: usize,
        /// The segment, in the order given.
        segment: usize,
        /// Where it starts.
        start: u64,
        /// Where it ends.
        end: u64,
    },
    /// A segment with a code that was not declared.
    #[error("coder {coder}, segment {segment}: code {code} is not among the {codes} declared")]
    UnknownCode {
        /// The coder.
        coder: usize,
        /// The segment, in the order given.
        segment: usize,
        /// What the segment says.
        code: usize,
        /// How many codes were declared.
        codes: usize,
    },
    /// There is not one score for each category.
    #[error("{found} scores for {expected} categories")]
    ScoreCount {
        /// How many categories there are.
        expected: usize,
        /// How many scores were given.
        found: usize,
    },
    /// A score that is not a number, or none that can be computed with.
    #[error("the score of category {category} is {score:e}, not 0 or a number from 1e-100 to 1e100")]
    Score {
        /// The category.
        category: usize,
        /// The score given.
        score: f64,
    },
    /// Coders were asked for in a table that only counts how many chose each category.
    #[error("the table counts ratings and does not say which coder gave them")]
    CodersUnnamed,
    /// A category was asked for that was not declared.
    #[error("category {category} is not among the {categories} declared")]
    NoSuchCategory {
        /// The category asked for.
        category: usize,
        /// How many categories were declared.
        categories: usize,
    },
    /// A table of weights or distances has a row that does not match the number of rows.
    #[error("row {row} of the weights has {found} columns, expected {expected}, one per row")]
    WeightsShape {
        /// Row of the table.
        row: usize,
        /// Number of rows.
        expected: usize,
        /// Columns in this row.
        found: usize,
    },
    /// A weight or distance that is out of bounds, or on the diagonal and not what it must be there.
    #[error("row {row}, column {column} of the weights: {value} is not allowed there")]
    Weight {
        /// Row of the table.
        row: usize,
        /// Column of the table.
        column: usize,
        /// The value.
        value: f64,
    },
    /// A weight or distance that is not the same both ways.
    #[error("row {row}, column {column} of the weights is {value}, but {mirrored} the other way round")]
    WeightsAsymmetric {
        /// Row of the table.
        row: usize,
        /// Column of the table.
        column: usize,
        /// The value.
        value: f64,
        /// The value at row `column`, column `row`.
        mirrored: f64,
    },
    /// A name that no weights have.
    #[error(
        "'{found}' names no weights; there are identity, linear, quadratic, ordinal, radical, ratio, circular, bipolar"
    )]
    UnknownWeights {
        /// The name.
        found: String,
    },
    /// A name that no measure has.
    #[error("'{found}' names no measure of agreement")]
    UnknownMeasure {
        /// The name.
        found: String,
    },
    /// A segment without units.
    #[error("segment {segment} has no units")]
    NoMass {
        /// The segment, in the order given.
        segment: usize,
    },
    /// A boundary that does not lie between two units.
    #[error("boundary {boundary} does not lie between two of the {length} units")]
    Boundary {
        /// Units before the boundary.
        boundary: u64,
        /// Units of the text.
        length: u64,
    },
    /// A unit was named that is not in the table.
    #[error("unit {unit} is not in the table, which has {units} units")]
    UnknownUnit {
        /// The unit.
        unit: usize,
        /// How many units there are.
        units: usize,
    },
    /// A code was asked for that was not declared.
    #[error("code {code} is not among the {codes} declared")]
    UndeclaredCode {
        /// The code asked for.
        code: usize,
        /// How many codes were declared.
        codes: usize,
    },
    /// Weights or a matrix that make no dissimilarity.
    #[error("{what}")]
    Dissimilarity {
        /// What is asked of them.
        what: &'static str,
    },
    /// A number of samples that cannot be drawn.
    #[error("{what}")]
    Sampling {
        /// What is asked of it.
        what: &'static str,
    },
    /// A cluster of units, such as a transcript, has other coders, categories or scores than the first one.
    #[error("cluster {cluster} does not have the coders, categories and scores of the first")]
    Clusters {
        /// The cluster, in the order given.
        cluster: usize,
    },
    /// There are no clusters at all.
    #[error("there are no clusters")]
    NoClusters,
}
