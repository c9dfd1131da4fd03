//! Hospitals whose prices the notice does not set, or not for certain: those of other cities, of the army, and of the
//! province where no word says that they stand in Luzhou.
//!
//! The notice is addressed to the public hospitals of the city's levels and to those of the province that stand in
//! Luzhou (泸市医保发〔2023〕39号); it does not speak of the army's.

use super::heads;
use super::service;
use super::text::{is_han, plain};

/// The city, its districts and counties.
const LOCAL: &str = "泸 江阳 龙马潭 纳溪 合江 叙永 古蔺";

/// Provinces, the cities around, and those after whose bare names hospitals are called. Any other city is known by the
/// word behind its name, 某市, 某县.
const ELSEWHERE: &str = "北京 天津 上海 重庆 河北 山西 内蒙古 辽宁 吉林 黑龙江 江苏 浙江 \
    安徽 福建 江西 山东 河南 湖北 湖南 广东 广西 海南 贵州 云南 西藏 \
    陕西 甘肃 青海 宁夏 新疆 香港 澳门 台湾 成都 自贡 攀枝花 德阳 \
    绵阳 广元 遂宁 内江 乐山 南充 眉山 宜宾 广安 达州 雅安 巴中 资阳 \
    阿坝 甘孜 凉山 贵阳 六盘水 遵义 安顺 毕节 铜仁 昆明 曲靖 昭通 \
    武汉 长沙 南昌 郑州 济南 青岛 合肥 南京 苏州 无锡 徐州 南通 杭州 \
    宁波 温州 福州 厦门 广州 深圳 南宁 海口 西安 兰州 西宁 银川 太原 \
    石家庄 沈阳 大连 哈尔滨 长春 华西 湘雅 川北";

/// What hospitals are called.
const HOSPITALS: &str = "医院 卫生院 卫生服务 保健院 医学中心 医疗中心 医疗机构 卫生室";

/// The army's.
const ARMY: &str = "解放军 联勤保障 部队 武警 军区 军医大 战区 陆军 空军";

/// Words by which a place or a hospital is another than the one that charges.
const OTHERS: &str = "转 来源 会诊 参照 上级 协作 医联 支援 支持 指导 托管 合作 依据 \
    根据 文件 公司 厂 供应 产地 住址 地址 籍贯 户 参保 送检 外送 \
    进修 工作单位 软件 承办 帮扶 联合 对比";

/// Why the prices of a hospital are not the notice's, or not for certain.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Outside {
    /// It is private.
    Private,
    /// It stands in another city.
    Elsewhere,
    /// It is the province's and may stand elsewhere.
    Province,
    /// It is the army's.
    Army,
    /// A title says that the treatment was away from where the patient is insured, and names no hospital of Luzhou.
    Away,
}

impl Outside {
    /// The reason, and what to do, in Chinese.
    pub(super) const fn text(self) -> &'static str {
        match self {
            Self::Private => {
                "或上面的标题写着民营、私立或诊所，公报只管公立医疗机构的价格；请按医院自己的公示价核对"
            }
            Self::Elsewhere => {
                "的医院、就医地或标题写的是别的市，公报只管泸州市公立医疗机构的价格；请按当地的价格核对"
            }
            Self::Province => {
                "的医院或标题写的是四川省的，看不出是不是驻在泸州；公报管的是驻泸的省属公立医疗机构，请核对"
            }
            Self::Away => {
                "的标题写着异地就医，看不出医院在不在泸州；公报只管泸州市公立医疗机构的价格，请核对"
            }
            Self::Army => {
                "的医院或标题写的是军队的，公报写的是驻泸省属和全市各级公立医疗机构，没有写军队医院；请向医院核实"
            }
        }
    }
}

/// Whether one of these words, a blank between them, stands in a text.
fn has(text: &str, words: &str) -> bool {
    words.split(' ').any(|it| text.contains(it))
}

/// Of what word a place is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Source {
    /// A title: prices may be named after a city.
    Title,
    /// A heading, or a cell in a column of hospitals.
    Hospital,
    /// A remark or a line of labels: only what is labelled as the hospital.
    Labels,
    /// A cell in a column that asks for the place of the treatment.
    Place,
}

/// Why the prices of the hospital that a text names are not, or not for certain, the notice's.
pub(super) fn outside(text: &str, source: Source) -> Option<Outside> {
    // Nearly every text names neither.
    let marks = ['院', '医', '价', '费', '卫', '诊', '市', '省', '县', '地'];
    if source != Source::Place && !text.contains(marks) {
        return None;
    }
    let text = plain(text);
    let is_private = service::is_private(&text) && source != Source::Labels;
    let ends = [',', ';', '|', '、', '。', '(', ')', '[', ']', '《', '》'];
    let parts = text.split(|c: char| c.is_whitespace() || ends.contains(&c));
    let (mut found, mut local) = (None, false);
    for named in parts.filter_map(|it| named(it, source)) {
        match named {
            Where::Luzhou => local = true,
            Where::Outside(why) => found = found.or(Some(why)),
        }
    }
    if is_private {
        Some(Outside::Private)
    } else {
        found.filter(|it| !local || *it == Outside::Army)
    }
}

/// Where a hospital stands, or whose it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Where {
    Luzhou,
    Outside(Outside),
}

