//! What the store knows of single attempts: from a legacy file little, from a data set all that
//! is written there.

use std::sync::Arc;

use tailorbird_snapshot::Link;
use tailorbird_snapshot::dataset::{CommitRange, Manifest, Shard, ShardInfo};

use super::columns::{AxisIdx, CellIdx, RunInfo, Series, SeriesIdx, Store};

impl Store {
    /// Where an attempt stands in its shard; None for one of a legacy file.
    #[must_use]
    pub fn source(&self, attempt: usize) -> Option<(&Shard, u32)> {
        let at = attempt.checked_sub(self.first_row)?;
        let row = *self.attempt_row.get(at)?;
        let shard = self
            .shard_base
            .partition_point(|base| *base <= row)
            .checked_sub(1)?;
        // Of shards without a row, which share their base with the next, the last is found.
        let base = self.shard_base.get(shard)?;
        Some((self.shards.get(shard)?.as_ref(), row - base))
    }

    /// The published word of an attempt, where the outcome does not tell it: one that is not
    /// known, or one of several that mean the same (`timed_out`).
    #[must_use]
    pub fn word(&self, attempt: usize) -> Option<&str> {
        if let Some((shard, row)) = self.source(attempt) {
            let (status, conclusion) = shard.words(row);
            let word = conclusion.unwrap_or(status);
            let plain = [
                "success",
                "failure",
                "cancelled",
                "skipped",
                "completed",
                "",
            ];
            return (!plain.contains(&word)).then_some(word);
        }
        let found = self
            .words
            .binary_search_by(|w| (w.0 as usize).cmp(&attempt))
            .ok()?;
        self.words.get(found).map(|w| w.1.as_str())
    }

    /// Address of an attempt as published, not yet trusted.
    #[must_use]
    pub fn address(&self, attempt: usize) -> Option<String> {
        if let Some((shard, row)) = self.source(attempt) {
            return self.shard_address(shard, row);
        }
        let link = self.attempt_link.get(attempt)?;
        let prefix = self.prefixes.get(link.prefix as usize)?;
        if link.job == Link::WHOLE {
            return Some(prefix.clone());
        }
        let mut address = prefix.clone();
        address.push_str(&link.job.to_string());
        Some(address)
    }

    fn shard_address(&self, shard: &Shard, row: u32) -> Option<String> {
        let run = shard.run_of(row)?;
        let project = &shard.workflows.get(run.workflow as usize)?.project;
        let repository = self.repository_of(project)?;
        let mut address = format!("https://github.com/{repository}/actions/runs/{}", run.id);
        let job = shard.job_id(row);
        if job != 0 {
            address.push_str(&format!("/job/{job}"));
        }
        Some(address)
    }

    /// Duration of a cell in seconds: of its newest attempt. None: not known, or negative.
    #[must_use]
    pub fn duration_secs(&self, cell: CellIdx) -> Option<u32> {
        let (shard, row) = self.source(self.attempts(cell).next()?)?;
        u32::try_from(shard.duration_secs(row)?).ok()
    }

    /// The column of a cell.
    #[must_use]
    pub fn run_info(&self, series: SeriesIdx, cell: CellIdx) -> Option<&RunInfo> {
        self.runs_of(series).get(self.run(cell) as usize)
    }

    /// Manifests of the data sets that are loaded.
    #[must_use]
    pub fn manifests(&self) -> &[Arc<Manifest>] {
        &self.manifests
    }

    /// Shards of the data sets that are loaded: rows that no cell holds stand there, such as those
    /// of older commits of a pull request.
    #[must_use]
    pub fn shards(&self) -> &[Arc<Shard>] {
        &self.shards
    }

    /// Address of a row of a shard as published, not yet trusted.
    #[must_use]
    pub fn row_address(&self, shard: &Shard, row: u32) -> Option<String> {
        self.shard_address(shard, row)
    }

    /// When the data was up to date, in seconds since 1970 UTC; None for legacy files.
    #[must_use]
    pub fn generated_at(&self) -> Option<i64> {
        self.manifests.iter().filter_map(|m| m.generated_at).max()
    }

