//! Bakes `data/` together with the invented issues of this folder.

use std::path::{Path, PathBuf};

use luzhou_gazette_bake as bake;

fn main() {
    let invented: Vec<PathBuf> = bake::folders(Path::new("."));
    let invented: Vec<&Path> = invented.iter().map(PathBuf::as_path).collect();
    bake::build(Path::new("../../data"), &invented);
}
