//! What the build needs and a fresh machine lacks: checked, and installed where it is missing.

use std::fs;
use std::path::Path;
use std::process::Command;

use anyhow::Result;

use crate::process;

/// The target that browsers run.
pub(crate) const TARGET: &str = "wasm32-unknown-unknown";

/// Makes sure that the compiler can compile for browsers.
///
/// # Errors
///
/// Where the target is missing and cannot be installed.
pub(crate) fn wasm_target() -> Result<()> {
    let place = ["--print", "target-libdir", "--target", TARGET];
    let known = Command::new("rustc").args(place).output();
    let installed = known.is_ok_and(|it| {
        let library = String::from_utf8_lossy(&it.stdout);
        it.status.success() && Path::new(library.trim()).is_dir()
    });
    rustup(installed, &["target", "add", TARGET])
}

/// Makes sure that a program of the Rust toolchain is there.
///
/// # Errors
///
/// Where it is missing and cannot be installed.
pub(crate) fn component(name: &str, program: &str) -> Result<()> {
    let installed = process::succeeds("cargo", &[program, "--version"]);
    rustup(installed, &["component", "add", name])
}

fn rustup(installed: bool, words: &[&str]) -> Result<()> {
    if installed {
        return Ok(());
    }
    let command = words.join(" ");
    println!("· rustup {command}");
    let advice = format!(
        "请联网后运行 rustup {command}；没有 rustup 时先从 rustup.rs 安装。 Needs the network and rustup."
    );
    process::run(Command::new("rustup").args(words), &advice)
}

/// Makes sure that what a folder's `package-lock.json` names is installed: npm leaves a record that is newer.
///
/// # Errors
///
/// Where it is not and npm cannot install it.
pub(crate) fn node_modules(folder: &Path) -> Result<()> {
    let age = |file: &str| fs::metadata(folder.join(file))?.modified();
    let record = age("node_modules/.package-lock.json");
    if record.is_ok_and(|record| age("package-lock.json").is_ok_and(|wanted| wanted <= record)) {
        return Ok(());
    }
    println!("· 安装 npm 依赖 installing what package-lock.json names");
    process::run(
        Command::new("npm")
            .args(["ci", "--ignore-scripts", "--no-fund", "--no-audit"])
            .args(["--loglevel=error"])
            .current_dir(folder),
        "请检查网络与 npm（Node 20 或更新），再运行 npm ci。 Check the network, then run npm ci.",
    )
}
