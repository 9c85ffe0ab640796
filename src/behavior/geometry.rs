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
    fn corners(self) -> [Point; 4] {
        let Self {
            left,
            top,
            right,
            bottom,
        } = self;
        [(left, top), (right, top), (right, bottom), (left, bottom)].map(|(x, y)| Point { x, y })
    }

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
pub fn on_the_way(point: Point, from: Rect, to: Rect) -> bool {
    let hull = convex_hull(from.corners().into_iter().chain(to.corners()).collect());
    // Inside a convex polygon a point is on the same side of every edge.
    hull.iter()
        .zip(hull.iter().cycle().skip(1))
        .all(|(start, end)| turn(*start, *end, point) >= 0.0)
}

/// Positive if the way from `a` over `b` to `c` turns to the left (in a system whose y goes up).
fn turn(a: Point, b: Point, c: Point) -> f64 {
    (b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x)
}

/// Andrew's monotone chain (1979).
fn convex_hull(mut points: Vec<Point>) -> Vec<Point> {
    points.sort_by(|a, b| a.x.total_cmp(&b.x).then(a.y.total_cmp(&b.y)));
    let mut lower = half_hull(points.iter().copied());
    let mut upper = half_hull(points.iter().rev().copied());
    lower.pop();
    upper.pop();
    lower.append(&mut upper);
    lower
}

fn half_hull(points: impl Iterator<Item = Point>) -> Vec<Point> {
    let mut hull: Vec<Point> = Vec::new();
    for point in points {
        while let [.., a, b] = hull.as_slice() {
            if turn(*a, *b, point) > 0.0 {
                break;
            }
            hull.pop();
        }
        hull.push(point);
    }
    hull
}

#[cfg(test)]
mod tests {
    use super::*;

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
            for start in marker.corners() {
                for end in card.corners() {
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
