//! The filter language of the search box (`q`): text in, a test of job rows out, and the edits
//! which chips and tiles make to that text.
//!
//! A filter sees a row only through [`Facts`]. It does not know where rows come from, how their
//! numbers are made, or which dimensions a project has: [`Context`] names those.

mod build;
mod complete;
mod edit;
mod error;
mod facets;
mod filter;
mod keys;
mod parts;
mod scan;

#[cfg(test)]
mod tests;

pub use build::{Context, parse};
pub use complete::{Offer, Offers, complete};
pub use edit::{add_condition, quote, toggle_value};
pub use error::FilterError;
pub use facets::{Facet, FacetValue, facets, press_facet};
pub use filter::{Facts, Filter, Metric};
pub use keys::{Key, keys};
pub(crate) use parts::parts;
