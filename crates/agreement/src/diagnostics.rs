//! Why a coefficient is what it is: margins, prevalence and bias, single categories, coders and units.

mod byrt;
mod coincidences;
mod double;
mod influence;
mod kappa_max;
mod marginal_homogeneity;
mod paradox;

pub use byrt::{KappaParts, Pabak};
pub use coincidences::{Coincidences, coincidences};
pub use influence::{
    PatternDisagreement, Without, WithoutUnit, disagreements, without_category, without_coder, without_unit,
};
pub use kappa_max::cohen_kappa_max;
pub use marginal_homogeneity::{MarginalTest, bhapkar, stuart_maxwell};
pub use paradox::{Paradox, ParadoxRule};
