//! An ISP's logo.
//!
//! What is sent is a stranger's file, whoever sent it. It is read by what it holds, not by what it is called, within limits on
//! its size and its dimensions; then it is drawn anew as a PNG that fits the bar, and only that is kept and served: no
//! metadata, no second file behind the first, nothing that a browser could take for anything else. SVG is refused, since it is
//! a program as much as a picture.

use std::io::Cursor;

use image::metadata::Orientation;
use image::{DynamicImage, ImageDecoder as _, ImageFormat, ImageReader, Limits};
use sha2::{Digest as _, Sha256};

use super::{store, tell_place};
use crate::access::{Tx, may};
use crate::db::live::Topic;
use crate::problem::{Problem, Result};
use crate::timeline::{self, Happened};
use crate::words::Say;

/// The largest file that is read.
pub const MOST_BYTES: usize = 1024 * 1024;
/// The most pixels a side: more than any logo needs. The file says it before it is decoded.
const MOST_SIDE: u32 = 3000;
/// The most memory that one picture may take while it is read.
const MOST_MEMORY: u64 = 96 * 1024 * 1024;
/// What it is drawn into, for screens of twice the density.
const BOX: (u32, u32) = (480, 128);

/// A logo as we drew it.
#[derive(Clone, PartialEq, Eq)]
pub struct Logo {
    digest: String,
    png: Vec<u8>,
}

impl std::fmt::Debug for Logo {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Logo({}, {} bytes)", self.digest, self.png.len())
    }
}

impl Logo {
    /// Reads a file and draws it anew. It takes a while, much memory and no database: do it before a transaction opens, not where
    /// others wait, and one at a time.
    pub fn read(file: &[u8]) -> Result<Logo> {
        draw(file).map_err(|why| Problem::field("logo", why))
    }

    /// The picture.
    pub fn png(&self) -> &[u8] {
        &self.png
    }

    /// What it is called by.
    pub fn digest(&self) -> &str {
        &self.digest
    }
}

fn draw(file: &[u8]) -> Result<Logo, Say> {
    if file.is_empty() {
        return Err(Say::new("missing-logo"));
    }
    if file.len() > MOST_BYTES {
        return Err(Say::new("logo-too-large"));
    }
    let known = [ImageFormat::Png, ImageFormat::Jpeg, ImageFormat::WebP, ImageFormat::Gif];
    let reader =
        ImageReader::new(Cursor::new(file)).with_guessed_format().map_err(|_| Say::new("invalid-logo"))?;
    if !reader.format().is_some_and(|format| known.contains(&format)) {
        return Err(Say::new(if is_svg(file) { "logo-is-svg" } else { "invalid-logo" }));
    }
    let picture = decode(reader)?;
    let (wide, high) = BOX;
    let fits = picture.width() <= wide && picture.height() <= high;
    let picture =
        if fits { picture } else { picture.resize(wide, high, image::imageops::FilterType::Lanczos3) };
    let mut png = Vec::new();
    picture
        .to_rgba8()
        .write_to(&mut Cursor::new(&mut png), ImageFormat::Png)
        .map_err(|_| Say::new("invalid-logo"))?;
    let digest = Sha256::digest(&png).iter().take(16).map(|byte| format!("{byte:02x}")).collect();
    Ok(Logo { digest, png })
}

/// The first picture of the file, upright.
fn decode(mut reader: ImageReader<Cursor<&[u8]>>) -> Result<DynamicImage, Say> {
    let too_wide = || Say::new("logo-too-wide").with("most", MOST_SIDE);
    let wrong = |error| match error {
        image::ImageError::Limits(_) => too_wide(),
        _ => Say::new("invalid-logo"),
    };
    let mut limits = Limits::default();
    limits.max_image_width = Some(MOST_SIDE);
    limits.max_image_height = Some(MOST_SIDE);
    limits.max_alloc = Some(MOST_MEMORY);
    reader.limits(limits);
    let mut decoder = reader.into_decoder().map_err(wrong)?;
    let (wide, high) = decoder.dimensions();
    if wide.max(high) > MOST_SIDE {
        return Err(too_wide());
    }
    let orientation = decoder.orientation().unwrap_or(Orientation::NoTransforms);
    let mut picture = DynamicImage::from_decoder(decoder).map_err(wrong)?;
    picture.apply_orientation(orientation);
    Ok(picture)
}

/// Whether it looks like what people call an SVG: only for the sentence that refuses it.
fn is_svg(file: &[u8]) -> bool {
    let start = String::from_utf8_lossy(&file[..file.len().min(4096)]);
    start.trim_start_matches(['\u{feff}', ' ', '\t', '\r', '\n']).starts_with('<') && start.contains("<svg")
}

/// Shows this logo from now on.
pub async fn set_logo(tx: &mut Tx<may::ManageSettings>, logo: &Logo) -> Result<()> {
    store::settings::set_logo(tx, logo.digest(), logo.png()).await?;
    timeline::note(tx, Happened::new("isp-logo-changed").with("logo", logo.digest())).await?;
    tell_place(tx, Topic::Settings).await
}

/// Shows the ISP's mark again instead of a logo.
pub async fn remove_logo(tx: &mut Tx<may::ManageSettings>) -> Result<()> {
    if store::settings::remove_logo(tx).await? {
        timeline::note(tx, Happened::new("isp-logo-removed")).await?;
        tell_place(tx, Topic::Settings).await?;
    }
    Ok(())
}

/// The picture of this digest, as public as an ISP's name: pages before signing in show it, and mails may.
pub async fn logo(tx: &mut Tx<may::Anyone>, digest: &str) -> Result<Vec<u8>> {
    store::settings::picture(tx, digest).await?.ok_or(Problem::NotFound("file"))
}
