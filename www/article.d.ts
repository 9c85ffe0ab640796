// The structured article. Made from docs/article.schema.json, which is made from the Rust types:
// UPDATE=1 cargo test --features cli --test schema

/**
 * A block of the article.
 */
export type Block =
  | Section
  | Aside
  | Heading
  | Paragraph
  | Blockquote
  | Figure
  | Caption
  | Image
  | List
  | DefinitionList
  | Table
  | Code
  | Math
  | {
      type: "thematicBreak";
    };
/**
 * A purpose that keeps a part in view: nobody may overlook it because it was folded away.
 */
export type Purpose = "conflict-of-interest" | "correction" | "warning";
/**
 * A piece of running text.
 */
export type Inline =
  | {
      type: "text";
      /**
       * The characters.
       */
      value: string;
    }
  | {
      /**
       * What is strong.
       */
      children: Inline[];
      type: "strong";
    }
  | {
      /**
       * What is stressed.
       */
      children: Inline[];
      type: "emphasis";
    }
  | {
      /**
       * What is raised.
       */
      children: Inline[];
      type: "superscript";
    }
  | {
      /**
       * What is lowered.
       */
      children: Inline[];
      type: "subscript";
    }
  | {
      /**
       * What is struck out.
       */
      children: Inline[];
      type: "delete";
    }
  | {
      /**
       * What is underlined.
       */
      children: Inline[];
      type: "underline";
    }
  | {
      /**
       * What is set in them.
       */
      children: Inline[];
      type: "smallCaps";
    }
  | {
      /**
       * What is marked.
       */
      children: Inline[];
      type: "mark";
    }
  | {
      /**
       * The keys.
       */
      children: Inline[];
      type: "keyboard";
    }
  | {
      /**
       * The abbreviation.
       */
      children: Inline[];
      /**
       * What it stands for.
       */
      title?: string | null;
      type: "abbreviation";
    }
  | {
      type: "inlineCode";
      /**
       * The code.
       */
      value: string;
    }
  | Formula
  | Link
  | Image
  | {
      type: "break";
    }
  | Citation
  | {
      /**
       * The footnote.
       */
      identifier: string;
      type: "footnoteReference";
    }
  | {
      /**
       * What is read.
       */
      children: Inline[];
      /**
       * The figure, table, formula, section or box.
       */
      identifier: string;
      type: "crossReference";
    };
/**
 * The name by which citations know a reference: `11` in a numbered list.
 */
export type ReferenceId = string;
/**
 * The name of a section, box, figure, table or footnote, usable as a fragment.
 */
export type Identifier = string;
/**
 * A piece of a list of definitions.
 */
export type DefinitionItem =
  | {
      /**
       * The words.
       */
      children: Inline[];
      type: "definitionTerm";
    }
  | {
      /**
       * What it says.
       */
      children: Block[];
      type: "definitionDescription";
    };
/**
 * How the text of a cell is aligned.
 */
export type CellAlign = "left" | "center" | "right";
/**
 * The direction in which the article's script runs.
 */
export type Direction = "ltr" | "rtl";

/**
 * A whole article.
 */
