//! From the module to the files a webmaster takes away: write as text, bundle, lower, check.

use std::fs;
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::stamp::{self, Inputs, unreadable};
use crate::wasm::Module;
use crate::workspace::Workspace;
use crate::{ascii, data, floor, glue, page, process, section, streams, types};

/// The browser floor, as the bundler names it.
const FLOOR: &str = "--target=chrome86,firefox91,safari15";

/// The sources of the shell and the page.
const SOURCES: [&str; 15] = [
    "check.css",
    "check.html",
    "check.js",
    "desk.js",
    "element.js",
    "embed.js",
    "icon.svg",
    "index.html",
    "load.js",
    "module.js",
    "page.css",
    "page.js",
    "shell.js",
    "weaver.wat",
    "widget.css",
];

/// What this step makes, below `pkg`.
const OUTPUTS: [&str; 15] = [
    "luzhou-gazette.js",
    "luzhou-gazette.mjs",
    "luzhou-gazette.d.ts",
    "luzhou-gazette.css",
    "luzhou-gazette-check.js",
    "luzhou-gazette-check.css",
    "site/check.html",
    "site/index.html",
    "site/page.css",
    "site/page.js",
    "site/icon.svg",
    "site/luzhou-gazette.js",
    "site/luzhou-gazette.css",
    "site/luzhou-gazette-check.js",
    "site/luzhou-gazette-check.css",
];

/// Makes `pkg`.
///
/// # Errors
///
/// Where a source cannot be bundled, or a script is not pure ASCII.
pub(crate) fn pack(workspace: &Workspace, module: &Module) -> Result<()> {
    let mut inputs = Inputs::new()?;
    for path in [
        &module.element,
        &module.api,
        &module.check,
        &module.check_glue,
        &module.glue,
        &module.types,
    ] {
        inputs.file(path)?;
    }
    for source in SOURCES {
        inputs.file(&workspace.www().join(source))?;
    }
    inputs.file(&workspace.root().join("package-lock.json"))?;
    let outputs = OUTPUTS.map(|it| workspace.pkg().join(it));
    let stamp = workspace.stage().join("pack.stamp");
    stamp::unless_done(&stamp, inputs, &outputs, || {
        println!("· 打包 packing");
        Packing::new(workspace, module).all()
    })
}

/// One packing: where things come from and go to.
struct Packing<'a> {
    workspace: &'a Workspace,
    module: &'a Module,
    glue: PathBuf,
    payload: PathBuf,
    style: PathBuf,
    weaver: PathBuf,
}

impl<'a> Packing<'a> {
    fn new(workspace: &'a Workspace, module: &'a Module) -> Self {
        let stage = workspace.stage();
        Self {
            workspace,
            module,
            glue: stage.join("glue.js"),
            payload: stage.join("payload.js"),
            style: stage.join("widget.css.text"),
            weaver: stage.join("weaver.wasm"),
        }
    }

    fn all(&self) -> Result<()> {
        let site = self.workspace.site();
        fs::create_dir_all(&site).with_context(|| unreadable(&site))?;
        self.weaver()?;
        self.style("widget.css", &self.pkg("luzhou-gazette.css"))?;
        let (element, api) = (&self.module.element, &self.module.api);
        let glue = &self.module.glue;
        self.bundle_with(
            element,
            glue,
            "embed.js",
            "iife",
            &self.pkg("luzhou-gazette.js"),
        )?;
        self.bundle_with(
            api,
            glue,
            "module.js",
            "esm",
            &self.pkg("luzhou-gazette.mjs"),
        )?;
        self.style("check.css", &self.pkg("luzhou-gazette-check.css"))?;
        let (check, script) = (&self.module.check, self.pkg("luzhou-gazette-check.js"));
        self.bundle_with(check, &self.module.check_glue, "check.js", "iife", &script)?;
        self.types()?;
        self.site(&site)
    }

    /// Assembles the small module that puts the others together.
    fn weaver(&self) -> Result<()> {
        process::run_quietly(
            Command::new(self.workspace.npm_program("wasm-as"))
                .arg("--mvp-features")
                .arg(self.workspace.www().join("weaver.wat"))
                .arg("-o")
                .arg(&self.weaver),
            "请看上面 wasm-as 的说明；缺少程序时运行 npm ci。 Read wasm-as's message above.",
        )?;
        floor::validate(&read(&self.weaver)?)
    }

    /// Writes the types of the ES module.
    fn types(&self) -> Result<()> {
        let glue = text(&self.module.types)?;
        write(
            &self.pkg("luzhou-gazette.d.ts"),
            types::public(&glue)?.as_bytes(),
        )
    }

