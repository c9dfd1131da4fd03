//! What the build needs and a fresh machine lacks: checked, and installed where it is missing.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};
use serde_json::Value;

use crate::process;
use crate::workspace::Workspace;

/// The target that browsers run.
pub(crate) const TARGET: &str = "wasm32-unknown-unknown";

/// The packages that the browser tests need, by apt's names.
const BROWSER_PACKAGES: &str = "chromium fonts-noto-cjk iproute2";

/// Makes sure that the compiler can compile for browsers.
///
/// # Errors
///
/// Where the target is missing and cannot be installed.
pub(crate) fn wasm_target() -> Result<()> {
    if target_is_installed() {
        return Ok(());
    }
    println!("· 安装编译目标 installing {TARGET}");
    let advice = format!(
        "请联网后运行 rustup target add {TARGET}；没有 rustup 时先从 rustup.rs 安装。 \
         Needs the network and rustup."
    );
    process::run(
        Command::new("rustup").args(["target", "add", TARGET]),
        &advice,
    )
}

/// Whether the compiler has the target's standard library.
fn target_is_installed() -> bool {
    let Ok(output) = Command::new("rustc")
        .args(["--print", "target-libdir", "--target", TARGET])
        .output()
    else {
        return false;
    };
    let directory = String::from_utf8_lossy(&output.stdout);
    output.status.success() && Path::new(directory.trim()).is_dir()
}

/// Makes sure that a component of the Rust toolchain is there.
///
/// # Errors
///
/// Where it is missing and cannot be installed.
pub(crate) fn component(name: &str, program: &str) -> Result<()> {
    if process::succeeds("cargo", &[program, "--version"]) {
        return Ok(());
    }
    println!("· 安装 installing {name}");
    process::run(
        Command::new("rustup").args(["component", "add", name]),
        &format!("请联网后运行 rustup component add {name}。 Needs the network and rustup."),
    )
}

/// Makes sure that what `package-lock.json` names is installed.
///
/// # Errors
///
/// Where it is not and npm cannot install it.
pub(crate) fn node_modules(workspace: &Workspace) -> Result<()> {
    let wanted = json(&workspace.root().join("package-lock.json"))?;
    let hidden = workspace.root().join("node_modules/.package-lock.json");
    if let Ok(found) = json(&hidden)
        && is_installed(&wanted, &found)
    {
        return Ok(());
    }
    println!("· 安装 npm 依赖 installing what package-lock.json names");
    process::run(
        Command::new("npm")
            .args(["ci", "--ignore-scripts", "--no-fund", "--no-audit"])
            .args(["--loglevel=error"])
            .current_dir(workspace.root()),
        "请检查网络与 npm（Node 20 或更新），再运行 npm ci。 Check the network, then run npm ci.",
    )
}

/// Reads a JSON file.
fn json(path: &Path) -> Result<Value> {
    let text = fs::read(path).with_context(|| format!("{} 不可读", path.display()))?;
    serde_json::from_slice(&text).with_context(|| format!("{} 不是 JSON", path.display()))
}

/// Whether npm's record of what it installed agrees with what is wanted.
fn is_installed(wanted: &Value, found: &Value) -> bool {
    let (Some(wanted), Some(found)) = (
        wanted["packages"].as_object(),
        found["packages"].as_object(),
    ) else {
        return false;
    };
    let same = |path: &String, package: &Value| {
        wanted
            .get(path)
            .is_some_and(|it| it["integrity"] == package["integrity"])
    };
    // Packages for other machines are optional and not installed.
    let present = |path: &String, package: &Value| {
        path.is_empty() || package["optional"] == true || found.contains_key(path)
    };
    found.iter().all(|(path, it)| same(path, it))
        && wanted.iter().all(|(path, it)| present(path, it))
}

/// Makes sure that there is a Chromium for the tests, and says where.
///
/// # Errors
///
/// Where there is none and none can be installed.
pub(crate) fn chromium() -> Result<PathBuf> {
    if let Some(given) = std::env::var_os("CHROMIUM") {
        let given = PathBuf::from(given);
        if !given.is_file() {
            bail!(
                "CHROMIUM 指向的 {} 不存在，请改正。 CHROMIUM names no file.",
                given.display()
            );
        }
        return Ok(given);
    }
    if let Some(found) = installed_chromium() {
        return Ok(found);
    }
    install_packages()?;
    installed_chromium().context(
        "安装后仍找不到 Chromium：请设置 CHROMIUM=程序路径。 Set CHROMIUM to the browser's path.",
    )
}

/// The first Chromium among the usual places.
fn installed_chromium() -> Option<PathBuf> {
    [
        "/usr/bin/chromium",
        "/usr/bin/chromium-browser",
        "/usr/bin/google-chrome",
    ]
    .into_iter()
    .map(PathBuf::from)
    .find(|it| it.is_file())
}

/// Installs the browser and the fonts through apt.
fn install_packages() -> Result<()> {
    let command = format!("apt-get install -y --no-install-recommends {BROWSER_PACKAGES}");
    let advice = format!(
        "浏览器测试需要 Chromium：请以 root 身份联网运行 apt-get update && {command}，\
         或设置 CHROMIUM=程序路径。 The browser tests need Chromium."
    );
    if !process::succeeds("apt-get", &["--version"]) || !is_root() {
        bail!("{advice}");
    }
    println!("· 安装 installing {BROWSER_PACKAGES}");
    process::run_quietly(Command::new("apt-get").args(["-q", "update"]), &advice)?;
    process::run_quietly(
        Command::new("apt-get")
            .env("DEBIAN_FRONTEND", "noninteractive")
            .args(command.split(' ').skip(1)),
        &advice,
    )?;
    Ok(())
}

/// Whether this runs as root.
fn is_root() -> bool {
    Command::new("id")
        .arg("-u")
        .output()
        .is_ok_and(|it| it.stdout.trim_ascii() == b"0")
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn installed_means_the_same_packages_with_the_same_content() {
        let wanted = json!({"packages": {
            "": {"name": "x"},
            "node_modules/a": {"integrity": "1"},
            "node_modules/b-darwin": {"integrity": "2", "optional": true},
        }});
        let found = json!({"packages": {"node_modules/a": {"integrity": "1"}}});
        let older = json!({"packages": {"node_modules/a": {"integrity": "0"}}});
        let more = json!({"packages": {
            "node_modules/a": {"integrity": "1"},
            "node_modules/c": {"integrity": "3"},
        }});
        assert!(is_installed(&wanted, &found));
        assert!(!is_installed(&wanted, &older));
        assert!(!is_installed(&wanted, &more));
        assert!(!is_installed(&wanted, &json!({"packages": {}})));
        assert!(!is_installed(&wanted, &json!({})));
    }
}
