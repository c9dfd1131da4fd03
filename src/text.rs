//! Looking into short texts.

/// Whether a text has this part. A name is short: the standard search, made for long texts, is a
/// kilobyte of the embed.
pub(crate) fn contains(text: &str, part: &str) -> bool {
    let mut starts = text.char_indices().filter_map(|(at, _)| text.get(at..));
    part.is_empty() || starts.any(|rest| rest.starts_with(part))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_part_is_found_wherever_it_stands() {
        for (text, part) in [
            ("熏洗", "熏洗"),
            ("中医熏洗", "熏洗"),
            ("熏洗一次", "熏洗"),
            ("熏", ""),
            ("", ""),
        ] {
            assert!(contains(text, part), "{text} {part}");
        }
        for (text, part) in [("熏", "熏洗"), ("", "熏"), ("熏一洗", "熏洗")] {
            assert!(!contains(text, part), "{text} {part}");
        }
    }
}