    /// Writes the city's page.
    fn site(&self, site: &Path) -> Result<()> {
        let template = text(&self.workspace.www().join("index.html"))?;
        write(&site.join("index.html"), page::fill(&template)?.as_bytes())?;
        let template = text(&self.workspace.www().join("check.html"))?;
        let check = page::fill_check(&template)?;
        write(&site.join("check.html"), check.as_bytes())?;
        self.lower("page.css", &site.join("page.css"))?;
        self.bundle("page.js", "iife", &site.join("page.js"))?;
        copy(
            &self.workspace.www().join("icon.svg"),
            &site.join("icon.svg"),
        )?;
        for name in [
            "luzhou-gazette.js",
            "luzhou-gazette.css",
            "luzhou-gazette-check.js",
            "luzhou-gazette-check.css",
        ] {
            copy(&self.pkg(name), &site.join(name))?;
        }
        Ok(())
    }

    fn pkg(&self, name: &str) -> PathBuf {
        self.workspace.pkg().join(name)
    }

    /// Bundles a script that carries a module.
    fn bundle_with(
        &self,
        wasm: &Path,
        glue: &Path,
        source: &str,
        format: &str,
        to: &Path,
    ) -> Result<()> {
        let fitted = glue::fit(&text(glue)?, &read(wasm)?)?;
        write(&self.payload, payload(&fitted.module)?.as_bytes())?;
        write(&self.glue, fitted.glue.as_bytes())?;
        self.bundle(source, format, to)
    }

    /// Bundles a script with all that it imports into one file of pure ASCII.
    fn bundle(&self, source: &str, format: &str, to: &Path) -> Result<()> {
        let mut command = self.bundler(source, to);
        command
            .args(["--bundle", "--platform=browser", "--charset=ascii"])
            .arg(format!("--format={format}"))
            .arg("--loader:.text=text")
            .arg("--loader:.wasm=base64")
            // No browser of the floor needs this second name of `free`, and nobody here calls it.
            .arg("--define:Symbol.dispose=undefined");
        for (name, path) in [
            ("glue", &self.glue),
            ("payload", &self.payload),
            ("style", &self.style),
            ("weaver", &self.weaver),
        ] {
            command.arg(format!("--alias:generated/{name}={}", path.display()));
        }
        run(&mut command)?;
        let script = read(to)?;
        check_ascii(&script).with_context(|| format!("{} 有误", to.display()))
    }

    /// Lowers an element's stylesheet with all that it imports, and keeps it for the script that follows.
    fn style(&self, source: &str, to: &Path) -> Result<()> {
        run(self.bundler(source, to).arg("--bundle"))?;
        copy(to, &self.style)
    }

    /// Lowers a stylesheet to the browser floor.
    fn lower(&self, source: &str, to: &Path) -> Result<()> {
        run(&mut self.bundler(source, to))
    }

    fn bundler(&self, source: &str, to: &Path) -> Command {
        let mut command = Command::new(self.workspace.npm_program("esbuild"));
        command
            .arg(self.workspace.www().join(source))
            .args(["--minify", "--legal-comments=none", "--log-level=warning"])
            .arg(FLOOR)
            .arg(format!("--outfile={}", to.display()))
            .current_dir(self.workspace.root());
        command
    }
}

fn run(bundler: &mut Command) -> Result<()> {
    process::run_quietly(
        bundler,
        "请看上面 esbuild 的说明；缺少程序时运行 npm ci。 Read esbuild's message above.",
    )?;
    Ok(())
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

/// The module as a JavaScript module: what stands before its code, and the streams of code and data,
/// apart, because other bytes are frequent in each.
fn payload(wasm: &[u8]) -> Result<String> {
    let code = code_section(wasm)?;
    let head = wasm.get(..code.start).unwrap_or_default();
    // The section's length stands between its number and its content; it can be counted again.
    let length = wasm.len().min(code.end) - code.start;
    let mut written = Vec::new();
    section::number(&mut written, u64::try_from(length)?);
    let head = head.strip_suffix(written.as_slice());
    let head = head.context("代码段的长度不符。 The code section's length is not minimal.")?;
    let streams = streams::split(&wasm[code.clone()])?;
    let (data, base) = data::part(wasm, code.end)?;
    let parts = std::iter::once(head)
        .chain(streams.iter().map(Vec::as_slice))
        .chain(data.streams());
    let parts = parts.map(|part| {
        let written = ascii::write(part);
        let text = serde_json::to_string(&written.text).context("不能写成文本")?;
        let (size, singles) = (part.len(), written.singles);
        Ok(format!(
            "{{ size: {size}, singles: {singles:?}, text: {text} }}"
        ))
    });
    let parts: Vec<String> = parts.collect::<Result<_>>()?;
    Ok(format!(
        "export const size = {};\nexport const base = {base};\nexport const origin = {};\nexport const parts = [{}];\n",
        wasm.len(),
        base + code.end,
        parts.join(", ")
    ))
}

/// Where the content of the module's code section stands.
fn code_section(wasm: &[u8]) -> Result<Range<usize>> {
    for payload in wasmparser::Parser::new(0).parse_all(wasm) {
        if let wasmparser::Payload::CodeSectionStart {
            unchecked_range: range,
            ..
        } = payload.context("不是 wasm 模块")?
        {
            return Ok(usize::try_from(range.start)?..usize::try_from(range.end)?);
        }
    }
    bail!("模块没有代码。 The module has no code.")
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
