//! The same work on many things, on all processors where there is a reason: the functions have one, and a few pages.

/// What `work` makes of each of `items`, in their order.
#[cfg(feature = "tool")]
pub(crate) fn map<'a, T: Sync, R: Send>(items: &'a [T], work: impl Fn(&'a T) -> R + Sync + Send) -> Vec<R> {
    use rayon::prelude::*;
    items.par_iter().map(work).collect()
}

/// What `work` makes of each of `items`, in their order.
#[cfg(not(feature = "tool"))]
pub(crate) fn map<'a, T, R>(items: &'a [T], work: impl Fn(&'a T) -> R) -> Vec<R> {
    items.iter().map(work).collect()
}
