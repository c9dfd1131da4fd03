//! Every check, in the order in which they fail fastest.

use std::ffi::OsStr;
use std::fs;
use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::stamp::{sha256, unreadable};
use crate::workspace::Workspace;
use crate::{build, pack, process, tools, wasm};

/// Where the text of the gazette stands, where someone has it.
const GAZETTE_TEXT: &str = "GAZETTE_TEXT";

/// Where the package is tried, with tools of its own.
const PACKAGES: &str = "tests/packages";

/// What the copy for the second build leaves out: made, fetched, or not built from.
const NOT_COPIED: [&str; 6] = ["target", "node_modules", ".git", "pkg", "docs", "bench"];

/// Runs everything; the summary of the JavaScript tests comes last.
///
/// # Errors
///
/// At the first check that fails.
pub(crate) fn check(workspace: &Workspace) -> Result<()> {
    tools::component("rustfmt", "fmt")?;
    tools::component("clippy", "clippy")?;
    tools::wasm_target()?;
    // A native test makes with Node what the page searches through.
    tools::node_modules(workspace.root())?;

    heading("格式 format");
    cargo(
        workspace,
        &["fmt", "--all", "--check"],
        "请运行 cargo fmt --all。 Run cargo fmt --all.",
    )?;
    heading("静态检查 lints");
    lint(workspace, &["--workspace", "--all-targets"])?;
    for package in ["luzhou-gazette-browser", "luzhou-gazette-browser-table"] {
        lint(workspace, &["-p", package, "--target", tools::TARGET])?;
    }
    heading("原生测试 native tests");
    cargo(
        workspace,
        &["test", "--workspace", "--locked", "--quiet"],
        "请看上面失败的测试。 Read the failed test above.",
    )?;
    let text = std::env::var(GAZETTE_TEXT).ok();
    if let Some(text) = &text {
        heading("转录 transcription");
        let compare = [
            "run",
            "--locked",
            "--quiet",
            "-p",
            "transcribe-2024-01",
            "--",
        ];
        cargo(
            workspace,
            &[&compare[..], &["--source", text, "--check"]].concat(),
            "请看上面不同的地方。 Read the differences above.",
        )?;
    }
    heading("构建 build");
    build::build(workspace)?;
    if let Some(text) = &text {
        heading("数字都有条目 every numeral has its entry");
        process::run(
            Command::new("node")
                .args(["tools/uncovered.mjs", "data/2024-01", text])
                .current_dir(workspace.root()),
            "请看上面列出的数字：写成条目，或在 left-out.toml 里写明为什么不列。 Write an entry for each, or its reason.",
        )?;
    }
    heading("可重复构建 reproducible build");
    reproduce(workspace)?;
    heading("浏览器与 Node in browsers and Node");
    // What a release consists of is asked of cargo when the network is cut.
    cargo(
        workspace,
        &["fetch", "--locked", "--quiet", "--target", tools::TARGET],
        "请检查网络。 Check the network.",
    )?;
    tools::node_modules(&workspace.root().join(PACKAGES))?;
    scripts(workspace)
}

fn heading(text: &str) {
    println!("\n== {text}");
}

fn cargo(workspace: &Workspace, arguments: &[&str], advice: &str) -> Result<()> {
    process::run(
        Command::new("cargo")
            .args(arguments)
            .env("CARGO_TARGET_DIR", workspace.target())
            .current_dir(workspace.root()),
        advice,
    )
}

fn lint(workspace: &Workspace, what: &[&str]) -> Result<()> {
    let arguments = [
        &["clippy", "--locked", "--quiet"],
        what,
        &["--", "-D", "warnings"],
    ]
    .concat();
    cargo(
        workspace,
        &arguments,
        "请按上面的说明修改。 Mend what is named above.",
    )
}

/// Builds the module again in another directory and compares it, byte for byte.
fn reproduce(workspace: &Workspace) -> Result<()> {
    let directory = std::env::temp_dir().join(format!("luzhou-gazette-{}", std::process::id()));
    let result = compare(workspace, &directory);
    // Left behind it would only take up room; the comparison has been made.
    let _ = fs::remove_dir_all(&directory);
    result
}

fn compare(workspace: &Workspace, directory: &Path) -> Result<()> {
    copy(workspace.root(), directory)?;
    let copied = Workspace::copied_to(directory);
    wasm::make(workspace, workspace)?;
    wasm::make(&copied, workspace)?;
    for module in wasm::MODULES {
        same(&module.wasm(workspace), &module.wasm(&copied))?;
        same(&module.glue(workspace), &module.glue(&copied))?;
    }
    Ok(())
}

/// Refuses two builds of one file that differ.
fn same(here: &Path, there: &Path) -> Result<()> {
    let hash = |path: &Path| anyhow::Ok(sha256(&fs::read(path).with_context(|| unreadable(path))?));
    let (one, other) = (hash(here)?, hash(there)?);
    let name = here.file_name().unwrap_or_default().to_string_lossy();
    if one != other {
        bail!(
            "在另一目录中构建的 {name} 不同（{one} 与 {other}）：可能有路径或时间进入了产物。 \
             The build differs in another directory."
        );
    }
    println!("{one}  {name}");
    Ok(())
}

/// Copies the sources.
fn copy(from: &Path, to: &Path) -> Result<()> {
    fs::create_dir_all(to).with_context(|| unreadable(to))?;
    for entry in fs::read_dir(from).with_context(|| unreadable(from))? {
        let entry = entry.with_context(|| unreadable(from))?;
        let name = entry.file_name();
        if NOT_COPIED.iter().any(|it| name == OsStr::new(it)) {
            continue;
        }
        let (source, copied) = (entry.path(), to.join(&name));
        if source.is_dir() {
            copy(&source, &copied)?;
        } else {
            fs::copy(&source, &copied).with_context(|| unreadable(&source))?;
        }
    }
    Ok(())
}

/// Runs the tests in JavaScript, with the network cut where this machine lets us cut it.
fn scripts(workspace: &Workspace) -> Result<()> {
    // The longest first.
    let mut files = vec![workspace.root().join(PACKAGES).join("packages.test.mjs")];
    for directory in ["tests/engines", "tests/browser", "tests/js"] {
        files.extend(pack::files(&workspace.root().join(directory))?);
    }
    files.retain(|it| it.to_string_lossy().ends_with(".test.mjs"));
    let mut command = cut_off();
    // Three files at a time: a machine of two cores would be given one, and part of a browser's test is waiting.
    command
        .args(["--test", "--test-reporter=tap", "--test-concurrency=3"])
        .args(&files)
        .current_dir(workspace.root());
    process::run(
        &mut command,
        "请看上面失败的测试。 Read the failed test above.",
    )
}

/// Node with no network but this machine's own loopback.
fn cut_off() -> Command {
    let script = "ip link set lo up && exec node \"$@\"";
    for rights in [&["--net"][..], &["--user", "--map-root-user", "--net"]] {
        let arguments = [rights, &["sh", "-c"]].concat();
        let probe = [&arguments[..], &["ip link set lo up"]].concat();
        if process::succeeds("unshare", &probe) {
            println!("网络已断开，只留本机回环。 The network is cut; only loopback is left.");
            let mut command = Command::new("unshare");
            command.args(arguments).args([script, "node"]);
            return command;
        }
    }
    println!(
        "此机无法断开网络（缺 unshare、ip 或权限），照常测试。 The network cannot be cut here."
    );
    Command::new("node")
}
