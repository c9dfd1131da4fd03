//! Why a row is not judged, and what to do about it.

use super::excuse::Besides;
use super::place::Outside;

/// Why a cell cannot be read, or a row not be judged.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fault {
    /// Nothing is written there.
    Missing,
    /// A spreadsheet has rounded it to `2.10102E+08`.
    Scientific,
    /// Several codes or amounts in one cell.
    Several,
    /// No code.
    NotACode,
    /// A code of another form than the notice's.
    OtherCode,
    /// Nearly a code of the notice's.
    NearCode,
    /// The national code of 15 digits, to which the notice says no code of its own.
    NationalCode,
    /// A code that the notice does not have, beside a name that it has.
    OtherName,
    /// A code with a hyphen that the notice does not have, though it has the one before the hyphen.
    SubCode,
    /// A code and a name of two different rows of the notice.
    TwoItems,
    /// No code, and no name by which a row of the notice could be found.
    NoName,
    /// No code, and a name that two rows of the notice bear.
    TwinName,
    /// No number.
    NotANumber,
    /// Below zero.
    Negative,
    /// Below zero, where the amount is not.
    Sign,
    /// Less than a fen.
    TooFine,
    /// A part of a unit.
    NotWhole,
    /// Larger than can be meant, or nothing.
    OutOfRange,
    /// Perhaps the first part of an amount that a comma has cut in two.
    Cut,
    /// No day.
    NotADay,
    /// A day without its year.
    NoYear,
    /// A month without its day.
    NoDay,
    /// Days of which not all have the same price.
    Span,
    /// A day in a title or heading only, with other prices than on the day that would be compared.
    NotItsDay,
    /// No tier.
    NotATier,
    /// A formula instead of its value.
    Formula,
    /// A spreadsheet's error value.
    ErrorValue,
    /// More cells than the table has columns.
    TooManyCells,
    /// Between the halved price of a short service and the full one.
    Between,
    /// Charges and refunds of one item and day that do not go together.
    Refund,
    /// Something about a refund in a row that charges.
    MaybeRefund,
    /// Another amount than price times quantity.
    Product,
    /// Days or doses beside the quantity, without a price of one unit.
    Times,
    /// Another unit than the notice's.
    Unit,
    /// A heading that names another tier, or a tier beside the row.
    OtherTier,
    /// Several hospitals and no column of their tiers.
    Hospitals,
    /// A second head with other columns above the row.
    OtherHeads,
    /// Fewer cells than the rows above.
    TooFewCells,
    /// An amount in a unit that prices are hardly written in, or in another than its head says.
    NotYuan,
    /// An amount so far from the notice's that another unit or column is likelier.
    Far,
    /// An amount where the notice prints a rate.
    NotTheRate,
    /// A discount, an addition or a factor beside the price.
    Changed,
    /// Another amount beside it that was really paid.
    Reduced,
    /// An amount beside lines that have none.
    Merged,
    /// A word that names another service than the plain one.
    Variant,
    /// A price that is the notice's several times, beside words that may say why.
    Multiple,
    /// A charge that is the notice's price several times, more often than the quantity says.
    Fold,
    /// A row that says it was not charged, not done or taken back.
    Uncharged,
    /// A state in code that is not the one of most rows.
    OtherState,
    /// Hours, teeth, sides, parts or points beside the row that do not go with its quantity.
    Contrary,
    /// A physician's grade or a field strength that belongs to another row of the notice.
    OtherRow,
    /// An addition without the item to which it is added.
    Alone,
    /// A day whose year has two digits.
    ShortYear,
    /// A method that the notice's row does not say.
    Method,
    /// Another price than one that the notice may have misprinted.
    Misprint,
    /// The price of another row of the same printed name.
    Twin,
    /// Another charge than the notice's beside another row of its family, of which only one may be due.
    Overlap,
    /// The price together with a surcharge that the row prints.
    WithSurcharge,
    /// A hospital whose prices the notice does not set, or not for certain.
    Outside(Outside),
    /// What stands beside the price.
    Besides(Besides),
    /// A heading that says so of all rows below it.
    Heading,
    /// A name that has nothing in common with the notice's, and another price.
    OtherItem,
    /// A price that the hospital sets itself.
    OwnPrice,
    /// Another price of the same list for the same code.
    TwoPrices,
    /// The code of another item in the same row.
    TwoCodes,
    /// More units than a person can get of it in a day.
    TooMany,
    /// A row of a list that no longer holds, or not yet.
    Ended,
    /// Another price, since a day before the notice's.
    Older,
    /// More than a day's cap, where it is not certain that all is of one day and one patient.
    Cap,
    /// More than a part's cap, where it is not certain that all is of one day and one patient.
    Parts,
    /// Several units that may be of one long service, whose addition is not printed.
    Longer,
}

