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
const BROWSER_PACKAGES: &str =
    "chromium chromium-driver firefox-esr webkit2gtk-driver xvfb xauth fonts-noto-cjk iproute2";

/// The programs in them that the tests start. `CHROMIUM` may name another Chromium.
const BROWSER_PROGRAMS: [&str; 5] = [
    "chromium",
    "chromedriver",
    "firefox-esr",
    "WebKitWebDriver",
    "xvfb-run",
];

/// Debian has no driver for Firefox; this one is compiled once.
const GECKODRIVER: [&str; 5] = ["install", "geckodriver", "--version", "0.37.1", "--locked"];

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

/// Makes sure that the three browser engines are there with their drivers, and says where Firefox's is.
///
/// # Errors
///
/// Where one is missing and cannot be installed.
pub(crate) fn browsers(workspace: &Workspace) -> Result<PathBuf> {
    if missing_browser().is_some() {
        install_packages()?;
        if let Some(missing) = missing_browser() {
            bail!("安装后仍找不到 {missing}。 It is missing even after the installation.");
        }
    }
    let tools = workspace.target().join("tools");
    let driver = tools.join("bin/geckodriver");
    if !driver.is_file() {
        println!("· 编译 compiling geckodriver");
        process::run(
            Command::new("cargo")
                .args(GECKODRIVER)
                .args(["--quiet", "--root"])
                .arg(&tools),
            "Firefox 的驱动要联网下载源码编译。 The driver of Firefox needs the network once.",
        )?;
    }
    Ok(driver)
}

/// The first of the browsers' programs that cannot be found.
fn missing_browser() -> Option<&'static str> {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let there = |name: &&str| std::env::split_paths(&path).any(|it| it.join(name).is_file());
    BROWSER_PROGRAMS.into_iter().find(|name| !there(name))
}

/// Installs the browsers and the fonts through apt.
fn install_packages() -> Result<()> {
    let command = format!("apt-get install -y --no-install-recommends {BROWSER_PACKAGES}");
    let advice = format!(
        "浏览器测试需要三种浏览器：请以 root 身份联网运行 apt-get update && {command}。 \
         The browser tests need three browsers."
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
