//! From the modules to the files a webmaster takes away: what is made from the register is written here, the rest is
//! bundled by `pack.mjs`.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, anyhow};
use luzhou_gazette_bake::{Data, bake, folders};

use crate::stamp::{self, Inputs, unreadable};
use crate::wasm::{CALCULATORS, CHECK};
use crate::workspace::Workspace;
use crate::{floor, page, process, register, types};

/// Makes `pkg`, and prints what it weighs.
///
/// # Errors
///
/// Where a source cannot be bundled, a module is more than the oldest supported browsers read, or a file is too heavy.
pub(crate) fn pack(workspace: &Workspace) -> Result<()> {
    let root = workspace.root();
    let (stage, www) = (workspace.stage(), root.join("www"));
    let mut inputs = Inputs::new()?;
    for module in [CALCULATORS, CHECK] {
        inputs.file(&module.wasm(workspace))?;
        inputs.file(&module.glue(workspace))?;
    }
    inputs.file(&root.join("package-lock.json"))?;
    for script in ["xtask/pack.mjs", "xtask/site.mjs", "package.json"] {
        inputs.file(&root.join(script))?;
    }
    let cases = root.join("tests/cases");
    for folder in [&www, &cases, &root.join("data"), &root.join("tools")] {
        for source in files(folder)? {
            inputs.file(&source)?;
        }
    }
    let (pkg, site) = (root.join("pkg"), root.join("pkg/site"));
    fs::create_dir_all(&pkg).with_context(|| unreadable(&pkg))?;
    let outputs = || files(&pkg);
    let weight = stage.join("weight.txt");
    stamp::unless_done(&stage.join("pack.stamp"), inputs, outputs, || {
        println!("· 打包 packing");
        // What an earlier build left there has names that no page asks for any more.
        if site.is_dir() {
            fs::remove_dir_all(&site).with_context(|| unreadable(&site))?;
        }
        fs::create_dir_all(&site).with_context(|| unreadable(&site))?;
        for module in [CALCULATORS, CHECK] {
            let built = module.wasm(workspace);
            let shipped = pkg.join(format!("{}_bg.wasm", module.name));
            fs::copy(&built, &shipped).with_context(|| unreadable(&built))?;
            let bytes = fs::read(&shipped).with_context(|| unreadable(&shipped))?;
            floor::validate(&bytes)?;
            let deflated = stage.join(format!("{}.deflated", module.name));
            fs::write(&deflated, deflate(&bytes)?).with_context(|| unreadable(&deflated))?;
        }
        let fill = |from: &str, to: PathBuf, filled: &dyn Fn(&str) -> Result<String>| {
            let from = www.join(from);
            let text = fs::read_to_string(&from).with_context(|| unreadable(&from))?;
            fs::write(&to, filled(&text)?).with_context(|| unreadable(&to))
        };
        fill("module.d.ts", pkg.join("luzhou-gazette.d.ts"), &|head| {
            Ok(types::types(head))
        })?;
        let check = pkg.join("luzhou-gazette-check.d.ts");
        fill("check-module.d.ts", check, &|head| {
            Ok(types::check_types(head))
        })?;
        fill("index.html", site.join("index.html"), &page::fill)?;
        fill("check.html", site.join("check.html"), &page::fill_check)?;
        let register = stage.join("register.json");
        fs::write(&register, register::register(&cases)?).with_context(|| unreadable(&register))?;
        let data = root.join("data");
        let baked = Data::read(&folders(&data), &data).and_then(|data| bake(&data));
        let sounds = baked.map_err(|problem| anyhow!("{problem}"))?.sounds;
        let spoken = stage.join("sounds.txt");
        fs::write(&spoken, sounds).with_context(|| unreadable(&spoken))?;
        let bundle = ["xtask/pack.mjs".as_ref(), stage.as_os_str()];
        process::run(
            Command::new("node").args(bundle).current_dir(root),
            "请看上面的说明；缺少程序时运行 npm ci。 Read the message above.",
        )
    })?;
    print!(
        "{}",
        fs::read_to_string(&weight).with_context(|| unreadable(&weight))?
    );
    Ok(())
}

/// The files below a folder, in the order of their names.
pub(crate) fn files(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).with_context(|| unreadable(folder))? {
        let path = entry.with_context(|| unreadable(folder))?.path();
        if path.is_dir() {
            found.extend(files(&path)?);
        } else {
            found.push(path);
        }
    }
    found.sort();
    Ok(found)
}

/// Deflates without a header, as `deflate-raw` reads it.
fn deflate(bytes: &[u8]) -> Result<Vec<u8>> {
    let mut deflated = Vec::new();
    let options = zopfli::Options::default();
    zopfli::compress(options, zopfli::Format::Deflate, bytes, &mut deflated).context("压缩失败")?;
    Ok(deflated)
}
