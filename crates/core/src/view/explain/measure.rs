//! The figures that count results or jobs: their words, and how each is computed.

/// A figure that counts results, or jobs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "each is the figure of its name")]
pub enum Measure {
    TileLastRun,
    TileRequired,
    TileBroken,
    TileFixed,
    TileFlaky,
    TileRate,
    Jobs,
    Broken,
    RequiredJobs,
    Worst,
    Runs,
    JobsSeen,
    Passed,
    Fails,
    Skips,
    Cancelled,
    Running,
    Unknown,
    Other,
    Rate,
    Low,
    High,
    First,
    Attempts,
    Reruns,
    Flakes,
    Flaky,
    Mixed,
    Weather,
    P10,
    P50,
    P90,
    P95,
    Queue50,
    Queue90,
    Required,
    Span,
    NewlyFailing,
    Fixed,
    State,
    Last,
}

/// A figure: its word in an address, what it is called, how it is computed.
type Told = (Measure, &'static str, &'static str, &'static str);

const DECIDED: &str = "passed / (passed + failed)";
const WILSON: &str = "95 % interval of passed / (passed + failed), after Wilson";

const TOLD: [Told; 41] = [
    (
        Measure::TileLastRun,
        "tile-last-run",
        "Last run",
        "passed / jobs with a result in the newest run of each workflow that is not skipped",
    ),
    (
        Measure::TileRequired,
        "tile-required",
        "Last run, required jobs",
        "the same over the jobs that are required now",
    ),
    (
        Measure::TileBroken,
        "tile-broken",
        "Newly broken",
        "jobs whose newest decided result failed and the one before passed",
    ),
    (
        Measure::TileFixed,
        "tile-fixed",
        "Fixed",
        "jobs whose newest decided result passed and the one before failed",
    ),
    (
        Measure::TileFlaky,
        "tile-flaky",
        "Flaky",
        "jobs with at least one result of the window for which attempts both failed and passed",
    ),
    (
        Measure::TileRate,
        "tile-rate",
        "Pass rate of the view",
        "passed / (passed + failed) over all jobs",
    ),
    (Measure::Jobs, "jobs", "Jobs", "jobs that the filters leave"),
    (
        Measure::Broken,
        "broken",
        "Broken",
        "jobs whose newest decided result failed",
    ),
    (
        Measure::RequiredJobs,
        "required-jobs",
        "Required jobs",
        "jobs that a pull request needs to merge, as of now",
    ),
    (
        Measure::Worst,
        "worst",
        "Worst state",
        "the worst state that a job is in; each job with its own",
    ),
    (Measure::Runs, "runs", "Runs", "results of any kind"),
    (
        Measure::JobsSeen,
        "jobs-seen",
        "Jobs with a result",
        "jobs that the filters leave, with a result of any kind",
    ),
    (
        Measure::Passed,
        "passed",
        "Passed",
        "results that are passed",
    ),
    (Measure::Fails, "fails", "Fails", "results that are failed"),
    (Measure::Skips, "skips", "Skips", "results that are skipped"),
    (
        Measure::Cancelled,
        "cancelled",
        "Cancelled",
        "results that are cancelled",
    ),
    (
        Measure::Running,
        "running",
        "Running",
        "results that are not there yet",
    ),
    (
        Measure::Unknown,
        "unknown",
        "Unknown",
        "results whose word is not known",
    ),
    (
        Measure::Other,
        "other",
        "Other",
        "results that are neither passed nor failed nor skipped",
    ),
    (Measure::Rate, "rate", "Pass rate", DECIDED),
    (Measure::Low, "low", "95 % interval from", WILSON),
    (Measure::High, "high", "95 % interval to", WILSON),
    (
        Measure::First,
        "first",
        "First-attempt pass rate",
        "passed / (passed + failed) over the oldest attempt of each run that passed or failed",
    ),
    (
        Measure::Attempts,
        "attempts",
        "Attempts",
        "real attempts of all results, copies of them left out",
    ),
    (Measure::Reruns, "reruns", "Reruns", "attempts - results"),
    (
        Measure::Flakes,
        "flaky",
        "Flaky or mixed",
        "results for which attempts both failed and passed",
    ),
    (
        Measure::Flaky,
        "only-flaky",
        "Flaky",
        "results for which attempts on one commit both failed and passed",
    ),
    (
        Measure::Mixed,
        "mixed",
        "Mixed",
        "results that differ from an older attempt, where the commit is not known",
    ),
    (
        Measure::Weather,
        "weather",
        "Weather",
        "pass rate of the newest 10 decided results of the window, in bands of 20 %",
    ),
    (
        Measure::P10,
        "p10",
        "p10 duration",
        "nearest rank: 10 of 100 passed results took no longer",
    ),
    (
        Measure::P50,
        "p50",
        "p50 duration",
        "nearest rank: half of the passed results took no longer",
    ),
    (
        Measure::P90,
        "p90",
        "p90 duration",
        "nearest rank: 90 of 100 passed results took no longer",
    ),
    (
        Measure::P95,
        "p95",
        "p95 duration",
        "nearest rank: 95 of 100 passed results took no longer",
    ),
    (
        Measure::Queue50,
        "queue-p50",
        "p50 time in the queue",
        "nearest rank: half of the decided results waited no longer for a machine",
    ),
    (
        Measure::Queue90,
        "queue-p90",
        "p90 time in the queue",
        "nearest rank: 90 of 100 decided results waited no longer for a machine",
    ),
    (
        Measure::Required,
        "required",
        "Required",
        "passed / results of required jobs that are not skipped",
    ),
    (
        Measure::Span,
        "duration",
        "Duration",
        "from the first start to the last end of the first attempts of all jobs, whatever the filters leave",
    ),
    (
        Measure::NewlyFailing,
        "newly-failing",
        "Newly failing",
        "jobs that passed in the run before and failed in this one",
    ),
    (
        Measure::Fixed,
        "fixed",
        "Fixed",
        "jobs that failed in the run before and passed in this one",
    ),
    (
        Measure::State,
        "state",
        "State",
        "by the newest result that passed or failed; what is red is counted back to the last that passed, beyond the window too",
    ),
    (
        Measure::Last,
        "last",
        "Last failure",
        "the newest result of the window that failed",
    ),
];

impl Measure {
    fn told(self) -> Option<&'static Told> {
        TOLD.iter().find(|told| told.0 == self)
    }

    /// Its word in an address.
    #[must_use]
    pub fn word(self) -> &'static str {
        self.told().map_or("", |told| told.1)
    }

    /// What it is called.
    pub(super) fn title(self) -> &'static str {
        self.told().map_or("", |told| told.2)
    }

    /// How it is computed.
    pub(super) fn formula(self) -> &'static str {
        self.told().map_or("", |told| told.3)
    }

    /// Whether it counts jobs, and no results.
    pub(super) const fn is_of_jobs(self) -> bool {
        (self as u8) <= Self::Worst as u8
    }

    /// Whether there is data that cannot tell it, though it has results.
    pub(super) const fn can_be_untold(self) -> bool {
        matches!(
            self,
            Self::First
                | Self::Attempts
                | Self::Reruns
                | Self::Flakes
                | Self::Flaky
                | Self::Mixed
                | Self::Span
                | Self::NewlyFailing
                | Self::Fixed
        )
    }
}
