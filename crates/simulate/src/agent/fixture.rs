//! Captures of the real agent, for comparison.

use super::json::Json;

/// One captured request.
pub(crate) struct Captured {
    capture: Json,
}

impl Captured {
    pub(crate) fn read(text: &str) -> Self {
        Self { capture: serde_json::from_str(text).unwrap() }
    }

    fn request(&self, key: &str) -> &Json {
        self.capture.get("request").unwrap().get(key).unwrap()
    }

    /// The body as it was on the wire of a release build: compact.
    pub(crate) fn body(&self) -> Vec<u8> {
        match self.request("body") {
            Json::Text(text) => text.clone().into_bytes(),
            json => super::compact(json),
        }
    }

    pub(crate) fn json(&self) -> &Json {
        self.request("body")
    }

    pub(crate) fn path(&self) -> &str {
        self.request("path").text().unwrap()
    }

    /// Name and value of every header in order. A length is that of this body: debug builds indent theirs.
    pub(crate) fn headers(&self, length: usize) -> Vec<(String, String)> {
        let Json::Object(headers) = self.request("headers") else { panic!("no headers") };
        let value = |name: &str, value: &Json| match name {
            "Content-Length" => length.to_string(),
            _ => value.text().unwrap().to_owned(),
        };
        headers.iter().map(|(name, text)| (name.clone(), value(name, text))).collect()
    }
}

/// The shape of a value: keys in order and types. Lists are as rich as their richest items.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord, Clone)]
pub(crate) enum Shape {
    Null,
    Bool,
    Number,
    Text,
    List(Vec<Shape>),
    Object(Vec<(String, Shape)>),
}

impl Shape {
    pub(crate) fn of(json: &Json) -> Self {
        match json {
            Json::Null => Self::Null,
            Json::Bool(_) => Self::Bool,
            Json::Number(_) => Self::Number,
            Json::Text(_) => Self::Text,
            Json::List(items) => {
                let mut shapes: Vec<Self> = items.iter().map(Self::of).collect();
                shapes.sort();
                shapes.dedup();
                Self::List(shapes)
            }
            Json::Object(entries) => {
                Self::Object(entries.iter().map(|(key, value)| (key.clone(), Self::of(value))).collect())
            }
        }
    }

    pub(crate) fn of_bytes(bytes: &[u8]) -> Self {
        Self::of(&serde_json::from_slice(bytes).unwrap())
    }

    /// Whether this value looks like one that the real agent sends: the same keys in the same order with the same
    /// types, every list item like some item of the original's list (or the list empty on either side).
    pub(crate) fn is_like(&self, original: &Self) -> bool {
        match (self, original) {
            (Self::List(mine), Self::List(theirs)) => {
                theirs.is_empty() || mine.iter().all(|item| theirs.iter().any(|other| item.is_like(other)))
            }
            (Self::Object(mine), Self::Object(theirs)) => {
                mine.len() == theirs.len()
                    && mine.iter().zip(theirs).all(|((a, mine), (b, theirs))| a == b && mine.is_like(theirs))
            }
            (mine, theirs) => mine == theirs,
        }
    }
}
