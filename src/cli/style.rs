//! An article's references and markers in a style of
//! [CSL](https://docs.citationstyles.org/en/stable/specification.html), by `hayagriva`.
//!
//! Styles are the user's: none is bundled. What a style says becomes inlines of the article, so
//! that one renderer writes all markup.

use std::collections::HashMap;
use std::path::Path;

use hayagriva::citationberg::json::{Item, Value as CslValue};
use hayagriva::citationberg::{
    CitationFormat, FontStyle, FontVariant, FontWeight, IndependentStyle, Locale, LocaleFile,
    StyleCategory, TextDecoration, VerticalAlign,
};
use hayagriva::{
    BibliographyDriver, BibliographyRequest, CitationItem, CitationRequest, ElemChild,
    ElemChildren, ElemMeta, Formatted,
};
use quick_xml::events::Event;
use scholion::diagnostic::LineIndex;
use scholion::model::{Article, Inline, Link, Reference, ReferenceId, plain_text, walk};
use scholion::render::messages::Messages;
use scholion::render::{self, ExportFormat};
use serde_json::Value;

/// The terms of English, for styles that bring none of their own.
const TERMS: &str = include_str!("style/terms-en.xml");

/// Puts an article's references, and in numeric styles its markers, into the style of a file.
///
/// The references come in the order of the style; those of which no fields are known stay as
/// they were printed and come last. The message of an error says where in the style it is.
pub(super) fn apply(article: &mut Article, path: &Path) -> Result<(), String> {
    let name = path.display();
    let xml = std::fs::read_to_string(path).map_err(|error| format!("{name}: {error}"))?;
    let style = read(&xml).map_err(|message| format!("{name}{message}"))?;
    let terms: LocaleFile = LocaleFile::from_xml(TERMS).map_err(|error| error.to_string())?;
    let locales: [Locale; 1] = [terms.into()];
    let items = items(&article.references)?;

    let numeric = style.info.category.iter().any(|category| {
        matches!(
            category,
            StyleCategory::CitationFormat {
                format: CitationFormat::Numeric
            }
        )
    });
    let mut driver = BibliographyDriver::new();
    let mut marked = Vec::new();
    for found in walk::citations(article) {
        let ids = &found.citation.references;
        let cited: Vec<&Item> = ids.iter().filter_map(|id| items.get(id)).collect();
        marked.push(!cited.is_empty() && cited.len() == ids.len());
        if !cited.is_empty() {
            let cited = cited.into_iter().map(CitationItem::with_entry).collect();
            driver.citation(CitationRequest::from_items(cited, &style, &locales));
        }
    }
    // What nothing cites is in the list too.
    for item in article
        .references
        .iter()
        .filter_map(|own| items.get(&own.id))
    {
        let item = CitationItem::new(item, None, None, true, None);
        driver.citation(CitationRequest::from_items(vec![item], &style, &locales));
    }
    let rendered = driver.finish(BibliographyRequest::new(&style, None, &locales));
    let Some(bibliography) = rendered.bibliography else {
        return Err(format!("{name}: this style has no bibliography"));
    };

    let mut markers = rendered.citations.iter().map(|found| text(&found.citation));
    let markers: Vec<Option<String>> = marked
        .into_iter()
        .map(|marked| markers.next().filter(|_| marked))
        .collect();
    if numeric {
        remark(article, markers)?;
    }
    let mut own: HashMap<String, Reference> = article
        .references
        .drain(..)
        .map(|reference| (reference.id.as_str().to_owned(), reference))
        .collect();
    let mut styled = Vec::new();
    for (number, item) in bibliography.items.iter().enumerate() {
        let Some(mut reference) = own.remove(&item.key) else {
            continue;
        };
        let mut children = inlines(&item.content, numeric);
        trim(&mut children);
        reference.children = children;
        if numeric {
            reference.label = Some((number + 1).to_string());
        }
        styled.push(reference);
    }
    let mut rest: Vec<Reference> = own.into_values().collect();
    rest.sort_by(|a, b| a.id.cmp(&b.id));
    article.references = styled;
    article.references.extend(rest);
    Ok(())
}

/// Reads a style; the message begins with the line and the column, or with the element, that is
/// wrong.
fn read(xml: &str) -> Result<IndependentStyle, String> {
    let mut reader = quick_xml::Reader::from_str(xml);
    let mut open = 0_usize;
    loop {
        match reader.read_event() {
            Ok(Event::Start(_)) => open += 1,
            Ok(Event::End(_)) => open = open.saturating_sub(1),
            Ok(Event::Eof) if open > 0 => {
                let place = LineIndex::new(xml).line_column(xml.len());
                return Err(format!(
                    ":{}:{}: the file ends inside of an element",
                    place.line, place.column
                ));
            }
            Ok(Event::Eof) => break,
            Ok(_) => {}
            Err(error) => {
                let at = usize::try_from(reader.error_position()).unwrap_or(usize::MAX);
                let place = LineIndex::new(xml).line_column(at);
                return Err(format!(":{}:{}: {error}", place.line, place.column));
            }
        }
    }
    IndependentStyle::from_xml(xml).map_err(|error| {
        let dependent = xml.contains("rel=\"independent-parent\"");
        let hint = if dependent {
            "; it depends on another style, so give that one"
        } else {
            ""
        };
        let cause = std::error::Error::source(&error).map(|cause| format!(" ({cause})"));
        let cause = cause.unwrap_or_default();
        format!(": this is no style of CSL: {error}{cause}{hint}")
    })
}

