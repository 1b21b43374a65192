//! Captured exchanges between a real agent and a server, from `fixtures/unum`.

use std::path::Path;

use serde_json::Value;

/// One captured request and the reply it got.
pub(crate) struct Capture {
    /// The file's name without its ending.
    pub(crate) name: String,
    pub(crate) method: String,
    pub(crate) path: String,
    /// The body as it was on the wire, decompressed.
    pub(crate) body: Vec<u8>,
    /// How many bytes were counted on the wire.
    pub(crate) length_on_wire: usize,
    pub(crate) compressed: bool,
    pub(crate) reply: String,
}

/// Every captured request, by name. Captures of local files hold none and are left out.
pub(crate) fn captures() -> Vec<Capture> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/unum");
    let mut captures: Vec<_> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|ending| ending == "json"))
        .filter_map(|path| read(&path))
        .collect();
    captures.sort_by(|a, b| a.name.cmp(&b.name));
    captures
}

/// The capture of that name.
pub(crate) fn capture(name: &str) -> Capture {
    captures().into_iter().find(|capture| capture.name == name).unwrap_or_else(|| panic!("no capture {name}"))
}

fn read(path: &Path) -> Option<Capture> {
    let file: Value = serde_json::from_slice(&std::fs::read(path).unwrap()).unwrap();
    let request = file.get("request")?;
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    let length_on_wire = usize::try_from(request["body_len_on_wire"].as_u64().unwrap()).unwrap();
    Some(Capture {
        name: path.file_stem().unwrap().to_str().unwrap().to_owned(),
        method: text(&request["method"]),
        path: text(&request["path"]),
        body: body(&request["body"], length_on_wire),
        length_on_wire,
        compressed: request["headers"].get("Content-Encoding").is_some(),
        reply: text(&file["reply"]["body"]),
    })
}

/// Release builds send compact JSON and debug builds indented JSON; the length tells which this was.
fn body(value: &Value, length_on_wire: usize) -> Vec<u8> {
    if let Value::String(text) = value {
        return text.clone().into_bytes();
    }
    let indented = serde_json::to_vec_pretty(value).unwrap();
    if indented.len() == length_on_wire { indented } else { serde_json::to_vec(value).unwrap() }
}
