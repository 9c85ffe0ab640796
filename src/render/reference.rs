//! An entry of the reference list, and what list and card say of a reference alike.

use super::article::Page;
use super::{fragment, hooks};
use crate::model::{Csl, CslType, Date, Name, Reference, is_safe_url};

impl Page<'_> {
    /// An entry of the list: its number, the text as printed, where to find it, and the way back
    /// to each of its uses.
    pub(super) fn reference(&mut self, reference: &Reference) {
        let prefix = self.options.id_prefix;
        self.html
            .start("li")
            .attr("id", &fragment::reference(prefix, reference.id.as_str()))
            .done();
        let label = reference.label.as_deref().unwrap_or(reference.id.as_str());
        self.html.element("span", hooks::LABEL, label);
        self.html.open("div", hooks::ENTRY);
        self.inlines(&reference.children);
        if reference.children.is_empty() {
            self.structured(reference);
        }
        self.links(reference, false);
        self.back_links(reference);
        self.html.close("div");
        self.html.close("li");
    }

    /// The fields of a reference: title, authors, journal, year, volume, pages.
    pub(super) fn structured(&mut self, reference: &Reference) {
        let Some((csl, title)) = reference
            .csl
            .as_ref()
            .and_then(|csl| Some((csl, csl.title.as_deref()?)))
        else {
            self.html.open("p", hooks::ENTRY_META);
            self.inlines(&reference.children);
            self.html.close("p");
            return;
        };
        self.html.element("p", hooks::ENTRY_TITLE, title);
        let authors = authors(csl, self.options.messages.et_al());
        let source = source(csl);
        if authors.is_empty() && csl.container_title.is_none() && source.is_empty() {
            return;
        }
        self.html.open("p", hooks::ENTRY_META);
        self.html.text(&authors);
        let container = csl.container_title.as_deref().unwrap_or_default();
        let where_published = !container.is_empty() || !source.is_empty();
        if !authors.is_empty() && where_published {
            // The dot ends a line and begins none.
            self.html.text("\u{A0}· ");
        }
        if !container.is_empty() {
            self.html.start("cite").done();
            self.html.text(container);
            self.html.close("cite");
            self.html.text(" ");
        }
        self.html.text(&source);
        self.html.close("p");
    }

    /// Links to where the work can be found. The list has the printed address already.
    pub(super) fn links(&mut self, reference: &Reference, in_card: bool) {
        let Some(csl) = &reference.csl else { return };
        let links = targets(csl, self.options.messages, in_card);
        if links.is_empty() && !in_card {
            return;
        }
        if !in_card {
            self.html.text(" ");
            self.html.open("span", hooks::LINKS);
        }
        for (text, url) in links {
            self.html.start("a").attr("href", &url).done();
            self.html.text(&text);
            self.html.close("a");
            self.html.text(" ");
        }
        if !in_card {
            self.html.close("span");
        }
    }

    fn back_links(&mut self, reference: &Reference) {
        let key = fragment::key(reference.id.as_str());
        let total = self.index.times_cited(&key);
        if total == 0 {
            return;
        }
        let index = self.index;
        self.html.text(" ");
        self.html.open("span", hooks::BACK);
        self.html.start("span").attr("aria-hidden", "true").done();
        self.html.text("↑");
        self.html.close("span");
        for (number, (target, place)) in index.uses(&key).enumerate() {
            let name = self.options.messages.back(number + 1, total, place);
            // The arrow stays with the first letter.
            self.html.text(if number == 0 { "\u{A0}" } else { " " });
            self.html
                .start("a")
                .attr_parts("href", &["#", target])
                .attr("role", hooks::ROLE_BACK)
                .attr("aria-label", &name)
                .done();
            self.html.text(&letters(number));
            self.html.close("a");
        }
        self.html.close("span");
    }
}

/// a, b, … z, aa, ab, …
pub(super) fn letters(number: usize) -> String {
    let mut rest = number;
    let mut letters = Vec::new();
    loop {
        letters.push(char::from(b'a' + u8::try_from(rest % 26).unwrap_or(0)));
        if rest < 26 {
            break;
        }
        rest = rest / 26 - 1;
    }
    letters.iter().rev().collect()
}

/// The most authors that are named before "et al." (the NLM's count).
pub(super) const MOST_AUTHORS: usize = 6;

fn authors(csl: &Csl, et_al: &str) -> String {
    let mut names: Vec<String> = csl
        .author
        .iter()
        .take(MOST_AUTHORS)
        .map(catalogue_name)
        .collect();
    if csl.et_al() || csl.author.len() > MOST_AUTHORS {
        names.push(et_al.to_owned());
    }
    names.join(", ")
}

