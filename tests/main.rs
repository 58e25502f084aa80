//! Whole-tool tests: one binary, one module per verb or promise.

mod documents;
mod house;
