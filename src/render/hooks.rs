//! Every class name and data attribute that renderer, widget and style sheet share.

/// The name of the part that goes with a class of ours, where an article is in a shadow tree.
///
/// ```
/// use scholion::render::hooks;
/// assert_eq!(hooks::part(hooks::ENTRY_TITLE), "entry-title");
/// ```
pub fn part(class: &str) -> &str {
    class.strip_prefix("sch-").unwrap_or(class)
}

/// The custom element.
pub const ELEMENT: &str = "scholion-article";
/// In a page that was built: the `<script>` behind the rendered article, in the same element, that
/// holds the structured article it was rendered from.
pub const ARTICLE_DATA: &str = "sch-article";
/// In a page that was built: the `<link>` with the address of the WebAssembly module, and with its
/// hash where it comes from another origin.
pub const CORE_LINK: &str = "sch-core";
/// The root of a rendered article.
pub const ROOT: &str = "scholion";
/// Title, deck and byline.
pub const HEADER: &str = "sch-header";
/// The title.
pub const TITLE: &str = "sch-title";
/// The deck.
pub const DECK: &str = "sch-deck";
/// The byline.
pub const BYLINE: &str = "sch-byline";
/// The list of sections.
pub const CONTENTS: &str = "sch-contents";
/// The button that opens the list of sections where it has no room beside the text.
pub const CONTENTS_TOGGLE: &str = "sch-contents-toggle";
/// A small heading in capitals, such as that of the list of sections.
pub const KICKER: &str = "sch-kicker";
/// The number behind an entry of the list of sections.
pub const TALLY: &str = "sch-tally";
/// The text of the article, beside the contents.
pub const MAIN: &str = "sch-main";
/// A section.
pub const SECTION: &str = "sch-section";
/// Beside it: a section that holds others, which are skipped one by one while they are far away.
pub const NESTING: &str = "sch-nesting";
/// A box.
pub const BOX: &str = "sch-box";
/// The second heading of a box.
pub const BOX_SUBTITLE: &str = "sch-box-subtitle";
/// A heading and the link to it.
pub const HEAD: &str = "sch-head";
/// The link to a section or box, behind its heading.
pub const PERMALINK: &str = "sch-permalink";
/// The heading of a section or box.
pub const HEADING: &str = "sch-heading";
/// The button in a heading that opens and closes what follows.
pub const TOGGLE: &str = "sch-toggle";
/// How much a closed section holds.
pub const COUNT: &str = "sch-count";
/// What a section or box holds, apart from its heading.
pub const CONTENT: &str = "sch-content";
/// Text in small capitals.
pub const SMALL_CAPS: &str = "sch-small-caps";
/// What stands below a table: its notes and sources.
pub const LEGEND: &str = "sch-legend";
/// A task of a list, and whether it is done.
pub const TASK: &str = "sch-task";
/// A heading that begins no section.
pub const MINOR_HEADING: &str = "sch-minor-heading";
/// A table with its caption.
pub const TABLE: &str = "sch-table";
/// The box in which a wide table, code or formula scrolls.
pub const SCROLL: &str = "sch-scroll";
/// The same box around code.
pub const CODE: &str = "sch-scroll sch-code";
/// A cell whose text begins at the left edge.
pub const CELL_LEFT: &str = "sch-left";
/// A cell whose text stands in the middle.
pub const CELL_CENTER: &str = "sch-center";
/// A cell whose text ends at the right edge.
pub const CELL_RIGHT: &str = "sch-right";
/// What stands for a picture that cannot be shown.
pub const MISSING: &str = "sch-missing";
/// The number of a figure or table before its caption.
pub const ENUMERATOR: &str = "sch-enumerator";
/// A quotation with the words that say whose it is.
pub const QUOTE: &str = "sch-quote";
/// A picture's caption whose picture is lost.
pub const LOST: &str = "sch-lost";
/// A raised citation.
pub const RAISED: &str = "sch-raised";
/// The link of a citation marker.
pub const MARKER: &str = "sch-marker";
/// One of several numbers of a marker.
pub const NUMBER: &str = "sch-number";
/// A marker inside the card, where it opens its references in place.
pub const INNER: &str = "sch-inner";
/// A mention of a figure, table, formula or section.
pub const CROSS_REFERENCE: &str = "sch-cross";
/// The classes of a marker none of whose references is in the list.
pub const MARKER_DANGLING: &str = "sch-marker sch-dangling";
/// The section of the reference list.
pub const REFERENCES: &str = "sch-references";
/// The reference list.
pub const REFERENCE_LIST: &str = "sch-reference-list";
/// A list of references or notes that is so long that it is written in runs.
pub const RUNS: &str = "sch-runs";
/// A list, or a run of one, that a browser skips while it is far away.
pub const LONG: &str = "sch-long";
/// The number of a reference.
pub const LABEL: &str = "sch-label";
/// The text of a reference.
pub const ENTRY: &str = "sch-entry";
/// Links of a reference to where it can be found.
pub const LINKS: &str = "sch-links";
/// A link whose address paper has to show, since the words beside it do not.
pub const ON_PAPER: &str = "sch-on-paper";
/// Links from a reference back to its uses.
pub const BACK: &str = "sch-back";
/// Says that nothing cites a reference.
pub const UNCITED: &str = "sch-uncited";
/// The button that opens the sentences that cite a reference.
pub const CONTEXTS: &str = "sch-contexts";
/// What that button opens.
pub const CONTEXTS_HOME: &str = "sch-contexts-home";
/// The sentences that cite a reference.
pub const CONTEXT_LIST: &str = "sch-context-list";
/// In a citing sentence: the marker that the sentence is listed for.
pub const CITING: &str = "sch-citing";
/// Where a citing sentence stands.
pub const CONTEXT_PLACE: &str = "sch-context-place";
/// What the article's data says of a reference: retracted, corrected.
pub const NOTICE: &str = "sch-notice";
/// A notice that takes the work back.
pub const GRAVE: &str = "sch-grave";
/// Says which reference is the same source.
pub const SAME: &str = "sch-same";
/// The section of footnotes.
pub const NOTES: &str = "sch-notes";
/// The list of footnotes.
pub const NOTE_LIST: &str = "sch-note-list";
/// A formula set off from the text.
pub const MATH: &str = "sch-math";
/// A formula in the line.
pub const FORMULA: &str = "sch-formula";
/// In a formula: a cell whose contents begin at its left edge.
pub const MATH_START: &str = "sch-math-start";
/// In a formula: a cell whose contents end at its right edge.
pub const MATH_END: &str = "sch-math-end";
/// What a reader can do with the article, under the byline.
pub const ACTIONS: &str = "sch-actions";
/// The button that opens the article's own citation.
pub const CITE: &str = "sch-cite";
/// The button that opens or closes every section and box.
pub const EXPAND: &str = "sch-expand";
/// The button that dims the markers.
pub const QUIET: &str = "sch-quiet";
/// What a reader can do with the reference list, above it.
pub const TOOLS: &str = "sch-tools";
/// The field that filters the list.
pub const FILTER: &str = "sch-filter";
/// The choice of the list's order.
pub const SORT: &str = "sch-sort";
/// Says how many references a filter has found.
pub const FOUND: &str = "sch-found";
/// The button that opens the choices of export.
pub const EXPORT_TOGGLE: &str = "sch-export-toggle";
/// The choices of export.
pub const EXPORT: &str = "sch-export";
/// The choice of what is exported.
pub const EXPORT_WHAT: &str = "sch-export-what";
/// The choice of the format.
pub const EXPORT_FORMAT: &str = "sch-export-format";
/// The button that copies what is exported.
pub const EXPORT_COPY: &str = "sch-export-copy";
/// The button that saves what is exported in a file.
pub const EXPORT_SAVE: &str = "sch-export-save";
/// The box before a reference that chooses it for export.
pub const PICK: &str = "sch-pick";
/// Shows how much of the article has been read.
pub const METER: &str = "sch-meter";
/// The control that leads back to where the reader was.
pub const RETURN: &str = "sch-return";
/// The button in that control that leads back.
pub const RETURN_BACK: &str = "sch-return-back";
/// The button in that control that sends it away.
pub const RETURN_CLOSE: &str = "sch-return-close";
/// The control at a selection.
pub const PASSAGE: &str = "sch-passage";
/// The button in that control.
pub const PASSAGE_COPY: &str = "sch-passage-copy";
/// Where messages are put that are only spoken.
pub const SPOKEN: &str = "sch-spoken";
/// The place that a card is put beside where its marker is wrapped over lines.
pub const ANCHOR: &str = "sch-anchor";