export interface Article {
  /**
   * The article's own DOI.
   */
  DOI?: string | null;
  /**
   * The numbers of the journal.
   */
  ISSN?: string[];
  /**
   * Its number in PubMed Central, with its letters.
   */
  PMCID?: string | null;
  /**
   * Its number in PubMed.
   */
  PMID?: string | null;
  /**
   * The abstract.
   */
  abstract?: Block[];
  /**
   * When the journal took it.
   */
  accepted?: Date | null;
  /**
   * Who wrote it.
   */
  author?: Name[];
  /**
   * The byline as it was printed; `author`, `reviewer` and `reviewed` are read from it.
   */
  byline?: Inline[];
  /**
   * The body.
   */
  children?: Block[];
  /**
   * The journal or magazine.
   */
  "container-title"?: string | null;
  /**
   * The journal's name as journals abbreviate it.
   */
  "container-title-short"?: string | null;
  /**
   * Who holds the rights, as printed.
   */
  copyright?: string | null;
  /**
   * The direction of the script.
   */
  direction?: Direction | null;
  /**
   * Who edited it.
   */
  editor?: Name[];
  /**
   * Footnotes, in the order of their first use.
   */
  footnotes?: Footnote[];
  /**
   * What kind of article it is, in the source's words: `research-article`, `correction`.
   */
  genre?: string | null;
  /**
   * The issue of the journal.
   */
  issue?: string | null;
  /**
   * When it was published.
   */
  issued?: Date | null;
  /**
   * Keywords.
   */
  keyword?: string[];
  /**
   * A BCP 47 language tag.
   */
  language?: string | null;
  /**
   * The licence, as a name or an address.
   */
  license?: string | null;
  /**
   * Its pages there, or the number of the article.
   */
  page?: string | null;
  /**
   * Who published it.
   */
  publisher?: string | null;
  /**
   * When it came to the journal.
   */
  received?: Date | null;
  /**
   * The reference list, in printed order.
   */
  references?: Reference[];
  /**
   * The heading of the reference list as it was printed.
   */
  "references-title"?: Inline[];
  /**
   * When it was reviewed.
   */
  reviewed?: Date | null;
  /**
   * Who reviewed it.
   */
  reviewer?: Name[];
  /**
   * The version of this form.
   */
  scholion: 1;
  /**
   * The deck: the sentence under the title.
   */
  subtitle?: Inline[];
  /**
   * The title.
   */
  title?: Inline[];
  /**
   * The volume of the journal.
   */
  volume?: string | null;
}
/**
 * A section: a heading and what belongs to it. Its depth is its nesting.
 */
export interface Section {
  /**
   * What belongs to it.
   */
  children?: Block[];
  /**
   * The fragment.
   */
  identifier: string;
  /**
   * What it is for, where the source says so; see [`Section::purpose`].
   */
  purpose?: Purpose | null;
  /**
   * The heading.
   */
  title: Inline[];
  type: "section";
}
/**
 * A formula: as its author wrote it, and as a browser can lay it out.
 */
export interface Formula {
  /**
   * The formula in [MathML](https://www.w3.org/TR/mathml-core/), as it came or made from `value` while reading. It is a source like any other: whoever shows it lets through what he knows.
   */
  mathml?: string | null;
  type: "inlineMath";
  /**
   * The formula in TeX's notation; empty where it came as MathML alone.
   */
  value?: string;
}
/**
 * A link.
 */
export interface Link {
  /**
   * What is linked.
   */
  children: Inline[];
  /**
   * What is shown beside the pointer.
   */
  title?: string | null;
  type: "link";
  /**
   * The target.
   */
  url: string;
}
/**
 * A picture.
 */
export interface Image {
  /**
   * What stands for the picture where it cannot be seen.
   */
  alt?: string;
  /**
   * Whether its author says that it tells nothing, so that no words have to stand for it.
   */
  decorative?: boolean;
  /**
   * Its own height in CSS pixels.
   */
  height?: number | null;
  /**
   * What is shown beside the pointer.
   */
  title?: string | null;
  type: "image";
  /**
   * Where the picture is.
   */
  url: string;
  /**
   * Its own width in CSS pixels; with the height it keeps the picture's room free.
   */
  width?: number | null;
}
/**
 * A citation: one marker, with every reference it stands for.
 */
export interface Citation {
  /**
   * What is said of single references: in their order, one for each of them, or none at all.
   */
  citationItems?: CitationItem[];
  /**
   * Whether the sentence needs the authors' names.
   */
  kind?: "parenthetical" | "narrative";
  /**
   * The marker as printed.
   */
  marker: string;
  /**
   * The references in printed order, ranges expanded, each once.
   */
  references: ReferenceId[];
  type: "citation";
}
/**
 * What a citation says of one of its references. The names and their meaning are those of [CSL-JSON's citations](https://github.com/citation-style-language/schema/blob/v1.0.2/schemas/input/csl-citation.json).
 */
