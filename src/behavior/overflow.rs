//! Boxes that scroll sideways: on which sides there is more than is seen.

/// A place nearer to an edge than this is at the edge: engines round differently.
const TOLERANCE: f64 = 1.5;

/// A box that can scroll, in CSS pixels as the browser tells them.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Extent {
    /// How far it has been scrolled from where its text begins; negative where the text runs
    /// from right to left.
    pub scrolled: f64,
    /// How much of it is seen.
    pub visible: f64,
    /// How much there is.
    pub whole: f64,
    /// Whether its text runs from right to left.
    pub right_to_left: bool,
}

/// On which sides there is more.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct More {
    /// Beyond the left edge.
    pub left: bool,
    /// Beyond the right edge.
    pub right: bool,
}

impl Extent {
    /// Whether it holds more than it shows.
    pub fn overflows(self) -> bool {
        self.whole - self.visible > TOLERANCE
    }

    /// On which sides there is more.
    ///
    /// ```
    /// use scholion::behavior::overflow::{Extent, More};
    /// let extent = Extent { scrolled: 0.0, visible: 300.0, whole: 500.0, right_to_left: false };
    /// assert_eq!(extent.more(), More { left: false, right: true });
    /// ```
    pub fn more(self) -> More {
        let hidden = self.whole - self.visible;
        let left = if self.right_to_left {
            hidden + self.scrolled
        } else {
            self.scrolled
        };
        More {
            left: left > TOLERANCE,
            right: hidden - left > TOLERANCE,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn more(scrolled: f64, whole: f64, right_to_left: bool) -> (bool, bool) {
        let extent = Extent {
            scrolled,
            visible: 300.0,
            whole,
            right_to_left,
        };
        (extent.more().left, extent.more().right)
    }

    #[test]
    fn what_is_rounded_away_is_no_more() {
        let overflows = |whole| {
            let extent = Extent {
                scrolled: 0.0,
                visible: 300.0,
                whole,
                right_to_left: false,
            };
            extent.overflows()
        };
        assert!(!overflows(300.0));
        assert!(!overflows(301.5));
        assert!(overflows(301.6));
        assert!(!overflows(200.0));
        assert_eq!(more(1.5, 303.0, false), (false, false));
        assert_eq!(more(1.6, 303.2, false), (true, true));
    }

    #[test]
    fn the_text_runs_from_left_to_right() {
        assert_eq!(more(0.0, 300.0, false), (false, false));
        assert_eq!(more(0.0, 301.0, false), (false, false));
        assert_eq!(more(0.0, 500.0, false), (false, true));
        assert_eq!(more(90.0, 500.0, false), (true, true));
        assert_eq!(more(199.5, 500.0, false), (true, false));
    }

    #[test]
    fn the_text_runs_from_right_to_left() {
        assert_eq!(more(0.0, 500.0, true), (true, false));
        assert_eq!(more(-90.0, 500.0, true), (true, true));
        assert_eq!(more(-200.0, 500.0, true), (false, true));
    }
}
