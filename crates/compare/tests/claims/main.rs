//! What the comparison of coders holds true, on small interviews.

mod agreement;
mod brute_force;
mod disagreements;
mod told;
