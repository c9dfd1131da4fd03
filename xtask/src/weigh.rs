//! How much is sent: every build prints it, and fails where the embed grew too heavy.

use std::fmt::Write as _;
use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};

use crate::stamp::{self, Inputs, unreadable};
use crate::wasm::Module;
use crate::workspace::Workspace;

/// The most that the embed may be as it stands, in bytes.
const MOST_RAW: usize = 330_000;

/// The most that the embed may be as a server sends it (brotli, quality 11), in bytes.
const MOST_SENT: usize = 110_000;

/// The scripts with a limit, each with the most bytes as it stands and as it is sent.
const LIMITS: [(&str, usize, usize); 2] = [
    ("luzhou-gazette.js", MOST_RAW, MOST_SENT),
    ("luzhou-gazette-check.js", 240_000, 82_000),
];

/// What a file weighs, in bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Weight {
    raw: usize,
    brotli: usize,
    gzip: usize,
}

impl Weight {
    fn of(bytes: &[u8]) -> Result<Self> {
        Ok(Self {
            raw: bytes.len(),
            brotli: brotli(bytes)?,
            gzip: gzip(bytes)?,
        })
    }

    fn plus(self, other: Self) -> Self {
        Self {
            raw: self.raw + other.raw,
            brotli: self.brotli + other.brotli,
            gzip: self.gzip + other.gzip,
        }
    }
}

/// Weighs what was built, and prints it.
///
/// # Errors
///
/// Where a script is over its limits.
pub(crate) fn weigh(workspace: &Workspace, module: &Module) -> Result<()> {
    let (pkg, site) = (workspace.pkg(), workspace.site());
    let lines: Vec<(&str, Vec<PathBuf>)> = vec![
        ("模块 wasm", vec![module.element.clone()]),
        ("luzhou-gazette.js", vec![pkg.join("luzhou-gazette.js")]),
        ("luzhou-gazette.mjs", vec![pkg.join("luzhou-gazette.mjs")]),
        (
            "luzhou-gazette-check.js",
            vec![pkg.join("luzhou-gazette-check.js")],
        ),
        (
            "页面 page",
            [
                "index.html",
                "page.css",
                "page.js",
                "icon.svg",
                "luzhou-gazette.js",
            ]
            .map(|it| site.join(it))
            .to_vec(),
        ),
    ];
    let mut inputs = Inputs::new()?;
    for path in lines.iter().flat_map(|(_, paths)| paths) {
        inputs.file(path)?;
    }
    let report = workspace.stage().join("weight.txt");
    let stamp = workspace.stage().join("weight.stamp");
    stamp::unless_done(&stamp, inputs, std::slice::from_ref(&report), || {
        let text = table(&lines)?;
        fs::write(&report, text).with_context(|| unreadable(&report))
    })?;
    print!(
        "{}",
        fs::read_to_string(&report).with_context(|| unreadable(&report))?
    );
    Ok(())
}

/// Weighs the files, a line each.
fn table(lines: &[(&str, Vec<PathBuf>)]) -> Result<String> {
    let mut text = format!(
        "\n{:>10} {:>10} {:>10}  字节 bytes\n",
        "raw", "brotli", "gzip"
    );
    for (name, paths) in lines {
        let weight = total(paths)?;
        writeln!(
            text,
            "{:>10} {:>10} {:>10}  {name}",
            weight.raw, weight.brotli, weight.gzip
        )?;
        if let Some(&(name, raw, sent)) = LIMITS.iter().find(|it| it.0 == *name) {
            check(name, weight, raw, sent)?;
        }
    }
    Ok(text)
}

fn total(paths: &[PathBuf]) -> Result<Weight> {
    let mut sum = Weight {
        raw: 0,
        brotli: 0,
        gzip: 0,
    };
    for path in paths {
        sum = sum.plus(file(path)?);
    }
    Ok(sum)
}

fn file(path: &Path) -> Result<Weight> {
    Weight::of(&fs::read(path).with_context(|| unreadable(path))?)
}

/// Refuses a script over its limits.
fn check(name: &str, script: Weight, raw: usize, sent: usize) -> Result<()> {
    if script.raw > raw || script.brotli > sent {
        bail!(
            "{name} 过重：{} 字节（上限 {raw}），brotli 后 {} 字节（上限 {sent}）。\
             请减小 src 或 www。 The script is over its limits.",
            script.raw,
            script.brotli
        );
    }
    Ok(())
}

fn brotli(bytes: &[u8]) -> Result<usize> {
    let parameters = brotli::enc::BrotliEncoderParams {
        quality: 11,
        size_hint: bytes.len(),
        ..Default::default()
    };
    let mut input = bytes;
    let mut output = Vec::new();
    brotli::BrotliCompress(&mut input, &mut output, &parameters).context("brotli 失败")?;
    Ok(output.len())
}

fn gzip(bytes: &[u8]) -> Result<usize> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    encoder.write_all(bytes).context("gzip 失败")?;
    Ok(encoder.finish().context("gzip 失败")?.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn repetition_weighs_little() {
        let weight = Weight::of(&[b'a'; 10_000]).unwrap();
        assert_eq!(weight.raw, 10_000);
        assert!(weight.brotli < 100 && weight.gzip < 100);
    }

    #[test]
    fn the_limits_are_inclusive() {
        let weight = |raw, brotli| Weight {
            raw,
            brotli,
            gzip: 0,
        };
        check("x", weight(9, 3), 9, 3).unwrap();
        assert!(check("x", weight(10, 3), 9, 3).is_err());
        assert!(check("x", weight(9, 4), 9, 3).is_err());
    }
}