/// The part of a row to which a fault belongs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Part {
    /// The code.
    Code,
    /// The price, or the charge.
    Amount,
    /// The tier.
    Tier,
    /// The quantity.
    Quantity,
    /// The day.
    Day,
    /// The row as a whole.
    Row,
}

impl Part {
    /// The part in Chinese.
    pub(super) const fn label(self) -> &'static str {
        match self {
            Self::Code => "编码",
            Self::Amount => "金额",
            Self::Tier => "等级",
            Self::Quantity => "数量",
            Self::Day => "日期",
            Self::Row => "这一行",
        }
    }
}

impl Fault {
    /// The part of the row that may make a difference uncertain.
    pub(super) const fn part(self) -> Part {
        match self {
            Self::OtherItem => Part::Code,
            Self::OtherTier => Part::Tier,
            _ => Part::Row,
        }
    }

    /// The reason, and what to do, in Chinese.
    pub(super) const fn text(self) -> &'static str {
        match self {
            Self::Missing => "没有填",
            Self::Scientific => {
                "被表格软件改成了科学计数法，看不出原来的数；请把这一列设成文本再导出"
            }
            Self::Several => "一格里有几个，不知道用哪一个",
            Self::NotACode => "不像是编码",
            Self::OtherCode => "不是公报编码的写法（9 位数字）；请用有物价项目编码的表",
            Self::NearCode => "不是公报编码的写法；请核对编码",
            Self::NationalCode => {
                "这是 15 位的国家编码，公报只印 9 位的项目编码；请加上 9 位的编码"
            }
            Self::OtherName => "公报没有这个编码，却有这个名称；请核对编码",
            Self::SubCode => {
                "公报没有，只有短横前面的编码；可能是医院自己的子项目，不能按主项目核对"
            }
            Self::TwoItems => "和名称是公报里两个不同的项目；请核对",
            Self::NoName => "没有填，公报也没有这个名称；请用有编码的清单",
            Self::TwinName => "没有填，公报有两项都是这个名称；请填编码",
            Self::NotANumber => "不是数",
            Self::Negative => "是负数",
            Self::Sign => "是负数，金额却不是，看不出是不是退费",
            Self::TooFine => "不到一分钱的小数",
            Self::NotWhole => "不是整数",
            Self::OutOfRange => "是 0，或太大",
            Self::Cut => "可能被逗号切成了两格；请给有逗号的数加上引号，或去掉逗号",
            Self::NotADay => "不是 2024-01-15 这样的日期；请把这一列设成日期再导出",
            Self::NoYear => "没有写年份",
            Self::NoDay => "没有写哪一天",
            Self::Span => "是一段时间，其中价格不止一种；请分开写",
            Self::NotItsDay => {
                "只写在标题、小标题或表尾，价格和所选的日期不同；请选定日期，或每行写上日期"
            }
            Self::NotATier => "不是三甲、三乙、二甲、二乙或二乙以下",
            Self::Formula => "是公式，不是数；请把值导出来",
            Self::ErrorValue => "是表格软件的错误值",
            Self::TooManyCells => "的格子比表头多，可能有没加引号的分隔符",
            Self::Between => "在减半的价格和全价之间，看不出做了多久；请核对时长",
            Self::MaybeRefund => "写着退，数量和金额却不是负数；请把退费写成负数",
            Self::Product => "和单价乘数量不一致；请核对单价、数量和金额",
            Self::Times => "旁边还有天数或付数，看不出一共多少；请写总数量",
            Self::Unit => "的单位和公报的计价单位不同；请按公报的单位换算",
            Self::Cap => "超过一天的上限，看不出是不是同一人、同一天；请一行只写一天，并写上住院号",
            Self::Parts => {
                "超过一个部位的上限，看不出是几个部位、是不是同一人、同一天；请写上部位和住院号，一行只写一个部位、一天"
            }
            Self::Longer => {
                "不止 1，看不出是做了几次，还是一次超出了一个计价单位；超出的部分要加收，公报没有印金额，请核对"
            }
            Self::OtherTier => "这一行、标题或小标题写着别的等级；请按等级分开核对",
            Self::Hospitals => "表里有几家医院，等级可能不同；请加一列医院等级，或分开核对",
            Self::OtherHeads => "上面又有一行表头，和第一行表头不同；请把两张表分开核对",
            Self::TooFewCells => "的格子比表头少，可能少了一个分隔符，后面的格子都错了位",
            Self::NotYuan => "好像不是以元为单位；请换算成元再核对",
            Self::Far => "和公报相差十倍以上，可能是单位或列不对；请核对",
            Self::NotTheRate => "公报印的是比例，不是价格；请核对比例和主项目的价格",
            Self::Changed => "旁边写着折扣、加收、系数或医院承担的数，看不出这个数算没算进去",
            Self::Reduced => "旁边还有一个不同的实收或优惠后的数，看不出按哪一个核对",
            Self::Merged => "可能是几行合在一起的数；请每行写上自己的金额",
            Self::Variant => "写着加收、减收或特定的人、时间，不是这一项本身；请按公报的说明核对",
            Self::Multiple => "的价格正好是公报价的几倍，可能是几个单位合在一起；请核对计价单位",
            Self::Fold
            | Self::Uncharged
            | Self::OtherState
            | Self::Contrary
            | Self::OtherRow
            | Self::Alone
            | Self::ShortYear => self.text_of_bills(),
            Self::Method => "写着另一种方法，公报的项目不是这样写的；请核对编码和方法",
            Self::Misprint => {
                "和公报印的不同，但公报这一格疑似印错，不能说高了或低了；请向医院核实"
            }
            Self::Twin => "和公报印的不同，正好是另一个同名项目的价格；请核对编码",
            Self::WithSurcharge => {
                "正好是公报价加上公报印出的一种加收（这一项的，或另列成一行的），可能已经算进去；请核对有没有加收"
            }
            Self::Overlap => {
                "和同一天的另一行是上下级编码或同一项目的几种，可能是同一次服务，只收一次；请核对"
            }
            Self::Outside(why) => why.text(),
            Self::Besides(what) => what.text(),
            Self::Heading => {
                "上面的标题写着特需、加收、优惠、未收费、包干、含材料或征求意见等，和公报价不同不一定是错；请核对"
            }
            Self::OtherItem => "旁边的名称和公报不同，价格也不同，可能是医院自己的项目；请核对",
            Self::OwnPrice => {
                "写着市场调节价或自主定价，不是政府定的价格；请核对这一项是不是公报里的项目"
            }
            Self::TwoPrices => {
                "和表里同一编码的另一行不同，看不出用哪一个；请核对，每个编码只留一个价格"
            }
            Self::TwoCodes => "还写着另一个项目的编码，看不出价格是哪一个的；请一行只写一个项目",
            Self::TooMany => {
                "合起来超过一个人一天能有的（两侧、两眼、32 颗牙、全身体表面积或 24 小时），看不出是不是同一人、同一天；请一行只写一天，并写上住院号"
            }
            Self::Ended => "写着停用、旧价，或不在启用的日期里",
            Self::Older => "的价格和公报不同，日期却早于公报的价格，看不出是不是还在用",
            Self::Refund => "和同一项目的退费或作废对不上，看不出是哪一行",
        }
    }

    /// The reasons that only bills have.
    const fn text_of_bills(self) -> &'static str {
        match self {
            Self::Fold => {
                "正好是公报价的几倍，比数量多：可能一行里有几个部位、几侧、几颗牙或几次，也可能小数点错了位；请核对数量"
            }
            Self::Uncharged => "写着未收费、未执行或已取消，不是一笔收费，没有核对",
            Self::OtherState => "的状态代码和多数行不同，看不出收没收费；请核对",
            Self::Contrary => {
                "写着的时长、牙位、侧别、部位或穴位和数量对不上，看不出收了几个计价单位；请核对数量"
            }
            Self::OtherRow => "写着的职称或场强属于公报的另一项，价格不同；请核对编码",
            Self::Alone => "是加收，表里没有同一天的主项目，看不出加在哪一项上；请核对",
            Self::ShortYear => "年份只有两位，看不出哪个数是年；请写成 2024-01-15 这样的日期",
            _ => "",
        }
    }
}
