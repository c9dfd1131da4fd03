//! A text that is either fixed or made for one answer.

use std::borrow::{Borrow, Cow};
use std::fmt;
use std::ops::Deref;

use serde::{Serialize, Serializer};

use crate::citation::fixed;

/// A text that is either fixed or made for one answer.
///
/// # Examples
///
/// ```
/// use luzhou_gazette::outcome::Text;
///
/// let fixed = Text::from("单价");
/// let made = Text::from(format!("{} 元", 5));
/// assert_eq!((&*fixed, &*made), ("单价", "5 元"));
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Text(Cow<'static, str>);

impl Deref for Text {
    type Target = str;

    fn deref(&self) -> &str {
        &self.0
    }
}

/// Texts can be joined.
impl Borrow<str> for Text {
    fn borrow(&self) -> &str {
        self
    }
}

impl From<&'static str> for Text {
    fn from(fixed: &'static str) -> Self {
        Self(Cow::Borrowed(fixed))
    }
}

impl From<String> for Text {
    fn from(made: String) -> Self {
        Self(Cow::Owned(made))
    }
}

impl PartialEq<&str> for Text {
    fn eq(&self, other: &&str) -> bool {
        self.0 == *other
    }
}

impl fmt::Display for Text {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self)
    }
}

impl Serialize for Text {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match &self.0 {
            Cow::Borrowed(text) => fixed(text, serializer),
            Cow::Owned(text) => serializer.serialize_str(text),
        }
    }
}
