//! Which view is shown, and results of which kind it is about.

use tailorbird_snapshot::Kind;

use crate::store::Store;
use crate::url::View;

/// The view that is asked for; where none is, the one that fits the data: checks of pull requests
/// where there is nothing else.
#[must_use]
pub fn view_of(asked: Option<View>, store: Option<&Store>) -> View {
    asked.unwrap_or_else(|| {
        if store.is_some_and(has_only_prs) {
            View::Prs
        } else {
            View::Nightly
        }
    })
}

/// The kind of results that a view is about: a view that takes either has scheduled runs, where
/// there are any.
#[must_use]
pub fn kind_of(view: View, store: Option<&Store>) -> Kind {
    match view {
        View::Prs | View::Pr => Kind::Prs,
        View::Nightly => Kind::Nightly,
        _ if store.is_some_and(has_only_prs) => Kind::Prs,
        _ => Kind::Nightly,
    }
}

/// The same for an address that may ask for one of both (`kind=`), where the view takes either.
#[must_use]
pub fn kind_asked(view: View, asked: Option<Kind>, store: Option<&Store>) -> Kind {
    match (view, asked) {
        (View::Runs, Some(kind)) => kind,
        _ => kind_of(view, store),
    }
}

fn has_only_prs(store: &Store) -> bool {
    store.has(Kind::Prs) && !store.has(Kind::Nightly)
}
