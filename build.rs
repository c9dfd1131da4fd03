//! Bakes `data/` into static tables, or refuses it with file and line.

use std::path::Path;

fn main() {
    luzhou_gazette_bake::build(Path::new("data"), &[]);
}
