//! Which of the two a request is for: the portal, or the app, whose pages are all below `/app`.

use care::access::Audience;

/// Of a path.
pub(crate) fn of(path: &str) -> Audience {
    let root = Audience::App.root();
    match path.strip_prefix(root) {
        Some(rest) if rest.is_empty() || rest.starts_with('/') => Audience::App,
        _ => Audience::Portal,
    }
}

/// The first page of either, which leads on.
pub(crate) fn front(audience: Audience) -> &'static str {
    match audience {
        Audience::Portal => "/",
        Audience::App => "/app",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_below_app_is_the_apps() {
        for path in ["/app", "/app/", "/app/homes/7"] {
            assert_eq!(of(path), Audience::App, "{path}");
        }
        for path in ["", "/", "/apple", "/application/app", "/isps/app", "//app", "/App"] {
            assert_eq!(of(path), Audience::Portal, "{path}");
        }
    }
}
