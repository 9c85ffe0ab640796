//! Numbers of [PubMed](https://www.nlm.nih.gov/bsd/mms/medlineelements.html#pmid) and
//! [PubMed Central](https://www.ncbi.nlm.nih.gov/pmc/about/public-access-info/).

use super::shown;

/// What is wrong with a PMID: one to eight digits, and not nothing at all.
pub(super) fn wrong_pmid(value: &str) -> Option<String> {
    let value = value.trim();
    let why = if !is_number(value) {
        "it is no number"
    } else if value.bytes().all(|byte| byte == b'0') {
        "PubMed counts from 1"
    } else if value.len() > 8 {
        "it has more than eight digits"
    } else {
        return None;
    };
    Some(format!("{} is no PMID: {why}", shown(value)))
}

/// What is wrong with a PMCID: `PMC` and a number, perhaps with a version behind a full stop.
pub(super) fn wrong_pmcid(value: &str) -> Option<String> {
    let value = value.trim();
    let (letters, rest) = value.split_at_checked(3).unwrap_or(("", value));
    let (number, version) = rest.split_once('.').unwrap_or((rest, "1"));
    let why = if !letters.eq_ignore_ascii_case("PMC") {
        "it does not begin with `PMC`"
    } else if !is_number(number) || !is_number(version) || number.bytes().all(|b| b == b'0') {
        "no number stands behind its letters"
    } else {
        return None;
    };
    Some(format!("{} is no PMCID: {why}", shown(value)))
}

fn is_number(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_of_pubmed() {
        for good in ["1", "9843981", "35008511"] {
            assert_eq!(wrong_pmid(good), None);
        }
        for (bad, why) in [
            ("", "it is no number"),
            ("PMID: 1", "it is no number"),
            ("000", "PubMed counts from 1"),
            ("123456789", "it has more than eight digits"),
        ] {
            assert_eq!(wrong_pmid(bad), Some(format!("`{bad}` is no PMID: {why}")));
        }
    }

    #[test]
    fn numbers_of_pubmed_central() {
        for good in ["PMC13900", "pmc8745095", "PMC2808187.2"] {
            assert_eq!(wrong_pmcid(good), None);
        }
        for (bad, why) in [
            ("8745095", "it does not begin with `PMC`"),
            ("é", "it does not begin with `PMC`"),
            ("PMC", "no number stands behind its letters"),
            ("PMC0", "no number stands behind its letters"),
            ("PMC12.x", "no number stands behind its letters"),
            ("PMCPMC12", "no number stands behind its letters"),
        ] {
            assert_eq!(
                wrong_pmcid(bad),
                Some(format!("`{bad}` is no PMCID: {why}"))
            );
        }
    }
}
