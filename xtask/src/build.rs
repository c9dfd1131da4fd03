//! The build from end to end.

use std::fs::{self, File};
use std::path::Path;

use anyhow::{Context, Result};

use crate::stamp::unreadable;
use crate::workspace::Workspace;
use crate::{lists, pack, tools, wasm};

/// Makes everything in `pkg`, and prints what it weighs.
///
/// # Errors
///
/// Where a tool is missing or a step fails.
pub(crate) fn build(workspace: &Workspace) -> Result<()> {
    let _lock = lock(&workspace.stage())?;
    lists::write(workspace.root())?;
    tools::wasm_target()?;
    tools::node_modules(workspace.root())?;
    wasm::make(workspace, workspace)?;
    pack::pack(workspace)
}

/// Keeps a second build in the same directory waiting until the returned file is dropped.
fn lock(stage: &Path) -> Result<File> {
    fs::create_dir_all(stage).with_context(|| unreadable(stage))?;
    let path = stage.join("lock");
    let file = File::create(&path).with_context(|| unreadable(&path))?;
    file.lock().with_context(|| unreadable(&path))?;
    Ok(file)
}
