// markdown-it with its footnotes, cleaned by DOMPurify; littlefoot shows the footnotes.
import DOMPurify from "dompurify";
import littlefoot from "littlefoot";
import MarkdownIt from "markdown-it";
import footnotes from "markdown-it-footnote";

const markdown = new MarkdownIt({ html: true }).use(footnotes);

/** Markdown to HTML that is safe to insert. */
export function convert(source) {
  return DOMPurify.sanitize(markdown.render(source));
}

/** Gives the marks their popovers; returns what takes them away. */
export function attach() {
  const { unmount } = littlefoot();
  return unmount;
}

/** What marks a footnote once the article stands in the page. */
export const MARK = ".littlefoot__button";
