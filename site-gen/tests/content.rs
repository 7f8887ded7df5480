//! The real content, which is what residents get: whatever it says, nothing is wrong with it.

mod common;

use common::{last_change, real_sources};
use std::collections::BTreeMap;
use website::{Audience, Compiler};

#[test]
fn the_content_has_no_error_no_warning_and_no_advice() {
    let sources = real_sources();
    let mut compiler = Compiler::new(Audience::Public, BTreeMap::new).giving_advice();
    let website =
        compiler.compile(&sources, last_change(&sources)).and_then(|website| website.output().map(|_| website));
    let told = website.map_or_else(|problems| problems, |website| website.notes().clone());
    assert!(told.iter().next().is_none(), "{told}");
}
