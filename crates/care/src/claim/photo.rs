//! A label on a photo, for phones whose browser cannot read it by itself.

use image::imageops::FilterType;
use rqrr::PreparedImage;

use super::Code;
use crate::picture::{self, Most, Unread};
use crate::problem::{Problem, Result};
use crate::words::Say;

/// The largest file that is read.
pub const PHOTO_BYTES: usize = 12 * 1024 * 1024;
/// What a phone's camera takes, and the memory for it. A square is read whichever way it is turned.
const MOST: Most = Most { side: 6000, memory: 128 * 1024 * 1024, upright: false };
/// A label is found in a picture of this many pixels a side as well as in one of more, and much sooner.
const SIDE: u32 = 1600;

/// The code of the label on a photo; a field that says why where there is none. It takes a while, much memory and no database.
pub fn read_photo(file: &[u8]) -> Result<Code> {
    let refused = |why: &'static str| Problem::field("photo", Say::new(why));
    if file.is_empty() {
        return Err(refused("missing-photo"));
    }
    let picture = picture::read(file, MOST).map_err(|why| {
        refused(match why {
            Unread::TooWide => "photo-too-large",
            Unread::NotOne => "invalid-photo",
        })
    })?;
    let fits = picture.width() <= SIDE && picture.height() <= SIDE;
    let picture = if fits { picture } else { picture.resize(SIDE, SIDE, FilterType::Triangle) };
    let grey = picture.into_luma8();
    let (wide, high) = (grey.width() as usize, grey.height() as usize);
    let mut squares = PreparedImage::prepare_from_greyscale(wide, high, |x, y| grey.as_raw()[y * wide + x]);
    let texts: Vec<String> =
        squares.detect_grids().iter().filter_map(|grid| grid.decode().ok()).map(|(_, text)| text).collect();
    if texts.is_empty() {
        return Err(refused("photo-without-code"));
    }
    texts.iter().find_map(|text| Code::parse(text).ok()).ok_or_else(|| refused("photo-of-another-code"))
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;

    use image::imageops::overlay;
    use image::{GrayImage, ImageFormat, Luma};
    use qrcode::{Color, QrCode};

    use super::*;
    use crate::testing::why;

    const CODE: &str = "https://isp.example/app/claim#k1_YGxjAKoBAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";

    /// A photo of this size with a square of this text in it, of so many pixels a module.
    fn photo(text: &str, (wide, high): (u32, u32), scale: u32) -> Vec<u8> {
        let code = QrCode::new(text).unwrap();
        let side = u32::try_from(code.width()).unwrap();
        let colors = code.to_colors();
        let square = GrayImage::from_fn(side * scale, side * scale, |x, y| {
            let at = (y / scale * side + x / scale) as usize;
            Luma([if colors[at] == Color::Dark { 20 } else { 230 }])
        });
        let mut all = GrayImage::from_pixel(wide, high, Luma([230]));
        overlay(&mut all, &square, i64::from(wide / 3), i64::from(high / 4));
        let mut file = Vec::new();
        all.write_to(&mut Cursor::new(&mut file), ImageFormat::Jpeg).unwrap();
        file
    }

    #[test]
    fn a_label_is_read_off_a_small_photo_and_off_one_of_a_phones_size() {
        for (size, scale) in [((600, 800), 5), ((4000, 3000), 40)] {
            assert_eq!(read_photo(&photo(CODE, size, scale)).unwrap().mac(), "60:6c:63:00:aa:01", "{size:?}");
        }
    }

    #[test]
    fn what_holds_no_label_says_why() {
        let other = photo("https://isp.example/", (600, 800), 6);
        let mut blank = Vec::new();
        let white = GrayImage::from_pixel(40, 40, Luma([255]));
        white.write_to(&mut Cursor::new(&mut blank), ImageFormat::Png).unwrap();
        for (file, expected) in [
            (&other[..], "photo-of-another-code"),
            (&blank, "photo-without-code"),
            (b"", "missing-photo"),
            (b"GIF89a, or not", "invalid-photo"),
            (&other[..200], "invalid-photo"),
        ] {
            assert_eq!(why(read_photo(file), "photo"), expected);
        }
    }
}
