// unified: GFM by remark, made safe by rehype-sanitize. It has no popovers.
import rehypeSanitize from "rehype-sanitize";
import rehypeStringify from "rehype-stringify";
import remarkGfm from "remark-gfm";
import remarkParse from "remark-parse";
import remarkRehype from "remark-rehype";
import { unified } from "unified";

const processor = unified()
  .use(remarkParse)
  .use(remarkGfm)
  .use(remarkRehype)
  .use(rehypeSanitize)
  .use(rehypeStringify)
  .freeze();

/** Markdown to HTML that is safe to insert. */
export function convert(source) {
  return String(processor.processSync(source));
}

/** What marks a footnote once the article stands in the page. */
export const MARK = "a[data-footnote-ref]";
