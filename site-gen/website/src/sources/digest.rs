//! Names by what a file holds, so that a browser may keep it for ever.

use base16ct::lower::encode_string;
use sha2::{Digest, Sha256};

/// `site.css` becomes `site-1f3a09c2.css`.
pub(crate) fn with_digest(name: &str, bytes: impl AsRef<[u8]>) -> String {
    let digest = encode_string(&Sha256::digest(bytes)[..4]);
    match name.rsplit_once('.') {
        Some((stem, ending)) => format!("{stem}-{digest}.{ending}"),
        None => format!("{name}-{digest}"),
    }
}
