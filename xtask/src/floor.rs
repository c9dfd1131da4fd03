//! The browser floor: Chromium 86, Firefox 91, Safari 15.2.
//!
//! Stock compilers emit more than those engines read. The linker is told to declare only what they read (`wasm.rs`);
//! binding and optimising go by that, and the finished module is validated under exactly these features.

use anyhow::{Context, Result};
use wasmparser::{Validator, WasmFeatures};

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

#[cfg(test)]
mod tests {
    use super::*;

    const HEAD: &[u8] = b"\0asm\x01\0\0\0";

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
