//! Rectangles on the screen, and the way from a marker to its card.

/// A point in CSS pixels from the viewport's top left corner.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Point {
    /// To the right.
    pub x: f64,
    /// Downwards.
    pub y: f64,
}

/// A rectangle in CSS pixels.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Rect {
    /// The left edge.
    pub left: f64,
    /// The top edge.
    pub top: f64,
    /// The right edge.
    pub right: f64,
    /// The bottom edge.
    pub bottom: f64,
}

impl Rect {
    /// The rectangle with a margin on every side.
    #[must_use]
    pub fn grown(self, margin: f64) -> Self {
        Self {
            left: self.left - margin,
            top: self.top - margin,
            right: self.right + margin,
            bottom: self.bottom + margin,
        }
    }

    /// Whether a point is inside or on the edge.
    pub fn contains(self, point: Point) -> bool {
        (self.left..=self.right).contains(&point.x) && (self.top..=self.bottom).contains(&point.y)
    }
}

/// Where a card stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Placement {
    /// Over its marker instead of under it.
    pub above: bool,
    /// As high as it wants to be. Where it is not, there is half a window at least.
    pub whole: bool,
}

/// Where a card of this height (its distance from the marker included) goes in a window of that
/// height: below if it fits there, else above if it fits there, else where there is more room.
///
/// ```
/// use scholion::behavior::geometry::{Placement, Rect, placement};
/// let marker = |top: f64| Rect { left: 0.0, top, right: 20.0, bottom: top + 20.0 };
/// assert_eq!(placement(marker(100.0), 300.0, 800.0), Placement { above: false, whole: true });
/// assert_eq!(placement(marker(600.0), 300.0, 800.0), Placement { above: true, whole: true });
/// assert_eq!(placement(marker(420.0), 500.0, 800.0), Placement { above: true, whole: false });
/// ```
pub fn placement(marker: Rect, card: f64, window: f64) -> Placement {
    let (above, below) = (marker.top, window - marker.bottom);
    Placement {
        above: card > below && (card <= above || above > below),
        whole: card <= below.max(above),
    }
}

/// Whether a point lies on the way from one rectangle to another: in the smallest convex shape
/// that holds both. A pointer that goes straight from any place of the one to any place of
/// the other never leaves it.
///
/// ```
/// use scholion::behavior::geometry::{Point, Rect, on_the_way};
/// let marker = Rect { left: 100.0, top: 100.0, right: 120.0, bottom: 110.0 };
/// let card = Rect { left: 0.0, top: 120.0, right: 400.0, bottom: 300.0 };
/// assert!(on_the_way(Point { x: 150.0, y: 115.0 }, marker, card));
/// assert!(!on_the_way(Point { x: 350.0, y: 105.0 }, marker, card));
/// ```
///
/// The shape is swept by a rectangle that changes evenly from the one into the other: a point is in
/// it if that rectangle holds it at some time. Each side holds it for a span of the time.
pub fn on_the_way(point: Point, from: Rect, to: Rect) -> bool {
    let sides = [
        (from.left - point.x, to.left - point.x),
        (point.x - from.right, point.x - to.right),
        (from.top - point.y, to.top - point.y),
        (point.y - from.bottom, point.y - to.bottom),
    ];
    let (mut earliest, mut latest) = (0.0_f64, 1.0_f64);
    for (at_first, at_last) in sides {
        // Outside, as long as this is positive.
        let crossed = at_first / (at_first - at_last);
        match (at_first > 0.0, at_last > 0.0) {
            (true, true) => return false,
            (true, false) => earliest = earliest.max(crossed),
            (false, true) => latest = latest.min(crossed),
            (false, false) => {}
        }
    }
    earliest <= latest
}

#[cfg(test)]
mod tests {
    use super::*;

