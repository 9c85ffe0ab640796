/**
 * The words of the element itself: they are needed before the core is there, and where it cannot be
 * loaded. All others are in the core; `docs/messages.md` lists both.
 */
export const WORDS = {
  en: {
    loading: "Loading the article …",
    failed: "The article could not be shown: {reason}",
    openSource: "Open the source",
    cutShort: "The end of the article is left out, since it is too long.",
    coreFailed:
      "the Scholion core could not be loaded ({reason}); a strict content security policy " +
      "needs 'wasm-unsafe-eval' in script-src",
    stopped: "Scholion has stopped here, by a fault of its own ({reason}). The article can still be read.",
  },
  de: {
    loading: "Der Artikel wird geladen …",
    failed: "Der Artikel konnte nicht angezeigt werden: {reason}",
    openSource: "Quelle öffnen",
    cutShort: "Das Ende des Artikels fehlt, weil er zu lang ist.",
    coreFailed:
      "Der Kern von Scholion konnte nicht geladen werden ({reason}). Eine strenge " +
      "Content-Security-Policy muss in script-src 'wasm-unsafe-eval' erlauben.",
    stopped: "Scholion hat hier durch einen eigenen Fehler aufgehört ({reason}). Der Artikel bleibt lesbar.",
  },
  ar: {
    loading: "يجري تحميل المقالة…",
    failed: "تعذّر عرض المقالة: {reason}",
    openSource: "فتح المصدر",
    cutShort: "حُذفت نهاية المقالة لأنها أطول مما يمكن عرضه.",
    coreFailed:
      "تعذّر تحميل نواة Scholion ({reason})؛ إذا كانت سياسة أمان المحتوى صارمة فيجب أن يتضمن " +
      "script-src القيمة 'wasm-unsafe-eval'",
    stopped: "توقّف Scholion هنا بسبب خطأ فيه ({reason}). ما زال يمكن قراءة المقالة.",
  },
};

/** The languages among them that are written from right to left. */
const FROM_RIGHT = new Set(["ar"]);

/** What may stand in braces. */
const PLACEHOLDERS = { failed: ["reason"], coreFailed: ["reason"], stopped: ["reason"] };

/**
 * Parts what a publisher says otherwise: `own` of these words, `core` for the core, and `errors`,
 * a text each.
 */
export function part(messages) {
  const [own, core, errors] = [{}, {}, []];
  if (messages === undefined || messages === null || typeof messages !== "object" || Array.isArray(messages)) {
    return { own, core: messages ?? undefined, errors };
  }
  for (const [name, text] of Object.entries(messages)) {
    if (!Object.hasOwn(WORDS.en, name)) {
      core[name] = text;
      continue;
    }
    const allowed = PLACEHOLDERS[name] ?? [];
    const unknown = typeof text === "string" && [...text.matchAll(/\{([^}]*)\}/g)].find(([, held]) => !allowed.includes(held));
    if (typeof text !== "string") {
      errors.push(`messages.${name}: a string is wanted, not ${text === null ? "nothing" : `a value of type ${typeof text}`}`);
    } else if (unknown) {
      const known = allowed.map((held) => `{${held}}`).join(", ") || "none";
      errors.push(`messages.${name}: ${unknown[0]} is no placeholder here; allowed: ${known}`);
    } else {
      own[name] = text;
    }
  }
  return { own, core, errors };
}

/**
 * A word in the first of the wanted languages that is here, with the publisher's own before it:
 * its text, language and direction.
 */
export function say(name, { wanted, own = {}, lang, ...values }) {
  const tags = wanted.filter(Boolean).map((tag) => tag.toLowerCase().split("-")[0]);
  const known = tags.find((tag) => Object.hasOwn(WORDS, tag)) ?? "en";
  const language = Object.hasOwn(own, name) ? (lang ?? known) : known;
  const text = own[name] ?? WORDS[known][name];
  return {
    text: text.replace(/\{(\w+)\}/g, (whole, held) => values[held] ?? whole),
    lang: language,
    dir: FROM_RIGHT.has(language.split("-")[0]) ? "rtl" : "ltr",
  };
}
