//! Progress on standard error: a bar on a terminal, plain lines elsewhere, nothing if so wished.

use std::cell::RefCell;
use std::io::{IsTerminal, stderr};
use std::rc::Rc;

use indicatif::{ProgressBar, ProgressStyle};
use tailorbird_cli::collect::Progress;

use crate::output;

/// A plain line each so many steps.
const PLAIN_STEPS: u64 = 10;

/// Shared by what works and what waits.
#[derive(Clone)]
pub(crate) struct Terminal(Rc<RefCell<State>>);

struct State {
    quiet: bool,
    bar: Option<ProgressBar>,
    fancy: bool,
    stage: String,
    done: u64,
    n_steps: u64,
}

impl Terminal {
    pub(crate) fn new(quiet: bool) -> Self {
        Self(Rc::new(RefCell::new(State {
            quiet,
            bar: None,
            fancy: !quiet && stderr().is_terminal(),
            stage: String::new(),
            done: 0,
            n_steps: 0,
        })))
    }

    /// A line that does not disturb the bar. Not told to the quiet.
    pub(crate) fn line(&self, text: &str) {
        let state = self.0.borrow();
        match &state.bar {
            _ if state.quiet => {}
            Some(bar) => bar.suspend(|| output::note(text)),
            None => output::note(text),
        }
    }

    /// Removes the bar.
    pub(crate) fn end(&self) {
        if let Some(bar) = self.0.borrow_mut().bar.take() {
            bar.finish_and_clear();
        }
    }
}

impl Progress for Terminal {
    fn begin(&mut self, what: &str, n_steps: u64) {
        self.end();
        let mut state = self.0.borrow_mut();
        state.stage = what.to_owned();
        (state.done, state.n_steps) = (0, n_steps);
        if state.fancy && n_steps > 0 {
            let bar = ProgressBar::new(n_steps);
            if let Ok(style) =
                ProgressStyle::with_template("{prefix} {bar:30} {pos}/{len} {wide_msg}")
            {
                bar.set_style(style);
            }
            bar.set_prefix(what.to_owned());
            state.bar = Some(bar);
        }
    }

    fn step(&mut self, what: &str) {
        let mut state = self.0.borrow_mut();
        state.done += 1;
        let what: String = what.chars().filter(|c| !c.is_control()).collect();
        if let Some(bar) = &state.bar {
            bar.set_message(what);
            bar.inc(1);
        } else if !state.quiet
            && (state.done.is_multiple_of(PLAIN_STEPS) || state.done == state.n_steps)
        {
            output::note(&format!(
                "{} {}/{}: {what}",
                state.stage, state.done, state.n_steps
            ));
        }
    }

    fn note(&mut self, text: &str) {
        self.line(&text.replace(char::is_control, " "));
    }
}
