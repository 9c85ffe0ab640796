//! The one builder of articles: it nests sections, hands out identifiers and caps depth.

use super::levels::Levels;
use super::limits::{Limits, Room, heading_alone, headings_alone};
use crate::diagnostic::{Code, Diagnostic, Span};
use crate::model::{
    Article, Aside, Block, Identifier, Identifiers, Inline, MAX_DEPTH, Section, prose,
};

/// Puts blocks into the section or box that is open.
#[derive(Debug, Default)]
pub(super) struct Builder {
    /// The article being built; metadata is written here directly.
    pub(super) article: Article,
    pub(super) diagnostics: Vec<Diagnostic>,
    /// Hands out the names of parts; whoever names one asks here.
    pub(super) identifiers: Identifiers,
    sections: Vec<(usize, Section)>,
    aside: Option<Aside>,
    /// How many sections and boxes there may be.
    room: Room,
    /// The levels of headings, where their author wrote them.
    pub(super) levels: Levels,
}

impl Builder {
    /// Nothing yet, with limits of one's own.
    pub(super) fn within(limits: &Limits) -> Self {
        Self {
            room: Room::of(limits),
            ..Self::default()
        }
    }

    /// Begins a section of a level from 1; it ends at the next heading of its level or above.
    pub(super) fn section(&mut self, level: usize, title: Vec<Inline>, position: Span) {
        self.begin(level, title, None, position);
    }

    /// As [`Self::section`], with a level that its author wrote, and the name that they have given
    /// it; says which it got. None where there are too many sections: its heading stands alone then.
    pub(super) fn named_section(
        &mut self,
        level: usize,
        title: Vec<Inline>,
        name: Option<&str>,
        position: Span,
    ) -> Option<Identifier> {
        // A reader that knows no places gives an empty one.
        let place = (position != Span::default()).then_some(position);
        self.diagnostics.extend(self.levels.next(level, place));
        self.begin(level, title, name, position)
    }

    fn begin(
        &mut self,
        level: usize,
        title: Vec<Inline>,
        name: Option<&str>,
        position: Span,
    ) -> Option<Identifier> {
        self.close_aside();
        if !self.room.take(position) {
            self.home().push(heading_alone(title));
            return None;
        }
        while self.sections.last().is_some_and(|(open, _)| *open >= level) {
            self.close_section();
        }
        if self.sections.len() >= MAX_DEPTH {
            self.diagnostics.push(Diagnostic::new(
                Code::TooDeep,
                position,
                format!(
                    "sections nest more than {MAX_DEPTH} deep; this one is put beside its parent"
                ),
            ));
            self.close_section();
        }
        let heading = prose(&title);
        let identifier = self.identifiers.slug(name.unwrap_or(&heading));
        let section = Section {
            identifier: identifier.clone(),
            title,
            purpose: None,
            children: Vec::new(),
            position: Some(position),
        };
        self.sections.push((level, section));
        Some(identifier)
    }

    /// Begins a box; it stands beside the section that it interrupts and ends at the next heading.
    pub(super) fn aside(&mut self, title: Vec<Inline>, subtitle: Vec<Inline>, position: Span) {
        self.close_aside();
        self.close_section();
        if !self.room.take(position) {
            self.home().extend(headings_alone([title, subtitle]));
            return;
        }
        let identifier = self.identifiers.slug(&prose(&title));
        self.aside = Some(Aside {
            identifier,
            title,
            subtitle,
            purpose: None,
            children: Vec::new(),
            position: Some(position),
        });
    }

    /// Adds a block to what is open.
    pub(super) fn block(&mut self, block: Block) {
        self.home().push(block);
    }

    /// The blocks of what is open.
    pub(super) fn home(&mut self) -> &mut Vec<Block> {
        if let Some(aside) = &mut self.aside {
            return &mut aside.children;
        }
        match self.sections.last_mut() {
            Some((_, section)) => &mut section.children,
            None => &mut self.article.children,
        }
    }

    /// Ends the open box and every open section: what follows belongs to the article itself.
    pub(super) fn close_all(&mut self) {
        self.close_aside();
        while !self.sections.is_empty() {
            self.close_section();
        }
    }

    pub(super) fn finish(mut self) -> (Article, Vec<Diagnostic>) {
        self.close_all();
        self.diagnostics.extend(self.room.lacking());
        (self.article, self.diagnostics)
    }

    fn close_aside(&mut self) {
        if let Some(aside) = self.aside.take() {
            self.home().push(aside.into());
        }
    }

    fn close_section(&mut self) {
        if let Some((_, section)) = self.sections.pop() {
            self.home().push(Block::Section(section));
        }
    }
}
