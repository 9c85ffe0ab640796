//! Is `⁴¹` before `Ca` a mass number?
//!
//! A nuclide has at least as many nucleons as protons, and no known one has more than about
//! three times as many (hydrogen-3 and lithium-11 are the extremes). So `⁴¹Ca` (Z = 20) is
//! possible, while `¹⁵I` (Z = 53) is not: there `¹⁵` is a citation that lost its space.

/// Symbols of the elements in the order of their atomic numbers, from hydrogen on (IUPAC).
const SYMBOLS: &[&str] = &[
    "H", "He", "Li", "Be", "B", "C", "N", "O", "F", "Ne", "Na", "Mg", "Al", "Si", "P", "S", "Cl",
    "Ar", "K", "Ca", "Sc", "Ti", "V", "Cr", "Mn", "Fe", "Co", "Ni", "Cu", "Zn", "Ga", "Ge", "As",
    "Se", "Br", "Kr", "Rb", "Sr", "Y", "Zr", "Nb", "Mo", "Tc", "Ru", "Rh", "Pd", "Ag", "Cd", "In",
    "Sn", "Sb", "Te", "I", "Xe", "Cs", "Ba", "La", "Ce", "Pr", "Nd", "Pm", "Sm", "Eu", "Gd", "Tb",
    "Dy", "Ho", "Er", "Tm", "Yb", "Lu", "Hf", "Ta", "W", "Re", "Os", "Ir", "Pt", "Au", "Hg", "Tl",
    "Pb", "Bi", "Po", "At", "Rn", "Fr", "Ra", "Ac", "Th", "Pa", "U", "Np", "Pu", "Am", "Cm", "Bk",
    "Cf", "Es", "Fm", "Md", "No", "Lr", "Rf", "Db", "Sg", "Bh", "Hs", "Mt", "Ds", "Rg", "Cn", "Nh",
    "Fl", "Mc", "Lv", "Ts", "Og",
];

fn atomic_number(symbol: &str) -> Option<u32> {
    let index = SYMBOLS.iter().position(|known| *known == symbol)?;
    u32::try_from(index + 1).ok()
}

/// Whether `mass` before this text makes a nuclide: `41` before `Ca skeletal labelling`.
pub(super) fn is_nuclide(mass: u32, after: &str) -> bool {
    let mut letters = after.chars();
    let (Some(first), second, third) = (letters.next(), letters.next(), letters.next()) else {
        return false;
    };
    if !first.is_ascii_uppercase() {
        return false;
    }
    let fits = |symbol: &str| atomic_number(symbol).is_some_and(|z| z <= mass && mass <= 3 * z);
    // `D` and `T` are deuterium and tritium.
    let one = || fits(first.to_string().as_str());
    match second {
        Some(lower) if lower.is_ascii_lowercase() => {
            third.is_none_or(|c| !c.is_lowercase()) && fits(&format!("{first}{lower}"))
        }
        _ => one(),
    }
}

/// Whether a word is made of element symbols and subscripts only: `Ca`, `SO₄`, `CH₃COO`.
pub(super) fn is_formula(word: &str) -> bool {
    let mut rest = word;
    let mut elements = 0;
    while let Some(first) = rest.chars().next() {
        if crate::parse::characters::is_subscript(first) || first.is_ascii_digit() {
            rest = rest.get(first.len_utf8()..).unwrap_or_default();
            continue;
        }
        let two = rest.get(..2).filter(|s| atomic_number(s).is_some());
        let one = rest.get(..1).filter(|s| atomic_number(s).is_some());
        let Some(symbol) = two.or(one) else {
            return false;
        };
        elements += 1;
        rest = rest.get(symbol.len()..).unwrap_or_default();
    }
    elements > 0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nuclides_are_possible_ones() {
        for (mass, after) in [
            (41, "Ca"),
            (10, "B "),
            (18, "F-FDG"),
            (13, "C-urea"),
            (1, "H NMR"),
            (99, "Tc"),
            (3, "He"),
            (2, "H₂O"),
            (131, "I)"),
        ] {
            assert!(is_nuclide(mass, after), "{mass}{after}");
        }
        for (mass, after) in [
            (15, "I think"),
            (2, "The"),
            (1, "In 2004"),
            (7, "After"),
            (12, "these"),
            (300, "C"),
        ] {
            assert!(!is_nuclide(mass, after), "{mass}{after}");
        }
    }

    #[test]
    fn formulae_are_made_of_elements() {
        for word in ["Ca", "SO₄", "Na", "CH₃COO", "HPO₄"] {
            assert!(is_formula(word), "{word}");
        }
        for word in ["bone", "Vitamin", "", "x", "Warfarin"] {
            assert!(!is_formula(word), "{word}");
        }
    }
}
