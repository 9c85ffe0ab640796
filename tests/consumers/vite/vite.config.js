export default {
  // So that the site works under any path.
  base: "./",
  // The package finds its files beside its own modules.
  optimizeDeps: { exclude: ["scholion"] },
};
