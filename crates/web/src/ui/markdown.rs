//! Markdown that people wrote, as HTML in which nothing can act: headings, paragraphs, emphasis, lists, quotes and links to the web
//! or to a mail address. Everything else is shown as the text that it is, or left out.

use pulldown_cmark::{CowStr, Event, LinkType, Options, Parser, Tag, TagEnd, html};

/// Rendered; safe to be put into a page as it is.
#[derive(Debug, Clone)]
pub(crate) struct Rendered(String);

impl Rendered {
    /// The HTML.
    pub(crate) fn as_str(&self) -> &str {
        &self.0
    }
}

/// Renders a text. The page's own headings come first: a text's begin a level below.
pub(crate) fn rendered(text: &str) -> Rendered {
    let mut html = String::new();
    // Links do not stand in one another; a refused one leaves its text.
    let mut refused = false;
    let events = Parser::new_ext(text, Options::empty()).filter_map(|event| tamed(event, &mut refused));
    html::push_html(&mut html, events);
    Rendered(html)
}

fn tamed<'a>(event: Event<'a>, refused: &mut bool) -> Option<Event<'a>> {
    match event {
        // Shown as it was typed; the writer escapes it.
        Event::Html(text) | Event::InlineHtml(text) => Some(Event::Text(text)),
        Event::Start(Tag::HtmlBlock | Tag::Image { .. }) | Event::End(TagEnd::HtmlBlock | TagEnd::Image) => {
            None
        }
        Event::Start(Tag::Heading { level, .. }) => {
            let (classes, attrs) = (Vec::new(), Vec::new());
            Some(Event::Start(Tag::Heading { level: below(level), id: None, classes, attrs }))
        }
        Event::End(TagEnd::Heading(level)) => Some(Event::End(TagEnd::Heading(below(level)))),
        Event::Start(Tag::Link { link_type, dest_url, id, .. }) => {
            *refused = link_type != LinkType::Email && !leads_outside(&dest_url);
            let link = Tag::Link { link_type, dest_url, title: CowStr::Borrowed(""), id };
            (!*refused).then_some(Event::Start(link))
        }
        Event::End(TagEnd::Link) => (!std::mem::take(refused)).then_some(Event::End(TagEnd::Link)),
        other => Some(other),
    }
}

/// Whether an address is one of the web or of a mailbox, and so no script and no page of ours.
fn leads_outside(address: &str) -> bool {
    let address = address.to_ascii_lowercase();
    ["https://", "http://", "mailto:"].iter().any(|scheme| address.starts_with(scheme))
}

fn below(level: pulldown_cmark::HeadingLevel) -> pulldown_cmark::HeadingLevel {
    use pulldown_cmark::HeadingLevel::{H2, H3, H4, H5, H6};
    match level as usize {
        1 => H2,
        2 => H3,
        3 => H4,
        4 => H5,
        _ => H6,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_people_format_is_formatted() {
        let html = rendered(
            "# Terms\n\nBe *kind*.\n\n- one\n- **two**\n\n[us](https://isp.example) <help@isp.example>",
        )
        .0;
        for part in [
            "href=\"mailto:help@isp.example\"",
            "<h2>Terms</h2>",
            "<em>kind</em>",
            "<li><strong>two</strong></li>",
            "href=\"https://isp.example\"",
        ] {
            assert!(html.contains(part), "{part}: {html}");
        }
    }

    #[test]
    fn nothing_in_it_can_act() {
        for text in [
            "<script>alert(1)</script>",
            "hello <img src=x onerror=alert(1)> there",
            "[click](javascript:alert(1))",
            "[click](JaVaScRiPt:alert(1))",
            "[click](data:text/html,hi)",
            "[click](//evil.example)",
            "[click](/app/sign-out)",
            "![picture](https://evil.example/x.png)",
            "<a href=\"javascript:alert(1)\">x</a>",
            "<javascript:alert(1)>",
            "<style>*{display:none}</style>",
            "[x]: javascript:alert(1)\n\n[x]",
            "[t](https://a.example \"onmouseover=alert(1)\")",
            "# head {onclick=alert(1)}",
        ] {
            let html = rendered(text).0;
            let tags: Vec<&str> =
                html.split('<').skip(1).map(|it| it.split(['>', ' ']).next().unwrap()).collect();
            let known = ["p", "/p", "a", "/a", "h2", "/h2", "em", "/em"];
            assert!(tags.iter().all(|tag| known.contains(tag)), "{text}: {html}");
            let links = html.split("<a href=\"").skip(1).map(|it| it.split('"').next().unwrap());
            assert!(links.into_iter().all(|it| it.starts_with("https://a.")), "{text}: {html}");
        }
    }
}
