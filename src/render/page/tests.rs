use serde_json::{Value, json};

use super::*;
use crate::model::{Block, Csl, CslType, Date, Direction, Inline, Name, Reference, ReferenceId};
use crate::render::article::html as article_html;
use crate::render::{Collapse, Options, Outward};

const HOSTILE: &str = "</title></script><!--<img src=x onerror=\"alert('1')\">&amp;\u{2028};";

/// What stands between two strings, for the first time.
fn between<'t>(text: &'t str, before: &str, after: &str) -> &'t str {
    let (_, rest) = text.split_once(before).unwrap_or_else(|| {
        unreachable!("{before} is not there: {text}");
    });
    rest.split_once(after).unwrap().0
}

/// The contents of every tag with this name, unescaped.
fn tags(page: &str, name: &str) -> Vec<String> {
    let head = ["<meta name=\"", name, "\" content=\""].concat();
    page.split(&head)
        .skip(1)
        .map(|rest| {
            let value = rest.split('"').next().unwrap();
            [
                ("&lt;", "<"),
                ("&gt;", ">"),
                ("&quot;", "\""),
                ("&amp;", "&"),
            ]
            .iter()
            .fold(value.to_owned(), |text, (from, to)| text.replace(from, to))
        })
        .collect()
}

fn tag(page: &str, name: &str) -> String {
    let mut all = tags(page, name);
    assert_eq!(all.len(), 1, "{name}");
    all.remove(0)
}

fn linked_data(page: &str) -> Value {
    let json = between(page, "<script type=\"application/ld+json\">", "</script>");
    serde_json::from_str(json).unwrap()
}

fn paper() -> Article {
    let mut csl = Csl::new(CslType::ArticleJournal);
    csl.author = vec![Name {
        family: Some("Roe".into()),
        given: Some("R".into()),
        ..Name::default()
    }];
    csl.title = Some("One; two".into());
    csl.container_title = Some("Bone".into());
    csl.issued = Some(Date::new(2001, None, None));
    csl.volume = Some("2".into());
    csl.page = Some("515-21".into());
    csl.doi = Some("10.1000/1".into());
    Article {
        title: vec![Inline::text("On bones")],
        subtitle: vec![Inline::text("What holds us up.")],
        language: Some("de-AT".into()),
        author: vec![
            Name {
                prefix: Some("Dr.".into()),
                given: Some("Jane".into()),
                family: Some("Doe".into()),
                suffix: Some("MD".into()),
                affiliation: vec!["Bone House".into()],
                orcid: Some("0000-0001-0002-0003".into()),
                ..Name::default()
            },
            Name::literal("Bone Group"),
        ],
        issued: Some(Date::new(2020, Some(5), Some(7))),
        container_title: Some("Journal of Bones".into()),
        volume: Some("4".into()),
        issue: Some("2".into()),
        page: Some("10-19".into()),
        issn: vec!["1234-5678".into()],
        doi: Some("https://doi.org/10.1000/2".into()),
        pmid: Some("77".into()),
        keyword: vec!["bone".into(), "marrow".into()],
        r#abstract: vec![Block::paragraph(vec![Inline::text(
            "Bones hold. They bend.",
        )])],
        children: vec![Block::paragraph(vec![Inline::text("Text.")])],
        references: vec![
            Reference {
                id: ReferenceId::from(1),
                csl: Some(csl),
                ..Reference::default()
            },
            Reference {
                id: ReferenceId::from(2),
                children: vec![Inline::text("A letter, unread.")],
                ..Reference::default()
            },
        ],
        ..Article::default()
    }
}

fn options() -> PageOptions<'static> {
    PageOptions {
        name: "bones",
        address: Some("https://example.org/bones.html"),
        ..PageOptions::default()
    }
}

