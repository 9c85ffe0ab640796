//! Links that lead nowhere, that say nothing, or that nobody protects.
//!
//! Readers of text report what they take for plain text themselves; here come the links that are
//! in the article.

use super::{Node, Outline};
use crate::diagnostic::{Code, Diagnostic, Span};
use crate::model::{Inline, is_safe_url, plain_text};

/// Links that no reader can follow: without a target, with one that no page should follow, or
/// without words.
pub(super) fn empty(outline: &Outline<'_>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    outline.each(|node, place| {
        let Node::Inline(Inline::Link(link)) = node else {
            return;
        };
        let words = plain_text(&link.children);
        let url = link.url.trim();
        let finding = if url.is_empty() {
            Diagnostic::new(
                Code::EmptyLink,
                place,
                format!("the link `{words}` has no target"),
            )
            .with_hint("fill in the address, or leave the words as text")
        } else if !is_safe_url(url) {
            Diagnostic::new(
                Code::UnsafeLink,
                place,
                format!("the link `{words}` leads to `{url}`, which no page should follow; it is shown as text"),
            )
            .with_hint("use an http, https or mailto address, or a path")
        } else if words.trim().is_empty() && !holds_more(&link.children) {
            Diagnostic::new(
                Code::EmptyLink,
                place,
                format!("the link to `{url}` has no words, so that nobody can see or follow it"),
            )
            .with_hint("say in words where it leads, or give its picture an alternative text")
        } else {
            return;
        };
        found.push(finding);
    });
    found
}

/// Whether there is something to see that is no text.
fn holds_more(children: &[Inline]) -> bool {
    children
        .iter()
        .any(|child| matches!(child, Inline::InlineMath(_)) || holds_more(child.children()))
}

/// Addresses without TLS. Many works of the past are at such an address alone, so it is only
/// worth knowing; `--deny insecure-link` makes more of it.
pub(super) fn insecure(outline: &Outline<'_>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    outline.each(|node, place| match node {
        Node::Inline(Inline::Link(link)) => found.extend(insecure_address(&link.url, place)),
        // An entry that is printed shows its address; one that is fields alone gets it from them.
        Node::Reference(reference) if reference.children.is_empty() => {
            let url = reference.csl.as_ref().and_then(|csl| csl.url.as_deref());
            found.extend(url.and_then(|url| insecure_address(url, outline.narrow(url, place))));
        }
        _ => {}
    });
    found
}

fn insecure_address(url: &str, place: Option<Span>) -> Option<Diagnostic> {
    let url = url.trim();
    let (scheme, rest) = url.split_at_checked("http://".len())?;
    if !scheme.eq_ignore_ascii_case("http://") {
        return None;
    }
    let authority = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let host = authority.rsplit('@').next().unwrap_or_default();
    if is_own_machine(host) {
        return None;
    }
    Some(
        Diagnostic::new(
            Code::InsecureLink,
            place,
            format!("`{url}` is not protected on its way: anybody on it can read and change it"),
        )
        .with_hint(better(host, rest)),
    )
}

/// What to write instead: [the form that Crossref asks for](https://www.crossref.org/display-guidelines/)
/// of a DOI, else the same address.
fn better(host: &str, rest: &str) -> String {
    let doi = ["dx.doi.org", "doi.org", "www.doi.org"]
        .iter()
        .any(|known| host.eq_ignore_ascii_case(known))
        .then(|| rest.split_once('/'))
        .flatten();
    match doi {
        Some((_, doi)) => format!("write `https://doi.org/{doi}`"),
        None => format!("if the server knows it, write `https://{rest}`"),
    }
}

/// Whether a host, with or without its port, is the reader's own machine: the names and numbers
/// of [RFC 6761](https://www.rfc-editor.org/rfc/rfc6761#section-6.3) and
/// [RFC 1122](https://www.rfc-editor.org/rfc/rfc1122#section-3.2.1.3).
fn is_own_machine(host: &str) -> bool {
    let host = host.to_ascii_lowercase();
    if host.starts_with("[::1]") {
        return true;
    }
    let name = host.split(':').next().unwrap_or_default();
    let name = name.trim_end_matches('.');
    name == "localhost" || name.ends_with(".localhost") || name.starts_with("127.")
}

#[cfg(test)]
mod tests {
    use super::super::tests::findings_in;

    fn found(url: &str, words: &str) -> Vec<String> {
        findings_in(serde_json::json!({ "scholion": 1, "children": [
            { "type": "paragraph", "children": [
                { "type": "link", "url": url, "children": [{ "type": "text", "value": words }] }
            ] }
        ] }))
    }

    #[test]
    fn only_addresses_on_the_way_of_others_are_insecure() {
        for url in [
            "https://example.org/",
            "http://localhost:8080/a",
            "http://a.localhost",
            "http://127.0.0.1/",
            "http://[::1]:80/",
            "httpx",
            "http.html",
            "#top",
        ] {
            assert_eq!(found(url, "a"), [""; 0], "{url}");
        }
        for url in [
            "http://example.org/",
            "HTTP://example.org",
            "http://localhost.example.org",
            "http://localhost@example.org/",
            "http://1270.example.org",
        ] {
            let found = found(url, "a");
            assert!(found[0].starts_with("insecure-link: "), "{url}: {found:?}");
        }
    }

    #[test]
    fn a_link_says_what_it_lacks() {
        assert_eq!(
            found(" ", "here"),
            ["empty-link: the link `here` has no target"]
        );
        assert_eq!(
            found("a.html", " "),
            ["empty-link: the link to `a.html` has no words, so that nobody can see or follow it"]
        );
        assert!(found("javascript:alert(1)", "here")[0].starts_with("unsafe-link: "));
    }
}
