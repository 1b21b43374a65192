//! QR codes, drawn.

use std::fmt::Write as _;

use care::Problem;
use qrcode::{Color, QrCode};

/// A square of light and dark.
#[derive(Clone, Debug)]
pub(crate) struct Qr {
    /// Modules a side, the white around it included.
    pub(crate) size: usize,
    /// The dark ones, as the `d` of an SVG path.
    pub(crate) path: String,
}

/// A square as one drawing: each row's dark runs are rectangles. Four modules of white belong around it.
pub(crate) fn drawn(text: &str) -> care::Result<Qr> {
    const QUIET: usize = 4;
    let code = QrCode::new(text).map_err(Problem::broken)?;
    let width = code.width();
    let mut path = String::new();
    for (y, row) in code.to_colors().chunks(width).enumerate() {
        let mut x = 0;
        for run in row.chunk_by(|one, other| one == other) {
            if run.first() == Some(&Color::Dark) {
                let (left, top, n) = (x + QUIET, y + QUIET, run.len());
                // Writing into a string cannot fail.
                let _ = write!(path, "M{left} {top}h{n}v1h-{n}z");
            }
            x += run.len();
        }
    }
    Ok(Qr { size: width + 2 * QUIET, path })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_square_has_white_around_it_and_its_three_corners() {
        let qr = drawn("otpauth://totp/Portico:ada?secret=GEZDGNBV").unwrap();
        assert!(qr.path.starts_with("M4 4h7v1h-7z"), "{}", qr.path);
        assert!(qr.size >= 29 && !qr.path.contains("M0") && !qr.path.contains("M3 "));
    }
}
