//! Headings of ours, for what JATS marks by elements and publishers head by themselves.
//!
//! They are few, and in the language of the article where it is one of these; else in English.

/// The headings of a language.
#[derive(Debug, Clone, Copy)]
pub(super) struct Words {
    pub(super) abstract_: &'static str,
    pub(super) acknowledgements: &'static str,
    pub(super) contributions: &'static str,
    pub(super) competing: &'static str,
    pub(super) funding: &'static str,
    pub(super) notes: &'static str,
    pub(super) author_notes: &'static str,
    pub(super) glossary: &'static str,
    pub(super) supplement: &'static str,
    pub(super) biography: &'static str,
    pub(super) box_: &'static str,
    pub(super) statement: &'static str,
    pub(super) response: &'static str,
}

const ENGLISH: Words = Words {
    abstract_: "Abstract",
    acknowledgements: "Acknowledgments",
    contributions: "Author contributions",
    competing: "Competing interests",
    funding: "Funding",
    notes: "Notes",
    author_notes: "Author notes",
    glossary: "Glossary",
    supplement: "Supplementary material",
    biography: "About the author",
    box_: "Box",
    statement: "Statement",
    response: "Response",
};

const GERMAN: Words = Words {
    abstract_: "Zusammenfassung",
    acknowledgements: "Danksagung",
    contributions: "Beiträge der Autoren",
    competing: "Interessenkonflikte",
    funding: "Förderung",
    notes: "Anmerkungen",
    author_notes: "Anmerkungen zu den Autoren",
    glossary: "Glossar",
    supplement: "Ergänzendes Material",
    biography: "Über den Autor",
    box_: "Kasten",
    statement: "Satz",
    response: "Antwort",
};

const FRENCH: Words = Words {
    abstract_: "Résumé",
    acknowledgements: "Remerciements",
    contributions: "Contributions des auteurs",
    competing: "Conflits d’intérêts",
    funding: "Financement",
    notes: "Notes",
    author_notes: "Notes sur les auteurs",
    glossary: "Glossaire",
    supplement: "Matériel supplémentaire",
    biography: "À propos de l’auteur",
    box_: "Encadré",
    statement: "Énoncé",
    response: "Réponse",
};

const SPANISH: Words = Words {
    abstract_: "Resumen",
    acknowledgements: "Agradecimientos",
    contributions: "Contribuciones de los autores",
    competing: "Conflictos de intereses",
    funding: "Financiación",
    notes: "Notas",
    author_notes: "Notas sobre los autores",
    glossary: "Glosario",
    supplement: "Material suplementario",
    biography: "Sobre el autor",
    box_: "Recuadro",
    statement: "Enunciado",
    response: "Respuesta",
};

const PORTUGUESE: Words = Words {
    abstract_: "Resumo",
    acknowledgements: "Agradecimentos",
    contributions: "Contribuições dos autores",
    competing: "Conflitos de interesse",
    funding: "Financiamento",
    notes: "Notas",
    author_notes: "Notas sobre os autores",
    glossary: "Glossário",
    supplement: "Material suplementar",
    biography: "Sobre o autor",
    box_: "Quadro",
    statement: "Enunciado",
    response: "Resposta",
};

impl Words {
    /// The headings of a language, by its BCP 47 tag.
    pub(super) fn of(language: Option<&str>) -> Self {
        let primary = language
            .and_then(|tag| tag.split('-').next())
            .unwrap_or_default();
        match primary {
            "de" => GERMAN,
            "fr" => FRENCH,
            "es" => SPANISH,
            "pt" => PORTUGUESE,
            _ => ENGLISH,
        }
    }
}
