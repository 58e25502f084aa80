//! Whole-tool tests: one binary, one module per verb or promise.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod agree;
mod agree_options;
mod agree_study;
mod agree_told;
mod apply;
mod bad_input;
mod cases;
mod check;
mod code;
mod codebook;
mod coder;
mod codings;
mod corpus;
mod documents;
mod done;
mod formats;
mod garden;
mod house;
mod ingest;
mod ingest_asked;
mod ingest_speakers;
mod ingest_tables;
mod init;
mod kill;
mod plan;
mod plan_sample;
mod progress;
mod reported;
mod sheet;
mod show;
mod threads;
mod uncode;
mod usage;
