//! What a new data set has to hold of the one in place before it is written over it.

use anyhow::{Context, Result, bail};
use tailorbird_core::format::plural;
use tailorbird_snapshot::Snapshot;
use tailorbird_snapshot::dataset::{Encoded, History, Manifest, ShardInfo, restore, sha256_hex};

use super::clear::{SHARDS, digits};
use super::folder::Folder;
use super::open::{MANIFEST, read_shard};
use super::save::SaveOptions;

const DAY: i64 = 86_400;

/// A shard that would no longer be named, and whose runs are not all in the new rows.
struct Missed<'a> {
    shard: &'a ShardInfo,
    /// Runs that are missing; all of them where the file cannot be read.
    n_runs: u64,
    /// Why it cannot be read. None: it can.
    unreadable: Option<String>,
}

/// Refuses rows that lack runs of the set in place: neither an empty answer nor a file that is
/// missing erases history.
pub(super) fn guard(
    folder: &impl Folder,
    old: &Manifest,
    new: &Encoded,
    rows: &History,
    options: &SaveOptions,
) -> Result<()> {
    if options.allow_shrink {
        return Ok(());
    }
    let from = options.retained_from.unwrap_or(i64::MIN);
    let missed = missed(folder, old, new, rows, from);
    for Missed {
        shard,
        n_runs,
        unreadable,
    } in &missed
    {
        if let Some(why) = unreadable {
            bail!(
                "{}: {why}; {} of it would be lost, so nothing was written: put the file back, or \
                 collect them again with --since (--allow-shrink writes without them)",
                folder.place(&shard.file),
                plural(*n_runs, "run", "runs"),
            );
        }
    }
    let held = old.shards.iter().filter(|s| s.from >= from);
    let held: u64 = held.map(|s| s.runs).sum();
    let runs: u64 = new.shards.iter().map(|s| s.runs).sum();
    if runs < held {
        bail!(
            "{}: the data set in place holds {held} runs, the new one only {runs}; \
             nothing was written (--allow-shrink writes it all the same)",
            folder.place(MANIFEST)
        );
    }
    if let Some(Missed { shard, n_runs, .. }) = missed.first() {
        bail!(
            "{}: {} of it would be lost, so nothing was written: was the file put back meanwhile? \
             Start the command again (--allow-shrink writes without them)",
            folder.place(&shard.file),
            plural(*n_runs, "run", "runs"),
        );
    }
    Ok(())
}

/// Refuses rows that lack runs of shards that lie there without a manifest: it was lost. Shards of
/// a first writing that broke off hold what is written again.
pub(super) fn guard_unnamed(
    folder: &impl Folder,
    rows: &History,
    options: &SaveOptions,
) -> Result<()> {
    if options.allow_shrink {
        return Ok(());
    }
    let from = options.retained_from.unwrap_or(i64::MIN);
    let place = folder.place(SHARDS);
    let names = folder
        .list(SHARDS)
        .with_context(|| format!("failed to read {place}"))?;
    for name in names {
        let Some(digits) = digits(&name) else {
            continue;
        };
        let file = format!("{SHARDS}/{name}");
        let whole = folder.read(&file).ok().map(|bytes| sha256_hex(&bytes));
        let whole = whole.filter(|sha256| sha256.starts_with(digits));
        let shard = whole.and_then(|sha256| read_shard(folder, &file, &sha256).ok());
        let loses = |(snapshot, _): (Snapshot, _)| n_lost(&snapshot, rows, from) > 0;
        if shard.is_none_or(loses) {
            bail!(
                "{place}: it holds shards with runs that are not among the new ones ({name}), but \
                 there is no {MANIFEST}; nothing was written: put that back, or move the shards \
                 away (collect --allow-shrink writes it all the same)"
            );
        }
    }
    Ok(())
}

/// Runs of a shard, created at or after a time, that the rows lack.
fn n_lost(shard: &Snapshot, rows: &History, from: i64) -> u64 {
    let held = restore([&shard.part]);
    let runs = held.runs().filter(|run| run.created_at >= from);
    runs.filter(|run| rows.run(&run.key).is_none()).count() as u64
}

/// Shards of which runs would be lost. One that the new set names as it is loses nothing.
fn missed<'a>(
    folder: &impl Folder,
    old: &'a Manifest,
    new: &Encoded,
    rows: &History,
    from: i64,
) -> Vec<Missed<'a>> {
    let stays = |shard: &ShardInfo| new.shards.iter().any(|s| s.sha256 == shard.sha256);
    let at_stake = old.shards.iter().filter(|s| s.to >= from && !stays(s));
    let each = at_stake.filter_map(|shard| {
        let (n_runs, unreadable) = match read_shard(folder, &shard.file, &shard.sha256) {
            Ok((snapshot, _)) => (n_lost(&snapshot, rows, from), None),
            Err(_) if stands_in(shard, rows) => (0, None),
            Err((_, why)) => (shard.runs, Some(why)),
        };
        (n_runs > 0 || unreadable.is_some()).then_some(Missed {
            shard,
            n_runs,
            unreadable,
        })
    });
    each.collect()
}

/// Whether the rows have what a shard held that cannot be read. Its run ids are not known: in its
/// place stand as many runs of its kind, the oldest and the newest at the same second as its own,
/// with no fewer attempts.
fn stands_in(shard: &ShardInfo, rows: &History) -> bool {
    let is_own = |at: i64| (shard.from..=shard.to).contains(&at);
    let own = rows.runs().filter(|run| run.kind == shard.kind);
    let (mut runs, mut results, mut times) = (0_u64, 0_u64, Vec::new());
    for run in own.filter(|run| is_own(run.created_at)) {
        runs += 1;
        results += rows.real_attempts(&run.key).attempts.len() as u64;
        times.push(run.created_at);
    }
    let ends = [shard.from, shard.to];
    runs == shard.runs && results >= shard.results && ends.iter().all(|at| times.contains(at))
}

/// Takes back that days are held completely, where shards could not be read and nothing stands in
/// their place.
pub fn doubt(rows: &mut History, lost: &[ShardInfo]) {
    let day = |at: i64| i32::try_from(at.div_euclid(DAY)).unwrap_or(i32::MAX);
    for shard in lost {
        if !stands_in(shard, rows) {
            rows.uncover(shard.kind, day(shard.from)..=day(shard.to));
        }
    }
}
