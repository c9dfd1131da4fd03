//! Bakes `data/` into static tables, or refuses it with file and line.

use std::path::Path;

use luzhou_gazette_bake as bake;

fn main() {
    println!("cargo::rerun-if-changed=data");
    let baked = bake::Issue::read(Path::new("data/2024-01")).and_then(|issue| bake::bake(&issue));
    let baked = match baked {
        Ok(baked) => baked,
        Err(problem) => {
            println!("cargo::error=data/2024-01/{problem}");
            return;
        }
    };
    let out = std::env::var_os("OUT_DIR").unwrap_or_default();
    for (file, source) in [
        ("gazette.rs", baked.gazette),
        ("calculators.rs", baked.calculators),
        ("words.rs", baked.words),
    ] {
        if let Err(error) = std::fs::write(Path::new(&out).join(file), source) {
            println!("cargo::error={error}");
        }
    }
}
