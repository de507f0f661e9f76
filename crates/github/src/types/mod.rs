//! What is read of GitHub's answers. Only ids are demanded; a missing field is None or empty, a
//! word that GitHub invents tomorrow is kept as it is, and fields that nobody needs are passed over.

mod commit;
mod job;
mod pull;
mod repository;
mod rules;
mod run;

pub use commit::{Commit, CommitBody, CommitRef, Comparison, Person, Signature};
pub use job::{Job, Step};
pub use pull::{Pull, PullHead};
pub use repository::{Branch, Checks, NamedCheck, Protection, Repository};
pub use rules::{Rule, RuleCheck, RuleParameters};
pub use run::{PullRef, RepositoryRef, Run};
