import { createApp } from "vue";
import "scholion/define";
import type {} from "scholion/vue";

import Reader from "./Reader.vue";

declare global {
  interface Window {
    seen: string[];
  }
}

window.seen = [];
createApp(Reader, { src: "article.md" }).mount("#app");
