//! What the comparison of coders holds true, on small interviews.

#![allow(clippy::unwrap_used, reason = "a test that cannot build its example should stop there")]

mod agreement;
mod asked;
mod brute_force;
mod diagnosed;
mod disagreements;
mod other_programs;
mod study_diagnosed;
mod told;
