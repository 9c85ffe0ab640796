//! Reference strings to CSL-JSON.