/// The card.
pub const CARD: &str = "sch-card";
/// The card as a sheet at the bottom of the screen.
pub const SHEET: &str = "sch-sheet";
/// The card above its marker instead of below.
pub const ABOVE: &str = "sch-above";
/// The card lower than it would be if there were room.
pub const SQUEEZED: &str = "sch-squeezed";
/// The head of the card.
pub const CARD_HEAD: &str = "sch-card-head";
/// The name of the card.
pub const CARD_TITLE: &str = "sch-card-title";
/// The button that closes the card.
pub const CLOSE: &str = "sch-close";
/// What the card holds where that is no list of references.
pub const CARD_BODY: &str = "sch-card-body";
/// References that a marker inside the card has opened.
pub const INSET: &str = "sch-inset";
/// The entry of the card whose number is under the pointer.
pub const HERE: &str = "sch-here";
/// The button that copies a reference.
pub const COPY: &str = "sch-copy";
/// A link to another use of a reference.
pub const USE: &str = "sch-use";
/// The references in the card.
pub const CARD_LIST: &str = "sch-card-list";
/// The title of a reference in the card.
pub const ENTRY_TITLE: &str = "sch-entry-title";
/// Authors, journal and the rest in the card.
pub const ENTRY_META: &str = "sch-entry-meta";
/// How often a reference is cited.
pub const CITED: &str = "sch-cited";
/// A jump from the card into the reference list.
pub const GO: &str = "sch-go";

