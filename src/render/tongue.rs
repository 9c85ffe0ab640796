//! Whose language a piece of the page is in. The article's words and ours may be of two languages;
//! speech and hyphenation have to know, where they are.

use super::messages::{direction, same_language};
use super::{Options, html::Tag};
use crate::model::{Article, Direction};

/// What has to be said of the language of a piece: nothing where it is that of what is around.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Tongue<'a> {
    /// The value of `lang`; empty where the language is not known.
    pub lang: Option<&'a str>,
    /// The direction, where it changes.
    pub direction: Option<Direction>,
}

impl<'a> Tongue<'a> {
    /// What has to be said of a piece in one language within another.
    pub fn within(
        around: (Option<&str>, Direction),
        lang: Option<&'a str>,
        direction: Direction,
    ) -> Self {
        let turned = direction != around.1;
        let same = match (lang, around.0) {
            (Some(lang), Some(around)) => same_language(lang, around),
            // Where nobody knows, nothing is claimed.
            (_, None) => true,
            (None, Some(_)) => false,
        };
        if same && !turned {
            return Self::default();
        }
        Self {
            lang: Some(lang.unwrap_or_default()),
            direction: turned.then_some(direction),
        }
    }
}

/// The two languages of a page.
#[derive(Debug, Clone, Copy)]
pub(super) struct Tongues<'a> {
    /// Of our words within the article.
    pub(super) ours: Tongue<'a>,
    /// Of the article's words within ours.
    pub(super) theirs: Tongue<'a>,
    /// The direction of the article.
    pub(super) direction: Direction,
    /// Whether anything of ours or of the article runs from right to left.
    pub(super) rtl: bool,
}

/// What has to be said of words of ours that stand within an article.
pub fn our_tongue<'a>(article: &'a Article, options: &Options<'a>) -> Tongue<'a> {
    Tongues::of(article, options).ours
}

impl<'a> Tongues<'a> {
    pub(super) fn of(article: &'a Article, options: &Options<'a>) -> Self {
        let language = article.language_tag().or(options.page_language);
        let theirs = article_direction(article, options.page_language);
        let (word, ours) = (options.messages.language(), options.messages.direction());
        let of_words = Tongue::within((language, theirs), Some(word), ours);
        let of_article = if of_words == Tongue::default() {
            Tongue::default()
        } else {
            Tongue::within((Some(word), ours), language, theirs)
        };
        Self {
            ours: of_words,
            theirs: of_article,
            direction: theirs,
            rtl: theirs == Direction::Rtl || ours == Direction::Rtl,
        }
    }
}

/// The direction of an article: as it says itself, else by its language, else by that of the page
/// around it.
pub fn article_direction(article: &Article, page_language: Option<&str>) -> Direction {
    let language = article.language_tag().or(page_language);
    article
        .direction
        .or_else(|| language.map(direction))
        .unwrap_or(Direction::Ltr)
}

impl Tag<'_> {
    /// Says the language of what the tag holds, and of its name.
    pub(super) fn tongue(self, tongue: Tongue<'_>) -> Self {
        let tag = match tongue.lang {
            Some(lang) => self.attr("lang", lang),
            None => self,
        };
        tag.direction(tongue.direction)
    }

    /// Says the direction of what the tag holds, where there is something to say.
    pub(super) fn direction(self, direction: Option<Direction>) -> Self {
        match direction {
            Some(direction) => self.attr("dir", direction.as_str()),
            None => self,
        }
    }
}