export interface CitationItem {
  /**
   * The reference.
   */
  id: string;
  /**
   * What the locator counts, in CSL's words: `page`, `chapter`.
   */
  label?: string | null;
  /**
   * Where in the work: `33–35`.
   */
  locator?: string | null;
  /**
   * What stands before it: `see`.
   */
  prefix?: string | null;
  /**
   * What stands after it.
   */
  suffix?: string | null;
  /**
   * Whether the authors are left out, since the sentence names them.
   */
  "suppress-author"?: boolean;
}
/**
 * A box: a text of its own beside the running text.
 */
export interface Aside {
  /**
   * What it says.
   */
  children?: Block[];
  /**
   * The name of a section, box, figure, table or footnote, usable as a fragment.
   */
  identifier: string;
  /**
   * What it is for, where the source says so; see [`Aside::purpose`].
   */
  purpose?: Purpose | null;
  /**
   * The second heading that print sets under the first.
   */
  subtitle?: Inline[];
  /**
   * The heading.
   */
  title: Inline[];
  type: "box";
}
/**
 * A heading that begins no section.
 */
export interface Heading {
  /**
   * The words.
   */
  children: Inline[];
  /**
   * Its rank, from 1 to 6.
   */
  depth: number;
  type: "heading";
}
/**
 * A paragraph.
 */
export interface Paragraph {
  /**
   * The text.
   */
  children: Inline[];
  type: "paragraph";
}
/**
 * A quotation set off from the text.
 */
export interface Blockquote {
  /**
   * What is quoted; a [`Block::Caption`] among it says whose words they are.
   */
  children: Block[];
  type: "blockquote";
}
/**
 * A figure. One that has nothing but a caption has lost its picture on the way.
 */
export interface Figure {
  /**
   * Pictures and caption.
   */
  children: Block[];
  /**
   * Its number, where the caption does not say it.
   */
  enumerator?: string | null;
  /**
   * The fragment.
   */
  identifier?: Identifier | null;
  type: "figure";
}
/**
 * The caption of a figure, or the words under a quotation that say whose it is.
 */
export interface Caption {
  /**
   * What it says.
   */
  children: Block[];
  type: "caption";
}
/**
 * A list.
 */
export interface List {
  /**
   * The items.
   */
  children: ListItem[];
  /**
   * Whether the items are numbered.
   */
  ordered?: boolean;
  /**
   * Whether its items are set as paragraphs, with space between them.
   */
  spread?: boolean;
  /**
   * The first number of a numbered list, where it is not 1.
   */
  start?: number | null;
  type: "list";
}
/**
 * An item of a list.
 */
export interface ListItem {
  /**
   * Of a list of tasks, whether this one is done.
   */
  checked?: boolean | null;
  /**
   * What it says.
   */
  children: Block[];
}
/**
 * A list of terms and what they mean.
 */
export interface DefinitionList {
  /**
   * Terms, each before its descriptions.
   */
  children: DefinitionItem[];
  type: "definitionList";
}
/**
 * A table. The rows at its beginning whose cells are all headers are its head.
 */
export interface Table {
  /**
   * The caption.
   */
  caption?: Inline[];
  /**
   * The rows.
   */
  children: TableRow[];
  /**
   * Its number, where the caption does not say it.
   */
  enumerator?: string | null;
  /**
   * The fragment.
   */
  identifier?: Identifier | null;
  /**
   * What stands below it: notes, sources, the meaning of abbreviations.
   */
  legend?: Block[];
  type: "table";
}
/**
 * A row of a table.
 */
export interface TableRow {
  /**
   * The cells.
   */
  children: TableCell[];
}
/**
 * A cell of a table.
 */
export interface TableCell {
  /**
   * How its text is aligned.
   */
  align?: CellAlign | null;
  /**
   * The text.
   */
  children: Inline[];
  /**
   * How many columns it spans, where it is more than one.
   */
  colspan?: number | null;
  /**
   * Whether it is the header of a column or row.
   */
  header?: boolean;
  /**
   * How many rows it spans, where it is more than one.
   */
  rowspan?: number | null;
}
/**
 * Preformatted text.
 */
