//! Files that are no text of a table, and the encoding of those that are. The decoding itself is the
//! platform's business.

/// What a file is that is no text of a table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Foreign {
    /// A zip file of an unknown sort.
    Zip,
    /// A workbook, `.xlsx`.
    Workbook,
    /// A letter, `.docx`.
    Letter,
    /// Another format of workbooks: the old one, `.xls`, or the open one, `.ods`.
    OldWorkbook,
    /// A workbook under a password.
    Locked,
    /// A PDF or OFD.
    Page,
    /// Rich text.
    RichText,
    /// A web page.
    Html,
    /// XML.
    Xml,
    /// A picture.
    Picture,
    /// A text in an encoding that is not read, such as Big5.
    Encoding,
    /// Anything else.
    Binary,
}

/// How the bytes of a text stand for its characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Encoding {
    /// UTF-8, perhaps with a broken byte.
    Utf8,
    /// UTF-16, the low byte first.
    Utf16Le,
    /// UTF-16, the high byte first.
    Utf16Be,
    /// GB 18030, which holds GBK.
    Gb18030,
}

impl Encoding {
    /// The name by which decoders know it.
    ///
    /// # Examples
    ///
    /// ```
    /// use luzhou_gazette::table::Encoding;
    ///
    /// assert_eq!(Encoding::Gb18030.label(), "gb18030");
    /// ```
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Utf8 => "utf-8",
            Self::Utf16Le => "utf-16le",
            Self::Utf16Be => "utf-16be",
            Self::Gb18030 => "gb18030",
        }
    }
}

impl Foreign {
    /// Every one.
    const ALL: [Self; 12] = [
        Self::Zip,
        Self::Workbook,
        Self::Letter,
        Self::OldWorkbook,
        Self::Locked,
        Self::Page,
        Self::RichText,
        Self::Html,
        Self::Xml,
        Self::Picture,
        Self::Encoding,
        Self::Binary,
    ];

    /// The one with this name.
    ///
    /// # Examples
    ///
    /// ```
    /// use luzhou_gazette::table::Foreign;
    ///
    /// assert_eq!(Foreign::find("old_workbook"), Some(Foreign::OldWorkbook));
    /// ```
    #[must_use]
    pub fn find(id: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|it| it.id() == id)
    }

    /// The stable name.
    ///
    /// # Examples
    ///
    /// ```
    /// assert_eq!(luzhou_gazette::table::Foreign::OldWorkbook.id(), "old_workbook");
    /// ```
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::Zip => "zip",
            Self::Workbook => "workbook",
            Self::Letter => "letter",
            Self::OldWorkbook => "old_workbook",
            Self::Locked => "locked",
            Self::Page => "page",
            Self::RichText => "rich_text",
            Self::Html => "html",
            Self::Xml => "xml",
            Self::Picture => "picture",
            Self::Encoding => "encoding",
            Self::Binary => "binary",
        }
    }

    /// What it is, and the way out, in Chinese.
    ///
    /// # Examples
    ///
    /// ```
    /// assert!(luzhou_gazette::table::Foreign::Zip.advice().contains("解压"));
    /// ```
    #[must_use]
    pub const fn advice(self) -> &'static str {
        match self {
            Self::Zip => "这是压缩包。请先解压，再选里面的表格文件。",
            Self::Workbook => "这个表格文件打不开。请在表格软件里另存为 CSV，再选那个文件。",
            Self::Letter => "这是文档，不是表格。请把表格复制后粘贴到下面，或向医院要表格文件。",
            Self::OldWorkbook => {
                "这是旧的 .xls 或 .ods 格式的表格。请在表格软件里另存为 .xlsx 或 CSV，再选那个文件。"
            }
            Self::Locked => "这个表格文件加了密码。请去掉密码，再选一次。",
            Self::Page => "这是 PDF 一类的版式文件，字认不准。请向医院要表格文件。",
            Self::RichText => {
                "这是 RTF 文档，不是表格。请在文字软件里打开，把表格复制后粘贴到下面。"
            }
            Self::Html => "这是网页格式的表。请用表格软件打开，另存为 CSV，再选那个文件。",
            Self::Xml => "这是 XML 格式的表。请用表格软件打开，另存为 CSV，再选那个文件。",
            Self::Picture => "这是图片，里面的字认不准。请向医院要表格文件。",
            Self::Encoding => {
                "文字的编码认不出来（可能是繁体 Big5）。请在表格软件里另存为 UTF-8 的 CSV。"
            }
            Self::Binary => "这不是表格的文字。请在表格软件里另存为 CSV，再选那个文件。",
        }
    }
}

