//! Entry point of the page.

fn main() {
    tailorbird::app::start();
}