export interface Code {
  /**
   * The language, if it is known.
   */
  lang?: string | null;
  type: "code";
  /**
   * The text with its line breaks.
   */
  value: string;
}
/**
 * A formula set off from the text.
 */
export interface Math {
  /**
   * The number printed beside it, without brackets.
   */
  enumerator?: string | null;
  /**
   * The fragment.
   */
  identifier?: Identifier | null;
  /**
   * The formula in [MathML](https://www.w3.org/TR/mathml-core/), as it came or made from `value` while reading. It is a source like any other: whoever shows it lets through what he knows.
   */
  mathml?: string | null;
  type: "math";
  /**
   * The formula in TeX's notation; empty where it came as MathML alone.
   */
  value?: string;
}
/**
 * A date in CSL's form: one `[year, month, day]`, or two for a span of time.
 */
export interface Date {
  /**
   * Whether the date is an estimate.
   */
  circa?: boolean;
  /**
   * Year, month from 1, day from 1; what is not known is left out.
   */
  "date-parts"?: number[][];
  /**
   * The date in words, where it is none that numbers could say: `in press`.
   */
  literal?: string | null;
  /**
   * The season where no month is known, from 1 for spring to 4 for winter.
   */
  season?: number | null;
}
/**
 * The name of a person or a group.
 */
export interface Name {
  /**
   * The person's ORCID iD.
   */
  ORCID?: string | null;
  /**
   * Where the person works.
   */
  affiliation?: string[];
  /**
   * A particle that is left out where the family name stands alone: `de` of La Fontaine.
   */
  "dropping-particle"?: string | null;
  /**
   * The family name.
   */
  family?: string | null;
  /**
   * Given names or initials.
   */
  given?: string | null;
  /**
   * The name of a group, or of a person whose name has one part.
   */
  literal?: string | null;
  /**
   * A particle that belongs to the family name: `van den`.
   */
  "non-dropping-particle"?: string | null;
  /**
   * What stands before the name: `Dr.`
   */
  prefix?: string | null;
  /**
   * What stands after the name: `MD`, `Jr`.
   */
  suffix?: string | null;
}
/**
 * A footnote: what a [`Inline::FootnoteReference`] points to.
 */
export interface Footnote {
  /**
   * What it says.
   */
  children: Block[];
  /**
   * The name of a section, box, figure, table or footnote, usable as a fragment.
   */
  identifier: string;
}
/**
 * An entry of the reference list.
 */
export interface Reference {
  /**
   * The entry as printed.
   */
  children?: Inline[];
  /**
   * What could be read of it, in structured fields. Nothing in here is guessed.
   */
  csl?: Csl | null;
  /**
   * The name by which citations know a reference: `11` in a numbered list.
   */
  id: string;
  /**
   * The number or key as printed, without its punctuation.
   */
  label?: string | null;
}
/**
 * Bibliographic fields. The names and their meaning are CSL-JSON's.
 */
