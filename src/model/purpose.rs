//! What a part is for, where that decides how it is shown.

use serde::{Deserialize, Serialize};

use crate::form::word;

/// A purpose that keeps a part in view: nobody may overlook it because it was folded away.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Purpose {
    /// What the authors, or those who paid them, may gain by it.
    ConflictOfInterest,
    /// A correction, retraction or concern of the publisher's.
    Correction,
    /// A warning to the reader.
    Warning,
}

word!(Purpose);

/// Headings in lower case, as journals print them, in the languages that we know them in.
const HEADINGS: &[(Purpose, &[&str])] = &[
    (
        Purpose::ConflictOfInterest,
        &[
            "competing interest",
            "competing interests",
            "conflict of interest",
            "conflict of interests",
            "conflict of interest disclosure",
            "conflict of interest statement",
            "conflicts of interest",
            "declaration of competing interest",
            "declaration of competing interests",
            "declaration of conflicting interests",
            "declaration of interest",
            "declaration of interests",
            "disclosure",
            "disclosure statement",
            "disclosures",
            "financial disclosure",
            "financial disclosures",
            "interessenkonflikt",
            "interessenkonflikte",
            "interessenskonflikt",
            "conflit d'intérêts",
            "conflits d'intérêts",
            "déclaration d'intérêts",
            "conflicto de intereses",
            "conflictos de interés",
            "conflictos de intereses",
            "conflitto di interessi",
            "conflitti di interesse",
            "conflito de interesses",
            "conflitos de interesse",
            "تضارب المصالح",
            "利益相反",
            "利益冲突",
        ],
    ),
    (
        Purpose::Correction,
        &[
            "addendum",
            "correction",
            "correction notice",
            "corrections",
            "corrigenda",
            "corrigendum",
            "editor's note",
            "errata",
            "erratum",
            "expression of concern",
            "retraction",
            "retraction notice",
            "berichtigung",
            "berichtigungen",
            "korrektur",
            "korrekturen",
            "rectificatif",
            "corrección",
            "correcciones",
            "fe de erratas",
            "correzione",
            "correção",
            "تصحيح",
            "訂正",
            "更正",
        ],
    ),
    (
        Purpose::Warning,
        &[
            "caution",
            "important safety information",
            "safety warning",
            "warning",
            "warnings",
            "achtung",
            "warnhinweis",
            "warnhinweise",
            "warnung",
            "avertissement",
            "mise en garde",
            "advertencia",
            "avvertenza",
            "aviso",
            "تحذير",
            "警告",
        ],
    ),
];

impl Purpose {
    /// The purpose that a heading tells of.
    ///
    /// ```
    /// use scholion::model::Purpose;
    /// assert_eq!(Purpose::of_heading("Conflicts of Interest:"), Some(Purpose::ConflictOfInterest));
    /// assert_eq!(Purpose::of_heading("A conflict of interests in the bone"), None);
    /// ```
    pub fn of_heading(heading: &str) -> Option<Self> {
        let plain = heading
            .trim_matches(|c: char| c.is_whitespace() || matches!(c, ':' | '.' | '!' | '：'))
            .replace('’', "'")
            .to_lowercase();
        HEADINGS
            .iter()
            .find(|(_, known)| known.contains(&plain.as_str()))
            .map(|(purpose, _)| *purpose)
    }
}
