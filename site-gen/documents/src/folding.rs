//! The folded leaflet: which part of it has a panel, and which is the first that has none.

use paper::{LaidOut, Text};
use std::ops::Range;

/// How many panels a sheet has that is folded in three: cover, three inside, the flap and the back.
pub(crate) const PANELS: usize = 6;

/// The class of the heading of what stands on the flap.
pub(crate) const FLAP: &str = "flap";

/// The first heading whose section overflows the available panels.
pub(crate) fn first_that_does_not_fit(sheets: &LaidOut, text: &Text) -> Option<Range<usize>> {
    let is_flap =
        |place: usize| text.headings().any(|heading| heading.place.start == place && is_on_flap(&heading.classes));
    let marks = sheets.marks();
    let flap = marks.iter().find(|mark| is_flap(mark.place)).map(|mark| mark.page);
    // The back is the last panel, and the flap before it if there is one.
    let last = if flap.is_some() { PANELS - 2 } else { PANELS - 1 };
    let first = marks.iter().find(|mark| if is_flap(mark.place) { Some(mark.page) != flap } else { mark.page > last });
    let place = first?.place;
    text.headings().find(|heading| heading.place.start == place).map(|heading| heading.place.clone())
}

fn is_on_flap(classes: &[String]) -> bool {
    classes.iter().any(|class| class == FLAP)
}
