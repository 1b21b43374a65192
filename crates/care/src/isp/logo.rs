//! An ISP's logo.
//!
//! What is sent is a stranger's file, whoever sent it. It is read by what it holds, not by what it is called, within limits on
//! its size and its dimensions; then it is drawn anew as a PNG that fits the bar, and only that is kept and served: no
//! metadata, no second file behind the first, nothing that a browser could take for anything else. SVG is refused, since it is
//! a program as much as a picture.

use std::io::Cursor;

use image::ImageFormat;
use sha2::{Digest as _, Sha256};

use super::{store, tell_place};
use crate::access::{Tx, may};
use crate::db::live::Topic;
use crate::picture::{self, Most, Unread};
use crate::problem::{Problem, Result};
use crate::timeline::{self, Happened};
use crate::words::Say;

/// The largest file that is read.
pub const MOST_BYTES: usize = 1024 * 1024;
/// More pixels a side than any logo needs, and the memory for them.
const MOST: Most = Most { side: 3000, memory: 96 * 1024 * 1024, upright: true };
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
    let picture = picture::read(file, MOST).map_err(|why| match why {
        Unread::TooWide => Say::new("logo-too-wide").with("most", MOST.side),
        Unread::NotOne => Say::new(if is_svg(file) { "logo-is-svg" } else { "invalid-logo" }),
    })?;
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
