//! Words that tell whether a full stop ends a sentence. Collected for the prose of scholarship
//! and medicine: of English first, then of German, French, Spanish, Portuguese, Italian, Dutch
//! and Russian. They are in lower case where nothing else is said.

/// Abbreviations before what they belong to; none ends a sentence.
const NEVER: &[&str] = &[
    "e.g", "eg", "i.e", "ie", "vs", "v", "cf", "ca", "approx", "viz", "incl", "excl", "esp",
    "univ", "suppl", "intl", "messrs", "z.b", "d.h", "vgl", "bzw", "sog", "inkl", "exkl", "evtl",
    "ggf", "bspw", "insb", "z.t", "v.a", "u.u", "i.d.r", "m.e", "hrsg", "abb", "dipl", "zzgl",
    "abzgl", "einschl", "allg", "geb", "gest", "griech", "lat", "dt", "engl", "franz", "v.chr",
    "n.chr", "o.ä", "urspr", "p.ex", "env", "av", "apr", "éd", "mme", "mlle", "mgr", "p.ej", "ej",
    "aprox", "aprs", "ad.es", "cfr", "sig", "dott", "prof", "dr", "tel", "séc", "pág", "págs",
    "núm", "bijv", "bv", "d.w.z", "m.b.v", "i.p.v", "t.o.v", "dhr", "mevr", "drs", "afb", "т.е",
    "напр", "рис", "см", "табл", "ср", "им", "проф",
];

/// Titles before names; only with a capital, since “med.” and “sun.” end sentences.
const TITLES: &[&str] = &[
    "Dr", "Drs", "Prof", "Mr", "Mrs", "Ms", "Mx", "Fr", "Hr", "Hrn", "Frl", "Sra", "Srta", "Dra",
    "Sig", "Dott", "Mt", "Ft", "Rev", "Hon", "Pres", "Adm", "Gen", "Capt", "Lt", "Sgt", "MM",
    "Col", "Gov", "Sen", "Rep", "Ing", "Mag", "PD", "Priv", "Doz", "Fig", "Figs", "Eq", "Eqs",
    "Eqn", "Ref", "Refs", "Sect", "Tab", "Tabs", "Gl", "Bd", "Alg",
];

/// Abbreviations before a number, and words otherwise: “No. 4”, but “No. The”.
const BEFORE_NUMBER: &[&str] = &[
    "no", "nos", "nr", "nrn", "pp", "pg", "ch", "chap", "chaps", "art", "arts", "sec", "secs",
    "sect", "vol", "vols", "ex", "exs", "app", "min", "fig", "figs", "ref", "refs", "eq", "eqs",
    "equ", "tab", "col", "cols", "para", "paras", "par", "nn", "ll", "item", "ver", "ser", "pt",
    "pts", "kap", "abs", "abschn", "bd", "cap", "pag", "pagg", "blz", "hfst", "num", "lib", "op",
    "cit", "ibid", "стр", "гл", "anm", "ziff", "rn", "lfd", "exp",
];

/// Abbreviations that may end a sentence or stand within one.
const MAY_END: &[&str] = &[
    "al", "sp", "spp", "ssp", "subsp", "var", "cv", "nov", "resp", "ed", "es", "eds", "edn",
    "dept", "depts", "assoc", "assn", "bros", "seq", "dist", "est", "wt", "mol", "conc", "temp",
    "avg", "std", "stat", "prep", "comm", "pers", "hosp", "inst", "soc", "acad", "natl", "prelim",
    "unpubl", "obs", "et", "u.a", "mind", "max", "mio", "mrd", "jh", "jhs", "u.ä", "med", "habil",
    "rer", "verf", "aufl", "ehem", "zit", "hg", "ud", "uds", "sr", "ee", "ee.uu", "o.a", "jr",
    "coord", "trad",
];

/// Those of them that are abbreviations only with a capital.
const MAY_END_CAPITAL: &[&str] = &[
    "EE", "UU", "Jan", "Feb", "Febr", "Mar", "Apr", "Jun", "Jul", "Aug", "Sep", "Sept", "Oct",
    "Okt", "Nov", "Dec", "Dez", "Inc", "Ltd", "Co", "Corp", "Jr", "Sr", "St", "Ste", "Sta", "Univ",
    "Ave", "Blvd", "Rd", "Bros", "Dept", "Cie", "Nat", "Am", "Br", "Int", "Natl", "Proc", "Ann",
    "Chem", "Clin", "Biol", "Engl", "Phys", "Sci", "Acad", "Soc", "Trans", "Assoc",
];

