//! The build tool: compiles, binds, optimises, validates, packs and checks.
//!
//! `npm start`, `npm test`, `npm run build` and `npm run bench` come here by way of `run.mjs`, which makes sure that this
//! program can be built, and serves the page.

mod build;
mod check;
mod floor;
mod home;
mod lists;
mod pack;
mod page;
mod process;
mod register;
mod stamp;
mod tools;
mod types;
mod wasm;
mod workspace;

use std::process::ExitCode;

use anyhow::{Result, bail};

use crate::workspace::Workspace;

fn main() -> ExitCode {
    match run(std::env::args().nth(1).as_deref()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("\n✗ {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run(command: Option<&str>) -> Result<()> {
    let workspace = Workspace::find()?;
    match command {
        Some("build") => build::build(&workspace),
        Some("test") => check::check(&workspace),
        _ => bail!("用法 usage: xtask build | test"),
    }
}
