mod alpha_u;
mod character_kappa;
mod cu_alpha;
mod intersections;
mod matching;
mod positions;
mod span_agreement;
mod u_alpha;

pub use alpha_u::{AlphaU, alpha_u, code_alpha_u};
pub use character_kappa::{CharacterKappa, character_kappa, character_table};
pub use cu_alpha::{cu_alpha, ku_alpha};
pub use intersections::Intersections;
pub use span_agreement::{SpanAgreement, SpanCounts, SpanMatch, SpanPair, span_agreement, span_counts};
pub use u_alpha::{UnitizedAlpha, bar_u_alpha, u_alpha};
