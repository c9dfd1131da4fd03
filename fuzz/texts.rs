//! What must hold for any text that is taken for an amount, a day or a query.

use luzhou_gazette::calculators::find;
use luzhou_gazette::date::Date;
use luzhou_gazette::form::Answer;
use luzhou_gazette::money::Fen;
use luzhou_gazette::search;

/// An amount is printed as it is read, and an answer means the same when a link carries it on.
pub(crate) fn money(text: &str) {
    if let Ok(amount) = Fen::parse(text) {
        assert_eq!(Fen::parse(&amount.plain()), Ok(amount));
        assert_eq!(Fen::parse(&amount.in_column().replace(',', "")), Ok(amount));
        assert!(!amount.in_capitals().is_empty());
    }
    typed("home-purchase-subsidy", "price", text);
    typed("relocation-subsidy", "households", text);
    typed("carbon-targets", "value", text);
}

/// A day is printed as it is read, in figures and in words, and lies in the calendar.
pub(crate) fn date(text: &str) {
    if let Some(day) = Date::as_written(text) {
        assert!((Date::MIN..=Date::MAX).contains(&day));
        assert_eq!(Date::parse(&day.to_string()), Some(day));
        assert_eq!(Date::as_written(&day.in_words()), Some(day));
        let next = day.plus_days(1);
        assert!(next.is_none_or(|next| day.days_until(next) == 1 && next.digits() > day.digits()));
    }
    assert!(Date::parse(text).is_none_or(|day| Date::as_written(text) == Some(day)));
    typed("home-purchase-subsidy", "contract_date", text);
}

/// What is typed into a field is refused at that field, or read to the same again.
fn typed(calculator: &str, key: &str, text: &str) {
    let form = find(calculator).unwrap().form;
    let read = |text: &str| form.check(&[(key.to_owned(), Answer::from(text))]);
    match read(text) {
        Ok(checked) => {
            for (_, again) in checked.texts() {
                assert_eq!(read(&again).as_ref(), Ok(&checked), "{text} {again}");
            }
        }
        Err(errors) => assert!(errors.iter().all(|it| it.field == key), "{text} {errors:?}"),
    }
}

/// A query finds no more than is wanted, each thing once, and every way leads somewhere.
pub(crate) fn query(text: &str) {
    let found = search::find(text, 10);
    assert!(found.hits.len() <= 10);
    let mut links: Vec<&str> = found.hits.iter().map(|it| it.link.as_str()).collect();
    for link in &links {
        let name = link.trim_start_matches('#').split('?').next().unwrap();
        assert!(find(name).is_some(), "{text} {link}");
    }
    let all = links.len();
    links.sort_unstable();
    links.dedup();
    assert_eq!(links.len(), all, "{text}");
    assert_eq!(found, search::find(text, 10));
    assert!(search::items_for(text, 3).len() <= 3);
}
