//! Where people reach this service: from the configuration alone, never from what a request claims.

/// The public address of the pages, such as `https://care.example.net`.
#[derive(Debug, Clone)]
pub struct Site {
    public_url: String,
}

impl Site {
    /// With this origin.
    pub fn new(public_url: &str) -> Self {
        Site { public_url: public_url.trim_end_matches('/').to_owned() }
    }

    /// The origin, without a slash at its end.
    pub fn origin(&self) -> &str {
        &self.public_url
    }

    /// Whether pages are reached over TLS.
    pub fn is_secure(&self) -> bool {
        self.public_url.starts_with("https://")
    }

    /// The address of a page.
    pub fn page(&self, path: &str) -> String {
        format!("{}{path}", self.public_url)
    }
}
