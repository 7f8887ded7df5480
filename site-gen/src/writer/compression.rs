//! Compressed copies beside the files.

use brotli::enc::BrotliEncoderParams;
use flate2::write::GzEncoder;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

/// Whether each file gets a copy in brotli (`.br`) and one in gzip (`.gz`) beside it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Compression {
    /// No compressed copies: compression is left to the server.
    #[default]
    None,
    /// Both, as small as they get. It takes a hundred times as long as the page itself.
    BrotliAndGzip,
}

type Compress = fn(&[u8]) -> io::Result<Vec<u8>>;

/// The copies beside each file: the ending and how it is made.
pub(super) const COPIES: [(&str, Compress); 2] = [("br", in_brotli), ("gz", in_gzip)];

/// Where the copy with `ending` of the file at `path` is.
pub(crate) fn copy_beside(path: &Path, ending: &str) -> PathBuf {
    PathBuf::from(format!("{}.{ending}", path.display()))
}

fn in_brotli(bytes: &[u8]) -> io::Result<Vec<u8>> {
    let mut compressed = Vec::new();
    let settings = BrotliEncoderParams { quality: 11, ..BrotliEncoderParams::default() };
    brotli::BrotliCompress(&mut &bytes[..], &mut compressed, &settings)?;
    Ok(compressed)
}

fn in_gzip(bytes: &[u8]) -> io::Result<Vec<u8>> {
    let mut encoder = GzEncoder::new(Vec::new(), flate2::Compression::best());
    encoder.write_all(bytes)?;
    encoder.finish()
}