#[test]
fn the_element_holds_what_the_widget_would_render() {
    let article = paper();
    let mut options = options();
    options.element.collapse = Collapse::Boxes;
    options.element.heading_level = 2;
    options.element.tools = false;
    options.element.ui_language = Some("en");
    let outward = Outward {
        rel: "nofollow",
        referrer_policy: "no-referrer",
    };
    options.element.outward = outward;
    let page = page(&article, &options);
    let body = between(&page, "<main>", "</main>");
    let (tag, inside) = body.split_once('>').unwrap();
    assert_eq!(
        tag,
        "<scholion-article data-sch-built=\"\" collapse=\"boxes\" heading-level=\"2\" tools=\"none\" ui-lang=\"en\" \
         link-rel=\"nofollow\" referrer-policy=\"no-referrer\""
    );
    let rendered = article_html(
        &article,
        &Options {
            collapse: Collapse::Boxes,
            heading_level: 2,
            tools: false,
            page_language: Some("de-AT"),
            outward,
            ..Options::default()
        },
    );
    assert!(rendered.contains(" rel=\"nofollow\" referrerpolicy=\"no-referrer\">"));
    let json = inside.strip_prefix(&rendered).unwrap();
    let json = json
        .strip_prefix("<script type=\"application/json\" class=\"sch-article\">")
        .unwrap();
    let json = json.strip_suffix("</script></scholion-article>").unwrap();
    assert_eq!(serde_json::from_str::<Article>(json).unwrap(), article);
}

#[test]
fn an_element_without_wishes_has_no_attributes() {
    let page = page(
        &Article::default(),
        &PageOptions {
            name: "bones",
            ..PageOptions::default()
        },
    );
    assert!(page.starts_with(
        "<!DOCTYPE html>\n<html lang=\"en\" dir=\"ltr\" data-sch-built=\"\"><head>\n"
    ));
    assert!(
        page.contains("<body><main><scholion-article data-sch-built=\"\"><div class=\"scholion\">")
    );
    assert!(page.contains("<title>bones</title>"));
}

#[test]
fn the_page_runs_as_the_article_does() {
    let mut article = Article {
        language: Some("ar".into()),
        ..paper()
    };
    assert!(page(&article, &options()).contains("<html lang=\"ar\" dir=\"rtl\" "));
    article.direction = Some(Direction::Ltr);
    assert!(page(&article, &options()).contains("<html lang=\"ar\" dir=\"ltr\" "));
}

#[test]
fn search_engines_are_told_what_it_is() {
    let page = page(&paper(), &options());
    assert_eq!(tag(&page, "description"), "Bones hold. They bend.");
    assert_eq!(tag(&page, "citation_title"), "On bones");
    assert_eq!(tags(&page, "citation_author"), ["Doe, Jane", "Bone Group"]);
    let doe = between(&page, "content=\"Doe, Jane\">", "content=\"Bone Group\"");
    assert_eq!(tag(doe, "citation_author_institution"), "Bone House");
    assert_eq!(
        tag(doe, "citation_author_orcid"),
        "https://orcid.org/0000-0001-0002-0003"
    );
    for (name, expected) in [
        ("citation_publication_date", "2020/05/07"),
        ("citation_journal_title", "Journal of Bones"),
        ("citation_issn", "1234-5678"),
        ("citation_volume", "4"),
        ("citation_issue", "2"),
        ("citation_firstpage", "10"),
        ("citation_lastpage", "19"),
        ("citation_doi", "10.1000/2"),
        ("citation_pmid", "77"),
        ("citation_language", "de-AT"),
        (
            "citation_fulltext_html_url",
            "https://example.org/bones.html",
        ),
        (
            "citation_abstract_html_url",
            "https://example.org/bones.html",
        ),
    ] {
        assert_eq!(tag(&page, name), expected);
    }
    assert_eq!(tags(&page, "citation_keywords"), ["bone", "marrow"]);
    assert_eq!(
        tags(&page, "citation_reference"),
        [
            "citation_title=One, two; citation_author=Roe, R; citation_journal_title=Bone; \
             citation_publication_date=2001; citation_volume=2; citation_firstpage=515; \
             citation_lastpage=521; citation_doi=10.1000/1",
            "A letter, unread."
        ]
    );
    for (name, expected) in [
        ("og:type", "article"),
        ("og:title", "On bones"),
        ("og:description", "Bones hold. They bend."),
        ("og:url", "https://example.org/bones.html"),
        ("og:locale", "de_AT"),
        ("og:site_name", "Journal of Bones"),
        ("article:published_time", "2020-05-07"),
    ] {
        let tag = ["<meta property=\"", name, "\" content=\"", expected, "\">"].concat();
        assert!(page.contains(&tag), "{tag}");
    }
    assert!(page.contains("<link rel=\"canonical\" href=\"https://example.org/bones.html\">"));
}

