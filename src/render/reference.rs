//! An entry of the reference list, and what list and card say of a reference alike.

use super::article::{Mode, Page};
use super::index::{Usage, letters};
use super::inlines::shows;
use super::messages::Messages;
use super::{fragment, hooks, work};
use crate::model::{Csl, Direction, Published, Reference, bare_doi, is_safe_url, plain_text};

impl Page<'_> {
    /// An entry of the list: its number, the text as printed, where to find it, and the way back
    /// to each of its uses.
    pub(super) fn reference(&mut self, reference: &Reference, role: Option<&str>) {
        let prefix = self.options.id_prefix;
        self.html
            .start("li")
            .attr("id", &fragment::reference(prefix, reference.id.as_str()))
            .attr_some("role", role)
            .done();
        let label = reference.label.as_deref().unwrap_or(reference.id.as_str());
        self.html.element("span", hooks::LABEL, label);
        let turned = self.direction_of_entry(reference);
        let tag = self.html.start("div").class(hooks::ENTRY);
        tag.direction(turned).done();
        self.notices(reference);
        self.running = turned.unwrap_or(self.tongues.direction);
        self.inlines(&reference.children);
        if reference.children.is_empty() {
            self.structured(reference);
        }
        self.running = self.tongues.direction;
        self.links(reference, false);
        self.ways_from(reference, &fragment::key(reference.id.as_str()), true);
        self.html.close("div");
        self.html.close("li");
    }

    /// The ways from an entry: to the same source elsewhere, back to its uses where `back` says so,
    /// to the sentences that cite it.
    pub(super) fn ways_from(&mut self, reference: &Reference, key: &str, back: bool) {
        let label = reference.label.as_deref().unwrap_or(reference.id.as_str());
        self.same_source(key);
        let index = self.index;
        let uses: Vec<_> = index.uses(key).collect();
        if back {
            self.back_links(&uses);
        }
        if uses.is_empty() && index.has_markers() {
            self.html.text(" ");
            let uncited = self.options.messages.uncited();
            self.html
                .start("span")
                .class(hooks::UNCITED)
                .tongue(self.tongues.ours)
                .done();
            self.html.text(uncited);
            self.html.close("span");
        } else if !uses.is_empty() && self.options.tools {
            self.contexts_button(key, label);
        }
    }

    /// The direction of an entry, where it is not that of the article.
    pub(super) fn direction_of_entry(&self, reference: &Reference) -> Option<Direction> {
        let title = reference.csl.as_ref().and_then(|csl| csl.title.as_deref());
        Direction::of_text(&plain_text(&reference.children))
            .or_else(|| Direction::of_text(title?))
            .filter(|own| *own != self.tongues.direction)
    }

    /// The fields of a reference: title, authors, journal, year, volume, pages, and what else
    /// there is to say of a work of its kind.
    pub(super) fn structured(&mut self, reference: &Reference) {
        let named = reference
            .csl
            .as_ref()
            // What was printed says more than a stand-in for the title.
            .filter(|csl| csl.title.is_some() || reference.children.is_empty())
            .and_then(|csl| Some((csl, work::title(csl)?)));
        let Some((csl, title)) = named else {
            self.html.open("p", hooks::ENTRY_META);
            self.inlines(&reference.children);
            self.html.close("p");
            return;
        };
        let title = work::plain(title);
        self.html.open("p", hooks::ENTRY_TITLE);
        self.running_text(&title);
        self.html.close("p");
        let messages = self.options.messages.beside(&title);
        let authors = authors(csl, messages);
        let container = csl.container_title.as_deref().map(work::plain);
        let container = container
            .filter(|container| *container != title)
            .unwrap_or_default();
        let details = work::details(csl).join(". ");
        let source = source(csl, messages);
        if authors.is_empty() && container.is_empty() && source.is_empty() && details.is_empty() {
            return;
        }
        self.html.open("p", hooks::ENTRY_META);
        self.html.text(&authors);
        let said = !container.is_empty() || !source.is_empty() || !details.is_empty();
        if !authors.is_empty() && said {
            // The dot ends a line and begins none.
            self.html.text("\u{A0}· ");
        }
        if !container.is_empty() {
            self.html.start("cite").done();
            self.html.text(&container);
            self.html.close("cite");
            self.html.text(" ");
        }
        if !details.is_empty() {
            self.running_text(&details);
            if !source.is_empty() {
                self.html.text(". ");
            }
        }
        self.imprint(&source);
        self.html.close("p");
    }

    /// Links to where the work can be found. The printed text of an entry of the list may have
    /// the address already; where it has none, paper shows the first of them.
    pub(super) fn links(&mut self, reference: &Reference, in_card: bool) {
        let Some(csl) = &reference.csl else { return };
        let with_url = in_card || reference.children.is_empty();
        let links = targets(csl, self.options.messages, with_url);
        let on_paper = !in_card && names_the_work(csl) && !is_found_in_print(reference, csl);
        if links.is_empty() && !in_card {
            return;
        }
        if !in_card {
            self.html.text(" ");
            self.html
                .start("span")
                .class(hooks::LINKS)
                .tongue(self.tongues.ours)
                .done();
        }
        for (number, (text, url)) in links.iter().enumerate() {
            self.html
                .start("a")
                .attr_if(on_paper && number == 0, "class", hooks::ON_PAPER)
                .link(url, self.options.outward)
                .done();
            self.html.text(text);
            self.html.close("a");
            self.html.text(" ");
        }
        if !in_card {
            self.html.close("span");
        }
    }

    /// The way back: a letter for each use; the style sheet puts an arrow before the first.
    pub(super) fn back_links(&mut self, uses: &[Usage<'_>]) {
        if uses.is_empty() {
            return;
        }
        self.html.text(" ");
        self.html
            .start("span")
            .class(hooks::BACK)
            .tongue(self.tongues.ours)
            .done();
        for (number, place) in uses.iter().enumerate() {
            let messages = self.options.messages;
            let name = messages.back(number + 1, uses.len(), place.place(messages));
            if number > 0 {
                self.html.text(" ");
            }
            self.html
                .start("a")
                .attr_parts("href", &["#", place.fragment])
                .attr("role", hooks::ROLE_BACK)
                .attr("aria-label", &name)
                .done();
            self.html.text(&letters(number));
            self.html.close("a");
        }
        self.html.close("span");
    }

    /// The button that opens the sentences that cite a reference.
    fn contexts_button(&mut self, key: &str, label: &str) {
        let messages = self.options.messages;
        self.html.text(" ");
        self.html
            .start("button")
            .class(hooks::CONTEXTS)
            .attr("type", "button")
            .attr("aria-expanded", "false")
            .attr("aria-label", &messages.contexts_of(label))
            .attr(hooks::DATA_KEY, key)
            .tongue(self.tongues.ours)
            .done();
        self.html.text(messages.contexts());
        self.html.close("button");
    }

    /// Says where else in the list the same source stands. However often it does, an entry stays
    /// an entry, and the list as long as its references.
    pub(super) fn same_source(&mut self, key: &str) {
        let (messages, prefix) = (self.options.messages, self.options.id_prefix);
        let mut first = true;
        let mut behind = "";
        for (number, other) in self.index.same_as(self.article, key).enumerate() {
            if number == MOST_SAME {
                self.html.text(messages.separator());
                self.html.text("…");
                break;
            }
            if first {
                self.html.text(" ");
                self.html
                    .start("span")
                    .class(hooks::SAME)
                    .tongue(self.tongues.ours)
                    .done();
                let before;
                (before, behind) = messages.same_source();
                self.html.text(before);
            } else {
                self.html.text(messages.separator());
            }
            first = false;
            let id = other.id.as_str();
            let target = self.index.reference_id(prefix, &fragment::key(id));
            self.html
                .start("a")
                .attr_parts("href", &["#", &target])
                .done();
            self.html.text(other.label.as_deref().unwrap_or(id));
            self.html.close("a");
        }
        if !first {
            self.html.text(behind);
            self.html.close("span");
        }
    }

    /// What has been published about the work since: the first thing to know about it.
    pub(super) fn notices(&mut self, reference: &Reference) {
        let updates = reference
            .csl
            .as_ref()
            .and_then(|csl| csl.custom.as_ref())
            .map_or(&[][..], |custom| &custom.updated_by);
        let messages = self.options.messages;
        for update in updates {
            let classes = if update.kind.is_grave() {
                &[hooks::NOTICE, hooks::GRAVE][..]
            } else {
                &[hooks::NOTICE]
            };
            self.html
                .start("p")
                .classes(classes)
                .tongue(self.tongues.ours)
                .done();
            self.html.start("strong").done();
            self.html.text(messages.update(update.kind));
            self.html.close("strong");
            if let Some([year, rest @ ..]) = update
                .updated
                .as_ref()
                .and_then(|date| date.date_parts.first().map(Vec::as_slice))
            {
                self.html.text(" ");
                let date = messages.date(*year, rest.first().copied(), rest.get(1).copied());
                self.html.text(&date);
            }
            let doi = update.doi.as_deref().map(doi_address);
            let target = doi.or_else(|| update.url.clone().filter(|url| is_safe_url(url)));
            if let Some(url) = target {
                self.html.text(" ");
                let unseen = self.mode == Mode::Page && !shows("", &url);
                self.html
                    .start("a")
                    .attr_if(unseen, "class", hooks::ON_PAPER)
                    .link(&url, self.options.outward)
                    .done();
                self.html.text(messages.notice());
                self.html.close("a");
            }
            self.html.close("p");
        }
    }
}

