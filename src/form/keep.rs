//! Which answers a form keeps: those whose questions the other answers let be asked.

use super::answers::Value;
use super::check::listed;
use super::{Answer, Checked, Choice, ErrorCode, Field, InputError, Kind};

/// How many characters of an unknown key its error repeats at most.
const MAX_KEY_SHOWN: usize = 40;

/// An answer as it was read.
struct Read {
    field: Option<&'static Field>,
    value: Option<Value>,
    errors: Vec<InputError>,
}

/// Reads the answers. One whose question the other answers leave out is neither kept nor held against
/// anybody, but remembered as not used.
pub(super) fn check_fields(
    fields: &'static [Field],
    answers: &[(String, Answer)],
    path: &str,
    errors: &mut Vec<InputError>,
) -> Checked {
    let mut all: Vec<Read> = answers
        .iter()
        .map(|(key, answer)| read(fields, key, answer, path))
        .collect();
    let mut checked = Checked::default();
    // A condition speaks of questions further up in the form.
    for field in fields {
        let own = all
            .iter_mut()
            .filter(|read| read.field.is_some_and(|it| it.key == field.key));
        for read in own {
            checked.take(field, read);
        }
    }
    errors.extend(all.into_iter().flat_map(|read| read.errors));
    checked
}

fn read(fields: &'static [Field], key: &str, answer: &Answer, path: &str) -> Read {
    // A key comes from outside: an error names it, but not at any length.
    let shown: String = key.chars().take(MAX_KEY_SHOWN).collect();
    let at = format!("{path}{shown}");
    let mut errors = Vec::new();
    let field = fields.iter().find(|field| field.key == key);
    let value = match field {
        Some(field) => field.read(answer, &at, &mut errors),
        None => Err(InputError::new(
            ErrorCode::UnknownField,
            at,
            format!(
                "没有名为“{shown}”的问题，可用的是：{}",
                listed(fields.iter().map(|f| f.key))
            ),
        )),
    };
    let value = value.map_err(|error| errors.push(error)).ok();
    Read {
        field,
        value,
        errors,
    }
}

impl Checked {
    /// Keeps an answer so far as the answers to the questions before it let it be asked.
    fn take(&mut self, field: &'static Field, read: &mut Read) {
        let applies = field.applies(self);
        if !applies {
            read.errors.clear();
        }
        match (field.kind, read.value.take()) {
            (Kind::Choices { options }, Some(Value::Ids(mut ids))) => {
                ids.retain(|id| {
                    let choice = options.iter().find(|option| option.id == *id);
                    let fits = choice.is_none_or(|choice| self.offers(field, choice));
                    if let Some(choice) = choice.filter(|_| !(applies && fits)) {
                        self.unused.push(unused_choice(field, choice));
                    }
                    applies && fits
                });
                if applies {
                    self.values.push((field.key, Value::Ids(ids)));
                }
            }
            (_, Some(value)) if applies => {
                if let Value::Rows(rows) = &value {
                    for (number, row) in (1..).zip(rows) {
                        let unused = row.unused.iter();
                        self.unused
                            .extend(unused.map(|what| format!("第 {number} 行的{what}")));
                    }
                }
                self.values.push((field.key, value));
            }
            _ if applies => {}
            _ => self.unused.push(format!("“{}”", field.label_for(self))),
        }
    }

    /// Whether the choice is offered for the code that decides whether its question is asked.
    fn offers(&self, field: &Field, choice: &Choice) -> bool {
        let codes = choice.only_for_codes;
        codes.is_empty()
            || field
                .deciding()
                .is_some_and(|key| self.ids(key).iter().any(|id| codes.contains(id)))
    }
}

/// A choice that is not used, with the code to which it belongs.
fn unused_choice(field: &Field, choice: &Choice) -> String {
    let (field, label) = (field.label, choice.label);
    match choice.only_for_codes {
        [] => format!("“{field}：{label}”"),
        [code] => format!("“{field}：{label}”（属于 {code}）"),
        [code, ..] => format!("“{field}：{label}”（属于 {code} 等）"),
    }
}