/// `van den Heuvel EG`: the family name first, as catalogues have it.
fn catalogue_name(name: &Name) -> String {
    let parts = [
        &name.non_dropping_particle,
        &name.family,
        &name.given,
        &name.suffix,
        &name.literal,
    ];
    parts
        .into_iter()
        .filter_map(|part| part.as_deref())
        .collect::<Vec<_>>()
        .join(" ")
}

/// `2007; 98(1): 120–5`, with what there is of it.
fn source(csl: &Csl) -> String {
    let mut source = String::new();
    let publisher: Vec<&str> = [&csl.edition, &csl.publisher]
        .into_iter()
        .filter_map(|part| part.as_deref())
        .collect();
    source.push_str(&publisher.join(", "));
    if let Some(year) = csl.issued.as_ref().and_then(Date::year) {
        if !source.is_empty() {
            source.push_str(", ");
        }
        source.push_str(&year.to_string());
    }
    let volume = csl.volume.as_deref().unwrap_or_default();
    let issue = csl
        .issue
        .as_deref()
        .map(|issue| format!("({issue})"))
        .unwrap_or_default();
    if !volume.is_empty() || !issue.is_empty() {
        if !source.is_empty() {
            source.push_str("; ");
        }
        source.push_str(volume);
        source.push_str(&issue);
    }
    if let Some(page) = &csl.page {
        if !source.is_empty() {
            source.push_str(": ");
        }
        source.push_str(&page.replace('-', "–"));
    }
    source
}

/// Where the work can be found: by identifier, by address, or by a search for its title.
fn targets(csl: &Csl, messages: super::messages::Messages, in_card: bool) -> Vec<(String, String)> {
    let mut targets = Vec::new();
    if let Some(doi) = &csl.doi {
        targets.push((
            "DOI".to_owned(),
            format!("https://doi.org/{}", encode(doi, true)),
        ));
    }
    if let Some(pmid) = &csl.pmid {
        targets.push((
            "PubMed".to_owned(),
            format!("https://pubmed.ncbi.nlm.nih.gov/{}/", encode(pmid, false)),
        ));
    }
    if let Some(pmcid) = &csl.pmcid {
        targets.push((
            "PMC".to_owned(),
            format!(
                "https://pmc.ncbi.nlm.nih.gov/articles/{}/",
                encode(pmcid, false)
            ),
        ));
    }
    if let Some(url) = csl.url.as_ref().filter(|url| in_card && is_safe_url(url)) {
        targets.push((
            host(url).unwrap_or_else(|| messages.open_page().to_owned()),
            url.clone(),
        ));
    }
    let journal = csl.kind == CslType::ArticleJournal;
    if let (true, true, Some(title)) =
        (targets.is_empty(), journal && csl.url.is_none(), &csl.title)
    {
        targets.push((
            messages.search().to_owned(),
            format!(
                "https://pubmed.ncbi.nlm.nih.gov/?term={}",
                encode(title, false)
            ),
        ));
    }
    targets
}

fn host(url: &str) -> Option<String> {
    let rest = url
        .strip_prefix("https://")
        .or_else(|| url.strip_prefix("http://"))?;
    let host = rest.split(['/', '?', '#']).next()?;
    let host = host.strip_prefix("www.").unwrap_or(host);
    (!host.is_empty() && !host.contains('@')).then(|| host.to_owned())
}

/// Percent-encodes what is not unreserved in [RFC 3986](https://www.rfc-editor.org/rfc/rfc3986#section-2.3);
/// a DOI keeps its slashes.
fn encode(text: &str, slashes: bool) -> String {
    const HEX: &[u8; 16] = b"0123456789ABCDEF";
    let mut out = String::with_capacity(text.len() + 16);
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric()
            || matches!(byte, b'-' | b'.' | b'_' | b'~')
            || slashes && byte == b'/'
        {
            out.push(char::from(byte));
        } else {
            out.push('%');
            for nibble in [byte >> 4, byte & 15] {
                out.push(char::from(
                    HEX.get(usize::from(nibble)).copied().unwrap_or(b'0'),
                ));
            }
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn uses_are_lettered_without_end() {
        let all: Vec<String> = [0, 1, 25, 26, 27, 51, 52, 701, 702]
            .into_iter()
            .map(letters)
            .collect();
        assert_eq!(all, ["a", "b", "z", "aa", "ab", "az", "ba", "zz", "aaa"]);
    }

    #[test]
    fn addresses_are_encoded() {
        assert_eq!(
            encode("10.1002/(SICI)1 <x>", true),
            "10.1002/%28SICI%291%20%3Cx%3E"
        );
        assert_eq!(
            host("https://www.example.org/a"),
            Some("example.org".to_owned())
        );
        assert_eq!(host("https://user@example.org/a"), None);
    }
}
