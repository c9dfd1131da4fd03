//! The folders of the checkout.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

/// The project's directory and the directory its compilers write to.
#[derive(Clone, Debug)]
pub(crate) struct Workspace {
    root: PathBuf,
    target: PathBuf,
}

impl Workspace {
    /// Finds the workspace at or above the current directory.
    ///
    /// # Errors
    ///
    /// Where no directory above holds both `Cargo.toml` and `xtask`.
    pub(crate) fn find() -> Result<Self> {
        let here = std::env::current_dir().context("当前目录不可读。 No current directory.")?;
        let root = here
            .ancestors()
            .find(|it| it.join("Cargo.toml").is_file() && it.join("xtask/Cargo.toml").is_file())
            .context("请在项目目录中运行。 Run this inside the project's directory.")?;
        let target = match std::env::var_os("CARGO_TARGET_DIR") {
            Some(directory) => here.join(directory),
            None => root.join("target"),
        };
        Ok(Self {
            root: root.to_path_buf(),
            target,
        })
    }

    /// A copy of the project in another directory, with a target directory of its own.
    pub(crate) fn copied_to(root: &Path) -> Self {
        Self {
            root: root.to_path_buf(),
            target: root.join("target"),
        }
    }

    /// The project's directory.
    pub(crate) fn root(&self) -> &Path {
        &self.root
    }

    /// Cargo's target directory.
    pub(crate) fn target(&self) -> &Path {
        &self.target
    }

    /// What stands between the steps of the build.
    pub(crate) fn stage(&self) -> PathBuf {
        self.target.join("gazette")
    }

    /// A program that npm installed.
    pub(crate) fn npm_program(&self, name: &str) -> PathBuf {
        self.root.join("node_modules/.bin").join(name)
    }
}
