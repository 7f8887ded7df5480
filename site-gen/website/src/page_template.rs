//! Which template a page goes into.

use crate::page::front_matter::PageKind;

/// The templates of pages: none uses another of them, and each may use any other template.
pub(crate) const PAGE_TEMPLATES: [&str; 5] = ["page.html", "start.html", "form.html", "overview.html", "leaflet.html"];

/// The template of each kind of page.
pub(crate) const fn template_of(kind: PageKind) -> &'static str {
    match kind {
        PageKind::Text | PageKind::NotFound => "page.html",
        PageKind::Start => "start.html",
        PageKind::Form => "form.html",
        PageKind::Overview => "overview.html",
        PageKind::Leaflet => "leaflet.html",
    }
}