#[test]
fn linked_data_is_nested_as_issues_are() {
    let data = linked_data(&page(&paper(), &options()));
    assert_eq!(
        data,
        json!({
            "@context": "https://schema.org",
            "@type": "ScholarlyArticle",
            "headline": "On bones",
            "alternativeHeadline": "What holds us up.",
            "inLanguage": "de-AT",
            "author": [
                {
                    "@type": "Person",
                    "@id": "https://orcid.org/0000-0001-0002-0003",
                    "name": "Jane Doe",
                    "familyName": "Doe",
                    "givenName": "Jane",
                    "affiliation": [{ "@type": "Organization", "name": "Bone House" }]
                },
                { "@type": "Organization", "name": "Bone Group" }
            ],
            "datePublished": "2020-05-07",
            "isPartOf": {
                "@type": "PublicationIssue",
                "issueNumber": "2",
                "isPartOf": {
                    "@type": "PublicationVolume",
                    "volumeNumber": "4",
                    "isPartOf": {
                        "@type": "Periodical",
                        "name": "Journal of Bones",
                        "issn": ["1234-5678"]
                    }
                }
            },
            "pagination": "10-19",
            "pageStart": "10",
            "pageEnd": "19",
            "identifier": [
                {
                    "@type": "PropertyValue",
                    "propertyID": "doi",
                    "value": "10.1000/2",
                    "url": "https://doi.org/10.1000/2"
                },
                { "@type": "PropertyValue", "propertyID": "pmid", "value": "77" }
            ],
            "sameAs": "https://doi.org/10.1000/2",
            "url": "https://example.org/bones.html",
            "mainEntityOfPage": "https://example.org/bones.html",
            "keywords": ["bone", "marrow"],
            "abstract": "Bones hold. They bend.",
            "citation": [
                {
                    "@type": "ScholarlyArticle",
                    "name": "One; two",
                    "author": [{
                        "@type": "Person", "name": "R Roe", "familyName": "Roe", "givenName": "R"
                    }],
                    "datePublished": "2001",
                    "isPartOf": {
                        "@type": "PublicationVolume",
                        "volumeNumber": "2",
                        "isPartOf": { "@type": "Periodical", "name": "Bone" }
                    },
                    "pagination": "515-21",
                    "pageStart": "515",
                    "pageEnd": "521",
                    "sameAs": "https://doi.org/10.1000/1"
                },
                "A letter, unread."
            ]
        })
    );
}

