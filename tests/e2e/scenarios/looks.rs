//! What the style sheet does: nothing outside of the element, themes, and what readers ask for.

use serde_json::{Value, json};

use super::demo::axe_in;
use super::foreign::{READ, can_be_read, stays_in_its_width};
use crate::page::Page;

const DEMO_ARTICLE: &str = "src=/www/articles/vitamin-k2.txt";

/// The looks of everything on the page but the element and what holds it, with `::before`,
/// `::after` and `::marker`.
const RECORD: &str = "
    const looks = {};
    let at = 0;
    for (const element of document.querySelectorAll('html, body, header, header *, #host, #host *')) {
      at += 1;
      for (const part of [null, '::before', '::after', '::marker']) {
        const style = getComputedStyle(element, part);
        const own = {};
        for (const name of style) {
          own[name] = style.getPropertyValue(name);
        }
        looks[`${at} ${element.localName}${element.id && '#'}${element.id}${part ?? ''}`] = own;
      }
    }";

/// The page grows by the article, so these follow for what holds it.
const GROWN: &[&str] = &[
    "height",
    "block-size",
    "perspective-origin",
    "transform-origin",
];

pub(crate) async fn nothing_changes_outside(page: &Page<'_>) {
    page.visit("/tests/e2e/pages/rich.html").await;
    let count = page
        .run(&format!(
            "document.getElementById('pop').showPopover();
             {RECORD}
             window.before = looks;
             return [Object.keys(looks).length, Object.keys(Object.values(looks)[0]).length];"
        ))
        .await;
    assert!(
        count[0].as_u64() > Some(250) && count[1].as_u64() > Some(250),
        "{count}"
    );
    page.run(
        "const script = document.createElement('script');
         script.type = 'module';
         script.src = '/www/scholion-define.js';
         document.head.append(script);
         const article = document.createElement('scholion-article');
         article.setAttribute('src', '/www/articles/vitamin-k2.txt');
         document.querySelector('main').append(article);",
    )
    .await;
    page.ready().await;
    page.until(
        "the sheet is there",
        "return getComputedStyle(document.querySelector('.scholion')).display === 'grid';",
    )
    .await;
    page.run("document.querySelector('scholion-article').openCitation('cite-40-1');")
        .await;
    page.card().await;
    // The page may have been scrolled to the marker; nothing else may have happened to it.
    let changed = page
        .run_with(
            &format!(
                "{RECORD}
                 const grown = (name, property) => /^\\d+ (html|body)$/.test(name) && arguments[0].includes(property);
                 return Object.entries(before).flatMap(([name, own]) =>
                   Object.entries(own)
                     .filter(([property, value]) => looks[name][property] !== value && !grown(name, property))
                     .map(([property, value]) => `${{name}} ${{property}}: ${{value}} -> ${{looks[name][property]}}`)
                 ).slice(0, 20);"
            ),
            json!(GROWN),
        )
        .await;
    assert_eq!(changed, Value::Array(Vec::new()), "what looks different");
}

/// Has the theme that is asked for, whatever the page's is, and can be read in it.
pub(crate) async fn a_theme_holds_on_any_page(page: &Page<'_>) {
    for (theme, other) in [("dark", "light"), ("light", "dark")] {
        page.open_article(&format!("{DEMO_ARTICLE}&theme={theme}"))
            .await;
        page.run_with(
            "document.documentElement.style.colorScheme = arguments[0];
             document.querySelector('scholion-article').openCitation('cite-40-1');",
            json!(other),
        )
        .await;
        page.card().await;
        let schemes = page
            .run(
                "const scheme = (selector) => getComputedStyle(document.querySelector(selector)).colorScheme;
                 return ['.sch-main', '.sch-filter', '.sch-card', '#after'].map(scheme);",
            )
            .await;
        assert_eq!(schemes, json!([theme, theme, theme, other]));
        can_be_read(page, READ).await;
    }
}

/// Without a theme, or with `auto`, the article goes with the page.
pub(crate) async fn without_a_theme_the_page_decides(page: &Page<'_>) {
    for query in [
        DEMO_ARTICLE.to_owned(),
        format!("{DEMO_ARTICLE}&theme=auto"),
    ] {
        page.open_article(&query).await;
        let mut inks = Vec::new();
        for scheme in ["light", "dark"] {
            page.run_with(
                "document.documentElement.style.colorScheme = arguments[0];
                 document.querySelector('scholion-article').openCitation('cite-40-1');",
                json!(scheme),
            )
            .await;
            page.card().await;
            can_be_read(page, READ).await;
            let ink = "return getComputedStyle(document.querySelector('scholion-article')).color;";
            inks.push(page.text(ink).await);
            let ground = "return getComputedStyle(document.querySelector('scholion-article')).backgroundColor;";
            assert_eq!(page.text(ground).await, "rgba(0, 0, 0, 0)", "{scheme}");
        }
        assert_ne!(inks[0], inks[1], "{query}");
    }
}