/// Where the hospital stands that a part of a text names.
fn named(part: &str, source: Source) -> Option<Where> {
    let (label, value) = part.split_once(':').unwrap_or(("", part));
    if matches!(source, Source::Title | Source::Labels) && has(part, "异地就医 异地联网 跨省")
    {
        return Some(Where::Outside(Outside::Away));
    }
    let own = heads::is_hospital(label) || has(label, "就医 就诊 单位名称 统筹区");
    if !label.is_empty() && !own || label.is_empty() && source == Source::Labels {
        return None;
    }
    if has(part, OTHERS) {
        return None;
    }
    let end = HOSPITALS.split(' ').filter_map(|it| value.rfind(it)).max();
    let of_prices = source == Source::Title && has(value, "价 收费 医疗 诊疗");
    let by_label = own && !label.is_empty() || source == Source::Place;
    if end.is_none() && !of_prices && !by_label {
        return None;
    }
    let name = end.and_then(|it| value.get(..it)).unwrap_or(value);
    if end.is_some() && has(value, ARMY) {
        return Some(Where::Outside(Outside::Army));
    }
    if has(value, LOCAL)
        || has(
            value,
            "西南医科大学附属医院 西南医科大学附属中医 西南医科大学附属口腔",
        )
    {
        return Some(Where::Luzhou);
    }
    if has(name, ELSEWHERE) || names_division(name) {
        return Some(Where::Outside(Outside::Elsewhere));
    }
    let of_all = has(value, "公立 各级 全省 医疗机构");
    (end.is_some() && name.contains("四川") && !of_all).then_some(Where::Outside(Outside::Province))
}

/// Whether a text names a city, a county or a district by the word behind its name.
fn names_division(text: &str) -> bool {
    let of = |mark: char, least: usize, others: &str| {
        text.match_indices(mark).any(|(at, _)| {
            let before = text.get(..at).unwrap_or_default();
            let behind = text.get(at.saturating_add(mark.len_utf8())..);
            let behind = behind.unwrap_or_default();
            // 市场价, 县级; 区 is a part of many a word.
            if behind.starts_with(['场', '级', '属', '民', '面', '内'])
                || mark == '区' && !begins_name(behind)
            {
                return false;
            }
            let mut name = before.chars().rev().take_while(|c| is_han(*c));
            let last = name.next();
            last.is_some_and(|c| !others.contains(c)) && name.count().saturating_add(1) >= least
        })
    };
    of('市', 2, "全我本各城超门上省区")
        || of('县', 2, "全我本各区郊市")
        || of(
            '区',
            3,
            "社院城新病片景园小地各全本我军东西南北矿林校辖治发分街库诊服县高",
        )
}

/// Whether a hospital's name goes on so behind the district's.
fn begins_name(text: &str) -> bool {
    let mut words = "人民 中医 中西 妇 第 精神 中心 口腔 骨 儿童 肿瘤 传染 皮肤 医".split(' ');
    text.is_empty() || words.any(|it| text.starts_with(it))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hospitals_of_other_places_are_known_by_their_names() {
        for (text, source, told) in [
            (
                "成都市第三人民医院医疗服务价格公示表（三级甲等）",
                Source::Title,
                Some(Outside::Elsewhere),
            ),
            (
                "重庆医科大学附属第一医院",
                Source::Hospital,
                Some(Outside::Elsewhere),
            ),
            ("仁怀市中医院", Source::Hospital, Some(Outside::Elsewhere)),
            (
                "赤水县人民医院收费公示",
                Source::Title,
                Some(Outside::Elsewhere),
            ),
            (
                "重庆市江津区中心医院 门诊费用清单",
                Source::Title,
                Some(Outside::Elsewhere),
            ),
            (
                "自贡市医疗服务项目价格表(2024版)",
                Source::Title,
                Some(Outside::Elsewhere),
            ),
            ("就医地：成都市", Source::Title, Some(Outside::Elsewhere)),
            (
                "姓名：张三 就诊机构：宜宾市第一人民医院",
                Source::Labels,
                Some(Outside::Elsewhere),
            ),
            ("成都市", Source::Place, Some(Outside::Elsewhere)),
            ("四川省人民医院", Source::Hospital, Some(Outside::Province)),
            (
                "解放军联勤保障部队第945医院收费公示",
                Source::Title,
                Some(Outside::Army),
            ),
            ("泸州市某民营医院", Source::Title, Some(Outside::Private)),
            ("泸州市人民医院", Source::Hospital, None),
            ("四川省泸州市中医医院", Source::Title, None),
            ("成都中医药大学附属泸州医院", Source::Title, None),
            ("西南医科大学附属医院", Source::Title, None),
            ("龙马潭区人民医院价目表", Source::Title, None),
            ("江阳区某社区卫生服务中心", Source::Title, None),
            ("某市第一人民医院城北院区", Source::Title, None),
            ("我市公立医院医疗服务价格", Source::Title, None),
            ("四川省公立医院医疗服务价格", Source::Title, None),
            (
                "姓名：张三 工作单位：成都市第三人民医院",
                Source::Title,
                None,
            ),
            ("转诊来源：成都某三甲医院", Source::Title, None),
            ("参保地：成都市", Source::Title, None),
            ("住院号 床号 成都", Source::Title, None),
            ("泸州市", Source::Place, None),
            ("成都院区", Source::Place, Some(Outside::Elsewhere)),
            ("城北院区", Source::Place, None),
            ("异地就医费用清单", Source::Title, Some(Outside::Away)),
            ("西南医科大学附属医院 异地就医费用清单", Source::Title, None),
            ("医疗服务价格公示表", Source::Title, None),
            ("第三人民医院", Source::Title, None),
            ("四川省骨科医院泸州分院", Source::Title, None),
            ("本院执行市场调节价的医疗服务项目", Source::Title, None),
            ("县级公立医院医疗服务价格", Source::Title, None),
            ("门诊收费区公示", Source::Title, None),
        ] {
            assert_eq!(outside(text, source), told, "{text}");
        }
    }
}
