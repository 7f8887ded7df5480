//! Fonts and templates, ready to lay out what is asked.

use crate::inputs::Inputs;
use crate::laid_out::LaidOut;
use crate::layout_error::LayoutError;
use std::collections::HashMap;
use typst::diag::{FileError, FileResult, SourceDiagnostic};
use typst::foundations::{Bytes, Datetime, Duration};
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Library, LibraryExt, World, WorldExt};
use typst_layout::PagedDocument;

/// Lays out templates. Templates see each other, the fonts and their inputs, and nothing else of the machine.
#[derive(Debug)]
pub struct Typesetter {
    fonts: Vec<Font>,
    book: LazyHash<FontBook>,
    templates: HashMap<FileId, Source>,
}

impl Typesetter {
    /// A printer with these fonts (the bytes of TrueType or OpenType files) and templates (pairs of a name and a text).
    pub fn new<'a>(
        fonts: impl IntoIterator<Item = Vec<u8>>,
        templates: impl IntoIterator<Item = (&'a str, &'a str)>,
    ) -> Self {
        let fonts: Vec<Font> = fonts.into_iter().flat_map(|bytes| Font::iter(Bytes::new(bytes))).collect();
        let templates = templates.into_iter().filter_map(|(name, text)| {
            let id = id(name)?;
            Some((id, Source::new(id, text.to_owned())))
        });
        Self { book: LazyHash::new(FontBook::from_fonts(&fonts)), templates: templates.collect(), fonts }
    }

    /// Lays out the template called `template`.
    ///
    /// # Errors
    /// The template is not there or wrong, a font is missing, or some words do not get onto paper.
    pub fn lay_out(&self, template: &str, inputs: Inputs) -> Result<LaidOut, LayoutError> {
        let main = id(template).ok_or_else(|| LayoutError::of_template(template, "this is no name of a template"))?;
        let library = LazyHash::new(Library::builder().with_inputs(inputs.0).build());
        let world = TypesetterWorld { printer: self, library, main };
        let compiled = typst::compile::<PagedDocument>(&world);
        // A warning too: without the font that a template asks for, Typst draws no word.
        let document = match compiled.output {
            Ok(document) if compiled.warnings.is_empty() => Ok(document),
            Ok(_) => Err(world.fault(template, &compiled.warnings)),
            Err(errors) => Err(world.fault(template, &errors)),
        };
        // Layouts are remembered for the next time, which comes at once or never.
        typst::comemo::evict(1);
        LaidOut::of(template, document?)
    }
}

/// What one document is laid out with.
struct TypesetterWorld<'a> {
    printer: &'a Typesetter,
    library: LazyHash<Library>,
    main: FileId,
}

impl World for TypesetterWorld<'_> {
    fn library(&self) -> &LazyHash<Library> {
        &self.library
    }

    fn book(&self) -> &LazyHash<FontBook> {
        &self.printer.book
    }

    fn main(&self) -> FileId {
        self.main
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        self.printer.templates.get(&id).cloned().ok_or_else(|| FileError::NotFound(name(id).into()))
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        Err(FileError::NotFound(name(id).into()))
    }

    fn font(&self, index: usize) -> Option<Font> {
        self.printer.fonts.get(index).cloned()
    }

    fn today(&self, _: Option<Duration>) -> Option<Datetime> {
        None
    }
}

impl TypesetterWorld<'_> {
    /// The first of Typst's errors, at its place in a template.
    fn fault(&self, template: &str, errors: &[SourceDiagnostic]) -> LayoutError {
        let Some(first) = errors.first() else { return LayoutError::of_template(template, "") };
        // What went wrong within Typst's own code was asked for by the nearest line of a template.
        let spans = std::iter::once(first.span).chain(first.trace.iter().map(|point| point.span.into()));
        let places = spans.filter_map(|span| Some((name(span.id()?), self.range(span)?)));
        let (file, place) = places.into_iter().next().unwrap_or_else(|| (template.to_owned(), 0..0));
        LayoutError::Template { file, place, message: first.message.to_string() }
    }
}

fn id(name: &str) -> Option<FileId> {
    Some(RootedPath::new(VirtualRoot::Project, VirtualPath::new(name).ok()?).intern())
}

fn name(id: FileId) -> String {
    id.vpath().get_without_slash().to_owned()
}
