//! Transcribes the tables of issue 2024-01 from the gazette's text into `data/2024-01/`, or compares them with it.
//!
//! `npm run transcribe -- --source FILE [--check]`

mod printed;
mod rows;
mod transcribe;

use std::path::Path;
use std::process::ExitCode;

use anyhow::{Context, Result, bail};

fn main() -> ExitCode {
    match run(std::env::args().skip(1)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("\n✗ {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run(mut arguments: impl Iterator<Item = String>) -> Result<()> {
    let mut source = None;
    let mut check_only = false;
    while let Some(argument) = arguments.next() {
        match argument.as_str() {
            "--source" => source = arguments.next(),
            "--check" => check_only = true,
            other => {
                bail!("不认识的参数 {other}。 Unknown argument: pass --source FILE [--check].")
            }
        }
    }
    let source = source.context("缺少 --source FILE：公报全文的文本文件。 Pass --source FILE.")?;
    let data = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../data/2024-01");
    transcribe::run(Path::new(&source), &data, check_only)
}
