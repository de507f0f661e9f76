//! Names of rows as they are kept: those of others may hold anything, and be of any length.

use tailorbird_core::names::{Change, normalize};
use tailorbird_snapshot::codes;

use super::notes::Notes;
use super::row::Row;

/// Shortens the job's name to what is read of it, and cleans the project, which is printed. A job's
/// name is else kept as it is: white space in it is joined on reading.
pub(super) fn tidy(row: &mut Row, place: &str, notes: &mut Notes) {
    let job = normalize(&row.job);
    if job.change == Some(Change::Cut) {
        notes.add(codes::NAME_CLEANED, place, Change::Cut.message());
        row.job = job.name;
    }
    let Some(raw) = &row.project else {
        return;
    };
    let project = normalize(raw);
    if let Some(change) = project.change {
        if change != Change::Respaced {
            let message = format!("its project: {}", change.message());
            notes.add(codes::NAME_CLEANED, place, &message);
        }
        row.project = Some(project.name).filter(|name| !name.is_empty());
    }
}
