/**
 * `<scholion-article>` in JSX. Anywhere in a project of React 19:
 *
 *     import type {} from "scholion/react";
 */
import type { DetailedHTMLProps, HTMLAttributes } from "react";
import type { Messages, ScholionArticle, ScholionArticleAttributes, ScholionArticleEventMap } from "./scholion.js";

/** React hands what begins with `on` to the element's events of the rest of the name. */
type Handlers = {
  [K in keyof ScholionArticleEventMap as `on${K}`]?: (event: ScholionArticleEventMap[K]) => void;
};

type Props = DetailedHTMLProps<HTMLAttributes<ScholionArticle>, ScholionArticle> &
  ScholionArticleAttributes &
  Handlers & { messages?: Messages };

declare module "react" {
  namespace JSX {
    interface IntrinsicElements {
      "scholion-article": Props;
    }
  }
}
