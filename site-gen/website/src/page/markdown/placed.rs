//! A part of a text and where it stands.

use pulldown_cmark::Event;
use std::ops::Range;

/// What a part of a text is, and where it stands in the whole text, in bytes.
pub type Placed<'a> = (Event<'a>, Range<usize>);
