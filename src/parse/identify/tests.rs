use super::*;
use crate::diagnostic::{Code, Span};

const JATS: &str = "<?xml version=\"1.0\"?>\n<!DOCTYPE article PUBLIC \"-//NLM//DTD JATS 1.2//EN\" \"x.dtd\" [<!ENTITY a \"b\">]>\n<article><front/></article>";
const ARTICLE: &str = "{ \"title\": [], \"scholion\": 1, \"children\": [] }";
const BIBTEX: &str =
    "% Encoding: UTF-8\n\n@book{doe, title = {On {Bones}}}\n\n@misc{roe,\n  year = 2020\n}\n";
const RIS: &str = "TY  - JOUR\nAU  - Doe, J\nER  - \n";
const CSL: &str =
    "[\n  { \"title\": \"On bones\", \"author\": [{ \"id\": 1 }], \"type\": \"book\" }]";
const PAGE: &str = "<!-- 1 -->\n<!DOCTYPE HTML>\n<html lang=\"en\"><head><title>404</title>";

fn promise(media_type: &'static str, name: &'static str) -> Promise<'static> {
    Promise {
        format: None,
        media_type: (!media_type.is_empty()).then_some(media_type),
        name,
    }
}

/// What a source is read as anywhere, in short.
fn read_as(source: &[u8], promise: &Promise<'_>) -> String {
    match identify(source, promise) {
        Ok(Identified { kind, finding }) => {
            let sign = if finding.is_some() { "! " } else { "" };
            let kind = match kind {
                Kind::Article(format) => format!("{format:?}"),
                Kind::Bibliography(format) => format!("{format:?}"),
            };
            format!("{sign}{kind}")
        }
        Err(finding) => {
            assert_eq!(finding.code, Code::UnreadableSource);
            finding.message.into_owned()
        }
    }
}

#[test]
fn what_content_plainly_is_counts() {
    let names = ["a.txt", "a.md", "a.xml", "a.json", "a.bib", "a.ris", "-"];
    for (source, format, silent) in [
        (JATS, "Jats", &["a.xml", "-"][..]),
        (ARTICLE, "Json", &["a.json", "-"]),
        (BIBTEX, "BibTeX", &["a.bib", "-"]),
        (RIS, "Ris", &["a.ris", "-"]),
        (CSL, "CslJson", &["a.json", "-"]),
    ] {
        for name in names {
            for source in [source.to_owned(), format!("\u{FEFF}\r\n{source}")] {
                let found = read_as(source.as_bytes(), &promise("", name));
                let sign = if silent.contains(&name) { "" } else { "! " };
                assert_eq!(found, format!("{sign}{format}"), "{name}: {source:?}");
            }
        }
    }
}

#[test]
fn what_is_not_read_is_called_what_it_is() {
    let zip = |name: &str| [b"PK\x03\x04\x14\0\x06\0", name.as_bytes(), b"\0\x01"].concat();
    let utf16: Vec<u8> = "On bones, at length"
        .encode_utf16()
        .flat_map(u16::to_le_bytes)
        .collect();
    let sources: [(Vec<u8>, &str); 22] = [
        (b"%PDF-1.7\r%\xE2\xE3\xCF\xD3".into(), "a PDF"),
        (b"\n%PDF-1.4 \n1 0 obj".into(), "a PDF"),
        (
            zip("[Content_Types].xml\0word/document.xml"),
            "a Word document",
        ),
        (
            zip("mimetypeapplication/vnd.oasis.opendocument.text"),
            "an OpenDocument text",
        ),
        (zip("mimetypeapplication/epub+zip"), "an EPUB"),
        (
            zip("[Content_Types].xml\0xl/workbook.xml"),
            "an Office file",
        ),
        (zip("paper.md"), "a zip archive"),
        (b"\x1F\x8B\x08\0\0".into(), "a file compressed by gzip"),
        (
            b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1\0".into(),
            "an Office file of the old kind (.doc, .xls, .ppt)",
        ),
        (b"\x89PNG\r\n\x1A\n\0".into(), "a picture (PNG)"),
        (b"\xFF\xD8\xFF\xE0".into(), "a picture (JPEG)"),
        (b"GIF89a\x10\0\x10\0".into(), "a picture (GIF)"),
        (
            b"<svg width='1'><path d='M0'/></svg>\n".into(),
            "a picture (SVG)",
        ),
        (b"{\\rtf1\\ansi On bones}".into(), "a document in RTF"),
        (
            b"% mine\n\\documentclass[a4paper]{article}".into(),
            "a document in LaTeX",
        ),
        (
            b"<article xmlns='http://docbook.org/ns/docbook'><info>".into(),
            "a document in DocBook",
        ),
        (
            b"<TEI xmlns='http://www.tei-c.org/ns/1.0'>".into(),
            "a document in TEI",
        ),
        (b"<rss version='2.0'><channel>".into(), "a news feed"),
        (
            b"<style xmlns='http://purl.org/net/xbiblio/csl' class='note'>".into(),
            "a style of CSL",
        ),
        (
            b"\0\x01\x02\x03\x04\x05\x06\x07\x08 and more".into(),
            "a binary file",
        ),
        (utf16, "a binary file"),
        (
            b"\x28\xB5\x2F\xFD\x04\x01\x02\0\x0E\x0F\x10\x11\x12\xE9".into(),
            "a binary file",
        ),
    ];
    for (source, what) in sources {
        for name in ["a.txt", "a.md", "a.xml", "a.json", "a.html", "-"] {
            let found = read_as(&source, &promise("", name));
            assert_eq!(found, format!("this is {what}, not an article"), "{name}");
        }
        let found = read_as(&source, &promise("", "a.bib"));
        assert_eq!(found, format!("this is {what}, not a bibliography"));
    }
}

