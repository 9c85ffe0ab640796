/** Where the core is that reads Markdown: with `scholion.js` all that is known of Scholion here. */
export const CORE = "/www/pkg/scholion_bg.wasm";
