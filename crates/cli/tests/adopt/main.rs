//! What another repository needs to have a dashboard: the workflows hold to the rules on security,
//! their shell parts (`scripts/`) do what they say, and the page of docs on adopting it is right.

#![expect(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test stops at what it does not expect"
)]

mod docs;
mod kit;
mod workflows;

// The scripts are for Linux: bash, GNU tar, sha256sum.
#[cfg(target_os = "linux")]
mod data_branch;
#[cfg(target_os = "linux")]
mod pipeline;
#[cfg(target_os = "linux")]
mod release;
#[cfg(target_os = "linux")]
mod site;
