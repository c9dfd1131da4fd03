//! Measuring what the claims on speed and size rest on.

use std::process::Command;

use anyhow::{Result, bail};

use crate::workspace::Workspace;
use crate::{build, process};

/// Builds, then runs `bench/run.mjs`.
///
/// # Errors
///
/// Where the build or a measurement fails.
pub(crate) fn bench(workspace: &Workspace) -> Result<()> {
    build::build(workspace)?;
    if !workspace.root().join("bench/run.mjs").is_file() {
        bail!("还没有 bench/run.mjs，无可测量。 There is no bench/run.mjs yet.");
    }
    process::run(
        Command::new("node")
            .arg("bench/run.mjs")
            .current_dir(workspace.root()),
        "请看上面的说明。 Read the message above.",
    )
}