/// What a file is by its bytes, where it is no text; as many as 64 KB of its beginning are enough.
///
/// # Examples
///
/// ```
/// use luzhou_gazette::table::{Foreign, foreign};
///
/// assert_eq!(foreign(b"%PDF-1.7"), Some(Foreign::Page));
/// assert_eq!(foreign("编码,价格\n".as_bytes()), None);
/// ```
#[must_use]
pub fn foreign(bytes: &[u8]) -> Option<Foreign> {
    let begins = |wanted: &[u8]| bytes.starts_with(wanted);
    let holds = |wanted: &[u8]| bytes.windows(wanted.len()).any(|it| it == wanted);
    let wide = |wanted: &str| {
        let wide: Vec<u8> = wanted.bytes().flat_map(|b| [b, 0]).collect();
        holds(&wide)
    };
    if begins(b"PK\x03\x04") || begins(b"PK\x05\x06") {
        return Some(if holds(b"word/") || holds(b"opendocument.text") {
            Foreign::Letter
        } else if holds(b"opendocument.spreadsheet") {
            Foreign::OldWorkbook
        } else if holds(b"xl/") {
            Foreign::Workbook
        } else if holds(b"OFD.xml") {
            Foreign::Page
        } else {
            Foreign::Zip
        });
    }
    if begins(&[0xd0, 0xcf, 0x11, 0xe0]) {
        return Some(if wide("EncryptedPackage") {
            Foreign::Locked
        } else if wide("WordDocument") {
            Foreign::Letter
        } else {
            Foreign::OldWorkbook
        });
    }
    let pictures: [&[u8]; 7] = [
        &[0xff, 0xd8, 0xff],
        b"\x89PNG",
        b"GIF8",
        b"BM",
        b"II*\0",
        b"MM\0*",
        b"RIFF",
    ];
    let boxed = bytes.get(4..8) == Some(b"ftyp");
    // "BM" may begin a text: a picture's header holds zeros.
    let picture = pictures.iter().any(|it| begins(it)) && (!begins(b"BM") || bytes.contains(&0));
    if picture || boxed {
        return Some(Foreign::Picture);
    }
    if begins(b"%PDF") {
        return Some(Foreign::Page);
    }
    if begins(b"Rar!") || begins(b"7z\xbc\xaf") || begins(&[0x1f, 0x8b]) {
        return Some(Foreign::Zip);
    }
    let head = bytes.iter().take(400).copied();
    let head: Vec<u8> = head.filter(u8::is_ascii).collect();
    let text = std::str::from_utf8(&head).unwrap_or_default();
    if let Some(foreign) = foreign_text(text) {
        return Some(foreign);
    }
    (bytes.contains(&0) && wide_order(bytes).is_none()).then_some(Foreign::Binary)
}

/// What a text is that is no table: a web page, XML, rich text.
pub(super) fn foreign_text(text: &str) -> Option<Foreign> {
    let head: String = text
        .trim_start_matches(['\u{feff}', ' ', '\n', '\r', '\t'])
        .chars()
        .take(200)
        .collect();
    let head = head.to_ascii_lowercase();
    let html = [
        "<html",
        "<!doctype",
        "<table",
        "<meta",
        "<body",
        "<head",
        "<div",
        "<style",
        "<tr",
    ];
    if head.starts_with("{\\rtf") {
        Some(Foreign::RichText)
    } else if html.iter().any(|it| head.starts_with(it)) {
        Some(Foreign::Html)
    } else if head.starts_with("<?xml") || head.starts_with("<workbook") {
        Some(if head.contains("<html") {
            Foreign::Html
        } else {
            Foreign::Xml
        })
    } else if head.starts_with("%pdf") {
        Some(Foreign::Page)
    } else {
        None
    }
}

