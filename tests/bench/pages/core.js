/** The builds of the core by the contenders' names; with `scholion.js` all that is known of Scholion here. */
export const CORES = {
  scholion: { build: "full", wasm: "/www/pkg/scholion_bg.wasm" },
  reader: { build: "reader", wasm: "/www/pkg/reader_bg.wasm" },
};
