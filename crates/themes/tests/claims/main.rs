//! What the analysis of coded material holds true, on small interviews.

#![allow(clippy::unwrap_used, reason = "a test that cannot build its example should stop there")]

mod brute_force;
mod choosing;
mod counting;
mod quoting;
mod themes;
mod told;
mod verifying;
