//! The CA's two files, each written whole or not at all, and each made exactly once whoever starts first.
//!
//! The key comes first and the certificate follows from it, so every state that a crash can leave is one from which the
//! next start goes on. A file appears under its name only when complete and on disk, and never replaces another: the
//! process that comes second finds the first one's file and uses it. No lock, hence none to be left behind.

use std::fs::{self, File, Permissions};
use std::io::{ErrorKind, Write};
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};

use rcgen::{KeyPair, PKCS_ECDSA_P256_SHA256};
use tempfile::NamedTempFile;

use super::CaError;

/// The private key in PEM, made when there is neither key nor certificate; only the owner may read the file.
pub(super) fn key(dir: &Path) -> Result<(PathBuf, String), CaError> {
    fs::create_dir_all(dir).map_err(failed(dir))?;
    let path = dir.join("ca.key");
    // Asked before the key is looked for: whoever makes the pair writes the certificate last, so a certificate seen here
    // means that its key was written before.
    let certificate_exists = dir.join("ca.pem").exists();
    let pem = match read(&path)? {
        Some(pem) => pem,
        None if certificate_exists => return Err(CaError::KeyLost(path)),
        None => {
            let fresh = KeyPair::generate_for(&PKCS_ECDSA_P256_SHA256)?.serialize_pem();
            write_once(&path, &fresh, 0o600)?
        }
    };
    Ok((path, pem))
}

/// The certificate in PEM, made by `make` when there is none; everybody may read the file.
pub(super) fn certificate(
    dir: &Path,
    make: impl FnOnce() -> Result<String, CaError>,
) -> Result<(PathBuf, String), CaError> {
    let path = dir.join("ca.pem");
    let pem = match read(&path)? {
        Some(pem) => pem,
        None => write_once(&path, &make()?, 0o644)?,
    };
    Ok((path, pem))
}

fn read(path: &Path) -> Result<Option<String>, CaError> {
    match fs::read_to_string(path) {
        Ok(text) => Ok(Some(text)),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
        Err(source) => Err(failed(path)(source)),
    }
}

/// Makes the file hold `text` unless another process was first, and returns what it holds then.
fn write_once(path: &Path, text: &str, mode: u32) -> Result<String, CaError> {
    let dir = path.parent().unwrap_or(Path::new("."));
    let write = || {
        let mut file = NamedTempFile::new_in(dir)?;
        file.write_all(text.as_bytes())?;
        file.as_file().set_permissions(Permissions::from_mode(mode))?;
        file.as_file().sync_all()?;
        match file.persist_noclobber(path) {
            Ok(_) => {}
            Err(second) if second.error.kind() == ErrorKind::AlreadyExists => {}
            Err(other) => return Err(other.error),
        }
        File::open(dir)?.sync_all()?;
        fs::read_to_string(path)
    };
    write().map_err(failed(path))
}

fn failed(path: &Path) -> impl FnOnce(std::io::Error) -> CaError {
    let path = path.to_path_buf();
    |source| CaError::File { path, source }
}
