//! From the modules to the files a webmaster takes away: bundle, lower, check.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::stamp::{self, Inputs, unreadable};
use crate::wasm::{CALCULATORS, CHECK, Module};
use crate::workspace::Workspace;
use crate::{floor, page, process, types};

/// The browser floor, as the bundler names it.
const FLOOR: &str = "--target=chrome86,firefox91,safari15";

/// What this step makes, below `pkg`; the page has copies of what it needs.
pub(crate) const OUTPUTS: [&str; 13] = [
    "luzhou-gazette_bg.wasm",
    "luzhou-gazette.mjs",
    "luzhou-gazette.node.mjs",
    "luzhou-gazette.d.ts",
    "luzhou-gazette.js",
    "luzhou-gazette.css",
    "luzhou-gazette-check_bg.wasm",
    "luzhou-gazette-check.mjs",
    "luzhou-gazette-check.js",
    "luzhou-gazette-check.css",
    "luzhou-gazette-check.worker.mjs",
    "luzhou-gazette-workbook.js",
    "luzhou-gazette-workbook.mjs",
];

/// What the page has beside its own files.
const ON_THE_PAGE: [&str; 7] = [
    "luzhou-gazette_bg.wasm",
    "luzhou-gazette.mjs",
    "luzhou-gazette.js",
    "luzhou-gazette.css",
    "luzhou-gazette-check.js",
    "luzhou-gazette-check.css",
    "luzhou-gazette-workbook.js",
];

/// The page's own files.
const PAGE: [&str; 5] = [
    "check.html",
    "index.html",
    "page.css",
    "page.js",
    "icon.svg",
];

/// Makes `pkg`.
///
/// # Errors
///
/// Where a source cannot be bundled, a classic script is not pure ASCII, or a module is more than the oldest supported
/// browsers read.
pub(crate) fn pack(workspace: &Workspace) -> Result<()> {
    let mut inputs = Inputs::new()?;
    for module in [CALCULATORS, CHECK] {
        inputs.file(&module.wasm(workspace))?;
        inputs.file(&module.glue(workspace))?;
    }
    let www = workspace.www();
    let mut sources: Vec<PathBuf> = fs::read_dir(&www)
        .with_context(|| unreadable(&www))?
        .map(|entry| entry.map(|it| it.path()))
        .collect::<std::io::Result<_>>()
        .with_context(|| unreadable(&www))?;
    sources.sort();
    for source in &sources {
        inputs.file(source)?;
    }
    inputs.file(&workspace.root().join("package-lock.json"))?;
    let site = workspace.site();
    let outputs: Vec<PathBuf> = OUTPUTS
        .iter()
        .map(|it| workspace.pkg().join(it))
        .chain(PAGE.iter().chain(&ON_THE_PAGE).map(|it| site.join(it)))
        .collect();
    let stamp = workspace.stage().join("pack.stamp");
    stamp::unless_done(&stamp, inputs, &outputs, || {
        println!("· 打包 packing");
        fs::create_dir_all(&site).with_context(|| unreadable(&site))?;
        calculators(workspace)?;
        check(workspace)?;
        page(workspace)
    })
}

fn calculators(workspace: &Workspace) -> Result<()> {
    let pkg = workspace.pkg();
    let style = pkg.join("luzhou-gazette.css");
    esbuild(workspace, "widget.css", &style, &["--bundle"])?;
    script(workspace, CALCULATORS, "embed.js", &style)?;
    module(workspace, CALCULATORS, "module.js", &style)?;
    let node = "module.node.mjs";
    copy(
        &workspace.www().join(node),
        &pkg.join("luzhou-gazette.node.mjs"),
    )?;
    let head = text(&workspace.www().join("module.d.ts"))?;
    write(
        &pkg.join("luzhou-gazette.d.ts"),
        types::types(&head).as_bytes(),
    )
}

fn check(workspace: &Workspace) -> Result<()> {
    let style = workspace.pkg().join("luzhou-gazette-check.css");
    esbuild(workspace, "check.css", &style, &["--bundle"])?;
    script(workspace, CHECK, "check.js", &style)?;
    module(workspace, CHECK, "check.js", &style)?;
    let pkg = workspace.pkg();
    let worker = "luzhou-gazette-check.worker.mjs";
    copy(&workspace.www().join("check-worker.js"), &pkg.join(worker))?;
    workbook(workspace, "workbook-script.js", "js", "--format=iife")?;
    workbook(workspace, "workbook.js", "mjs", "--format=esm")
}

/// Bundles the reader of workbooks, which a check loads when it needs one. Its licence wants to be told.
fn workbook(workspace: &Workspace, source: &str, extension: &str, format: &str) -> Result<()> {
    let to = workspace
        .pkg()
        .join(format!("luzhou-gazette-workbook.{extension}"));
    let banner = "--banner:js=/*! with hucre, (c) 2026 productdevbook, MIT License */";
    let options = ["--bundle", "--charset=ascii", format, banner];
    esbuild(workspace, source, &to, &options)?;
    check_ascii(&read(&to)?).with_context(|| format!("{} 有误", to.display()))
}

/// Makes the page: its own files, and copies of what it needs.
fn page(workspace: &Workspace) -> Result<()> {
    let (www, site) = (workspace.www(), workspace.site());
    let template = text(&www.join("index.html"))?;
    write(&site.join("index.html"), page::fill(&template)?.as_bytes())?;
    let template = text(&www.join("check.html"))?;
    let check = page::fill_check(&template)?;
    write(&site.join("check.html"), check.as_bytes())?;
    esbuild(workspace, "page.css", &site.join("page.css"), &[])?;
    let options = [
        "--bundle",
        "--format=iife",
        "--charset=ascii",
        "--external:./luzhou-gazette.mjs",
    ];
    esbuild(workspace, "page.js", &site.join("page.js"), &options)?;
    copy(&www.join("icon.svg"), &site.join("icon.svg"))?;
    for name in ON_THE_PAGE {
        copy(&workspace.pkg().join(name), &site.join(name))?;
    }
    Ok(())
}

