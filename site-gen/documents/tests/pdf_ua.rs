//! The real documents, which residents get, before a judge of PDF/UA. Nothing that they say is known here.
#![expect(clippy::unwrap_used, reason = "a test may stop where it stands")]

#[path = "../../tests/common/mod.rs"]
mod common;
mod pdf;

use common::{last_change, real_sources};
use documents::PdfPrinter;
use lopdf::Document;
use pdf::{broken_rules, documents_of, entry, sizes};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use website::Compiler;

/// Of the four of each language, only the sheet for a printer breaks the rules.
#[test]
fn a_document_to_read_keeps_the_rules_of_pdf_ua() {
    let mut of_language: BTreeMap<String, (BTreeSet<String>, Vec<String>)> = BTreeMap::new();
    let sources = real_sources();
    let mut compiler = Compiler::for_everybody().printing(Some(Arc::new(PdfPrinter)));
    let website = compiler.compile(&sources, last_change(&sources)).unwrap();
    for (path, pdf) in documents_of(&website) {
        let (languages, broken) = of_language.entry(path.rsplit_once('/').unwrap().0.to_owned()).or_default();
        let rules = broken_rules(&pdf);
        if rules.is_empty() {
            languages.extend(entry(&pdf, &[b"Lang"]));
            assert_eq!(entry(&pdf, &[b"ViewerPreferences", b"DisplayDocTitle"]).as_deref(), Some("true"), "{path}");
            assert_eq!(entry(&pdf, &[b"Outlines"]).as_deref(), Some("Dictionary"), "{path} has no bookmarks");
        } else {
            assert_eq!(Document::load_mem(&pdf).unwrap().get_pages().len(), 2, "{path}: {rules:?}");
            // The sizes of its text that are smaller than 12 points; other small letters are those of its foot.
            assert!([105, 110, 115].iter().all(|size| !sizes(&pdf).contains(size)), "{path}: {:?}", sizes(&pdf));
            broken.push(path);
        }
    }
    assert!(!of_language.is_empty());
    for (languages, broken) in of_language.values() {
        assert_eq!((languages.len(), broken.len()), (1, 1), "{languages:?} {broken:?}");
    }
    let languages: BTreeSet<_> = of_language.values().map(|(languages, _)| languages).collect();
    assert_eq!(languages.len(), of_language.len(), "each in a language of its own");
}
