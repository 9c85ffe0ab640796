// marked with its footnotes, cleaned by DOMPurify; littlefoot shows the footnotes.
import DOMPurify from "dompurify";
import littlefoot from "littlefoot";
import { Marked } from "marked";
import footnotes from "marked-footnote";

const marked = new Marked(footnotes());

/** Markdown to HTML that is safe to insert. */
export function convert(source) {
  return DOMPurify.sanitize(marked.parse(source));
}

/** Gives the marks their popovers; returns what takes them away. */
export function attach() {
  // The links back from the notes look like marks to the pattern that it has by itself.
  const { unmount } = littlefoot({ anchorPattern: /^.*#footnote-\d+$/ });
  return unmount;
}

/** What marks a footnote once the article stands in the page. */
export const MARK = ".littlefoot__button";
