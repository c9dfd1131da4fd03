//! Which characters of a text stay on one line: a number with its unit, a day, a page.

/// What is counted; longer words come before those that begin like them.
const UNITS: [&str; 24] = [
    "个工作日",
    "万元",
    "亿元",
    "元/户",
    "元",
    "人次",
    "人",
    "毫升",
    "单位",
    "户",
    "个",
    "天",
    "平方米",
    "米",
    "公里",
    "亩",
    "辆",
    "小时",
    "周岁",
    "岁",
    "分钟",
    "次",
    "行",
    "页",
];

/// What may stand within a number, or behind it without a space.
const WITHIN: [char; 10] = [',', '.', '-', '%', '‰', '年', '月', '日', '〕', '号'];

/// A bracket or quotation mark that no line may end with.
const OPENING: [char; 3] = ['（', '“', '《'];

/// What no line may begin with.
const CLOSING: [char; 8] = ['）', '”', '》', '，', '。', '；', '：', '、'];

/// The text before the next number, the number with what belongs to it (`第 34 页`, `17,000 元`, `2024年2月10日`) and the
/// marks that may not part from it (`（2024年2月10日）`), and the text after it; nothing where there is no number.
pub(crate) fn next_number(text: &str) -> Option<(&str, &str, &str)> {
    let digit = text.find(|c: char| c.is_ascii_digit())?;
    let (before, _) = text.split_at_checked(digit)?;
    let start = before
        .strip_suffix("第 ")
        .or_else(|| before.strip_suffix(['第', '〔']))
        .unwrap_or(before);
    let start = start.strip_suffix(OPENING).map_or(start.len(), str::len);
    let (before, from) = text.split_at_checked(start)?;
    let head = from.len().checked_sub(text.len().checked_sub(digit)?)?;
    let number = from.get(head..)?;
    let digits = number
        .find(|c: char| !(c.is_ascii_digit() || WITHIN.contains(&c)))
        .unwrap_or(number.len());
    let rest = number.get(digits..)?;
    let counted = rest.strip_prefix(' ').unwrap_or(rest);
    let unit = UNITS.iter().find(|unit| counted.starts_with(**unit));
    let length = unit.map_or(0, |unit| {
        unit.len()
            .saturating_add(rest.len().saturating_sub(counted.len()))
    });
    let end = head.checked_add(digits)?.checked_add(length)?;
    let behind = from.get(end..)?;
    let marks = behind
        .len()
        .saturating_sub(behind.trim_start_matches(CLOSING).len());
    let end = end.checked_add(marks)?;
    let (number, after) = from.split_at_checked(end)?;
    Some((before, number, after))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kept(text: &str) -> Vec<&str> {
        let mut rest = text;
        let mut kept = Vec::new();
        while let Some((_, number, after)) = next_number(rest) {
            kept.push(number);
            rest = after;
        }
        kept
    }

    #[test]
    fn a_number_keeps_its_unit_and_nothing_more() {
        assert_eq!(kept("850,000 元 × 2%"), ["850,000 元", "2%"]);
        assert_eq!(
            kept("2024-02-10 在 2024-01-01 至 2024-02-29 之内"),
            ["2024-02-10", "2024-01-01", "2024-02-29"]
        );
        assert_eq!(
            kept("最晚第 3 个工作日，见第 34 页"),
            ["第 3 个工作日，", "第 34 页"]
        );
        assert_eq!(
            kept("签约比最后一天（2024年2月29日）晚 12 天"),
            ["（2024年2月29日）", "12 天"]
        );
        assert_eq!(kept("在2024年2月10日签约"), ["2024年2月10日"]);
        assert_eq!(kept("泸市府办发〔2024〕1号 二(四)"), ["〔2024〕1号"]);
        assert!(kept("没有数字").is_empty());
    }
}