#[test]
fn nothing_leaves_its_place() {
    let mut article = paper();
    let hostile = || HOSTILE.to_owned();
    article.title = vec![Inline::text(HOSTILE)];
    article.r#abstract = vec![Block::paragraph(vec![Inline::text(HOSTILE)])];
    article.author = vec![Name {
        affiliation: vec![hostile()],
        orcid: Some(hostile()),
        ..Name::literal(HOSTILE)
    }];
    article.language = Some(hostile());
    article.doi = Some(hostile());
    article.container_title = Some(hostile());
    article.keyword = vec![hostile()];
    article.license = Some(["https://", HOSTILE].concat());
    article.references = vec![Reference {
        id: ReferenceId::new(HOSTILE),
        children: vec![Inline::text(HOSTILE)],
        ..Reference::default()
    }];
    let plain = page(
        &paper(),
        &PageOptions {
            address: None,
            ..options()
        },
    );
    let asset = Asset {
        path: HOSTILE,
        integrity: HOSTILE,
    };
    let page = page(
        &article,
        &PageOptions {
            name: HOSTILE,
            address: Some(HOSTILE),
            site_name: Some(HOSTILE),
            styles: &[hostile()],
            element: ElementOptions {
                id: Some(HOSTILE),
                place: 2,
                ui_language: Some(HOSTILE),
                persist: Some(HOSTILE),
                ..ElementOptions::default()
            },
            assets: Assets {
                folder: HOSTILE,
                style: asset,
                script: asset,
                modules: &[asset],
                later: &[asset],
                core: asset,
                foreign: true,
            },
            frame: Frame::default(),
        },
    );
    // No tag of its own, no comment, and as many scripts as were written: two of data, and with the
    // files the import map and the module.
    assert!(!page.contains("<img") && !page.contains("<!--"));
    assert_eq!(plain.matches("</script>").count(), 2);
    assert_eq!(page.matches("</script>").count(), 4);
    assert_eq!(page.matches("<script").count(), 4);
    assert_eq!(page.matches("</title>").count(), 1);
    assert_eq!(
        tag(&page, "citation_title"),
        HOSTILE.replace('\u{2028}', " ")
    );
    let data = linked_data(&page);
    assert_eq!(data["headline"], HOSTILE.replace('\u{2028}', " "));
    let json = between(&page, "class=\"sch-article\">", "</script>");
    assert_eq!(serde_json::from_str::<Article>(json).unwrap(), article);
}

#[test]
fn files_from_elsewhere_are_held_against_their_hashes() {
    let asset = |path| Asset {
        path,
        integrity: "sha384-x",
    };
    let (style, script, core) = (asset("s.css"), asset("d.js"), asset("c.wasm"));
    let modules = [asset("m.js")];
    let later = [asset("e.js")];
    let mut assets = Assets {
        folder: "https://cdn.example/",
        style,
        script,
        modules: &modules,
        later: &later,
        core,
        foreign: true,
    };
    let article = paper();
    let foreign = page(
        &article,
        &PageOptions {
            assets,
            ..options()
        },
    );
    let hashes = between(&foreign, "<script type=\"importmap\">", "</script>");
    let hashes: Value = serde_json::from_str(hashes).unwrap();
    assert_eq!(
        hashes,
        json!({ "integrity": {
            "https://cdn.example/d.js": "sha384-x",
            "https://cdn.example/m.js": "sha384-x",
            "https://cdn.example/e.js": "sha384-x"
        } })
    );
    let map = foreign.find("importmap").unwrap();
    assert!(map < foreign.find("modulepreload").unwrap());
    assert_eq!(
        foreign
            .matches("integrity=\"sha384-x\" crossorigin=\"anonymous\"")
            .count(),
        3
    );
    // What is imported later is not fetched early.
    assert_eq!(foreign.matches("e.js").count(), 1);
    assert!(foreign.contains(
        "<link rel=\"preload\" class=\"sch-core\" href=\"https://cdn.example/c.wasm\" as=\"fetch\" \
         type=\"application/wasm\" crossorigin=\"anonymous\" integrity=\"sha384-x\">"
    ));
    assets.foreign = false;
    assets.folder = "../files/";
    let own = page(
        &article,
        &PageOptions {
            assets,
            ..options()
        },
    );
    assert!(!own.contains("importmap") && !own.contains("sha384"));
    assert!(own.contains("<script type=\"module\" src=\"../files/d.js\"></script>"));
    assert!(own.contains("<link rel=\"stylesheet\" href=\"../files/s.css\">"));
}

#[test]
fn a_territory_is_never_made_up() {
    assert_eq!(locale("de-AT").as_deref(), Some("de_AT"));
    assert_eq!(locale("zh-Hant-tw").as_deref(), Some("zh_TW"));
    assert_eq!(locale("en"), None);
    assert_eq!(locale("en-x-us"), None);
}
