//! From the crate to a small module and its glue: compile, bind, optimise, validate.

use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};
use wasm_bindgen_cli_support::Bindgen;

use crate::stamp::{self, Inputs, unreadable};
use crate::workspace::Workspace;
use crate::{exports, floor, panics, process, tools};

/// The crate's name as a file's name.
const NAME: &str = "luzhou_gazette";

/// What the optimiser may use: the browser floor, and no more. Never
/// `--llvm-nontrapping-fptoint-lowering`: it changes results.
const OPTIMISER: [&str; 12] = [
    "-Oz",
    "--converge",
    "--mvp-features",
    "--enable-mutable-globals",
    "--enable-bulk-memory",
    "--enable-bulk-memory-opt",
    "--enable-sign-ext",
    "--enable-nontrapping-float-to-int",
    // Zeros among the data cost nothing once it is packed.
    "--skip-pass=memory-packing",
    "--strip-debug",
    "--strip-producers",
    "--strip-target-features",
];

/// The exports that only the API uses.
const API_EXPORTS: [&str; 5] = ["calculate", "calculators", "calendarFile", "form", "search"];

/// The exports that only the element uses.
const ELEMENT_EXPORTS: [&str; 3] = ["mount", "widget_attributes_changed", "__wbg_widget_free"];

/// What this step makes.
pub(crate) struct Module {
    /// The module for the element, optimised.
    pub(crate) element: PathBuf,
    /// The module for the API, optimised.
    pub(crate) api: PathBuf,
    /// The glue between these modules and JavaScript.
    pub(crate) glue: PathBuf,
    /// The glue's types.
    pub(crate) types: PathBuf,
    /// The module for the table check, optimised.
    pub(crate) check: PathBuf,
    /// The glue between it and JavaScript.
    pub(crate) check_glue: PathBuf,
}

/// One way to compile the crate. The module of one would carry the texts of the other, because the
/// optimiser takes out unused code but no unused data.
#[derive(Clone, Copy)]
enum Flavour {
    /// The calculators' element and the API.
    Calculators,
    /// The table check.
    Check,
}

impl Flavour {
    /// What the compiler is told for it.
    fn features(self) -> &'static [&'static str] {
        match self {
            Self::Calculators => &[],
            Self::Check => &["--features", "check"],
        }
    }

    /// The directory for its files, below the stage.
    fn directory(self, workspace: &Workspace) -> PathBuf {
        match self {
            Self::Calculators => workspace.stage(),
            Self::Check => workspace.stage().join("check"),
        }
    }
}

impl Module {
    /// Where the files of `workspace` stand.
    fn of(workspace: &Workspace) -> Self {
        let stage = workspace.stage();
        let check = Flavour::Check.directory(workspace);
        Self {
            element: stage.join("element.wasm"),
            api: stage.join("api.wasm"),
            glue: stage.join(format!("{NAME}.js")),
            types: stage.join(format!("{NAME}.d.ts")),
            check: check.join("check.wasm"),
            check_glue: check.join(format!("{NAME}.js")),
        }
    }
}

/// Compiles the crate of `workspace` with the optimiser of `tools`, which may be another workspace.
///
/// # Errors
///
/// Where a step fails, and where a module is more than the oldest supported browsers read.
pub(crate) fn make(workspace: &Workspace, tools: &Workspace) -> Result<Module> {
    let module = Module::of(workspace);
    let calculators = [&module.element, &module.api, &module.glue, &module.types];
    finish(
        workspace,
        tools,
        Flavour::Calculators,
        &calculators,
        |bound| {
            optimise(tools, bound, &API_EXPORTS, &module.element)?;
            optimise(tools, bound, &ELEMENT_EXPORTS, &module.api)
        },
    )?;
    let check = [&module.check, &module.check_glue];
    finish(workspace, tools, Flavour::Check, &check, |bound| {
        optimise(tools, bound, &[], &module.check)
    })?;
    Ok(module)
}