#[test]
fn look_alikes_are_what_their_names_say() {
    let look_alikes = [
        "# On bones",
        "",
        "\n\n",
        // About HTML and XML.
        "<!DOCTYPE html> and what it means\n\nIt is short.",
        "<!DOCTYPE html>\n\n# What it means",
        "<html> is an element\n",
        "<html>\n\n# On bones\n",
        "<?xml version=\"1.0\"?> is how it begins",
        "<?xml-stylesheet href=\"a.css\"?>\n<p>",
        "<article class=\"post\">\n\n# On bones\n\n</article>",
        "<article>\n<header><h1>On bones</h1></header>",
        "<article lang=\"en\"><p>One</p></article>",
        "<p align=\"center\">\n<img src=\"a.png\">\n</p>\n\n# On bones",
        "<svg width=\"9\"><path/></svg>\n\n# On bones\n",
        "<!-- a comment -->\n\n# On bones",
        "<div>\n\nText\n\n</div>",
        "< 5 years: a cohort",
        // About bibliographies.
        "```bibtex\n@book{doe, title = {On bones}}\n```\n",
        "    @book{doe, title = {On bones}}\n\nis an entry.",
        "\t@book{doe, title = {On bones}}\n",
        "@book{doe, title = {On bones}}\n\nis how it is cited.",
        "@doe2020 says so.",
        "@{doe2020} says so.",
        "@Entity(name = \"bones\")",
        "@media print { a, b { color: red } }",
        "TY  - JOUR\n\nis how a record begins.",
        "TY - A name\n",
        "1. On bones\n\nTY  - JOUR\nAU  - Doe, J\n",
        "    TY  - JOUR\n    ER  - \n",
        // About files and JSON.
        "%PDF-1.7 is how it begins",
        "% On bones\n% Jane Doe\n\nText.",
        "PK and other marks",
        "GIF89a is a format",
        "RTF: {\\rtf1\\ansi}",
        "\\documentclass is a command",
        "{#id .class}",
        "{% include a.html %}\n",
        "{ \"scholion\" }",
        "[1] is a number",
        "[{ \"type\": \"paragraph\", \"children\": [{ \"title\": 1 }] }]",
        "[\"id\", \"type\"]",
        // Damaged, but text.
        "On bones\0 and \u{1}\u{2}\u{3} more of them, at some length, so that it is little.",
        "caf\u{FFFD}",
    ];
    for source in look_alikes {
        for (name, format) in [
            ("a.md", "Markdown"),
            ("a.txt", "Print"),
            ("a.qmd", "Markdown"),
        ] {
            let found = read_as(source.as_bytes(), &promise("", name));
            assert_eq!(found, format, "{name}: {source:?}");
        }
    }
}

