//! The user interface (placeholder while it is being written).