/// Bundles the classic script, which carries the deflated module.
fn script(workspace: &Workspace, module: Module, source: &str, style: &Path) -> Result<()> {
    let deflated = workspace.stage().join(format!("{}.deflated", module.name));
    write(&deflated, &deflate(&read(&module.wasm(workspace))?)?)?;
    let to = workspace.pkg().join(format!("{}.js", module.name));
    let options = [
        "--format=iife",
        "--charset=ascii",
        "--loader:.deflated=base64",
    ];
    let aliases = [
        ("packed", deflated),
        ("start", workspace.www().join("load-script.js")),
        ("address", workspace.www().join("address-script.js")),
        ("workbook", workspace.www().join("load-workbook-script.js")),
    ];
    bundle(workspace, module, (source, &to), style, &options, &aliases)?;
    check_ascii(&read(&to)?).with_context(|| format!("{} 有误", to.display()))
}

/// Bundles the ES module, with the WebAssembly module in a file beside it.
fn module(workspace: &Workspace, module: Module, source: &str, style: &Path) -> Result<()> {
    let file = format!("{}_bg.wasm", module.name);
    let shipped = workspace.pkg().join(&file);
    copy(&module.wasm(workspace), &shipped)?;
    floor::validate(&read(&shipped)?)?;
    let named = workspace.stage().join(format!("{}-file.js", module.name));
    let address = format!("export default new URL(\"{file}\", import.meta.url);\n");
    write(&named, address.as_bytes())?;
    let to = workspace.pkg().join(format!("{}.mjs", module.name));
    let aliases = [
        ("file", named),
        ("start", workspace.www().join("load-module.js")),
        ("address", workspace.www().join("address-module.js")),
        ("workbook", workspace.www().join("load-workbook-module.js")),
    ];
    let options = [
        "--format=esm",
        "--charset=ascii",
        "--external:node:fs/promises",
        "--external:./luzhou-gazette-workbook.mjs",
    ];
    bundle(workspace, module, (source, &to), style, &options, &aliases)
}

/// Bundles a script with the module's glue and the element's styles as a text.
fn bundle(
    workspace: &Workspace,
    module: Module,
    (source, to): (&str, &Path),
    style: &Path,
    options: &[&str],
    aliases: &[(&str, PathBuf)],
) -> Result<()> {
    let style_text = workspace.stage().join(format!("{}.css.text", module.name));
    copy(style, &style_text)?;
    let mut arguments: Vec<String> = options.iter().map(ToString::to_string).collect();
    arguments.extend(["--bundle", "--platform=browser", "--loader:.text=text"].map(String::from));
    let own = [
        ("glue", module.glue(workspace)),
        (module.import, module.glue(workspace)),
        ("style", style_text),
    ];
    for (name, path) in own.iter().chain(aliases) {
        arguments.push(format!("--alias:generated/{name}={}", path.display()));
    }
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    esbuild(workspace, source, to, &arguments)
}

/// Runs the bundler on a source: minified, and lowered to the browser floor.
fn esbuild(workspace: &Workspace, source: &str, to: &Path, options: &[&str]) -> Result<()> {
    let mut command = Command::new(workspace.npm_program("esbuild"));
    command
        .arg(workspace.www().join(source))
        .args(["--minify", "--legal-comments=none", "--log-level=warning"])
        .arg(FLOOR)
        .args(options)
        .arg(format!("--outfile={}", to.display()))
        .current_dir(workspace.root());
    process::run_quietly(
        &mut command,
        "请看上面 esbuild 的说明；缺少程序时运行 npm ci。 Read esbuild's message above.",
    )?;
    Ok(())
}

/// Deflates without a header, as `deflate-raw` reads it.
fn deflate(bytes: &[u8]) -> Result<Vec<u8>> {
    let mut deflated = Vec::new();
    let options = zopfli::Options::default();
    zopfli::compress(options, zopfli::Format::Deflate, bytes, &mut deflated).context("压缩失败")?;
    Ok(deflated)
}

fn read(path: &Path) -> Result<Vec<u8>> {
    fs::read(path).with_context(|| unreadable(path))
}

fn text(path: &Path) -> Result<String> {
    fs::read_to_string(path).with_context(|| unreadable(path))
}

fn write(path: &Path, bytes: &[u8]) -> Result<()> {
    fs::write(path, bytes)
        .with_context(|| format!("{} 不可写。 Cannot be written.", path.display()))
}

fn copy(from: &Path, to: &Path) -> Result<()> {
    write(to, &read(from)?)
}

/// Refuses a script with any byte beyond ASCII: it must read the same on a page in GBK.
fn check_ascii(script: &[u8]) -> Result<()> {
    let Some(at) = script.iter().position(|it| !it.is_ascii()) else {
        return Ok(());
    };
    bail!(
        "第 {at} 字节不是 ASCII，GBK 页面会读错。 Byte {at} is not ASCII; pages in GBK misread it."
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_script_beyond_ascii_is_refused() {
        check_ascii(b"var a=\"\\u6cf8\\u5dde\";").unwrap();
        let error = check_ascii("var a=\"泸州\";".as_bytes()).unwrap_err();
        assert!(error.to_string().contains("第 7 字节"));
    }
}