#[test]
fn a_page_is_an_article_where_its_source_can_be_read() {
    let pages = [
        PAGE,
        "<?xml version='1.0'?><!DOCTYPE html PUBLIC 'x'>\n<html xmlns='y'>",
        "<HTML>\r\n<HEAD><TITLE>302 Found</TITLE>",
        "<!doctype html><h1>Not found</h1>",
    ];
    for page in pages {
        for (name, found) in [
            ("a.html", "Html"),
            ("a.htm?v=2", "Html"),
            ("-", "Html"),
            ("a.txt", "! Html"),
            ("a.md", "! Html"),
            ("a.xml", "! Html"),
            ("a.json", "! Html"),
            ("a.bib", "this is an HTML page, not a bibliography"),
        ] {
            assert_eq!(
                read_as(page.as_bytes(), &promise("", name)),
                found,
                "{name}: {page}"
            );
        }
    }
    let finding = identify_article(PAGE.as_bytes(), &promise("", "a.md")).unwrap();
    assert_eq!(
        finding.finding.unwrap().message,
        "this is HTML, though its name says Markdown; it is read as HTML"
    );
    // Servers send anything as `text/html`; without a root it is what its name says.
    assert_eq!(
        read_as(b"# On bones", &promise("text/html", "a.md")),
        "Markdown"
    );
    assert_eq!(read_as(b"<p>Bones", &promise("", "a.html")), "Html");
}

#[test]
fn markdown_in_the_frame_of_a_page_stays_markdown() {
    let source = b"<!DOCTYPE html>\n<html>\n<body>\n\n## On bones\n\nHard.\n";
    assert_eq!(read_as(source, &promise("", "a.md")), "Markdown");
    assert_eq!(read_as(source, &promise("", "a.txt")), "! Html");
}

#[test]
fn the_form_of_xml_is_looked_at_where_it_is_in_doubt() {
    for source in [
        "<article article-type='editorial'>",
        "<article\n  xmlns:xlink='http://www.w3.org/1999/xlink'>",
        "<article>\n<!-- 1 --><front>",
        "<article><body><p>One",
        "<!DOCTYPE article>\n<article>",
        "<pmc-articleset><article>",
    ] {
        assert_eq!(read_as(source.as_bytes(), &promise("", "a.md")), "! Jats");
    }
    // A fragment, and a vocabulary that is none of the known ones.
    for source in [
        "<sec><p>One</p></sec>",
        "<?xml version='1.0'?><mods/>",
        "<article><p>",
    ] {
        assert_eq!(read_as(source.as_bytes(), &promise("", "a.xml")), "Jats");
    }
    assert_eq!(
        read_as(b"<?xml version='1.0'?><mods/>", &promise("", "a.md")),
        "this is XML of another kind than JATS, not an article"
    );
    assert_eq!(
        read_as(b"# On bones\n\nA < B", &promise("", "a.xml")),
        "this is no XML, though its name says JATS XML"
    );
    let utf16: Vec<u8> = JATS.encode_utf16().flat_map(u16::to_be_bytes).collect();
    assert_eq!(read_as(&utf16, &promise("", "a.xml")), "Jats");
}

#[test]
fn the_first_who_promises_is_named() {
    let told = |promise: &Promise<'_>| {
        let finding = identify(JATS.as_bytes(), promise).unwrap().finding.unwrap();
        assert_eq!(finding.code, Code::MistakenFormat);
        assert_eq!(finding.span, Some(Span::new(0, 21)));
        format!("{}: {}", finding.message, finding.hint.unwrap())
    };
    let mut said = promise("text/markdown; charset=utf-8", "a.bib");
    assert_eq!(
        told(&said),
        "this is JATS XML, though its media type says Markdown; it is read as JATS XML: have it \
         sent as `application/jats+xml`"
    );
    said.format = Some("ris");
    assert_eq!(
        told(&said),
        "this is JATS XML, though its format was given as RIS; it is read as JATS XML: say `jats` \
         for its format, or nothing"
    );
    assert_eq!(
        told(&promise("text/plain", "/a.bib?b")),
        "this is JATS XML, though its name says BibTeX; it is read as JATS XML: let its name end \
         in `.xml`"
    );
    // A format that there is not, and media types that are given to anything, say nothing.
    let mut nothing = promise("text/plain", "a.xml");
    nothing.format = Some("tei");
    assert_eq!(read_as(JATS.as_bytes(), &nothing), "Jats");
}

