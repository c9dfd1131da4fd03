//! How much is sent: every build prints it, and fails where a file grew too heavy.

use std::fmt::Write as _;
use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};

use crate::pack;
use crate::stamp::{self, Inputs, unreadable};
use crate::workspace::Workspace;

/// The files with a limit: the most bytes as it stands, and behind gzip or brotli. The limits are against
/// carelessness, not a contest.
const LIMITS: [(&str, usize, usize); 5] = [
    ("luzhou-gazette.js", 320_000, 230_000),
    ("luzhou-gazette_bg.wasm", usize::MAX, 180_000),
    ("luzhou-gazette-check.js", 320_000, 230_000),
    ("luzhou-gazette-check_bg.wasm", usize::MAX, 180_000),
    ("luzhou-gazette-workbook.js", 150_000, 40_000),
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
pub(crate) fn weigh(workspace: &Workspace) -> Result<()> {
    let (pkg, site) = (workspace.pkg(), workspace.site());
    let mut lines: Vec<(&str, Vec<PathBuf>)> = pack::OUTPUTS
        .iter()
        .filter(|name| !name.ends_with(".d.ts") && !name.ends_with(".node.mjs"))
        .map(|name| (*name, vec![pkg.join(name)]))
        .collect();
    let page = [
        "index.html",
        "page.css",
        "page.js",
        "icon.svg",
        "luzhou-gazette.mjs",
        "luzhou-gazette_bg.wasm",
    ];
    let page = page.map(|name| site.join(name)).to_vec();
    lines.push(("页面 page", page));
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

/// Refuses a file over its limits. A module is sent by servers that can do better than gzip.
fn check(name: &str, weight: Weight, raw: usize, sent: usize) -> Result<()> {
    let extension = Path::new(name).extension();
    let compressed = if extension.is_some_and(|it| it == "wasm") {
        weight.brotli
    } else {
        weight.brotli.max(weight.gzip)
    };
    if weight.raw > raw || compressed > sent {
        bail!(
            "{name} 过重：{} 字节，压缩后 {compressed} 字节（上限 {sent}）。请减小 src 或 www。 \
             The file is over its limits.",
            weight.raw
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
