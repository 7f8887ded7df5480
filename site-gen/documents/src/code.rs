//! A code that the camera of a phone reads.

use qrcode::QrCode;
use qrcode::render::svg::Color;

/// The code that leads to `address`, as SVG with the white edge that cameras need. None if no code is that long.
pub(crate) fn code(address: &str) -> Option<String> {
    QrCode::new(address).ok().map(|code| code.render::<Color<'_>>().build())
}
