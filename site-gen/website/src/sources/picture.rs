//! Pictures: read, measured, and named by what they hold.

use crate::diagnostics::kind::ProblemKind;
use crate::diagnostics::problem::Problem;
use crate::sources::digest::with_digest;
use crate::sources::unicode::composed;
use std::path::Path;

/// The folder of the content that holds them.
pub(crate) const PICTURES: &str = "pictures/";

/// How a page in the folder of a language names that folder.
pub const FROM_A_PAGE: &str = "../pictures/";

/// What a picture may weigh before an editor is told.
///
/// # Units
/// Bytes. About a second on a slow mobile line.
pub(crate) const MOST_BYTES: u64 = 150_000;

const ENDINGS: [&str; 7] = ["avif", "gif", "jpeg", "jpg", "png", "svg", "webp"];

/// A picture that pages can show.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Picture {
    /// Where it stands on the site.
    pub address: String,
    /// What the file holds.
    pub bytes: Vec<u8>,
    /// Width and height in pixels, if it has a size of its own.
    pub size_px: Option<(usize, usize)>,
}

impl Picture {
    /// Whether a file with this name is a picture.
    pub(crate) fn is_one(name: &str) -> bool {
        let ending = Path::new(name).extension().and_then(|ending| ending.to_str()).unwrap_or_default();
        ENDINGS.contains(&ending.to_lowercase().as_str())
    }

    /// Reads the picture in the file `shown`.
    ///
    /// # Errors
    /// A file of another kind.
    pub(crate) fn read(shown: &str, bytes: Vec<u8>) -> Result<Self, Problem> {
        let name = Path::new(shown).file_name().unwrap_or_default().to_string_lossy();
        let is_drawing = name.to_lowercase().ends_with(".svg");
        let size_px = imagesize::blob_size(&bytes).ok().map(|size| (size.width, size.height));
        if !Self::is_one(&name) || (size_px.is_none() && !is_drawing) {
            return Err(Problem::with_file(shown, ProblemKind::PictureKind));
        }
        // What stands in an address without being escaped.
        let name = composed(&name).replace(|c: char| !c.is_ascii_alphanumeric() && c != '.', "-");
        Ok(Self { address: format!("/{PICTURES}{}", with_digest(&name, &bytes)), bytes, size_px })
    }
}
