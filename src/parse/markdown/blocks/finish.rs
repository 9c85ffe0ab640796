//! What is known at the end: where mentions lead, which works are listed.

use super::Blocks;
use crate::diagnostic::Diagnostic;
use crate::model::{Article, Inline, Reference, plain_text, walk};
use crate::parse::markdown::Words;
use crate::parse::markdown::parts::lost_part;

impl Blocks<'_, '_> {
    /// What is known at the end: mentions, the list, its heading.
    pub(in crate::parse::markdown) fn finish(
        mut self,
        printed: Vec<Reference>,
    ) -> (Article, Vec<Diagnostic>) {
        for (key, span) in std::mem::take(&mut self.context.listed) {
            self.context.library.list(&key, Some(span));
        }
        let mut references = printed;
        references.extend(std::mem::take(&mut self.context.library).references());
        if let Some((level, title, span)) = self.list_heading.take() {
            if references.is_empty() {
                self.builder.levels.pass(level.into());
                self.builder.named_section(level.into(), title, None, span);
            } else {
                self.builder.article.references_title = title;
            }
        }
        let (mut article, mut diagnostics) = self.builder.finish();
        article.references = references;
        let language = article.language.clone();
        let mut unknown = Vec::new();
        let mentions = &self.context.mentions;
        let parts = &self.parts;
        // Most articles mention nothing by its name, and need not be looked through.
        let given = |reference: &Reference| leads_inside(&reference.children);
        if !mentions.is_empty() || self.context.inner_links || article.references.iter().any(given)
        {
            walk::each_line(&mut article, &mut |line| {
                mend(line, &mut |inline| match inline {
                    Inline::CrossReference {
                        identifier,
                        children,
                    } => {
                        let mention = identifier
                            .as_str()
                            .parse()
                            .ok()
                            .and_then(|at: usize| mentions.get(at));
                        let Some(mention) = mention else { return };
                        if let Some(part) = parts.get(&mention.name) {
                            *identifier = part.identifier.clone();
                            if mention.manner != Words::Own {
                                let bare = mention.manner == Words::Number;
                                *children =
                                    vec![Inline::text(part.words(bare, language.as_deref()))];
                            }
                        } else {
                            unknown.push(mention.clone());
                            let words = plain_text(children);
                            *inline = Inline::text(words);
                        }
                    }
                    Inline::Link(link) => {
                        let part = link.url.strip_prefix('#').and_then(|name| {
                            parts.get(name).or_else(|| parts.get(&name.to_lowercase()))
                        });
                        if let Some(part) = part {
                            let mut children = std::mem::take(&mut link.children);
                            if children.is_empty() {
                                children.push(Inline::text(part.words(false, language.as_deref())));
                            }
                            *inline = Inline::CrossReference {
                                identifier: part.identifier.clone(),
                                children,
                            };
                        }
                    }
                    _ => {}
                });
            });
        }
        for mention in unknown {
            self.context
                .diagnostics
                .push(lost_part(&mention.name, mention.span));
        }
        diagnostics.append(&mut self.context.diagnostics);
        (article, diagnostics)
    }
}

/// Whether a link leads to a place on the page.
fn leads_inside(inlines: &[Inline]) -> bool {
    inlines.iter().any(|inline| match inline {
        Inline::Link(link) if link.url.starts_with('#') => true,
        other => leads_inside(other.children()),
    })
}

/// Does something with every inline of a line, those inside of others too.
fn mend(line: &mut [Inline], act: &mut impl FnMut(&mut Inline)) {
    for inline in line {
        act(inline);
        if let Some(children) = inline.children_mut() {
            mend(children, act);
        }
    }
}