/// Abbreviations printed with a space after their first letter, which ends nothing.
const SPACED: &[&str] = &["v.chr", "n.chr", "p.ex", "p.ej", "m.med", "n.st"];

/// Single letters with spaces between that end a sentence before any capital, as “etc.” does.
const LIST_ENDS: &[&str] = &["т.д", "т.п", "u.s.w", "u.s.f", "e.t.c"];

/// Words after which a single letter is a kind and no name: “vitamin K.”, “group B.”.
const KINDS: &[&str] = &[
    "vitamin",
    "vitamins",
    "vitamine",
    "vitamina",
    "vitaminas",
    "vitamines",
    "vitaminen",
    "group",
    "groups",
    "groupe",
    "gruppe",
    "gruppo",
    "grupo",
    "groep",
    "type",
    "types",
    "typ",
    "tipo",
    "hepatitis",
    "hépatite",
    "hepatite",
    "influenza",
    "grade",
    "class",
    "classes",
    "classe",
    "stage",
    "category",
    "categories",
    "factor",
    "panel",
    "panels",
    "part",
    "table",
    "appendix",
    "phase",
    "box",
    "section",
    "figure",
    "figures",
    "plan",
    "option",
    "case",
    "arm",
    "level",
    "protein",
    "immunoglobulin",
    "cluster",
    "cohort",
    "patient",
    "subject",
    "site",
    "sample",
    "region",
    "model",
    "step",
    "war",
    "variant",
    "subtype",
    "serotype",
    "clade",
    "lineage",
    "genotype",
    "strain",
    "botulinum",
    "toxin",
    "cyclosporine",
    "amphotericin",
    "point",
    "haemophilia",
    "hemophilia",
    "coenzyme",
    "apolipoprotein",
    "tafel",
    "teil",
    "klasse",
    "stufe",
    "anhang",
    "size",
    "ensemble",
    "ensembles",
    "value",
    "values",
    "variable",
    "vector",
    "parameter",
    "parameters",
    "matrix",
    "set",
    "node",
    "vertebra",
    "specimen",
    "isoform",
    "chain",
    "team",
    "reviewer",
    "version",
    "scenario",
    "schedule",
];