/// The most other entries of the same source that are named.
const MOST_SAME: usize = 8;

/// The most authors that are named before "et al." (the NLM's count).
pub(super) const MOST_AUTHORS: usize = 6;

fn authors(csl: &Csl, messages: Messages<'_>) -> String {
    let edited = work::is_edited(csl);
    let people = if edited { &csl.editor } else { &csl.author };
    let mut names: Vec<String> = people
        .iter()
        .take(MOST_AUTHORS)
        .map(work::catalogue_name)
        .collect();
    if csl.et_al() || people.len() > MOST_AUTHORS {
        names.push(messages.et_al().to_owned());
    }
    let names = names.join(messages.separator());
    if edited {
        messages.editors(&names, people.len())
    } else {
        names
    }
}

/// `2007; 98(1): 120–5`, with what there is of it.
fn source(csl: &Csl, messages: Messages<'_>) -> String {
    let mut source = String::new();
    let edition = csl.edition.as_deref();
    let publisher: Vec<String> = [
        edition.map(|edition| messages.edition(edition)),
        csl.publisher.clone(),
    ]
    .into_iter()
    .flatten()
    .collect();
    source.push_str(&publisher.join(", "));
    if let Some(year) = csl.issued.as_ref().and_then(work::year) {
        if !source.is_empty() {
            source.push_str(", ");
        }
        source.push_str(&year);
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
fn targets(csl: &Csl, messages: Messages<'_>, with_url: bool) -> Vec<(String, String)> {
    let mut targets = Vec::new();
    if let Some(doi) = &csl.doi {
        targets.push(("DOI".to_owned(), doi_address(doi)));
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
    if let Some(url) = csl.url.as_ref().filter(|url| with_url && is_safe_url(url)) {
        targets.push((
            host(url).unwrap_or_else(|| messages.open_page().to_owned()),
            url.clone(),
        ));
    }
    let nowhere = targets.is_empty() && csl.url.is_none();
    if let Some(title) = csl.title.as_ref().filter(|_| nowhere) {
        // Books and chapters are in Crossref rather than in PubMed.
        let (name, search) = if csl.kind.published() == Published::InPeriodical {
            (messages.search(), "https://pubmed.ncbi.nlm.nih.gov/?term=")
        } else {
            (
                messages.search_crossref(),
                "https://search.crossref.org/search/works?q=",
            )
        };
        targets.push((name.to_owned(), format!("{search}{}", encode(title, false))));
    }
    targets
}

/// Whether there is more to find the work by than a search for its title.
fn names_the_work(csl: &Csl) -> bool {
    csl.doi.is_some() || csl.pmid.is_some() || csl.pmcid.is_some() || csl.url.is_some()
}

/// Whether the printed text of a reference says where to find it.
fn is_found_in_print(reference: &Reference, csl: &Csl) -> bool {
    let printed = plain_text(&reference.children);
    let identifiers = [&csl.doi, &csl.pmid, &csl.pmcid];
    printed.contains("://")
        || identifiers
            .into_iter()
            .flatten()
            .any(|identifier| printed.contains(bare_doi(identifier)))
}

/// The address at which a DOI is resolved ([DOI Handbook, 3.5](https://www.doi.org/doi-handbook/HTML/index.html)).
pub(super) fn doi_address(doi: &str) -> String {
    format!("https://doi.org/{}", encode(bare_doi(doi), true))
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
pub(super) fn encode(text: &str, slashes: bool) -> String {
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
    use crate::model::{Article, CslType};
    use crate::render::{self, Options};

    /// How often a list of so many entries of one source leads from one to another.
    fn ways_to_the_same(entries: u32) -> usize {
        let csl = Csl {
            title: Some("Bones and What Becomes of Them".to_owned()),
            doi: Some("10.1000/bones".to_owned()),
            ..Csl::new(CslType::ArticleJournal)
        };
        let references = (1..=entries).map(|number| Reference {
            id: number.into(),
            label: None,
            children: Vec::new(),
            csl: Some(csl.clone()),
            position: None,
        });
        let article = Article {
            references: references.collect(),
            ..Article::default()
        };
        let html = render::html(&article, &Options::default());
        html.matches("<a href=\"#ref-").count()
    }

    #[test]
    fn a_list_of_one_source_grows_with_its_entries() {
        assert_eq!(ways_to_the_same(3), 3 * 2);
        assert_eq!(ways_to_the_same(9), 9 * 8);
        assert_eq!(ways_to_the_same(90), 90 * 8);
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
