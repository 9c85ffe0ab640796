//! Numbers without a pattern, always the same ones for a seed, so that a failure can be repeated.
#![allow(clippy::expect_used, reason = "what cannot fail")]
#![allow(dead_code, reason = "each test file uses a part of this")]
#![allow(unreachable_pub, reason = "test files are crates of their own")]

/// George Marsaglia's xorshift64. The seed must not be 0.
pub struct Random(pub u64);

impl Random {
    /// A number below a bound; 0 where that is 0. Of the state the upper half is used: the lower
    /// bits of neighbours resemble each other.
    pub fn below(&mut self, bound: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 >> 33).expect("31 bits fit") % bound.max(1)
    }

    /// One of many.
    pub fn pick<T: Copy>(&mut self, all: &[T]) -> T {
        all[self.below(all.len())]
    }
}
