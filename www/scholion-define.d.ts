/** Registers `<scholion-article>` and links its style sheet, unless the page has done either. */
import "./scholion.js";
