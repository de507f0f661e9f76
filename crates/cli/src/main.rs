//! `tailorbird`: the command line beside the dashboard.

fn main() {}