/// Words that begin sentences and no names, and hardly ever stand with a capital within one.
const STARTERS: &[&str] = &[
    "a",
    "an",
    "the",
    "this",
    "that",
    "these",
    "those",
    "it",
    "its",
    "they",
    "their",
    "we",
    "our",
    "he",
    "she",
    "his",
    "i",
    "you",
    "your",
    "there",
    "here",
    "in",
    "on",
    "at",
    "by",
    "for",
    "from",
    "with",
    "without",
    "within",
    "to",
    "of",
    "as",
    "if",
    "when",
    "whenever",
    "while",
    "whereas",
    "although",
    "though",
    "because",
    "since",
    "until",
    "after",
    "before",
    "during",
    "despite",
    "however",
    "moreover",
    "furthermore",
    "therefore",
    "thus",
    "hence",
    "also",
    "additionally",
    "finally",
    "firstly",
    "secondly",
    "then",
    "next",
    "both",
    "each",
    "either",
    "neither",
    "some",
    "many",
    "most",
    "more",
    "several",
    "all",
    "any",
    "such",
    "another",
    "other",
    "others",
    "no",
    "not",
    "nor",
    "but",
    "and",
    "or",
    "so",
    "yet",
    "who",
    "what",
    "where",
    "why",
    "how",
    "which",
    "whether",
    "are",
    "is",
    "was",
    "were",
    "do",
    "does",
    "did",
    "can",
    "could",
    "under",
    "among",
    "amongst",
    "between",
    "through",
    "throughout",
    "using",
    "only",
    "even",
    "still",
    "now",
    "today",
    "recently",
    "previously",
    "similarly",
    "likewise",
    "conversely",
    "indeed",
    "instead",
    "overall",
    "together",
    "given",
    "once",
    "unlike",
    "like",
    "according",
    "nevertheless",
    "nonetheless",
    "consequently",
    "accordingly",
    "subsequently",
    "importantly",
    "interestingly",
    "notably",
    "specifically",
    "generally",
    "unfortunately",
    "patients",
    "participants",
    "subjects",
    "researchers",
    "scientists",
    "results",
    "studies",
    "data",
    "one",
    "two",
    "three",
    "four",
    "five",
    "few",
    "much",
    "every",
    "everyone",
    "nobody",
    "let",
    "see",
    "note",
    "based",
    "compared",
    "later",
    "earlier",
    "meanwhile",
    "otherwise",
    "rather",
    "perhaps",
    "clearly",
    "especially",
    "too",
    "beyond",
    "upon",
    "across",
    "der",
    "die",
    "das",
    "ein",
    "eine",
    "einer",
    "eines",
    "einem",
    "einen",
    "es",
    "er",
    "sie",
    "wir",
    "ihr",
    "im",
    "am",
    "bei",
    "beim",
    "mit",
    "für",
    "auch",
    "dies",
    "diese",
    "dieser",
    "dieses",
    "aber",
    "und",
    "oder",
    "doch",
    "nach",
    "vor",
    "zu",
    "zum",
    "zur",
    "wenn",
    "dann",
    "daher",
    "deshalb",
    "jedoch",
    "dabei",
    "damit",
    "dadurch",
    "hier",
    "wie",
    "wer",
    "weil",
    "als",
    "nur",
    "noch",
    "viele",
    "manche",
    "alle",
    "kein",
    "keine",
    "nicht",
    "seit",
    "durch",
    "ohne",
    "unter",
    "während",
    "trotz",
    "zudem",
    "außerdem",
    "allerdings",
    "l",
    "d",
    "c",
    "qu",
    "ce",
    "cet",
    "cette",
    "ces",
    "il",
    "elle",
    "ils",
    "elles",
    "nous",
    "dans",
    "en",
    "pour",
    "par",
    "sur",
    "avec",
    "sans",
    "mais",
    "et",
    "cependant",
    "toutefois",
    "ainsi",
    "si",
    "selon",
    "chez",
    "aucun",
    "aucune",
    "puis",
    "une",
    "leur",
    "leurs",
    "este",
    "esta",
    "estos",
    "estas",
    "esto",
    "por",
    "para",
    "con",
    "sin",
    "pero",
    "se",
    "su",
    "sus",
    "además",
    "según",
    "cuando",
    "como",
    "también",
    "entre",
    "nel",
    "nella",
    "per",
    "ma",
    "questo",
    "questa",
    "questi",
    "queste",
    "gli",
    "non",
    "anche",
    "inoltre",
    "tra",
    "um",
    "uma",
    "os",
    "mas",
    "não",
    "também",
    "isso",
    "isto",
    "het",
    "een",
    "dit",
    "deze",
    "dat",
    "op",
    "met",
    "voor",
    "maar",
    "wij",
    "zij",
    "hij",
    "ook",
    "bij",
    "naar",
    "в",
    "и",
    "на",
    "но",
    "он",
    "она",
    "они",
    "это",
    "эти",
    "однако",
    "при",
    "для",
    "по",
    "с",
    "у",
    "из",
    "так",
    "как",
    "мы",
];

/// Articles and prepositions that begin sentences and names alike: “J. La Rosa”.
const PARTICLES: &[&str] = &[
    "de", "la", "le", "les", "el", "los", "las", "lo", "di", "da", "do", "dos", "das", "du", "des",
    "del", "della", "van", "von", "vom", "den", "der", "ter", "ten", "te", "al", "bin", "ibn",
    "zu", "zur", "zum", "un", "una", "uno", "unos", "o", "y", "e", "af", "av",
];

/// Words that begin sentences and are family names: “J. He”, “K. An”.
const NAMES: &[&str] = &[
    "he", "she", "an", "you", "so", "do", "can", "see", "let", "all", "are", "few", "like", "was",
    "no", "any", "even", "such", "much", "early", "one", "er", "ihr", "mas", "or", "si",
];

/// Endings of adverbs that begin sentences; those that family names have as well are left out.
const ADVERBS: &[&str] = &[
    "ally", "ently", "antly", "ingly", "ously", "isely", "ively", "edly", "ately", "etely",
    "icularly", "ilarly", "ibly", "ondly",
];

/// Units of measure that are abbreviations as well: “min. 5 mg”, “5 min.”.
const UNITS: &[&str] = &["min", "max", "sec", "secs", "wt", "conc"];

