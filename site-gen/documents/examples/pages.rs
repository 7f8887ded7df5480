//! Draws each page of a PDF, for the pictures in the READMEs: `pages leaflet.pdf folder` writes `folder/1.png` and so on.
#![expect(clippy::disallowed_methods, reason = "a program reads its arguments")]

use hayro::hayro_interpret::InterpreterSettings;
use hayro::hayro_syntax::Pdf;
use hayro::{RenderCache, RenderSettings, render};
use std::error::Error;
use std::path::PathBuf;

/// Dots for each point of the page.
const SCALE: f32 = 1.5;

fn main() -> Result<(), Box<dyn Error>> {
    let typed: Vec<PathBuf> = std::env::args_os().skip(1).map(PathBuf::from).collect();
    let [file, folder] = typed.as_slice() else { return Err("usage: pages FILE FOLDER".into()) };
    let pdf = Pdf::new(std::fs::read(file)?).map_err(|error| format!("{error:?}"))?;
    let settings = RenderSettings { x_scale: SCALE, y_scale: SCALE, ..RenderSettings::default() };
    let cache = RenderCache::new();
    for (place, page) in pdf.pages().iter().enumerate() {
        let picture = render(page, &cache, &InterpreterSettings::default(), &settings).into_png()?;
        std::fs::write(folder.join(format!("{}.png", place + 1)), picture)?;
    }
    Ok(())
}
