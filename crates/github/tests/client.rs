//! The client against a fake GitHub: every page, every limit, every fault.

#![expect(
    clippy::unwrap_used,
    reason = "a test stops at what it does not expect"
)]

#[path = "client/faults.rs"]
mod faults;
#[path = "client/kit.rs"]
mod kit;
#[path = "client/lists.rs"]
mod lists;
#[path = "client/logs.rs"]
mod logs;
#[path = "client/openapi.rs"]
mod openapi;
#[path = "client/secrets.rs"]
mod secrets;
