use qualkit_study::{Problem, Study};
pub fn check(_study: &Study) -> Vec<Problem> {
    Vec::new()
}