/// The references that have fields, as items, by their ids.
fn items(references: &[Reference]) -> Result<HashMap<ReferenceId, Item>, String> {
    let json = render::export(references, ExportFormat::CslJson, Messages::default());
    let list: Vec<serde_json::Map<String, Value>> =
        serde_json::from_str(&json).map_err(|error| error.to_string())?;
    let mut items = HashMap::new();
    for (reference, fields) in references.iter().zip(list) {
        if reference.csl.is_none() {
            continue;
        }
        // What has another form than the engine's (`custom`) says nothing to a style.
        let fields = fields
            .into_iter()
            .filter_map(|(name, value)| {
                let value: CslValue = serde_json::from_value(value).ok()?;
                Some((name, value))
            })
            .collect();
        items.insert(reference.id.clone(), Item(fields));
    }
    Ok(items)
}

/// Gives markers their text in the style, in reading order.
fn remark(article: &mut Article, markers: Vec<Option<String>>) -> Result<(), String> {
    fn walk(value: &mut Value, markers: &mut std::vec::IntoIter<Option<String>>) {
        match value {
            Value::Array(values) => values.iter_mut().for_each(|value| walk(value, markers)),
            Value::Object(fields) if fields.get("type").is_some_and(|kind| kind == "citation") => {
                if let Some(Some(marker)) = markers.next() {
                    fields.insert("marker".to_owned(), Value::String(marker));
                }
            }
            Value::Object(fields) => fields.values_mut().for_each(|value| walk(value, markers)),
            _ => {}
        }
    }
    let wrong = |error: serde_json::Error| error.to_string();
    // The order in which citations are walked is that of the fields in the article's own form.
    let uses = walk_order(article);
    let mut by_place: Vec<Option<String>> = vec![None; uses.len()];
    for (place, marker) in uses.into_iter().zip(markers) {
        if let Some(slot) = by_place.get_mut(place) {
            *slot = marker;
        }
    }
    let mut value = serde_json::to_value(&*article).map_err(wrong)?;
    walk(&mut value, &mut by_place.into_iter());
    *article = serde_json::from_value(value).map_err(wrong)?;
    Ok(())
}

/// For each citation in reading order its place in the serialised article.
fn walk_order(article: &Article) -> Vec<usize> {
    fn collect(value: &Value, found: &mut Vec<(Value, Value)>) {
        match value {
            Value::Array(values) => values.iter().for_each(|value| collect(value, found)),
            Value::Object(fields) if fields.get("type").is_some_and(|kind| kind == "citation") => {
                let part = |name: &str| fields.get(name).cloned().unwrap_or_default();
                found.push((part("references"), part("marker")));
            }
            Value::Object(fields) => fields.values().for_each(|value| collect(value, found)),
            _ => {}
        }
    }
    let mut places = Vec::new();
    collect(
        &serde_json::to_value(article).unwrap_or_default(),
        &mut places,
    );
    let mut taken = vec![false; places.len()];
    let uses = walk::citations(article);
    uses.iter()
        .map(|found| {
            let key = (
                serde_json::to_value(&found.citation.references).unwrap_or_default(),
                Value::String(found.citation.marker.clone()),
            );
            let free = places
                .iter()
                .zip(&taken)
                .position(|(place, taken)| *place == key && !taken);
            if let Some(slot) = free.and_then(|at| taken.get_mut(at)) {
                *slot = true;
            }
            free.unwrap_or(usize::MAX)
        })
        .collect()
}

fn text(children: &ElemChildren) -> String {
    plain_text(&inlines(children, false))
}

/// What a style has written, as inlines. The number that begins an entry is its label here.
fn inlines(children: &ElemChildren, without_number: bool) -> Vec<Inline> {
    let mut found = Vec::new();
    for child in &children.0 {
        match child {
            ElemChild::Text(text) => found.push(formatted(text)),
            ElemChild::Elem(elem) => {
                if !(without_number && elem.meta == Some(ElemMeta::CitationNumber)) {
                    found.extend(inlines(&elem.children, without_number));
                }
            }
            ElemChild::Markup(text) => found.push(Inline::text(text.clone())),
            ElemChild::Link { text, url } => found.push(Inline::from(Link {
                url: url.clone(),
                children: vec![formatted(text)],
                ..Link::default()
            })),
            ElemChild::Transparent { .. } => {}
        }
    }
    found
}

fn formatted(text: &Formatted) -> Inline {
    let mut inline = Inline::text(text.text.clone());
    let formatting = &text.formatting;
    if formatting.font_style == FontStyle::Italic {
        inline = Inline::Emphasis {
            children: vec![inline],
        };
    }
    if formatting.font_weight == FontWeight::Bold {
        inline = Inline::Strong {
            children: vec![inline],
        };
    }
    if formatting.font_variant == FontVariant::SmallCaps {
        inline = Inline::SmallCaps {
            children: vec![inline],
        };
    }
    if formatting.text_decoration == TextDecoration::Underline {
        inline = Inline::Underline {
            children: vec![inline],
        };
    }
    match formatting.vertical_align {
        VerticalAlign::Sup => Inline::Superscript {
            children: vec![inline],
        },
        VerticalAlign::Sub => Inline::Subscript {
            children: vec![inline],
        },
        _ => inline,
    }
}

/// Takes off what stood around the number, and blanks at the end.
fn trim(children: &mut Vec<Inline>) {
    while let Some(Inline::Text { value }) = children.first_mut() {
        let rest = value.trim_start_matches([' ', '.', ')', ']', '[', '(', '\u{A0}', '\t']);
        if rest.is_empty() {
            children.remove(0);
        } else {
            *value = rest.to_owned();
            return;
        }
    }
}