/// Words that join two letters.
const JOINING: &[&str] = &[
    "and", "or", "und", "oder", "et", "ou", "y", "o", "e", "en", "to",
];

/// Words after which a number with a full stop is a German ordinal.
const BEFORE_ORDINAL: &[&str] = &[
    "am", "im", "der", "die", "das", "den", "dem", "des", "vom", "zum", "zur", "beim", "bis", "ab",
    "seit", "jeder", "jede", "jedes", "jedem", "ihrem", "seinem", "ihrer", "seiner", "ins", "und",
    "ein", "eine", "einem", "einer",
];

/// Words after which it is one, whatever stands before it.
const AFTER_ORDINAL: &[&str] = &[
    "januar",
    "jänner",
    "februar",
    "märz",
    "april",
    "mai",
    "juni",
    "juli",
    "august",
    "september",
    "oktober",
    "november",
    "dezember",
    "jahrhundert",
    "jahrhunderts",
    "jh",
    "jahrzehnt",
    "lebensjahr",
    "lebensjahrzehnt",
    "lebenswoche",
    "lebensmonat",
    "lebenstag",
    "weltkrieg",
    "schwangerschaftswoche",
    "auflage",
    "kapitel",
    "generation",
];

/// What a word before a full stop is known to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Known {
    /// An abbreviation that ends no sentence.
    Never,
    /// One before a number, a word otherwise.
    BeforeNumber,
    /// One that ends sentences too.
    MayEnd,
    /// One that ends a sentence before a capital, like a word.
    ListEnd,
}

/// What a word before a full stop is known to be, if it is.
pub(super) fn known(word: &str) -> Option<Known> {
    if TITLES.contains(&word) {
        return Some(Known::Never);
    }
    if MAY_END_CAPITAL.contains(&word) {
        return Some(Known::MayEnd);
    }
    let lower = word.to_lowercase();
    let has = |list: &[&str]| list.contains(&lower.as_str());
    // DR and SP are other abbreviations, without full stops; FIG. 2 stands in headings.
    let capitals = word.chars().count() > 1 && word.chars().all(char::is_uppercase);
    if capitals {
        return (has(NEVER) || has(BEFORE_NUMBER)).then_some(Known::BeforeNumber);
    }
    if has(LIST_ENDS) {
        Some(Known::ListEnd)
    } else if has(NEVER) {
        Some(Known::Never)
    } else if has(MAY_END) {
        Some(Known::MayEnd)
    } else if has(BEFORE_NUMBER) {
        Some(Known::BeforeNumber)
    } else {
        None
    }
}

/// Whether two words, each with a full stop, are one abbreviation or the beginning of one.
pub(super) fn is_spaced(first: &str, second: &str) -> bool {
    let pair = format!("{}.{}", first.to_lowercase(), second.to_lowercase());
    SPACED.contains(&pair.as_str())
}

/// Whether a single letter after this word names a kind.
pub(super) fn is_kind(word: &str) -> bool {
    KINDS.contains(&word.to_lowercase().as_str())
}

/// Whether this word begins sentences and no names.
pub(super) fn starts(word: &str) -> bool {
    let lower = word.to_lowercase();
    STARTERS.contains(&lower.as_str()) || ADVERBS.iter().any(|ending| lower.ends_with(ending))
}

/// Whether this word, with a capital, may be someone's name.
pub(super) fn is_name(word: &str) -> bool {
    is_particle(word) || NAMES.contains(&word.to_lowercase().as_str())
}

/// Whether this word is a unit of measure as well as an abbreviation.
pub(super) fn is_unit(word: &str) -> bool {
    UNITS.contains(&word)
}

/// Whether this word joins two letters: “panels A and B”.
pub(super) fn joins(word: &str) -> bool {
    JOINING.contains(&word)
}

/// Whether this word stands in the names of people, often in lower case.
pub(super) fn is_particle(word: &str) -> bool {
    PARTICLES.contains(&word.to_lowercase().as_str())
}

/// Whether a number with a full stop between these two words is a German ordinal.
pub(super) fn is_ordinal(before: &str, after: &str) -> bool {
    AFTER_ORDINAL.contains(&after.to_lowercase().as_str())
        || (BEFORE_ORDINAL.contains(&before.to_lowercase().as_str()) && !starts(after))
}
