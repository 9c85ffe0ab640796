//! Which kind of work an entry is, and what exactly.

use crate::model::CslType;

/// The kind of work of an entry type; `@thesis` and the like also say what exactly it is.
///
/// `subtype` is BibLaTeX's `entrysubtype`.
pub(super) fn kind(entry: &str, subtype: &str) -> CslType {
    match entry {
        "article" | "suppperiodical" => match subtype {
            "magazine" => CslType::ArticleMagazine,
            "newspaper" => CslType::ArticleNewspaper,
            _ => CslType::ArticleJournal,
        },
        "book" | "mvbook" | "collection" | "mvcollection" | "proceedings" | "mvproceedings"
        | "reference" | "mvreference" | "manual" | "commentary" => CslType::Book,
        "booklet" => CslType::Pamphlet,
        "inbook" | "bookinbook" | "suppbook" | "incollection" | "suppcollection" => {
            CslType::Chapter
        }
        "inreference" => CslType::EntryEncyclopedia,
        "inproceedings" | "conference" => CslType::PaperConference,
        "phdthesis" | "mastersthesis" | "thesis" => CslType::Thesis,
        "techreport" | "report" => CslType::Report,
        "online" | "electronic" | "www" | "webpage" => CslType::Webpage,
        "dataset" | "data" => CslType::Dataset,
        "software" | "softwareversion" | "softwaremodule" | "codefragment" => CslType::Software,
        "patent" => CslType::Patent,
        "periodical" => CslType::Periodical,
        "unpublished" => CslType::Manuscript,
        "review" => CslType::Review,
        "standard" => CslType::Standard,
        "legislation" => CslType::Legislation,
        "legal" => CslType::Treaty,
        "jurisdiction" => CslType::LegalCase,
        "letter" => CslType::PersonalCommunication,
        "movie" | "video" => CslType::MotionPicture,
        "music" | "audio" => CslType::Song,
        "artwork" | "image" => CslType::Graphic,
        "performance" => CslType::Performance,
        "presentation" | "talk" => CslType::Speech,
        _ => CslType::Document,
    }
}

/// What exactly a work is: BibLaTeX's keys in words, and any other text as it is.
pub(super) fn genre(text: &str) -> String {
    match text {
        "phdthesis" => "PhD thesis",
        "mathesis" | "mastersthesis" => "Master’s thesis",
        "bathesis" => "Bachelor’s thesis",
        "candthesis" => "Candidate thesis",
        "techreport" => "Technical report",
        "resreport" => "Research report",
        "software" => "Computer software",
        "datacd" => "Data CD",
        "audiocd" => "Audio CD",
        "patent" => "Patent",
        "patentde" => "German patent",
        "patenteu" => "European patent",
        "patentfr" => "French patent",
        "patentuk" => "British patent",
        "patentus" => "U.S. patent",
        "patreq" => "Patent request",
        "patreqde" => "German patent request",
        "patreqeu" => "European patent request",
        "patreqfr" => "French patent request",
        "patrequk" => "British patent request",
        "patrequs" => "U.S. patent request",
        other => other,
    }
    .to_owned()
}

/// What an entry type says of itself, where no field does.
pub(super) fn genre_of(entry: &str) -> Option<&'static str> {
    Some(match entry {
        "phdthesis" => "PhD thesis",
        "mastersthesis" => "Master’s thesis",
        "techreport" => "Technical report",
        _ => return None,
    })
}

/// The [BCP 47](https://www.rfc-editor.org/info/bcp47) tag of a language by the name that the
/// packages babel and polyglossia have for it; a tag stays one.
pub(super) fn language(name: &str) -> Option<String> {
    let name = name.trim();
    let tag = match name.to_lowercase().as_str() {
        "english" | "american" | "usenglish" | "langamerican" | "langenglish" => "en",
        "british" | "ukenglish" => "en-GB",
        "australian" => "en-AU",
        "canadian" => "en-CA",
        "german" | "ngerman" | "germanb" | "langgerman" => "de",
        "austrian" | "naustrian" => "de-AT",
        "swissgerman" | "nswissgerman" => "de-CH",
        "french" | "francais" | "frenchb" | "langfrench" => "fr",
        "acadian" | "canadien" => "fr-CA",
        "spanish" => "es",
        "catalan" => "ca",
        "portuguese" | "portuges" => "pt",
        "brazil" | "brazilian" => "pt-BR",
        "italian" => "it",
        "dutch" => "nl",
        "danish" => "da",
        "swedish" => "sv",
        "norwegian" | "norsk" => "nb",
        "nynorsk" => "nn",
        "finnish" => "fi",
        "icelandic" => "is",
        "polish" => "pl",
        "czech" => "cs",
        "slovak" => "sk",
        "slovene" | "slovenian" => "sl",
        "croatian" => "hr",
        "serbian" => "sr",
        "bulgarian" => "bg",
        "romanian" => "ro",
        "hungarian" | "magyar" => "hu",
        "estonian" => "et",
        "latvian" => "lv",
        "lithuanian" => "lt",
        "russian" => "ru",
        "ukrainian" => "uk",
        "greek" | "polutonikogreek" => "el",
        "latin" => "la",
        "turkish" => "tr",
        "arabic" => "ar",
        "hebrew" => "he",
        "farsi" | "persian" => "fa",
        "chinese" => "zh",
        "japanese" => "ja",
        "korean" => "ko",
        "hindi" => "hi",
        "vietnamese" => "vi",
        _ => {
            let mut parts = name.split(['-', '_']);
            let first = parts.next().unwrap_or_default();
            let is_tag = matches!(first.len(), 2 | 3)
                && first.bytes().all(|byte| byte.is_ascii_alphabetic())
                && parts.all(|part| {
                    (1..=8).contains(&part.len())
                        && part.bytes().all(|byte| byte.is_ascii_alphanumeric())
                });
            return is_tag.then(|| name.replace('_', "-"));
        }
    };
    Some(tag.to_owned())
}
