//! Errors that several calculators give.

use crate::form::{ErrorCode, InputError};

/// The choice of “none of these”.
pub(in crate::calculators) const NONE_OF_THESE: &str = "none";

/// Refuses “none of these” together with another choice.
pub(in crate::calculators) fn check_none_alone(
    chosen: &[&str],
    field: &str,
) -> Result<(), InputError> {
    if chosen.len() > 1 && chosen.contains(&NONE_OF_THESE) {
        let message = "选了“以上都不是”，就不能再选其他类别";
        return Err(InputError::new(ErrorCode::Contradicts, field, message));
    }
    Ok(())
}

/// The error for amounts that do not fit.
pub(in crate::calculators) fn too_large(field: &str) -> InputError {
    InputError::new(
        ErrorCode::TooLarge,
        field,
        "数字太大，合计超出了能准确计算的范围",
    )
}
