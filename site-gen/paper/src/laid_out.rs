//! A document that is laid out: looked over, and then written as PDF.

use crate::layout_error::LayoutError;
use typst::diag::SourceDiagnostic;
use typst::foundations::{Label, Selector, Smart, Value};
use typst::introspection::{Introspector, MetadataElem};
use typst::layout::{Abs, Frame, FrameItem, Point, Transform};
use typst::text::TextItem;
use typst::utils::PicoStr;
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards};

/// A document that is laid out, and of which no line ends over the edge of the paper. It cannot be printed for a log.
pub struct LaidOut {
    template: String,
    document: PagedDocument,
}

/// Whether people can have a PDF read aloud.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tagging {
    /// Tagged, and refused if it is not as PDF/UA-1 (ISO 14289-1) asks.
    Accessible,
    /// Not tagged: only for a printer.
    PrintOnly,
}

/// Where a template put a `metadata(…) <place>` with a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Marker {
    /// The number.
    pub place: usize,
    /// The page, from 1.
    pub page: usize,
}

/// Nearer to the edge of the paper most printers print nothing.
///
/// # Units
/// Millimetres.
const EDGE_MM: f64 = 5.0;

impl LaidOut {
    /// # Errors
    /// Words that go over the edge, and characters that no font has.
    pub(crate) fn of(template: &str, document: PagedDocument) -> Result<Self, LayoutError> {
        document.pages().iter().try_for_each(|page| look_over(&page.frame))?;
        Ok(Self { template: template.to_owned(), document })
    }

    /// How many pages there are.
    #[must_use]
    pub fn pages(&self) -> usize {
        self.document.pages().len()
    }

    /// The marks of the template, in the order of the text.
    #[must_use]
    pub fn marks(&self) -> Vec<Marker> {
        let Some(label) = Label::new(PicoStr::intern("place")) else { return Vec::new() };
        let introspector = self.document.introspector();
        let marks = introspector.query(&Selector::Label(label)).into_iter().filter_map(|mark| {
            let Value::Int(place) = mark.to_packed::<MetadataElem>()?.value else { return None };
            let page = introspector.page(mark.location()?)?.get();
            Some(Marker { place: usize::try_from(place).ok()?, page })
        });
        marks.collect()
    }

    /// The bytes of the PDF. `identity` is what it is called for good: PDFs of the same text under the same name are one document.
    ///
    /// # Errors
    /// What PDF/UA-1 refuses, as a mistake in the template.
    pub fn pdf(&self, identity: &str, tagging: Tagging) -> Result<Vec<u8>, LayoutError> {
        let refused = |message: String| LayoutError::of_template(&self.template, message);
        let is_accessible = tagging == Tagging::Accessible;
        let standards: &[PdfStandard] = if is_accessible { &[PdfStandard::Ua_1] } else { &[] };
        let options = PdfOptions {
            ident: Smart::Custom(identity.to_owned()),
            standards: PdfStandards::new(standards).map_err(|error| refused(error.message().to_string()))?,
            tagged: is_accessible,
            ..PdfOptions::default()
        };
        let message = |errors: &[SourceDiagnostic]| {
            errors.iter().map(|error| error.message.as_str()).collect::<Vec<_>>().join("; ")
        };
        typst_pdf::pdf(&self.document, &options).map_err(|errors| refused(message(&errors)))
    }
}

/// Looks at every word of a page.
fn look_over(page: &Frame) -> Result<(), LayoutError> {
    let edge = Abs::mm(EDGE_MM);
    let most = Point::new(page.width() - edge, page.height() - edge);
    look_at(page, Transform::identity(), most)
}

fn look_at(frame: &Frame, around: Transform, most: Point) -> Result<(), LayoutError> {
    for (at, item) in frame.items() {
        let here = around.pre_concat(Transform::translate(at.x, at.y));
        match item {
            FrameItem::Group(group) => look_at(&group.frame, here.pre_concat(group.transform), most)?,
            FrameItem::Text(text) => {
                if let Some(character) = missing(text) {
                    return Err(LayoutError::NoGlyph { character });
                }
                let end = Point::new(text.width(), Abs::zero()).transform(here);
                if end.x > most.x || end.y > most.y {
                    return Err(LayoutError::OverTheEdge { words: text.text.to_string() });
                }
            }
            _ => {}
        }
    }
    Ok(())
}

/// The first character that the font of a text lacks.
fn missing(text: &TextItem) -> Option<char> {
    let glyph = text.glyphs.iter().find(|glyph| glyph.id == 0)?;
    text.text.get(glyph.range())?.chars().next()
}
