//! The build tool: compiles, binds, optimises, validates, packs, weighs, serves and checks.
//!
//! `npm start`, `npm test`, `npm run build` and `npm run bench` come here by way of `run.mjs`, which
//! only makes sure that this program can be built.

mod bench;
mod build;
mod check;
mod floor;
mod home;
mod lists;
mod pack;
mod page;
mod process;
mod serve;
mod stamp;
mod tools;
mod types;
mod wasm;
mod weigh;
mod workspace;

use std::process::ExitCode;

use anyhow::{Result, bail};

use crate::workspace::Workspace;

/// What can be asked of the tool.
const USAGE: &str = "用法 usage: xtask <命令 command>

  start [--port N]                     构建并在本机提供页面 build and serve the page
  build                                构建 build
  test                                 全部检查 every check
  bench                                构建并测量 build and measure";

fn main() -> ExitCode {
    match run(std::env::args().skip(1).collect()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("\n✗ {error:#}");
            ExitCode::FAILURE
        }
    }
}

/// Does what the arguments ask.
fn run(arguments: Vec<String>) -> Result<()> {
    let mut arguments = Arguments(arguments);
    let workspace = Workspace::find()?;
    match arguments.next().as_deref() {
        Some("start") => {
            let port = serve::port(arguments.option("--port")?.as_deref())?;
            arguments.finish()?;
            build::build(&workspace)?;
            serve::serve(&workspace, port)
        }
        Some("build") => {
            arguments.finish()?;
            build::build(&workspace)
        }
        Some("test") => {
            arguments.finish()?;
            check::check(&workspace)
        }
        Some("bench") => {
            arguments.finish()?;
            bench::bench(&workspace)
        }
        Some("help" | "--help" | "-h") => {
            println!("{USAGE}");
            Ok(())
        }
        Some(other) => bail!("没有命令 {other}。 No such command.\n\n{USAGE}"),
        None => bail!("缺少命令。 A command is missing.\n\n{USAGE}"),
    }
}

/// The arguments that are still to be understood.
struct Arguments(Vec<String>);

impl Arguments {
    /// Takes the first one.
    fn next(&mut self) -> Option<String> {
        (!self.0.is_empty()).then(|| self.0.remove(0))
    }

    /// Takes `name` and the value that follows it, or `name=value`.
    fn option(&mut self, name: &str) -> Result<Option<String>> {
        let prefix = format!("{name}=");
        let Some(at) = self
            .0
            .iter()
            .position(|it| it == name || it.starts_with(&prefix))
        else {
            return Ok(None);
        };
        let found = self.0.remove(at);
        if let Some(value) = found.strip_prefix(&prefix) {
            return Ok(Some(value.to_owned()));
        }
        if at < self.0.len() {
            return Ok(Some(self.0.remove(at)));
        }
        bail!("{name} 后面缺少值。 {name} needs a value.")
    }

    /// Refuses whatever is left.
    fn finish(&self) -> Result<()> {
        match self.0.first() {
            None => Ok(()),
            Some(left) => bail!("不认识的参数 {left}。 Unknown argument.\n\n{USAGE}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn arguments(words: &[&str]) -> Arguments {
        Arguments(words.iter().map(ToString::to_string).collect())
    }

    #[test]
    fn options_are_taken_in_both_spellings() {
        let mut it = arguments(&["--port", "81", "--x=2"]);
        assert_eq!(it.option("--port").unwrap().as_deref(), Some("81"));
        assert_eq!(it.option("--x").unwrap().as_deref(), Some("2"));
        assert!(it.finish().is_ok());
    }

    #[test]
    fn what_is_not_understood_is_refused() {
        assert!(arguments(&["--colour"]).finish().is_err());
        assert!(arguments(&["--port"]).option("--port").is_err());
    }
}