/// The style sheet alone sets the theme: nothing flashes while the script is on its way.
pub(crate) async fn a_theme_needs_no_script(page: &Page<'_>) {
    page.visit("/tests/e2e/pages/rich.html").await;
    page.run(
        "const link = document.createElement('link');
         link.rel = 'stylesheet';
         link.href = '/www/scholion.css';
         document.head.append(link);
         document.querySelector('main').innerHTML = '<scholion-article theme=dark><p>Not yet there</p></scholion-article>';",
    )
    .await;
    page.until(
        "the sheet is there",
        "return getComputedStyle(document.querySelector('scholion-article')).display === 'block';",
    )
    .await;
    let scheme =
        "return getComputedStyle(document.querySelector('scholion-article p')).colorScheme;";
    assert_eq!(page.text(scheme).await, "dark");
    can_be_read(page, &["scholion-article p"]).await;
}

/// Colours that the reader's system forces: every state can still be told from the others.
pub(crate) async fn forced_colours_leave_states_apart(page: &Page<'_>) {
    emulate(page, "forced-colors", "active").await;
    page.open("/index.html").await;
    page.click(".sch-quiet").await;
    page.hover("[data-sch-references='40 41 42'] .sch-number")
        .await;
    page.rest(300).await;
    let seen = page
        .run(
            "const look = (selector, part) => getComputedStyle(document.querySelector(selector), part);
             const shade = (name) => {
               const probe = document.createElement('i');
               probe.style.color = name;
               probe.style.forcedColorAdjust = 'none';
               document.body.append(probe);
               const colour = getComputedStyle(probe).color;
               probe.remove();
               return colour;
             };
             const open = look('.sch-marker[data-sch-open]');
             const shut = look('.sch-marker:not([data-sch-open])');
             return {
               active: matchMedia('(forced-colors: active)').matches,
               open: [open.backgroundColor === shade('Highlight'), open.color === shade('HighlightText'), open.webkitTextFillColor === open.color],
               told: open.backgroundColor !== shut.backgroundColor,
               chevron: look('.sch-toggle', '::before').borderBottomColor === shade('CanvasText'),
               pressed: parseFloat(look('.sch-quiet', '::before').borderTopWidth) >= 3,
               here: look('.sch-here').outlineStyle,
               card: look('.sch-card').borderTopStyle,
             };",
        )
        .await;
    assert_eq!(
        seen,
        json!({
            "active": true, "open": [true, true, true], "told": true, "chevron": true,
            "pressed": true, "here": "solid", "card": "solid",
        })
    );
    page.press(fantoccini::key::Key::Escape).await;
    page.click(".sch-quiet").await;
    page.tab_to(".sch-marker", false).await;
    let ring = page
        .run("const style = getComputedStyle(document.activeElement); return [style.outlineStyle, parseFloat(style.outlineWidth) >= 2];")
        .await;
    assert_eq!(ring, json!(["solid", true]), "the focus is seen");
    emulate(page, "forced-colors", "none").await;
}

/// With more contrast nothing stands back, and markers are not told by colour alone.
pub(crate) async fn more_contrast_leaves_nothing_pale(page: &Page<'_>) {
    emulate(page, "prefers-contrast", "more").await;
    for theme in ["magazine", "journal", "plain", "none"] {
        page.open(&format!("/www/themes.html?theme={theme}")).await;
        page.run("document.querySelector('scholion-article').openCitation('cite-40-1');")
            .await;
        page.card().await;
        page.rest(300).await;
        let faint = page
            .run(
                "const ink = getComputedStyle(document.querySelector('scholion-article')).getPropertyValue('--scholion-ink');
                 const probe = document.createElement('i');
                 probe.style.color = ink;
                 document.querySelector('.sch-card').append(probe);
                 const wanted = getComputedStyle(document.querySelector('.sch-card')).color;
                 probe.remove();
                 return ['.sch-card-title', '.sch-entry-meta'].filter((selector) => getComputedStyle(document.querySelector(selector)).color !== wanted);",
            )
            .await;
        assert_eq!(faint, json!([]), "{theme}");
        let line =
            "return getComputedStyle(document.querySelector('.sch-marker')).textDecorationLine;";
        assert_eq!(page.text(line).await, "underline", "{theme}");
    }
    emulate(page, "prefers-contrast", "no-preference").await;
}

