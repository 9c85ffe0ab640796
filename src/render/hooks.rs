//! Every class name and data attribute that renderer, widget and style sheet share.

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
/// A small heading in capitals, such as that of the list of sections.
pub const KICKER: &str = "sch-kicker";
/// The number behind an entry of the list of sections.
pub const TALLY: &str = "sch-tally";
/// The text of the article, beside the contents.
pub const MAIN: &str = "sch-main";
/// A section.
pub const SECTION: &str = "sch-section";
/// A box.
pub const BOX: &str = "sch-box";
/// The second heading of a box.
pub const BOX_SUBTITLE: &str = "sch-box-subtitle";
/// The heading of a section or box.
pub const HEADING: &str = "sch-heading";
/// The button in a heading that opens and closes what follows.
pub const TOGGLE: &str = "sch-toggle";
/// How much a closed section holds.
pub const COUNT: &str = "sch-count";
/// What a section or box holds, apart from its heading.
pub const CONTENT: &str = "sch-content";
/// The box in which a wide table scrolls.
pub const SCROLL: &str = "sch-scroll";
/// A picture's caption whose picture is lost.
pub const LOST: &str = "sch-lost";
/// A raised citation.
pub const RAISED: &str = "sch-raised";
/// The link of a citation marker.
pub const MARKER: &str = "sch-marker";
/// A marker none of whose references is in the list.
pub const DANGLING: &str = "sch-dangling";
/// The section of the reference list.
pub const REFERENCES: &str = "sch-references";
/// The reference list.
pub const REFERENCE_LIST: &str = "sch-reference-list";
/// The number of a reference.
pub const LABEL: &str = "sch-label";
/// The text of a reference.
pub const ENTRY: &str = "sch-entry";
/// Links of a reference to where it can be found.
pub const LINKS: &str = "sch-links";
/// Links from a reference back to its uses.
pub const BACK: &str = "sch-back";
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
/// On a marker whose card is open.
pub const DATA_OPEN: &str = "data-sch-open";
/// On the target of a jump, until the reader moves on.
pub const DATA_TARGET: &str = "data-sch-target";

/// The role of a citation marker ([DPUB-ARIA](https://www.w3.org/TR/dpub-aria-1.1/#doc-biblioref)).
pub const ROLE_MARKER: &str = "doc-biblioref";
/// The role of the reference list's section.
pub const ROLE_REFERENCES: &str = "doc-bibliography";
/// The role of a link back to a use.
pub const ROLE_BACK: &str = "doc-backlink";