    /// Creation of the newest run that is loaded; None for legacy files.
    #[must_use]
    pub fn newest_run_at(&self) -> Option<i64> {
        let runs = self.axes.iter().filter_map(|axis| axis.runs.first());
        runs.filter_map(|run| run.created_at).max()
    }

    /// Ids of the projects that have jobs here, in the order of the configuration, then of the
    /// manifest's, the others after them as they come in the data. Empty for legacy files.
    #[must_use]
    pub fn projects(&self) -> Vec<&str> {
        let mut ids: Vec<&str> = Vec::new();
        let told = self.configured_projects().map(|(id, _)| id);
        let seen: Vec<&str> = self.axes.iter().map(|axis| axis.project.as_str()).collect();
        for id in told.chain(seen.iter().copied()) {
            if !id.is_empty() && seen.contains(&id) && !ids.contains(&id) {
                ids.push(id);
            }
        }
        ids
    }

    /// Name of a project on the screen: as configured, else as the data has it, else its id.
    #[must_use]
    pub fn project_name<'a>(&'a self, id: &'a str) -> &'a str {
        let told = self.manifests.iter().flat_map(|m| m.projects.iter());
        let told = told.map(|p| (p.id.as_str(), p.name.as_str()));
        let mut named = self.configured_projects().chain(told);
        let found = named.find(|(known, name)| *known == id && !name.is_empty());
        found.map_or(id, |(_, name)| name)
    }

    /// Id and name of each project of the configuration in force, then of the manifests' own.
    fn configured_projects(&self) -> impl Iterator<Item = (&str, &str)> {
        let own = self.naming.projects.iter();
        let own = own.map(|(id, name)| (id.as_str(), name.as_str()));
        let theirs = self.manifests.iter().filter_map(|m| m.config.as_ref());
        let theirs = theirs.flat_map(|c| c.projects.iter());
        own.chain(theirs.map(|p| (p.id.as_str(), p.name.as_str())))
    }

    /// Whether a job belongs to a project; None: to any.
    #[must_use]
    pub fn is_of(&self, series: &Series, project: Option<&str>) -> bool {
        project.is_none_or(|id| series.home.project == id)
    }

    /// The commits between two heads of a project, where the data set has them.
    #[must_use]
    pub fn commits(&self, project: &str, base: &str, head: &str) -> Option<&CommitRange> {
        let all = self.manifests.iter().flat_map(|m| &m.commits);
        let fits = |c: &&CommitRange| c.project == project && c.base == base && c.head == head;
        all.into_iter().find(fits)
    }

    /// Shards that a manifest lists and that are not here: still on their way, or not to be read.
    /// A shard is known by its kind and the time of its newest run.
    pub fn missing_shards(&self) -> impl Iterator<Item = &ShardInfo> {
        let newest = |shard: &Shard| shard.runs.iter().map(|run| run.created_at).max();
        let is_here = move |info: &ShardInfo| {
            let mut all = self.shards.iter();
            all.any(|shard| shard.kind == info.kind && newest(shard) == Some(info.to))
        };
        let listed = self.manifests.iter().flat_map(|m| &m.shards);
        listed.filter(move |info| !is_here(info))
    }

    /// `OWNER/NAME` of an axis's project.
    #[must_use]
    pub fn repository(&self, axis: AxisIdx) -> Option<&str> {
        self.repository_of(&self.axis(axis)?.project)
    }

    /// `OWNER/NAME` of a project, where the manifest tells one of this form.
    #[must_use]
    pub fn repository_of(&self, project: &str) -> Option<&str> {
        let all = self.manifests.iter().flat_map(|m| &m.projects);
        let found = all
            .filter(|p| p.id == project)
            .map(|p| p.repository.as_str());
        found.max().filter(|r| is_repository(r))
    }
}

/// Whether a text has the form `OWNER/NAME`, so that an address may be made of it.
pub(super) fn is_repository(text: &str) -> bool {
    let good = |part: &str| {
        let plain = |c: char| c.is_ascii_alphanumeric() || "-_.".contains(c);
        !part.is_empty() && part.chars().all(plain)
    };
    text.split_once('/')
        .is_some_and(|(owner, name)| good(owner) && good(name))
}
