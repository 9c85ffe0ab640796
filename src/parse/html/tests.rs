//! Small pages, and what is read of them.

use super::*;
