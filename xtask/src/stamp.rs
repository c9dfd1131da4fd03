//! Not doing twice what nothing has changed about.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::UNIX_EPOCH;

use anyhow::{Context, Result};
use sha2::{Digest, Sha256};

/// The SHA-256 of some bytes, in hexadecimal.
pub(crate) fn sha256(bytes: &[u8]) -> String {
    format!("{:x}", Sha256::digest(bytes))
}

/// The inputs of a step, gathered into one key.
pub(crate) struct Inputs(Sha256);

impl Inputs {
    /// No inputs but this program itself: another build tool may build otherwise.
    pub(crate) fn new() -> Result<Self> {
        let mut inputs = Self(Sha256::new());
        let program = std::env::current_exe().context("自身程序不可读。 No current program.")?;
        let program = fs::metadata(program).context("自身程序不可读。 No current program.")?;
        inputs.bytes(&program.len().to_le_bytes());
        if let Ok(age) = program.modified().map(|it| it.duration_since(UNIX_EPOCH)) {
            inputs.bytes(&age.unwrap_or_default().as_nanos().to_le_bytes());
        }
        Ok(inputs)
    }

    /// Adds some bytes.
    pub(crate) fn bytes(&mut self, bytes: &[u8]) {
        self.0.update((bytes.len() as u64).to_le_bytes());
        self.0.update(bytes);
    }

    /// Adds a file's content.
    pub(crate) fn file(&mut self, path: &Path) -> Result<()> {
        let bytes = fs::read(path).with_context(|| unreadable(path))?;
        self.bytes(&bytes);
        Ok(())
    }

    fn key(self) -> String {
        format!("{:x}", self.0.finalize())
    }
}

/// What an unreadable file is reported as.
pub(crate) fn unreadable(path: &Path) -> String {
    format!("{} 不可读。 Cannot be read.", path.display())
}

/// Does a step, unless its inputs are what they were and its outputs are as it left them.
///
/// # Errors
///
/// Those of the step; and where its outputs cannot be read.
pub(crate) fn unless_done(
    stamp: &Path,
    inputs: Inputs,
    outputs: impl Fn() -> Result<Vec<PathBuf>>,
    step: impl FnOnce() -> Result<()>,
) -> Result<()> {
    let key = inputs.key();
    if let Ok(found) = fs::read_to_string(stamp)
        && let Ok(wanted) = state(&key, &outputs()?)
        && found == wanted
    {
        return Ok(());
    }
    step()?;
    fs::write(stamp, state(&key, &outputs()?)?).with_context(|| unreadable(stamp))
}

/// The key and what the outputs hold.
fn state(key: &str, outputs: &[PathBuf]) -> Result<String> {
    let mut text = key.to_owned();
    for output in outputs {
        let bytes = fs::read(output).with_context(|| unreadable(output))?;
        text.push('\n');
        text.push_str(&sha256(&bytes));
    }
    Ok(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_step_is_done_again_only_when_something_changed() {
        let directory = std::env::temp_dir().join(format!("xtask-stamp-{}", std::process::id()));
        fs::create_dir_all(&directory).unwrap();
        let (stamp, output) = (directory.join("stamp"), directory.join("output"));
        let done = |input: &str| {
            let mut inputs = Inputs::new().unwrap();
            inputs.bytes(input.as_bytes());
            let mut ran = false;
            unless_done(
                &stamp,
                inputs,
                || Ok(vec![output.clone()]),
                || {
                    ran = true;
                    Ok(fs::write(&output, "made")?)
                },
            )
            .unwrap();
            ran
        };
        assert!(done("a"));
        assert!(!done("a"));
        assert!(done("b"));
        fs::write(&output, "spoiled").unwrap();
        assert!(done("b"));
        fs::remove_file(&output).unwrap();
        assert!(done("b"));
        fs::remove_dir_all(&directory).unwrap();
    }
}