#[test]
fn each_place_says_what_belongs_into_the_other() {
    let article = |source: &str, name| match identify_article(source.as_bytes(), &promise("", name))
    {
        Ok(found) => format!("{:?}", found.kind),
        Err(finding) => finding.message.into_owned(),
    };
    let works =
        |source: &str, name| match identify_bibliography(source.as_bytes(), &promise("", name)) {
            Ok(found) => {
                let sign = if found.finding.is_some() { "! " } else { "" };
                format!("{sign}{:?}", found.kind)
            }
            Err(finding) => finding.message.into_owned(),
        };
    for (source, name, expected) in [
        (
            BIBTEX,
            "a.bib",
            "this is a bibliography (BibTeX), not an article",
        ),
        (
            BIBTEX,
            "a.md",
            "this is a bibliography (BibTeX), not an article",
        ),
        (
            CSL,
            "a.json",
            "this is a bibliography (CSL-JSON), not an article",
        ),
        ("On bones", "a.ris", "this is no article: its name says RIS"),
        ("[]", "a.json", "Json"),
        ("[]", "-", "Print"),
        ("{", "-", "Json"),
    ] {
        assert_eq!(article(source, name), expected, "{name}");
    }
    for (source, name, expected) in [
        (
            JATS,
            "a.xml",
            "this is an article (JATS XML), not a bibliography",
        ),
        (
            ARTICLE,
            "a.json",
            "this is an article (JSON), not a bibliography",
        ),
        (
            ARTICLE,
            "a.bib",
            "this is an article (JSON), not a bibliography",
        ),
        (
            "# On bones",
            "a.md",
            "this is no bibliography: its name says Markdown, and no entry begins here",
        ),
        (PAGE, "a.bib", "this is an HTML page, not a bibliography"),
        (RIS, "a.bib", "! Ris"),
        (RIS, "a.md", "! Ris"),
        (RIS, "a.txt", "Ris"),
        (CSL, "a.json", "CslJson"),
        (CSL, "a.bib", "! CslJson"),
        ("[]", "a.json", "CslJson"),
        ("Text\n@book{a}", "a.txt", "BibTeX"),
        ("Text\n@book{a}", "a.bib", "BibTeX"),
        ("", "a.md", "BibTeX"),
    ] {
        assert_eq!(works(source, name), expected, "{name}");
    }
}

#[test]
fn what_programs_write_before_a_record_is_no_matter() {
    for source in [
        "1.\nTY  - JOUR\nER  - \n",
        "TY  - Journal Article\nAU  - Doe, J\n",
        "TY - BOOK",
    ] {
        assert_eq!(read_as(source.as_bytes(), &promise("", "a.md")), "! Ris");
    }
}

#[test]
fn a_list_in_json_is_a_bibliography_unless_it_was_called_an_article() {
    let mut said = promise("", "a.json");
    assert_eq!(read_as(b" [{}]", &said), "CslJson");
    said.format = Some("json");
    assert_eq!(read_as(b" [{}]", &said), "Json");
}

#[test]
fn a_finding_is_about_the_line_that_tells() {
    let source = format!(
        "\u{FEFF}% é\n\n  @book{{doe, title = {{{}}}}}\n",
        "é".repeat(9_000)
    );
    let found = identify(source.as_bytes(), &promise("", "a.md")).unwrap();
    let span = found.finding.unwrap().span.unwrap();
    let marked = source.get(span.range()).unwrap();
    assert!(marked.starts_with("@book{doe, title = {é"), "{marked}");
    assert!(marked.len() <= 40);
}

#[test]
fn every_beginning_of_a_source_is_judged() {
    for source in [JATS, ARTICLE, BIBTEX, RIS, CSL, PAGE] {
        for end in 0..source.len() {
            for name in ["a.md", "a.xml", "a.json", "a.bib"] {
                let start = &source.as_bytes()[..end];
                let _ = read_as(start, &promise("", name));
                let _ = identify_article(start, &promise("", name));
                let _ = identify_bibliography(start, &promise("", name));
            }
        }
    }
}

#[test]
fn markdown_is_known_by_what_only_markdown_has() {
    let nameless = |source: &str| read_as(source.as_bytes(), &promise("", ""));
    for source in [
        "---\ntitle: On bones\n---\n\nThey thin.\n",
        "\u{FEFF}---\r\nbibliography: works.bib\r\n...\r\n\r\nThey thin.\r\n",
        "# On bones\n\nThey thin [@doe2020].\n",
        "They thin [@doe:2020, p. 4; @roe].\n",
        "They thin.[^1]\n\n[^1]: With age.\n",
    ] {
        assert_eq!(nameless(source), "Markdown", "{source:?}");
        let named = read_as(source.as_bytes(), &promise("", "a.txt"));
        assert_eq!(named, "Print", "a name says more: {source:?}");
    }
    for source in [
        "On Bones\n\nThey thin.¹\n\nReferences\n\n1. Doe J. Bones. Bone. 2020;1:2.\n",
        "# On bones\n\nThey *thin*.\n",
        "---\n\nThey thin: with age.\n",
        "---\nThey thin: with age.\n---\n",
        "Write to [@ home] or [^].\n",
    ] {
        assert_eq!(nameless(source), "Print", "{source:?}");
    }
}
