//! For tests: a GitHub on this machine that can be made to fail in every known way, a clock that
//! does not wait, and GitHub's own description of its API to hold requests against. No test of
//! the client needs the network.

mod clock;
mod generate;
mod night;
mod openapi;
mod server;
mod world;

pub use clock::FakeClock;
pub use generate::{Generator, Shape};
pub use night::{job, job_copy, night, pull, run, sha, skipped};
pub use openapi::Description;
pub use server::{Asked, FakeServer, Fault, Reply};
pub use world::{FakeGithub, World};
