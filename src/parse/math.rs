//! Formulae: every reader's last step gives them their MathML.

use crate::diagnostic::{Code, Diagnostic};
use crate::model::{Article, walk};
use crate::tex::Converter;

/// Gives every formula that has TeX alone its MathML. What cannot be read stays as it is and is
/// reported where it stands.
///
/// Every reader does this as its last step; a structured article that is made otherwise needs it
/// once before it is rendered.
///
/// ```
/// use scholion::model::{Article, Block, Formula, Math};
/// let formula = Formula { value: r"\frac{m}{h^2}".into(), ..Formula::default() };
/// let math = Math { identifier: None, enumerator: None, formula };
/// let mut article = Article { children: vec![math.into()], ..Article::default() };
/// assert!(scholion::parse::formulae(&mut article).is_empty());
/// let Block::Math(math) = &article.children[0] else { unreachable!() };
/// assert!(math.formula.mathml.as_ref().is_some_and(|mathml| mathml.contains("<mfrac>")));
/// ```
pub fn formulae(article: &mut Article) -> Vec<Diagnostic> {
    let converter = Converter::default();
    let mut found = Vec::new();
    walk::each_formula(article, &mut |formula, set_off| {
        if !formula.lacks_mathml() {
            return;
        }
        match converter.mathml(&formula.value, set_off) {
            Ok(mathml) => formula.mathml = Some(mathml),
            Err(reason) => found.push(
                Diagnostic::new(
                    Code::UnreadableFormula,
                    formula.position,
                    format!(
                        "`{}` is shown as it is written: {reason}",
                        excerpt(&formula.value)
                    ),
                )
                .with_hint(
                    "write it with the commands that LaTeX and amsmath have, or give its MathML",
                ),
            ),
        }
    });
    found
}

/// The beginning of a formula, for a message.
fn excerpt(tex: &str) -> String {
    const LONGEST: usize = 60;
    let mut short: String = tex.trim().chars().take(LONGEST).collect();
    if short.len() < tex.trim().len() {
        short.push('…');
    }
    short
}
