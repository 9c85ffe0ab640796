//! Words that a raised 2 or 3 belongs to: units, functions, misprinted formulae.
//!
//! Unit symbols are those of the [SI Brochure](https://www.bipm.org/en/publications/si-brochure)
//! and the customary lengths that health texts use.

/// Lengths: they are squared and cubed on their own.
const LENGTHS: &[&str] = &[
    "m", "km", "hm", "dm", "cm", "mm", "µm", "μm", "nm", "pm", "fm", "Å", "ft", "yd", "mi", "in",
    "inch", "inches", "feet", "metre", "metres", "meter", "meters", "cc", "px", "pixel", "pixels",
];

/// Other units, which take an exponent only inside a compound: `m/s²`, `kg·s²`.
const OTHERS: &[&str] = &[
    "s", "ms", "min", "h", "hr", "d", "yr", "kg", "g", "mg", "µg", "μg", "ng", "L", "l", "mL",
    "ml", "dL", "dl", "mol", "mmol", "nmol", "Pa", "kPa", "J", "kJ", "W", "N", "K", "Hz", "A", "V",
    "T", "cd", "rad", "sr", "Gy", "Sv", "Bq", "ha", "kWh",
];

/// Functions whose power is written on the name, `sin² θ`, and orbitals, `sp³`.
const FUNCTIONS: &[&str] = &[
    "log", "ln", "lg", "exp", "sin", "cos", "tan", "sinh", "cosh", "tanh", "cot", "sec", "csc",
    "sp", "dsp",
];

/// Formulae whose subscript often comes out of print raised: `CO²`.
const MISPRINTED: &[&str] = &[
    "CO", "NO", "SO", "PO", "VO", "CH", "NH", "SpO", "SaO", "PaO", "FiO", "PaCO", "pCO", "PCO",
    "pO", "TiO", "SiO", "HCO", "O", "H", "N", "H2O", "PM", "FEV", "CaCO", "FeSO",
];

/// Words after which a letter is a name, not a variable: `vitamin K`, `hepatitis B`.
const NAMING: &[&str] = &[
    "vitamin",
    "vitamins",
    "hepatitis",
    "influenza",
    "group",
    "groups",
    "type",
    "factor",
    "class",
    "grade",
    "phase",
    "protein",
    "figure",
    "fig",
    "table",
    "panel",
    "part",
    "appendix",
    "section",
    "arm",
    "cohort",
    "coenzyme",
    "immunoglobulin",
    "stage",
    "category",
    "site",
    "plan",
];

/// The raised figures that belong to a vitamin's name.
const VITAMERS: &[(&str, &[u32])] = &[
    ("A", &[1, 2]),
    ("B", &[1, 2, 3, 5, 6, 7, 9, 12]),
    ("D", &[2, 3]),
    ("K", &[1, 2, 3]),
];

pub(super) fn is_length(word: &str) -> bool {
    LENGTHS.contains(&word)
}

pub(super) fn is_unit(word: &str) -> bool {
    is_length(word) || OTHERS.contains(&word)
}

/// Units that are squared in a compound: `m/s²`.
pub(super) fn is_squared(word: &str) -> bool {
    is_length(word) || matches!(word, "s" | "ms" | "h")
}

/// Words for what is counted or measured: `54 [12] years`.
pub(super) fn is_quantity(word: &str) -> bool {
    is_unit(word) && !is_word_too(word)
        || matches!(
            word,
            "year"
                | "years"
                | "month"
                | "months"
                | "week"
                | "weeks"
                | "day"
                | "days"
                | "hour"
                | "hours"
                | "minute"
                | "minutes"
                | "second"
                | "seconds"
                | "point"
                | "points"
        )
}

/// Lengths that are English words too; they count as units only after a number or a slash.
pub(super) fn is_word_too(word: &str) -> bool {
    matches!(
        word,
        "in" | "mi"
            | "feet"
            | "inch"
            | "inches"
            | "pixel"
            | "pixels"
            | "meter"
            | "meters"
            | "metre"
            | "metres"
    )
}

pub(super) fn is_function(word: &str) -> bool {
    FUNCTIONS.contains(&word)
}

pub(super) fn is_misprinted_formula(word: &str) -> bool {
    MISPRINTED.contains(&word)
}

pub(super) fn is_naming(word: &str) -> bool {
    NAMING.iter().any(|known| word.eq_ignore_ascii_case(known))
}

pub(super) fn is_vitamer(letter: &str, number: u32) -> bool {
    VITAMERS
        .iter()
        .any(|(name, numbers)| *name == letter && numbers.contains(&number))
}
