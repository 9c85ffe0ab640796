//! Tables.

use super::block::Out;
use super::formula;
use super::inline::Reader;
use super::label::alone;
use super::page::has_class;
use super::tree::NodeId;
use crate::model::{Block, CellAlign, Identifier, Inline, Math, Table, TableCell, TableRow};

impl Reader<'_, '_> {
    /// A table, with the caption of the figure around it if there is one.
    pub(super) fn table(
        &mut self,
        node: NodeId,
        caption: Option<NodeId>,
        identifier: Option<Identifier>,
        mut out: Out<'_>,
    ) {
        let tree = self.page.tree;
        if has_class(
            tree,
            node,
            &["ltx_equation", "ltx_equationgroup", "ltx_eqn_table"],
        ) {
            return self.equations(node, out);
        }
        let mut rows: Vec<NodeId> = Vec::new();
        let mut own = None;
        for child in tree.elements(node) {
            match tree.name(child) {
                "caption" => own = Some(child),
                "tr" => rows.push(child),
                "thead" | "tbody" | "tfoot" => {
                    rows.extend(tree.elements(child).filter(|row| tree.name(*row) == "tr"));
                }
                _ => {}
            }
        }
        rows.retain(|row| self.page.shows(*row) && !self.left_out.contains(row));
        // One cell is no table: old pages lay out with it.
        if let [row] = rows.as_slice()
            && own.is_none()
            && caption.is_none()
            && tree.elements(*row).count() <= 1
        {
            return self.flow(*row, out.as_deref_mut());
        }
        let identifier = identifier.or_else(|| self.part(node));
        let caption = caption
            .or(own)
            .map_or_else(Vec::new, |node| self.line_in(node));
        let children: Vec<TableRow> = rows
            .into_iter()
            .map(|row| TableRow {
                children: self.cells(row),
            })
            .filter(|row| !row.children.is_empty())
            .collect();
        if children.is_empty() && caption.is_empty() {
            return;
        }
        self.put(
            Block::from(Table {
                identifier,
                enumerator: None,
                caption,
                children,
                legend: Vec::new(),
                position: None,
            }),
            out,
        );
    }

    /// Formulae that LaTeXML lays out in a table, one in a row.
    fn equations(&mut self, node: NodeId, mut out: Out<'_>) {
        let tree = self.page.tree;
        let named = |row: NodeId| tree.attribute(row, "id").is_some();
        for row in tree.subtree(node).filter(|row| tree.name(*row) == "tr") {
            let parts: Vec<NodeId> = tree
                .subtree(row)
                .filter(|inner| tree.name(*inner) == "math")
                .collect();
            if parts.is_empty() {
                self.flow(row, out.as_deref_mut());
                continue;
            }
            let home = std::iter::once(row)
                .chain(tree.ancestors(row))
                .take_while(|around| *around >= node)
                .find(|around| named(*around));
            let identifier = home.and_then(|home| self.part(home));
            let enumerator = tree
                .subtree(row)
                .find(|inner| has_class(tree, *inner, &["ltx_tag_equation"]))
                .and_then(|tag| alone(&self.page.words(tag)))
                .map(|(number, _)| number);
            self.put(
                Block::from(Math {
                    identifier,
                    formula: formula::of_row(tree, &parts),
                    enumerator,
                }),
                out.as_deref_mut(),
            );
        }
    }

    fn cells(&mut self, row: NodeId) -> Vec<TableCell> {
        let tree = self.page.tree;
        let cells: Vec<NodeId> = tree
            .elements(row)
            .filter(|cell| matches!(tree.name(*cell), "td" | "th") && self.page.shows(*cell))
            .collect();
        cells
            .into_iter()
            .map(|cell| {
                let span = |name: &str| {
                    tree.attribute(cell, name)
                        .and_then(|span| span.trim().parse::<u32>().ok())
                        .filter(|span| (2..=1000).contains(span))
                };
                let children: Vec<Inline> = self.line_in(cell);
                TableCell {
                    header: tree.name(cell) == "th",
                    align: self.alignment(cell),
                    colspan: span("colspan"),
                    rowspan: span("rowspan"),
                    children,
                }
            })
            .collect()
    }

    fn alignment(&self, cell: NodeId) -> Option<CellAlign> {
        let tree = self.page.tree;
        let style = tree.attribute(cell, "style").unwrap_or_default();
        let plain: String = style.split_whitespace().collect();
        let said = plain
            .split(';')
            .find_map(|rule| rule.strip_prefix("text-align:"))
            .or_else(|| tree.attribute(cell, "align"))?;
        match said.to_ascii_lowercase().as_str() {
            "left" => Some(CellAlign::Left),
            "center" => Some(CellAlign::Center),
            "right" => Some(CellAlign::Right),
            _ => None,
        }
    }
}