/// Compiles and binds a flavour, and optimises what is bound.
fn finish(
    workspace: &Workspace,
    tools: &Workspace,
    flavour: Flavour,
    outputs: &[&PathBuf],
    optimise: impl FnOnce(&Path) -> Result<()>,
) -> Result<()> {
    let compiled = compile(workspace, flavour)?;
    let directory = flavour.directory(workspace);
    fs::create_dir_all(&directory).with_context(|| unreadable(&directory))?;
    let mut inputs = Inputs::new()?;
    inputs.file(&compiled)?;
    inputs.file(&tools.root().join("package-lock.json"))?;
    let outputs: Vec<PathBuf> = outputs.iter().map(|it| (*it).clone()).collect();
    stamp::unless_done(&directory.join("wasm.stamp"), inputs, &outputs, || {
        println!("· 绑定与优化 binding and optimising");
        optimise(&bind(&compiled, &directory)?)
    })
}

/// Compiles the crate for browsers and says where the module is.
fn compile(workspace: &Workspace, flavour: Flavour) -> Result<PathBuf> {
    println!("· 编译 compiling the crate for browsers");
    let mut command = Command::new("cargo");
    command
        .args(["rustc", "--lib", "--release", "--locked", "--quiet"])
        .args(["--target", tools::TARGET, "--crate-type", "cdylib"])
        .args(flavour.features())
        .arg("--target-dir")
        .arg(workspace.target())
        .env_remove("RUSTFLAGS")
        .env("CARGO_ENCODED_RUSTFLAGS", compiler_flags(workspace)?)
        .current_dir(workspace.root());
    process::run(
        &mut command,
        "请看上面 cargo 的说明。 Read cargo's message above.",
    )?;
    // Cargo puts the module of the flavour that was compiled last in this place.
    Ok(workspace
        .target()
        .join(tools::TARGET)
        .join("release")
        .join(format!("{NAME}.wasm")))
}

/// The compiler flags, in cargo's encoding: this machine's directories and the registry's name stay out
/// of the module, and so does what the browser floor does not read. (The standard library comes compiled
/// with it; that is what [`floor::switch_off`] is for.)
fn compiler_flags(workspace: &Workspace) -> Result<OsString> {
    let mut flags = OsString::from("-Ctarget-feature=-reference-types,-multivalue");
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

/// Writes the glue and its types, and says where the bound module is.
fn bind(compiled: &Path, to: &Path) -> Result<PathBuf> {
    let bytes = fs::read(compiled).with_context(|| unreadable(compiled))?;
    let directory = to.join("bound");
    let mut bindgen = Bindgen::new();
    bindgen
        .input_bytes(NAME, floor::switch_off(bytes)?)
        .web(true)?
        .typescript(true)
        .omit_default_module_path(true)
        .remove_producers_section(true);
    let mut output = bindgen
        .generate_output()
        .context("绑定失败：src/api.rs 或 src/widget 的导出有误。 Binding failed.")?;
    let inline = output.snippets().values().any(|it| !it.is_empty());
    if inline || !output.local_modules().is_empty() {
        bail!(
            "绑定带有 JavaScript 片段，外壳不收。 Inline JavaScript is not supported: use web-sys."
        );
    }
    output
        .emit(&directory)
        .with_context(|| unreadable(&directory))?;
    for kind in ["js", "d.ts"] {
        let name = format!("{NAME}.{kind}");
        let from = directory.join(&name);
        fs::copy(&from, to.join(name)).with_context(|| unreadable(&from))?;
    }
    Ok(directory.join(format!("{NAME}_bg.wasm")))
}

/// Makes the module small without what only the unwanted exports reach, and refuses it where it is beyond the browser floor.
fn optimise(tools: &Workspace, bound: &Path, unwanted: &[&str], to: &Path) -> Result<()> {
    let whole = fs::read(bound).with_context(|| unreadable(bound))?;
    let wanted = exports::without(&panics::cut(&whole)?, unwanted)?;
    fs::write(to, wanted).with_context(|| unreadable(to))?;
    process::run_quietly(
        Command::new(tools.npm_program("wasm-opt"))
            .arg(to)
            .args(OPTIMISER)
            .arg("-o")
            .arg(to),
        "请运行 npm ci 后再试。 Run npm ci, then try again.",
    )?;
    let module = fs::read(to).with_context(|| unreadable(to))?;
    floor::validate(&module)
}
