//! Pictures that people send: read by what they hold, not by what they are called, within limits that the file is asked for before
//! it is decoded.

use std::io::Cursor;

use image::metadata::Orientation;
use image::{DynamicImage, ImageDecoder as _, ImageError, ImageFormat, ImageReader, Limits};

/// What a picture may take.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Most {
    /// Pixels a side.
    pub(crate) side: u32,
    /// Bytes of memory while it is read.
    pub(crate) memory: u64,
    /// Whether it is to be turned as it was taken, which takes as much again for a moment.
    pub(crate) upright: bool,
}

/// Why there is no picture.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Unread {
    /// The file is none of the kinds that are read, or it is broken.
    NotOne,
    /// It has more pixels a side than it may.
    TooWide,
}

/// The first picture of a PNG, JPEG, WebP or GIF. It takes a while and much memory: not where others wait.
pub(crate) fn read(file: &[u8], most: Most) -> Result<DynamicImage, Unread> {
    const KNOWN: [ImageFormat; 4] =
        [ImageFormat::Png, ImageFormat::Jpeg, ImageFormat::WebP, ImageFormat::Gif];
    let mut reader = ImageReader::new(Cursor::new(file)).with_guessed_format().map_err(|_| Unread::NotOne)?;
    if !reader.format().is_some_and(|format| KNOWN.contains(&format)) {
        return Err(Unread::NotOne);
    }
    let wrong = |error| match error {
        ImageError::Limits(_) => Unread::TooWide,
        _ => Unread::NotOne,
    };
    let mut limits = Limits::default();
    limits.max_image_width = Some(most.side);
    limits.max_image_height = Some(most.side);
    limits.max_alloc = Some(most.memory);
    reader.limits(limits);
    let mut decoder = reader.into_decoder().map_err(wrong)?;
    let (wide, high) = decoder.dimensions();
    if wide.max(high) > most.side {
        return Err(Unread::TooWide);
    }
    let turned = if most.upright { decoder.orientation().ok() } else { None };
    let orientation = turned.unwrap_or(Orientation::NoTransforms);
    let mut picture = DynamicImage::from_decoder(decoder).map_err(wrong)?;
    picture.apply_orientation(orientation);
    Ok(picture)
}