/// Whether the bytes are UTF-16: by the mark at the beginning, or by the zeros beside what is ASCII.
fn wide_order(bytes: &[u8]) -> Option<Encoding> {
    if bytes.starts_with(&[0xff, 0xfe]) {
        return Some(Encoding::Utf16Le);
    }
    if bytes.starts_with(&[0xfe, 0xff]) {
        return Some(Encoding::Utf16Be);
    }
    let head = bytes.get(..bytes.len().min(4096)).unwrap_or_default();
    let zeros = |odd: usize| {
        head.iter()
            .skip(odd)
            .step_by(2)
            .filter(|b| **b == 0)
            .count()
    };
    let (even, odd) = (zeros(0), zeros(1));
    // A table has separators, digits and line ends: at least one ASCII character in twelve.
    // Few Chinese characters have a zero of their own on the other side.
    let many = |count: usize, other: usize| {
        count > 1 && count.saturating_mul(24) >= head.len() && count > other.saturating_mul(4)
    };
    if many(odd, even) {
        Some(Encoding::Utf16Le)
    } else {
        many(even, odd).then_some(Encoding::Utf16Be)
    }
}

/// Finds the encoding of a text whose bytes come in pieces.
#[derive(Debug, Default)]
pub struct Sniffer {
    wide: Option<Encoding>,
    begun: bool,
    /// Characters of several bytes in UTF-8, and bytes that fit none.
    fitting: u64,
    broken: u64,
    /// What is left of a character at the end of a piece.
    rest: Vec<u8>,
    /// Pairs of bytes as GBK has them, and those that ordinary Chinese hardly uses.
    pairs: u64,
    odd_pairs: u64,
    /// The first byte of a pair at the end of a piece.
    lead: bool,
}

impl Sniffer {
    /// Nothing seen yet.
    ///
    /// # Examples
    ///
    /// ```
    /// assert!(luzhou_gazette::table::Sniffer::new().finish().is_ok());
    /// ```
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Sees the next piece.
    ///
    /// # Examples
    ///
    /// ```
    /// let mut sniffer = luzhou_gazette::table::Sniffer::new();
    /// sniffer.push(b"210102015,67");
    /// assert_eq!(sniffer.finish(), Ok(luzhou_gazette::table::Encoding::Utf8));
    /// ```
    pub fn push(&mut self, bytes: &[u8]) {
        if !self.begun {
            self.begun = true;
            self.wide = wide_order(bytes);
        }
        if self.wide.is_some() {
            return;
        }
        self.see_pairs(bytes);
        let rest = std::mem::take(&mut self.rest);
        let joined;
        let mut left = if rest.is_empty() {
            bytes
        } else {
            joined = [rest.as_slice(), bytes].concat();
            &joined
        };
        loop {
            let (valid, after) = match std::str::from_utf8(left) {
                Ok(text) => (text, None),
                Err(error) => {
                    let (valid, after) = left
                        .split_at_checked(error.valid_up_to())
                        .unwrap_or_default();
                    (
                        std::str::from_utf8(valid).unwrap_or_default(),
                        Some((after, error.error_len())),
                    )
                }
            };
            let several = valid.bytes().filter(|b| *b >= 0xc0).count();
            self.fitting = self
                .fitting
                .saturating_add(u64::try_from(several).unwrap_or(u64::MAX));
            match after {
                None => return,
                Some((after, None)) => {
                    self.rest = after.to_vec();
                    return;
                }
                Some((after, Some(length))) => {
                    self.broken = self.broken.saturating_add(1);
                    left = after.get(length..).unwrap_or_default();
                }
            }
        }
    }

    fn see_pairs(&mut self, bytes: &[u8]) {
        for byte in bytes {
            if self.lead {
                self.lead = false;
                self.pairs = self.pairs.saturating_add(1);
                if *byte < 0xa1 {
                    self.odd_pairs = self.odd_pairs.saturating_add(1);
                }
            } else {
                self.lead = *byte >= 0x81;
            }
        }
    }

