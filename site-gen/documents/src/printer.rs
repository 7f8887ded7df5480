//! Which documents a website has.

use crate::document_job::DocumentJob;
use crate::press::Press;
use rayon::prelude::*;
use std::collections::BTreeMap;
use website::{
    Document, DocumentKind, Documents, PageKind, Printer, Problem, ProblemKind, Problems, Sources, Website,
    WebsiteLanguage,
};

/// A printer of PDF, for a compiler that is to make documents too.
#[derive(Clone, Copy, Debug)]
pub struct PdfPrinter;

impl Printer for PdfPrinter {
    fn print(&self, sources: &Sources, website: &Website) -> Result<Documents, Problems> {
        Press::new(sources).documents(website)
    }
}

impl Press {
    /// The documents of each language. A language without a page of its own of the kind `leaflet` has none.
    ///
    /// # Errors
    /// Everything that does not get onto paper, each with its place.
    pub fn documents(&self, website: &Website) -> Result<Documents, Problems> {
        let own_leaflet = |language: &&WebsiteLanguage| {
            let page = language.pages.page(PageKind::Leaflet);
            page.is_some_and(|page| !page.is_fallback_in(&language.views.tag))
        };
        let languages: Vec<&WebsiteLanguage> = website.languages().filter(own_leaflet).collect();
        let organisation = website.organisation();
        let jobs: Vec<(DocumentJob<'_>, DocumentKind)> = languages
            .iter()
            .map(|language| DocumentJob { press: self, organisation, language, languages: &languages })
            .flat_map(|job| DocumentKind::ALL.map(|kind| (job, kind)))
            .collect();
        let made: Vec<_> = jobs.par_iter().map(|(job, kind)| job.document(*kind)).collect();
        let mut problems = Problems::default();
        let mut documents: BTreeMap<String, Vec<Document>> = BTreeMap::new();
        for ((job, _), document) in jobs.iter().zip(made) {
            let Some(document) = problems.note_all(document) else { continue };
            let others = documents.entry(job.language.views.tag.clone()).or_default();
            if others.iter().any(|other| other.address == document.address) {
                let texts = &job.language.texts.shown;
                let same = ProblemKind::SameAddress { address: document.address, file: texts.clone() };
                problems.push(Problem::with_file(texts, same));
            } else {
                others.push(document);
            }
        }
        problems.into_result(Some(documents)).map(|(documents, _)| documents)
    }
}
