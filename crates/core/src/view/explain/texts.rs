//! Figures as they stand on the screen, by what they are: one place for the page and for what
//! explains them.

use tailorbird_snapshot::Kind;

use super::measure::Measure;
use crate::format::{NOT_AVAILABLE, count, duration, percent};
use crate::stats::ResultCounts;
use crate::url::Column;
use crate::view::row::state_text;
use crate::view::{LastRun, PullCounts, RowView, RunRow, SideView, TreeSums};

fn number(n: Option<u32>) -> String {
    n.map_or_else(na, |n| n.to_string())
}

fn na() -> String {
    NOT_AVAILABLE.to_owned()
}

/// A count of results, or their pass rate; None for another figure.
fn of_results(results: &ResultCounts, measure: Measure) -> Option<u32> {
    Some(match measure {
        Measure::Passed => results.passed,
        Measure::Fails => results.failed,
        Measure::Skips => results.skipped,
        Measure::Other => results.cancelled + results.running + results.unknown,
        _ => return None,
    })
}

impl RowView {
    /// Figures of an opened row, then those that only its line has.
    pub const FIGURES: [Measure; 12] = [
        Measure::Rate,
        Measure::First,
        Measure::Passed,
        Measure::Fails,
        Measure::Skips,
        Measure::Reruns,
        Measure::Flakes,
        Measure::Weather,
        Measure::P50,
        Measure::P95,
        Measure::State,
        Measure::Last,
    ];

    /// A figure as it stands on the screen.
    #[must_use]
    pub fn figure(&self, measure: Measure, kind: Kind) -> String {
        let column = match measure {
            Measure::Rate => Column::Rate,
            Measure::Fails => Column::Fails,
            Measure::Skips => Column::Skips,
            Measure::Reruns => Column::Reruns,
            Measure::Flakes => Column::Flaky,
            Measure::P50 => Column::P50,
            Measure::State => Column::State,
            Measure::Last => Column::Last,
            Measure::First => return self.first_text.clone().unwrap_or_else(na),
            Measure::Passed => return self.passed.to_string(),
            Measure::P95 => return self.p95_text.clone().unwrap_or_else(na),
            Measure::Weather => return self.weather.map_or_else(na, |w| w.word().to_owned()),
            _ => return na(),
        };
        self.text(column, kind)
    }
}

impl RunRow {
    /// Its figures.
    pub const FIGURES: [Measure; 11] = [
        Measure::Passed,
        Measure::Fails,
        Measure::Skips,
        Measure::Other,
        Measure::Flakes,
        Measure::Rate,
        Measure::Required,
        Measure::Reruns,
        Measure::Span,
        Measure::NewlyFailing,
        Measure::Fixed,
    ];

    /// Whether a pull request has the figure, which is no run.
    #[must_use]
    pub const fn is_of_pulls(measure: Measure) -> bool {
        !matches!(
            measure,
            Measure::Span | Measure::NewlyFailing | Measure::Fixed
        )
    }

    /// A figure as it stands on the screen.
    #[must_use]
    pub fn text(&self, measure: Measure) -> String {
        let required = self.required.filter(|r| r.of > 0);
        match measure {
            Measure::Flakes => number(self.flaky.or(self.mixed)),
            Measure::Rate => percent(self.counts.pass_rate()),
            Measure::Required => required.as_ref().map_or_else(na, LastRun::value),
            Measure::Reruns => number(self.reruns),
            Measure::Span => self
                .duration_secs
                .map_or_else(na, |secs| duration(secs.into())),
            Measure::NewlyFailing => number(self.changes.map(|c| c.0)),
            Measure::Fixed => number(self.changes.map(|c| c.1)),
            _ => number(of_results(&self.counts, measure)),
        }
    }
}

impl TreeSums {
    /// Figures of a branch.
    pub const FIGURES: [Measure; 8] = [
        Measure::Jobs,
        Measure::Broken,
        Measure::RequiredJobs,
        Measure::Worst,
        Measure::Rate,
        Measure::Passed,
        Measure::Fails,
        Measure::Skips,
    ];

    /// A figure as it stands on the screen.
    #[must_use]
    pub fn text(&self, measure: Measure, kind: Kind) -> String {
        match measure {
            Measure::Jobs => self.jobs.to_string(),
            Measure::Broken => self.broken.to_string(),
            Measure::RequiredJobs => number(self.required),
            Measure::Worst => state_text(self.worst, kind),
            Measure::Rate => percent(self.results.pass_rate()),
            _ => of_results(&self.results, measure).map_or_else(na, |n| count(n.into())),
        }
    }
}

impl PullCounts {
    /// Its figures.
    pub const FIGURES: [Measure; 5] = [
        Measure::Fails,
        Measure::Passed,
        Measure::Skips,
        Measure::Other,
        Measure::Required,
    ];

    /// A figure as it stands on the screen.
    #[must_use]
    pub fn text(&self, measure: Measure) -> String {
        match measure {
            Measure::Required => self.required_text().unwrap_or_else(na),
            _ => number(of_results(&self.results, measure)),
        }
    }
}

impl SideView {
    /// Its figures.
    pub const FIGURES: [Measure; 5] = [
        Measure::Passed,
        Measure::Fails,
        Measure::Skips,
        Measure::Other,
        Measure::Rate,
    ];

    /// A figure as it stands on the screen.
    #[must_use]
    pub fn text(&self, measure: Measure) -> String {
        match measure {
            Measure::Rate => percent(self.results.pass_rate()),
            _ => number(of_results(&self.results, measure)),
        }
    }
}
