// What the types of the structured article are to allow and to refuse; tests/schema.rs has it
// compiled.
import type { Article, Block, Citation, Csl, Inline } from "../../www/article.d.ts";

const csl: Csl = {
  type: "article-journal",
  author: [{ family: "Doe", given: "J" }],
  title: "On bones",
  issued: { "date-parts": [[2020, 3]] },
  DOI: "10.1000/182",
  "a-field-of-somebody-else": [1],
};

const citation: Citation = {
  type: "citation",
  references: ["1"],
  marker: "¹",
  citationItems: [{ id: "1", locator: "33", label: "page" }],
};

export const article: Article = {
  scholion: 1,
  title: [{ type: "text", value: "On bones" }],
  children: [
    {
      type: "section",
      identifier: "summary",
      title: [{ type: "text", value: "Summary" }],
      children: [{ type: "paragraph", children: [{ type: "text", value: "Hard." }, citation] }],
    },
  ],
  references: [{ id: "1", label: "1", csl }],
};

// A walk over the tree knows by `type` what it has in hand.
export function words(blocks: Block[]): string {
  return blocks
    .map((block) => {
      switch (block.type) {
        case "section":
        case "box":
          return words(block.children ?? []);
        case "paragraph":
          return block.children.map(word).join("");
        case "code":
          return block.value;
        default:
          return "";
      }
    })
    .join("\n");
}

function word(inline: Inline): string {
  return inline.type === "text" ? inline.value : inline.type === "citation" ? inline.marker : "";
}

// @ts-expect-error another version is another form
export const future: Article = { scholion: 2 };

// @ts-expect-error a paragraph holds no blocks
export const nested: Block = { type: "paragraph", children: [{ type: "paragraph", children: [] }] };

// @ts-expect-error a citation says what it cites
export const vague: Citation = { type: "citation", marker: "¹" };

// @ts-expect-error CSL has no such kind of work
export const unheard: Csl = { type: "tablet" };