/// Nothing of ours moves for readers who do not want it, whatever a host lets move.
pub(crate) async fn less_motion_is_none(page: &Page<'_>) {
    emulate(page, "prefers-reduced-motion", "reduce").await;
    page.open(&format!(
        "/tests/e2e/pages/foreign.html?{DEMO_ARTICLE}&sheet=/tests/e2e/pages/foreign/elements.css"
    ))
    .await;
    page.run("document.querySelector('scholion-article').openCitation('cite-40-1');")
        .await;
    page.card().await;
    let moving = page
        .run(
            "return [...document.querySelectorAll('scholion-article *')].flatMap((element) =>
               [null, '::before', '::after'].filter((part) => {
                 const style = getComputedStyle(element, part);
                 return style.transitionDuration.split(', ').some((time) => time !== '0s')
                   || style.animationName !== 'none' || style.scrollBehavior !== 'auto';
               }).map((part) => `${element.localName}.${element.className}${part ?? ''}`)).slice(0, 5);",
        )
        .await;
    assert_eq!(moving, json!([]), "what moves");
    emulate(page, "prefers-reduced-motion", "no-preference").await;
}

/// Twice the size of text, more space in it, and 320 px: nothing is cut off, nothing overlaps
/// (WCAG 1.4.4, 1.4.10, 1.4.12).
pub(crate) async fn large_and_spaced_text_fits(page: &Page<'_>) {
    const TWICE: &str = "html { font-size: 200% !important; }";
    const SPACED: &str = "* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important; }
        p { margin-block-end: 2em !important; }";
    for (width, sheet) in [
        (1280, TWICE),
        (640, TWICE),
        (1280, SPACED),
        (320, SPACED),
        (320, ""),
    ] {
        page.resize(width, 900).await;
        page.open("/index.html").await;
        page.run_with(
            "const style = document.createElement('style');
             style.textContent = arguments[0];
             document.head.append(style);
             document.querySelector('scholion-article').openCitation('cite-40-1');",
            json!(sheet),
        )
        .await;
        page.card().await;
        page.rest(300).await;
        stays_in_its_width(page).await;
        let lost = page
            .run(
                "const lost = [];
                 const scrolls = (style) => [style.overflowX, style.overflowY].some((way) => way === 'auto' || way === 'scroll');
                 for (const element of document.querySelectorAll('scholion-article *')) {
                   const style = getComputedStyle(element);
                   if (!element.checkVisibility() || element.matches('.sch-spoken, select') || scrolls(style)) continue;
                   if (style.overflowX !== 'visible' && style.overflowX !== 'clip' && element.scrollWidth > element.clientWidth + 1) {
                     lost.push(`cut off: ${element.localName}.${element.className} ${element.scrollWidth} in ${element.clientWidth}`);
                   }
                 }
                 for (const home of document.querySelectorAll('.sch-actions, .sch-tools, .sch-contents, .sch-card-head, .sch-card .sch-links, .sch-card .sch-entry')) {
                   if (!home.checkVisibility()) continue;
                   const boxes = [...home.querySelectorAll('a, button, input, select, .sch-card-title')].filter((one) => one.checkVisibility());
                   boxes.forEach((one, at) => boxes.slice(at + 1).forEach((other) => {
                     for (const a of one.getClientRects()) for (const b of other.getClientRects()) {
                       const wide = Math.min(a.right, b.right) - Math.max(a.left, b.left);
                       const high = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
                       if (wide > 1 && high > 1 && !one.contains(other)) {
                         lost.push(`overlap: ${one.textContent.slice(0, 20)} and ${other.textContent.slice(0, 20)} ${wide} x ${high}`);
                       }
                     }
                   }));
                 }
                 return lost.slice(0, 5);",
            )
            .await;
        assert_eq!(lost, json!([]), "{width} px, {sheet}");
        let card = page.card().await;
        let [left, top, right, bottom] = card.rect;
        let [wide, high] = card.window;
        assert!(
            left >= -0.5 && top >= -0.5 && right <= wide + 0.5 && bottom <= high + 0.5,
            "{width} px, {sheet}: {card:?}"
        );
    }
}

/// Lets Chromium say that a reader prefers something.
async fn emulate(page: &Page<'_>, feature: &str, value: &str) {
    page.devtools(
        "Emulation.setEmulatedMedia",
        json!({ "features": [{ "name": feature, "value": value }] }),
    )
    .await;
}

/// The three themes, light and dark: text can be read, and axe finds nothing.
pub(crate) async fn the_themes_can_be_read(page: &Page<'_>) {
    for theme in ["magazine", "journal", "plain", "none"] {
        page.open(&format!("/www/themes.html?theme={theme}")).await;
        for scheme in ["light", "dark"] {
            page.run_with(
                "document.documentElement.style.colorScheme = arguments[0];
                 document.querySelector('scholion-article').openCitation('cite-40-1');",
                json!(scheme),
            )
            .await;
            page.card().await;
            can_be_read(page, READ).await;
            axe_in(page, "html", &format!("{theme}, {scheme}")).await;
        }
        page.run("document.querySelector('scholion-article').close();")
            .await;
        for width in [1280, 320] {
            page.resize(width, 900).await;
            page.rest(100).await;
            stays_in_its_width(page).await;
        }
        page.resize(1280, 900).await;
    }
}
