//! From a crate to a small module and its glue: compile, bind, optimise.

use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};
use wasm_bindgen_cli_support::Bindgen;

use crate::stamp::{self, Inputs, unreadable};
use crate::workspace::Workspace;
use crate::{process, tools};

/// What the optimiser may use: the browser floor, and no more. Never
/// `--llvm-nontrapping-fptoint-lowering`: it changes results.
const OPTIMISER: [&str; 13] = [
    "-Oz",
    // What is computed twice stays so, and what is called once stays a function: compressed, the repetition is less than the
    // locals that avoid it.
    "--skip-pass=local-cse",
    "--one-caller-inline-max-function-size=0",
    // Zeros among the data stay where they are: compressed they are less than the heads of the pieces without them.
    "--skip-pass=memory-packing",
    "--mvp-features",
    "--enable-mutable-globals",
    "--enable-bulk-memory",
    "--enable-bulk-memory-opt",
    "--enable-sign-ext",
    "--enable-nontrapping-float-to-int",
    "--strip-debug",
    "--strip-producers",
    "--strip-target-features",
];

/// A module for browsers: the crate that it is compiled from, and what its files are called.
#[derive(Clone, Copy)]
pub(crate) struct Module {
    package: &'static str,
    pub(crate) name: &'static str,
}

/// The calculators' API and element.
pub(crate) const CALCULATORS: Module = Module {
    package: "luzhou-gazette-browser",
    name: "luzhou-gazette",
};

/// The check of a whole table.
pub(crate) const CHECK: Module = Module {
    package: "luzhou-gazette-browser-table",
    name: "luzhou-gazette-check",
};

impl Module {
    /// The module as cargo leaves it.
    fn compiled(self, workspace: &Workspace) -> PathBuf {
        let release = workspace.target().join(tools::TARGET).join("release");
        release.join(format!("{}.wasm", self.package.replace('-', "_")))
    }

    /// The optimised module.
    pub(crate) fn wasm(self, workspace: &Workspace) -> PathBuf {
        workspace.stage().join(format!("{}_bg.wasm", self.name))
    }

    /// The glue between it and JavaScript.
    pub(crate) fn glue(self, workspace: &Workspace) -> PathBuf {
        workspace.stage().join(format!("{}-glue.js", self.name))
    }

    /// The glue's types, for the check of the JavaScript that calls it.
    pub(crate) fn types(self, workspace: &Workspace) -> PathBuf {
        self.glue(workspace).with_extension("d.ts")
    }
}

/// Both, in the order in which they are told of.
pub(crate) const MODULES: [Module; 2] = [CALCULATORS, CHECK];

/// Compiles, binds and optimises the modules with the optimiser of `tools`, which may be another workspace.
///
/// # Errors
///
/// Where a step fails.
pub(crate) fn make(workspace: &Workspace, tools: &Workspace) -> Result<()> {
    compile(workspace)?;
    for module in MODULES {
        finish(module, workspace, tools)?;
    }
    Ok(())
}

/// Binds and optimises a compiled module.
fn finish(module: Module, workspace: &Workspace, tools: &Workspace) -> Result<()> {
    let compiled = module.compiled(workspace);
    let stage = workspace.stage();
    fs::create_dir_all(&stage).with_context(|| unreadable(&stage))?;
    let mut inputs = Inputs::new()?;
    inputs.file(&compiled)?;
    inputs.file(&tools.root().join("package-lock.json"))?;
    let outputs = || {
        Ok(vec![
            module.wasm(workspace),
            module.glue(workspace),
            module.types(workspace),
        ])
    };
    let stamp = stage.join(format!("{}.stamp", module.name));
    stamp::unless_done(&stamp, inputs, outputs, || {
        println!("· 绑定与优化 binding and optimising {}", module.name);
        let bound = bind(&compiled, &stage)?;
        for (from, to) in [
            ("bound.js", module.glue(workspace)),
            ("bound.d.ts", module.types(workspace)),
        ] {
            let written = bound.join(from);
            fs::copy(&written, to).with_context(|| unreadable(&written))?;
        }
        optimise(tools, &bound.join("bound_bg.wasm"), &module.wasm(workspace))
    })
}

