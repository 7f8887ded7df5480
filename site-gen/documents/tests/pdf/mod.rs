//! What a document says, and how it is made.
#![allow(dead_code, reason = "each test file uses what it needs")]

use hayro::hayro_interpret::InterpreterSettings;
use hayro::hayro_syntax::Pdf;
use hayro::{RenderCache, RenderSettings, render};
use lopdf::content::Content;
use lopdf::{Document, Object};
use page_validation::{ValidationOptions, ValidationProfile, validate_pdf_bytes};
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use website::Website;

/// Every document of a site, by its path.
pub fn documents_of(website: &Website) -> BTreeMap<String, Vec<u8>> {
    let output = website.output().unwrap();
    let is_pdf = |path: &str| Path::new(path).extension().is_some_and(|ending| ending == "pdf");
    output.files().filter(|(path, _)| is_pdf(path)).map(|(path, bytes)| (path.to_owned(), bytes.to_vec())).collect()
}

/// The words of each page in the order in which they are drawn, without the spaces between.
pub fn pages(pdf: &[u8]) -> Vec<String> {
    let document = Document::load_mem(pdf).unwrap();
    let text = |number: u32| document.extract_text(&[number]).unwrap();
    document.get_pages().into_keys().map(|number| unspaced(&text(number))).collect()
}

/// How a document is drawn says nothing of spaces.
pub fn unspaced(text: &str) -> String {
    text.replace('\u{200b}', "").split_whitespace().collect()
}

/// What a phone reads that is held before a document: the codes on all its pages, drawn at 200 dots an inch.
pub fn codes(pdf: &[u8]) -> Vec<String> {
    let pdf = Pdf::new(pdf.to_vec()).unwrap();
    let scale = 200.0 / 72.0;
    let settings = RenderSettings { x_scale: scale, y_scale: scale, ..RenderSettings::default() };
    let cache = RenderCache::new();
    let seen = pdf.pages().iter().map(|page| render(page, &cache, &InterpreterSettings::default(), &settings));
    let read = seen.flat_map(|picture| {
        let (width, height) = (usize::from(picture.width()), usize::from(picture.height()));
        let brightness = |x: usize, y: usize| {
            let dot = picture.data()[y * width + x];
            u8::try_from((u16::from(dot.r) + u16::from(dot.g) + u16::from(dot.b)) / 3).unwrap()
        };
        let mut picture = rqrr::PreparedImage::prepare_from_greyscale(width, height, brightness);
        picture.detect_grids().into_iter().map(|code| code.decode().unwrap().1).collect::<Vec<_>>()
    });
    read.collect()
}

/// The rules of PDF/UA-1 that a document breaks.
pub fn broken_rules(pdf: &[u8]) -> Vec<String> {
    let options = ValidationOptions::default().profile(ValidationProfile::PdfUa1);
    let report = validate_pdf_bytes(pdf, &options).unwrap();
    assert_eq!(report.is_compliant, report.failures.is_empty());
    report.failures.iter().map(|failure| format!("{failure:?}")).collect()
}

/// A string of the catalogue, or of what it leads to.
pub fn entry(pdf: &[u8], way: &[&[u8]]) -> Option<String> {
    let document = Document::load_mem(pdf).unwrap();
    let mut object = Object::Dictionary(document.catalog().unwrap().clone());
    for name in way {
        let (_, next) = document.dereference(object.as_dict().ok()?.get(name).ok()?).ok()?;
        object = next.clone();
    }
    match object {
        Object::String(bytes, _) => Some(String::from_utf8_lossy(&bytes).into_owned()),
        Object::Boolean(value) => Some(value.to_string()),
        other => Some(other.enum_variant().to_owned()),
    }
}

/// The sizes of letters, in tenths of a point.
pub fn sizes(pdf: &[u8]) -> BTreeSet<i64> {
    let document = Document::load_mem(pdf).unwrap();
    let streams = document.objects.values().filter_map(|object| object.as_stream().ok());
    let contents = streams.filter_map(|stream| Content::decode(&stream.decompressed_content().ok()?).ok());
    let operations = contents.flat_map(|content| content.operations).filter(|operation| operation.operator == "Tf");
    #[expect(clippy::cast_possible_truncation, reason = "sizes of letters are small")]
    let size = |size: f32| (size * 10.0).round() as i64;
    operations.filter_map(|operation| operation.operands.get(1)?.as_float().ok()).map(size).collect()
}
