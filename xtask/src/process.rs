//! Running other programs.

use std::process::{Command, Stdio};

use anyhow::{Context, Result, bail};

/// Runs a program that writes to the terminal.
///
/// # Errors
///
/// Where it cannot be started, or fails; `advice` says what to do then.
pub(crate) fn run(command: &mut Command, advice: &str) -> Result<()> {
    let name = name(command);
    let status = command
        .status()
        .with_context(|| format!("无法启动 {name}。{advice}"))?;
    if !status.success() {
        bail!("{name} 失败（{status}）。{advice}");
    }
    Ok(())
}

/// Runs a program in silence; what it wrote is shown only where it fails.
///
/// # Errors
///
/// Where it cannot be started, or fails; `advice` says what to do then.
pub(crate) fn run_quietly(command: &mut Command, advice: &str) -> Result<Vec<u8>> {
    let name = name(command);
    let output = command
        .stdin(Stdio::null())
        .output()
        .with_context(|| format!("无法启动 {name}。{advice}"))?;
    if !output.status.success() {
        eprint!("{}", String::from_utf8_lossy(&output.stdout));
        eprint!("{}", String::from_utf8_lossy(&output.stderr));
        bail!("{name} 失败（{}）。{advice}", output.status);
    }
    Ok(output.stdout)
}

/// Whether a program starts and succeeds.
pub(crate) fn succeeds(program: &str, arguments: &[&str]) -> bool {
    Command::new(program)
        .args(arguments)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status()
        .is_ok_and(|status| status.success())
}

/// The program's name and first argument, as a person would say it.
fn name(command: &Command) -> String {
    let program = command.get_program().to_string_lossy();
    let program = program.rsplit('/').next().unwrap_or_default();
    match command.get_args().next() {
        Some(first) => format!("{program} {}", first.to_string_lossy()),
        None => program.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_missing_program_is_an_error_with_advice() {
        let error = run(&mut Command::new("no-such-program-here"), "请安装。").unwrap_err();
        assert!(error.to_string().contains("请安装。"));
        assert!(!succeeds("no-such-program-here", &[]));
    }

    #[test]
    fn a_program_is_named_without_its_directory() {
        assert_eq!(
            name(Command::new("/usr/bin/npm").arg("ci").arg("-q")),
            "npm ci"
        );
    }
}
