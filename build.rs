//! Bakes `data/` into static tables, or refuses it with file and line.

#[path = "build/bake.rs"]
mod bake;

use std::path::Path;

fn main() {
    println!("cargo::rerun-if-changed=data");
    println!("cargo::rerun-if-changed=build");
    let baked = bake::Issue::read(Path::new("data/2024-01")).and_then(|issue| bake::bake(&issue));
    let source = match baked {
        Ok(source) => source,
        Err(problem) => {
            println!("cargo::error=data/2024-01/{problem}");
            return;
        }
    };
    let out = std::env::var_os("OUT_DIR").unwrap_or_default();
    if let Err(error) = std::fs::write(Path::new(&out).join("gazette.rs"), source) {
        println!("cargo::error={error}");
    }
}