    /// The encoding of all that was seen.
    ///
    /// # Errors
    ///
    /// [`Foreign::Encoding`] where it is none of those that are read.
    ///
    /// # Examples
    ///
    /// ```
    /// use luzhou_gazette::table::{Encoding, Foreign, Sniffer};
    ///
    /// let of = |bytes: &[u8]| {
    ///     let mut sniffer = Sniffer::new();
    ///     sniffer.push(bytes);
    ///     sniffer.finish()
    /// };
    /// assert_eq!(of("编码,价格".as_bytes()), Ok(Encoding::Utf8));
    /// assert_eq!(of("编码,价格,项目名称".as_bytes().split_last().unwrap().1), Ok(Encoding::Utf8));
    /// assert_eq!(of(b"\xb1\xe0\xc2\xeb,\xbc\xdb\xb8\xf1"), Ok(Encoding::Gb18030));
    /// assert_eq!(of(b"\xb6\xb5\xa5\xd8\xbd\x73\xbd\x58,\xbb\xf9\xae\xe6"), Err(Foreign::Encoding));
    /// ```
    pub fn finish(&self) -> Result<Encoding, Foreign> {
        if let Some(wide) = self.wide {
            return Ok(wide);
        }
        let broken = self.broken.saturating_add(u64::from(!self.rest.is_empty()));
        // One broken byte in a text of UTF-8 leaves nearly all others fitting; GBK hardly ever fits.
        if broken == 0 || broken.saturating_mul(4) <= self.fitting {
            return Ok(Encoding::Utf8);
        }
        // In GBK the second byte of every ordinary character is above 0xA0; in Big5 every third is not.
        if self.odd_pairs.saturating_mul(8) > self.pairs {
            return Err(Foreign::Encoding);
        }
        Ok(Encoding::Gb18030)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn files_are_known_by_their_bytes() {
        for (bytes, expected) in [
            (&b"PK\x03\x04....xl/workbook.xml"[..], Foreign::Workbook),
            (b"PK\x03\x04....word/document.xml", Foreign::Letter),
            (b"PK\x03\x04....list.csv", Foreign::Zip),
            (
                b"PK\x03\x04....opendocument.spreadsheet",
                Foreign::OldWorkbook,
            ),
            (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", Foreign::OldWorkbook),
            (
                b"\xd0\xcf\x11\xe0E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k\0a\0g\0e\0",
                Foreign::Locked,
            ),
            (b"%PDF-1.4", Foreign::Page),
            (b"{\\rtf1\\ansi", Foreign::RichText),
            (b"\xff\xd8\xff\xe0", Foreign::Picture),
            (b"\x89PNG\r\n", Foreign::Picture),
            (b"\0\0\0\x24ftypheic", Foreign::Picture),
            (b"<html><head>", Foreign::Html),
            (b"\xef\xbb\xbf <TABLE>", Foreign::Html),
            (b"<?xml version=\"1.0\"?><Workbook", Foreign::Xml),
            (b"\0\x01\x02\x03\0\0\0", Foreign::Binary),
        ] {
            assert_eq!(foreign(bytes), Some(expected), "{bytes:?}");
        }
        for text in ["编码,价格\n210102015,67\n", "BMI,价格", "", "RIF,1"] {
            assert_eq!(foreign(text.as_bytes()), None, "{text}");
        }
        let wide: Vec<u8> = "编码,价格\n210102015,67\n"
            .encode_utf16()
            .flat_map(u16::to_le_bytes)
            .collect();
        assert_eq!(foreign(&wide), None);
    }

    fn sniffed(bytes: &[u8], piece: usize) -> Result<Encoding, Foreign> {
        let mut sniffer = Sniffer::new();
        bytes.chunks(piece).for_each(|it| sniffer.push(it));
        sniffer.finish()
    }

    #[test]
    fn utf_16_is_known_without_a_mark() {
        let text = "序号,项目编码,项目名称,价格\n1,210102015,数字化摄影(DR),67\n";
        let le: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
        let be: Vec<u8> = text.encode_utf16().flat_map(u16::to_be_bytes).collect();
        assert_eq!(sniffed(&le, le.len()), Ok(Encoding::Utf16Le));
        assert_eq!(sniffed(&be, be.len()), Ok(Encoding::Utf16Be));
        // A stray zero makes none of a short text.
        assert_eq!(sniffed(b"210102015,67\0", 20), Ok(Encoding::Utf8));
    }

    proptest! {
        #[test]
        fn utf_8_is_known_in_any_pieces(text in ".{0,80}", piece in 5..40_usize) {
            let text = text.replace('\0', "");
            prop_assert_eq!(sniffed(text.as_bytes(), piece), Ok(Encoding::Utf8));
        }

        #[test]
        fn bytes_without_zeros_are_the_same_in_any_pieces(bytes in prop::collection::vec(1..=u8::MAX, 0..99), piece in 2..9_usize) {
            prop_assert_eq!(sniffed(&bytes, piece), sniffed(&bytes, 99));
        }
    }
}