export interface Csl {
  /**
   * The digital object identifier, without a resolver: `10.1000/182`.
   */
  DOI?: string | null;
  /**
   * The number of the book.
   */
  ISBN?: string | null;
  /**
   * The number of the journal or series.
   */
  ISSN?: string | null;
  /**
   * The number in PubMed Central, with its letters: `PMC1234567`.
   */
  PMCID?: string | null;
  /**
   * The number in PubMed.
   */
  PMID?: string | null;
  /**
   * The address.
   */
  URL?: string | null;
  /**
   * The abstract.
   */
  abstract?: string | null;
  /**
   * When the address was looked at.
   */
  accessed?: Date | null;
  /**
   * Where it is kept: an archive, a repository (`arXiv`).
   */
  archive?: string | null;
  /**
   * Its place there: a shelf mark, a number. The schema spells it with a low line.
   */
  archive_location?: string | null;
  /**
   * Who wrote it, as far as the entry names them.
   */
  author?: Name[];
  /**
   * The chapter.
   */
  "chapter-number"?: string | null;
  /**
   * Who edited the series.
   */
  "collection-editor"?: Name[];
  /**
   * The number in the series.
   */
  "collection-number"?: string | null;
  /**
   * The series.
   */
  "collection-title"?: string | null;
  /**
   * The journal, or the book that holds the chapter.
   */
  "container-title"?: string | null;
  /**
   * The journal's name as journals abbreviate it.
   */
  "container-title-short"?: string | null;
  /**
   * What CSL has no field for.
   */
  custom?: Custom | null;
  /**
   * The edition of a book.
   */
  edition?: string | null;
  /**
   * Who edited the book that holds it.
   */
  editor?: Name[];
  /**
   * Where the conference was.
   */
  "event-place"?: string | null;
  /**
   * The conference.
   */
  "event-title"?: string | null;
  /**
   * What exactly it is: `PhD thesis`, `Technical report`.
   */
  genre?: string | null;
  /**
   * The issue, a supplement included: `2 Suppl 1`.
   */
  issue?: string | null;
  /**
   * When it was published.
   */
  issued?: Date | null;
  /**
   * Keywords.
   */
  keyword?: string | null;
  /**
   * A BCP 47 tag of its language.
   */
  language?: string | null;
  /**
   * What it is recorded on.
   */
  medium?: string | null;
  /**
   * What else is to be said of it.
   */
  note?: string | null;
  /**
   * The number of a report, a patent, a standard.
   */
  number?: string | null;
  /**
   * How many pages it has.
   */
  "number-of-pages"?: string | null;
  /**
   * How many volumes it has.
   */
  "number-of-volumes"?: string | null;
  /**
   * When it was published first.
   */
  "original-date"?: Date | null;
  /**
   * The pages or the number of the article, as printed: `515-21`, `R131-51`, `4629383`.
   */
  page?: string | null;
  /**
   * The publisher.
   */
  publisher?: string | null;
  /**
   * Where the publisher is.
   */
  "publisher-place"?: string | null;
  /**
   * `in press`, `submitted`.
   */
  status?: string | null;
  /**
   * The title.
   */
  title?: string | null;
  /**
   * A short form of the title.
   */
  "title-short"?: string | null;
  /**
   * Who translated it.
   */
  translator?: Name[];
  /**
   * The kind of work.
   */
  type?:
    | "article"
    | "article-journal"
    | "article-magazine"
    | "article-newspaper"
    | "bill"
    | "book"
    | "broadcast"
    | "chapter"
    | "classic"
    | "collection"
    | "dataset"
    | "entry"
    | "entry-dictionary"
    | "entry-encyclopedia"
    | "event"
    | "figure"
    | "graphic"
    | "hearing"
    | "interview"
    | "legal_case"
    | "legislation"
    | "manuscript"
    | "map"
    | "motion_picture"
    | "musical_score"
    | "pamphlet"
    | "paper-conference"
    | "patent"
    | "performance"
    | "periodical"
    | "personal_communication"
    | "post"
    | "post-weblog"
    | "regulation"
    | "report"
    | "review"
    | "review-book"
    | "software"
    | "song"
    | "speech"
    | "standard"
    | "thesis"
    | "treaty"
    | "webpage"
    | "document";
  /**
   * The version of software or data.
   */
  version?: string | null;
  /**
   * The volume.
   */
  volume?: string | null;
  [k: string]: unknown;
}
/**
 * What CSL has no field for, in the object that its schema sets aside for that.
 */
export interface Custom {
  /**
   * The printed list of authors ends in "et al": there are more than `author` names.
   */
  "et-al"?: boolean;
  /**
   * What has been published about the work since: retractions, corrections. Supplied with the article, and never inferred.
   */
  "updated-by"?: Update[];
}
/**
 * A notice about a work, in the terms of [Crossref's `updated-by`](https://www.crossref.org/documentation/crossmark/version-control-corrections-and-retractions/).
 */
export interface Update {
  /**
   * The notice's own DOI, without a resolver.
   */
  DOI?: string | null;
  /**
   * The notice's address, where it has no DOI.
   */
  URL?: string | null;
  /**
   * What the notice does.
   */
  type: "retraction" | "withdrawal" | "expression_of_concern" | "correction" | "update";
  /**
   * When the notice was published.
   */
  updated?: Date | null;
}