/// On a marker: its references' ids, separated by spaces.
pub const DATA_REFERENCES: &str = "data-sch-references";
/// On the runs of a list, while a filter hides some of its entries.
pub const DATA_FILTERED: &str = "data-sch-filtered";
/// On the mark of a footnote: its key. On a footnote's marker in a card, too.
pub const DATA_NOTE: &str = "data-sch-note";
/// On an entry of the card or a control in it: the key of its reference.
pub const DATA_KEY: &str = "data-sch-key";
/// On a link to another use: `previous` or `next`.
pub const DATA_STEP: &str = "data-sch-step";
/// On the article while its markers are dimmed.
pub const DATA_QUIET: &str = "data-sch-quiet";
/// On the meter: the share of the text that has been read, from 0 to 1.
pub const STYLE_READ: &str = "--sch-read";
/// Of a run of a filtered list: how many of its entries are shown.
pub const STYLE_SHOWN: &str = "--sch-shown";
/// On the reference list while references are chosen for export.
pub const DATA_PICKING: &str = "data-sch-picking";
/// On the anchor of a card whose marker is wrapped over lines.
pub const DATA_OPEN_WRAPPED: &str = "wrapped";
/// On a marker whose card is open.
pub const DATA_OPEN: &str = "data-sch-open";
/// On a box that scrolls: the sides, `left` and `right`, on which there is more.
pub const DATA_MORE: &str = "data-sch-more";
/// On the target of a jump, until the reader moves on.
pub const DATA_TARGET: &str = "data-sch-target";
/// Its value where a sheet covers the lower part of the window.
pub const DATA_TARGET_ABOVE_SHEET: &str = "sheet";

/// On the root of a page that was built, and on its element: the style sheet knows it before the parser has come to its
/// end; with the value `contents`, that there is a list of sections.
pub const DATA_BUILT: &str = "data-sch-built";
/// On a marker of a page that was there before the article.
pub const DATA_MARKER: &str = "data-sch-marker";
/// On such a marker: the label of the reference that it leads to by itself.
pub const DATA_LABEL: &str = "data-sch-label";
/// On the button in a heading of such a page: the part that it folds.
pub const DATA_PART: &str = "data-sch-part";
/// On what folds with headings of such a page: their parts.
pub const DATA_BODY: &str = "data-sch-body";
/// What an entry of such a page is given behind its own text.
pub const EXTRAS: &str = "sch-extras";
/// Finds the markers of the text, ours and those of a page that was there before.
pub const MARKERS: &str = ":is(.sch-marker, [data-sch-marker])";

/// The role of a citation marker ([DPUB-ARIA](https://www.w3.org/TR/dpub-aria-1.1/#doc-biblioref)).
pub const ROLE_MARKER: &str = "doc-biblioref";
/// The role of the mark of a footnote.
pub const ROLE_NOTE: &str = "doc-noteref";
/// The role of the section of footnotes.
pub const ROLE_NOTES: &str = "doc-endnotes";
/// The role of the reference list's section.
pub const ROLE_REFERENCES: &str = "doc-bibliography";
/// The role of a link back to a use.
pub const ROLE_BACK: &str = "doc-backlink";
