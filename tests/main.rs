//! Whole-tool tests: one module per verb.
