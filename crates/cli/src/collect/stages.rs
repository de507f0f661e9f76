//! Stages around the runs: required jobs, commits between nights, coverage.

use std::collections::BTreeMap;

use tailorbird_github::types::Repository;
use tailorbird_snapshot::Kind;
use tailorbird_snapshot::dataset::RunKey;

use super::listing::Listed;
use super::live::Collection;
use super::required::{self, Asked};
use super::{commits, coverage};

impl Collection<'_> {
    /// Asks for the required jobs of each target as they are now.
    pub(super) fn ask_required(
        &mut self,
        repositories: &[Option<Repository>],
    ) -> Vec<Option<Asked>> {
        let mut out = Vec::new();
        for (target, repository) in self.targets.iter().zip(repositories) {
            let branch = repository
                .as_ref()
                .and_then(|found| found.default_branch.as_deref());
            let asked = match (branch, &self.stop) {
                (Some(branch), None) => required::ask(self.client, target, branch),
                _ => Ok(None),
            };
            out.push(asked.unwrap_or_else(|err| {
                self.note(err);
                None
            }));
        }
        out
    }

    /// Adds the sets, now that the jobs are known which patterns may stand for: id and the time
    /// each was first seen.
    pub(super) fn required(&mut self, asked: Vec<Option<Asked>>) -> Vec<Option<(String, i64)>> {
        let each = asked.into_iter().map(|asked| {
            let set = asked?.set(self.history)?;
            let found = self.history.insert_required(set);
            let at = self
                .history
                .required()
                .find(|(id, _)| *id == found)
                .map(|(_, set)| set.at)?;
            Some((found, at))
        });
        each.collect()
    }

    /// Runs since the set was first seen name it; what was in force before is not known.
    pub(super) fn name_required<'k>(
        &mut self,
        sets: &[Option<(String, i64)>],
        runs: impl Iterator<Item = &'k RunKey>,
    ) {
        for key in runs {
            let Some(run) = self.history.run(key).cloned() else {
                continue;
            };
            let at = self
                .targets
                .iter()
                .position(|target| target.project.id == key.project);
            if let Some(Some((id, since))) = at.and_then(|at| sets.get(at))
                && run.created_at >= *since
            {
                let mut run = run;
                run.required_sets.insert(id.clone());
                let _ = self.history.insert_run(run);
            }
        }
    }

    pub(super) fn commits(&mut self, listed: &[Listed]) {
        for (at, target) in self.targets.iter().enumerate() {
            let nightly = |list: &&Listed| list.target == at && list.source.kind == Kind::Nightly;
            let since = listed.iter().filter(nightly).map(|list| list.since).min();
            let Some(since) = since else { continue };
            for pairs in commits::missing(self.history, &target.project.id, since) {
                if self.stop.is_some() {
                    return;
                }
                match commits::fetch(self.client, target, &pairs, self.history) {
                    Ok(problems) => problems.into_iter().for_each(|text| self.problem(text)),
                    Err(err) => self.note(err),
                }
            }
        }
    }

    /// Lists of one workflow and kind (by several events) are one source.
    pub(super) fn cover(&mut self, listed: &[Listed]) {
        let today = coverage::day(self.client.now());
        let mut sources: BTreeMap<(usize, &str, Kind), Vec<&Listed>> = BTreeMap::new();
        for list in listed.iter().filter(|list| list.since != i64::MAX) {
            let workflow = list.source.workflow.as_deref().unwrap_or_default();
            let key = (list.target, workflow, list.source.kind);
            sources.entry(key).or_default().push(list);
        }
        for ((target, workflow, kind), lists) in sources {
            let Some(target) = self.targets.get(target) else {
                continue;
            };
            let all = lists.iter().flat_map(|list| &list.runs);
            let own = all.filter(|run| target.kind_of(run) == Some(kind));
            let days = own.filter_map(|run| Some((run.id, coverage::day(run.created_at?))));
            let runs: Vec<(u64, i32)> = days.collect();
            let since = lists
                .iter()
                .map(|list| list.since)
                .max()
                .unwrap_or(i64::MAX);
            let asked = coverage::Asked {
                project: &target.project.id,
                workflow,
                kind,
                days: (coverage::day(since), today),
                whole: lists.iter().all(|list| list.whole),
                runs: &runs,
            };
            coverage::note(self.history, &asked);
        }
    }
}