/// Compiles both crates at once: most of it is the linking of one module, which takes one processor.
fn compile(workspace: &Workspace) -> Result<()> {
    println!(
        "· 编译 compiling {}",
        MODULES.map(|it| it.package).join(", ")
    );
    let mut command = Command::new("cargo");
    command
        .args(["build", "--release", "--locked", "--quiet"])
        .args(["--target", tools::TARGET])
        .args(MODULES.map(|it| format!("--package={}", it.package)))
        .arg("--target-dir")
        .arg(workspace.target())
        .env_remove("RUSTFLAGS")
        .env("CARGO_ENCODED_RUSTFLAGS", compiler_flags(workspace)?)
        .current_dir(workspace.root());
    process::run(
        &mut command,
        "请看上面 cargo 的说明。 Read cargo's message above.",
    )
}

/// The compiler flags, in cargo's encoding: this machine's directories and the registry's name stay out
/// of the module, and so does what the browser floor does not read. The standard library comes compiled with more, which
/// the linker is told not to declare: binding and optimising go by what it declares.
fn compiler_flags(workspace: &Workspace) -> Result<OsString> {
    let features = [
        "-Ctarget-feature=-reference-types,-multivalue",
        "-Clink-arg=--features=bulk-memory,mutable-globals,nontrapping-fptoint,sign-ext",
        "-Clink-arg=--no-check-features",
    ];
    let mut flags = OsString::from(features.join("\u{1f}"));
    let home = cargo_home()?;
    let mut prefixes = vec![
        (home.clone(), "/cargo"),
        (workspace.root().to_path_buf(), "/luzhou-gazette"),
    ];
    // The last prefix that fits counts. Before the first download there is no such folder.
    let registries = fs::read_dir(home.join("registry").join("src"));
    prefixes.extend(
        registries
            .into_iter()
            .flatten()
            .flatten()
            .map(|registry| (registry.path(), "/cargo")),
    );
    for (from, to) in prefixes {
        flags.push("\u{1f}--remap-path-prefix=");
        flags.push(from);
        flags.push("=");
        flags.push(to);
    }
    Ok(flags)
}

/// Where cargo keeps the sources of dependencies.
fn cargo_home() -> Result<PathBuf> {
    if let Some(directory) = std::env::var_os("CARGO_HOME") {
        return Ok(PathBuf::from(directory));
    }
    let home = std::env::home_dir()
        .context("没有主目录：请设置 HOME 或 CARGO_HOME。 Set HOME or CARGO_HOME.")?;
    Ok(home.join(".cargo"))
}

/// Binds the module and says in which folder it and its glue are.
fn bind(compiled: &Path, stage: &Path) -> Result<PathBuf> {
    let bytes = fs::read(compiled).with_context(|| unreadable(compiled))?;
    let directory = stage.join("bound");
    let mut bindgen = Bindgen::new();
    bindgen
        .input_bytes("bound", bytes)
        .web(true)?
        .typescript(true)
        .omit_default_module_path(true)
        .remove_producers_section(true);
    let mut output = bindgen
        .generate_output()
        .context("绑定失败：crates/ 里的导出有误。 Binding failed.")?;
    output
        .emit(&directory)
        .with_context(|| unreadable(&directory))?;
    Ok(directory)
}

/// Makes the module small.
fn optimise(tools: &Workspace, bound: &Path, to: &Path) -> Result<()> {
    process::run_quietly(
        Command::new(tools.npm_program("wasm-opt"))
            .arg(bound)
            .args(OPTIMISER)
            .arg("-o")
            .arg(to),
        "请运行 npm ci 后再试。 Run npm ci, then try again.",
    )?;
    Ok(())
}
