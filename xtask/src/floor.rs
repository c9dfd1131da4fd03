//! The browser floor: Chromium 86, Firefox 91, Safari 15.2.
//!
//! Stock compilers emit more than those engines read. The features they need not use are switched
//! off inside the module before it is bound, and the finished module is validated under exactly the
//! features of the floor.

use anyhow::{Context, Result, bail};
use wasmparser::{Parser, Payload, Validator, WasmFeatures};

/// What the compiler declares, and the floor does not read.
const SWITCHED_OFF: [&str; 3] = ["reference-types", "multivalue", "call-indirect-overlong"];

/// What the floor reads beyond the first version of WebAssembly.
fn features() -> WasmFeatures {
    WasmFeatures::WASM1
        | WasmFeatures::SIGN_EXTENSION
        | WasmFeatures::SATURATING_FLOAT_TO_INT
        | WasmFeatures::BULK_MEMORY
}

/// Refuses a module that the oldest supported browsers would refuse.
///
/// # Errors
///
/// Where the module uses a feature beyond the floor, or is not a module.
pub(crate) fn validate(module: &[u8]) -> Result<()> {
    Validator::new_with_features(features())
        .validate_all(module)
        .context(
            "模块超出最低浏览器（Chromium 86、Firefox 91、Safari 15.2）所支持的 WebAssembly。\
             The module uses WebAssembly features beyond the browser floor.",
        )?;
    Ok(())
}

/// Marks the features beyond the floor as unused, in the module's own list of features.
///
/// Binding and optimising go by that list. Nothing else in the module changes: the compiler's code
/// does not use them, only its encoding does.
///
/// # Errors
///
/// Where the module has no such list: then it was stripped too much.
pub(crate) fn switch_off(mut module: Vec<u8>) -> Result<Vec<u8>> {
    let start = features_section(&module)?;
    let mut list = List {
        bytes: &mut module,
        at: start,
    };
    let count = list.number()?;
    for _ in 0..count {
        let prefix = list.skip(1)?;
        let length = list.number()?;
        let name = list.skip(length)?;
        let known = SWITCHED_OFF
            .iter()
            .any(|it| it.as_bytes() == &list.bytes[name..name + length]);
        if known && list.bytes[prefix] == b'+' {
            list.bytes[prefix] = b'-';
        }
    }
    Ok(module)
}

/// Where the content of the list of features begins.
fn features_section(module: &[u8]) -> Result<usize> {
    for payload in Parser::new(0).parse_all(module) {
        if let Payload::CustomSection(section) = payload.context("不是 WebAssembly 模块")?
            && section.name() == "target_features"
        {
            return usize::try_from(section.data_offset()).context("模块过大");
        }
    }
    bail!(
        "模块没有 target_features 段：profile.release 的 strip 应为 \"debuginfo\"。 \
         The module lacks its list of features: check `strip` in Cargo.toml."
    )
}

/// A reader over the list of features.
struct List<'a> {
    bytes: &'a mut [u8],
    at: usize,
}

impl List<'_> {
    /// Passes over some bytes and says where they began.
    fn skip(&mut self, length: usize) -> Result<usize> {
        let start = self.at;
        self.at = start + length;
        if self.at > self.bytes.len() {
            bail!("模块的 target_features 段不完整。 Its list of features is cut short.");
        }
        Ok(start)
    }

    /// Reads a number in LEB128.
    fn number(&mut self) -> Result<usize> {
        let mut number = 0;
        for shift in (0..28).step_by(7) {
            let at = self.skip(1)?;
            let byte = self.bytes[at];
            number |= usize::from(byte & 0x7f) << shift;
            if byte < 0x80 {
                return Ok(number);
            }
        }
        bail!("模块的 target_features 段不可读。 Its list of features is unreadable.")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const HEAD: &[u8] = b"\0asm\x01\0\0\0";

    fn module(features: &[&str]) -> Vec<u8> {
        let mut content = vec![15];
        content.extend(b"target_features");
        content.push(u8::try_from(features.len()).unwrap());
        for feature in features {
            content.push(feature.as_bytes()[0]);
            content.push(u8::try_from(feature.len() - 1).unwrap());
            content.extend(&feature.as_bytes()[1..]);
        }
        let mut module = HEAD.to_vec();
        module.push(0);
        module.push(u8::try_from(content.len()).unwrap());
        module.extend(content);
        module
    }

    #[test]
    fn features_beyond_the_floor_are_switched_off_and_nothing_else() {
        let before = module(&[
            "+bulk-memory",
            "+call-indirect-overlong",
            "+multivalue",
            "+mutable-globals",
            "+reference-types",
        ]);
        let after = module(&[
            "+bulk-memory",
            "-call-indirect-overlong",
            "-multivalue",
            "+mutable-globals",
            "-reference-types",
        ]);
        assert_eq!(switch_off(before).unwrap(), after);
    }

    #[test]
    fn switching_off_twice_is_the_same_as_once() {
        let once = switch_off(module(&["+multivalue"])).unwrap();
        assert_eq!(switch_off(once.clone()).unwrap(), once);
    }

    #[test]
    fn a_module_without_its_list_is_refused() {
        let error = switch_off(HEAD.to_vec()).unwrap_err();
        assert!(error.to_string().contains("strip"));
        assert!(switch_off(b"not a module".to_vec()).is_err());
    }

    #[test]
    fn a_list_cut_short_is_refused() {
        let mut cut = module(&["+multivalue"]);
        let length = cut.len();
        cut[length - 11] = 90;
        assert!(switch_off(cut).is_err());
    }

    #[test]
    fn the_floor_admits_bulk_memory_and_refuses_reference_types() {
        // (module (memory 1) (func i32.const 0 i32.const 0 i32.const 0 memory.fill))
        let bulk = [
            HEAD,
            &[1, 4, 1, 0x60, 0, 0, 3, 2, 1, 0, 5, 3, 1, 0, 1],
            &[
                10, 13, 1, 11, 0, 0x41, 0, 0x41, 0, 0x41, 0, 0xfc, 0x0b, 0, 0x0b,
            ],
        ]
        .concat();
        // (module (func (param externref)))
        let externref = [
            HEAD,
            &[1, 5, 1, 0x60, 1, 0x6f, 0, 3, 2, 1, 0, 10, 4, 1, 2, 0, 0x0b],
        ]
        .concat();
        // (module (func (result i32 i32) unreachable))
        let multivalue = [
            HEAD,
            &[1, 6, 1, 0x60, 0, 2, 0x7f, 0x7f, 3, 2, 1, 0],
            &[10, 5, 1, 3, 0, 0x00, 0x0b],
        ]
        .concat();
        validate(&bulk).unwrap();
        assert!(validate(&externref).is_err());
        assert!(validate(&multivalue).is_err());
        let all = |it: &[u8]| {
            Validator::new_with_features(WasmFeatures::all())
                .validate_all(it)
                .is_ok()
        };
        assert!(all(&externref) && all(&multivalue));
    }
}