    fn corners(rect: Rect) -> [Point; 4] {
        let Rect {
            left,
            top,
            right,
            bottom,
        } = rect;
        [(left, top), (right, top), (right, bottom), (left, bottom)].map(|(x, y)| Point { x, y })
    }

    const SQUARE: Rect = Rect {
        left: 10.0,
        top: 20.0,
        right: 30.0,
        bottom: 40.0,
    };

    #[test]
    fn an_edge_belongs_to_its_rectangle() {
        for corner in corners(SQUARE) {
            assert!(SQUARE.contains(corner));
        }
        for (x, y) in [(9.0, 30.0), (31.0, 30.0), (20.0, 19.0), (20.0, 41.0)] {
            assert!(!SQUARE.contains(Point { x, y }), "{x} {y}");
        }
        assert_eq!(
            corners(SQUARE.grown(2.0)).map(|point| (point.x, point.y)),
            [(8.0, 18.0), (32.0, 18.0), (32.0, 42.0), (8.0, 42.0)]
        );
    }

    #[test]
    fn a_card_goes_where_it_fits_and_else_where_there_is_more_room() {
        // The marker's top, the card, above, whole; the window has 100, of which the marker takes 10.
        for (top, card, above, whole) in [
            (10.0, 80.0, false, true),
            (10.0, 81.0, false, false),
            (60.0, 31.0, true, true),
            (60.0, 60.0, true, true),
            (60.0, 61.0, true, false),
            (40.0, 51.0, false, false),
            (45.0, 45.0, false, true),
            (45.0, 46.0, false, false),
            (46.0, 45.0, true, true),
            (46.0, 47.0, true, false),
        ] {
            let marker = Rect {
                left: 0.0,
                top,
                right: 10.0,
                bottom: top + 10.0,
            };
            assert_eq!(
                placement(marker, card, 100.0),
                Placement { above, whole },
                "{top} {card}"
            );
        }
    }

    #[test]
    fn what_touches_the_way_is_on_it_and_what_is_beside_it_is_not() {
        let to = Rect {
            left: 30.0,
            top: 60.0,
            right: 90.0,
            bottom: 80.0,
        };
        // The way's left side goes from (10, 40) to (30, 80), its right one from (30, 20) to (90, 60).
        for (x, y, on) in [
            (20.0, 60.0, true),
            (19.9, 60.0, false),
            (20.1, 60.0, true),
            (60.0, 40.0, true),
            (60.1, 40.0, false),
            (59.9, 40.0, true),
            (10.0, 20.0, true),
            (90.0, 80.0, true),
            (10.0, 41.0, false),
            (20.0, 19.0, false),
            (60.0, 81.0, false),
        ] {
            assert_eq!(on_the_way(Point { x, y }, SQUARE, to), on, "{x} {y}");
        }
    }

    #[test]
    fn every_straight_way_is_on_the_way() {
        let marker = Rect {
            left: 300.0,
            top: 200.0,
            right: 318.0,
            bottom: 212.0,
        };
        for card in [
            Rect {
                left: 100.0,
                top: 222.0,
                right: 452.0,
                bottom: 500.0,
            },
            Rect {
                left: 100.0,
                top: 20.0,
                right: 452.0,
                bottom: 190.0,
            },
            Rect {
                left: 330.0,
                top: 100.0,
                right: 600.0,
                bottom: 400.0,
            },
        ] {
            for start in corners(marker) {
                for end in corners(card) {
                    for step in 0..=20 {
                        let part = f64::from(step) / 20.0;
                        let point = Point {
                            x: start.x + (end.x - start.x) * part,
                            y: start.y + (end.y - start.y) * part,
                        };
                        // Rounding may put an edge's points a hair outside.
                        assert!(
                            on_the_way(point, marker.grown(0.01), card.grown(0.01)),
                            "{point:?} {card:?}"
                        );
                    }
                }
            }
            assert!(!on_the_way(Point { x: 900.0, y: 205.0 }, marker, card));
        }
    }
}
