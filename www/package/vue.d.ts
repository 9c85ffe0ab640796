/**
 * `<scholion-article>` in templates of Vue 3. Anywhere in a project:
 *
 *     import type {} from "scholion/vue";
 */
import type { EmitFn, HTMLAttributes, ReservedProps } from "vue";
import type { Messages, ScholionArticle, ScholionArticleAttributes, ScholionArticleEventMap } from "./scholion.js";

type Props = HTMLAttributes & ReservedProps & ScholionArticleAttributes & { messages?: Messages };

type Emit = EmitFn<{ [K in keyof ScholionArticleEventMap]: (event: ScholionArticleEventMap[K]) => void }>;

declare module "vue" {
  interface GlobalComponents {
    "scholion-article": new () => ScholionArticle & { $props: Props; $emit: Emit };
  }
}
