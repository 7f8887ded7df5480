//! Every way of writing a day says that day, and nothing ever says another.

use super::*;
use crate::IncidentDate;
use chrono::Days;
use proptest::prelude::*;
use proptest::sample::select;

fn today() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 11, 22).unwrap()
}

fn any_day() -> impl Strategy<Value = NaiveDate> {
    let first = NaiveDate::from_ymd_opt(EARLIEST_YEAR, 1, 1).unwrap();
    let count = u64::try_from((today() - first).num_days()).unwrap();
    (0..=count).prop_map(move |after| first + Days::new(after))
}

fn read(boxes: [&str; 3]) -> Result<IncidentDate, (Field, MistakeKind)> {
    IncidentDate::read(boxes, today(), &[&CalendarNames::dutch(), &CalendarNames::english()])
}

/// Every way of writing a day, in the words of one language, each as what stands in the three boxes.
fn ways(date: NaiveDate, names: &CalendarNames) -> Vec<[String; 3]> {
    let (d, m, y) = (date.day(), date.month(), date.year());
    let yy = y % 100;
    let month = &names.months[date.month0() as usize];
    let short = &names.short_months[date.month0() as usize];
    let weekday = &names.weekdays[date.weekday().num_days_from_monday() as usize];
    let short_weekday = &names.short_weekdays[date.weekday().num_days_from_monday() as usize];
    let filler = &names.fillers[0];
    let whole = [
        format!("{d}-{m}-{y}"),
        format!("{d:02}-{m:02}-{y}"),
        format!("{d}/{m}/{y}"),
        format!("{d}.{m}.{y}."),
        format!("{d} {m} {y}"),
        format!("{y}-{m:02}-{d:02}"),
        format!("{y}/{m}/{d}"),
        format!("{y}{m:02}{d:02}"),
        format!("{d:02}{m:02}{y}"),
        format!("{d} {month} {y}"),
        format!("{d}{short}{y}"),
        format!("{d} {}. {y}", short.to_uppercase()),
        format!("{d}e {month}, {y}"),
        format!("{d}rd {month} {y}"),
        format!("{filler} {d}. {month} {y}"),
        format!("{month} {d}, {y}"),
        format!("{month} {d}th, {y}"),
        format!("{y} {month} {d}"),
        format!("{weekday} {d} {month} {y}"),
        format!("{short_weekday}. {d}-{m}-{y}"),
        format!("\u{202a}{d}\u{200f}-{m}-\u{feff}{y}\u{202c}"),
    ];
    let alone =
        |text: &String, place| std::array::from_fn(|other| if other == place { text.clone() } else { String::new() });
    let mut ways: Vec<[String; 3]> =
        whole.iter().flat_map(|text| (0..3).map(move |place| alone(text, place))).collect();
    let [d, m, y] = [d.to_string(), m.to_string(), y.to_string()];
    ways.extend(whole.iter().map(|text| [text.clone(), m.clone(), y.clone()]));
    ways.push([d.clone(), m.clone(), y.clone()]);
    ways.push([format!("{d}."), format!("{month}."), format!("{y}.")]);
    ways.push([format!("{weekday} {d}ste"), short.clone(), y.clone()]);
    ways.push([format!("{d} {month}"), String::new(), y.clone()]);
    ways.push([String::new(), format!("{month} {d}"), y.clone()]);
    ways.push([format!("{d}/{m}"), String::new(), y.clone()]);
    ways.push([d.clone(), format!("{month} {y}"), String::new()]);
    if date.year() > today().year() - 100 {
        let year = format!("{yy:02}");
        ways.push([d.clone(), m.clone(), year.clone()]);
        ways.push([d.clone(), m.clone(), format!("’{year}")]);
        ways.push([format!("{d} {month} '{year}"), String::new(), String::new()]);
        ways.push([String::new(), format!("{d}-{m}-{year}"), String::new()]);
        // The same number twice may be the day twice.
        if u32::try_from(yy) != Ok(date.day()) {
            ways.push([d, format!("{month} {year}"), String::new()]);
        }
    }
    ways
}

/// Digits of another script.
fn in_arabic(text: &str) -> String {
    text.chars().map(|c| c.to_digit(10).and_then(|digit| char::from_u32(0x660 + digit)).unwrap_or(c)).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, cases: 64, ..ProptestConfig::default() })]

    #[test]
    fn every_way_of_writing_a_day_says_that_day(day in any_day(), is_english in any::<bool>()) {
        let names = if is_english { CalendarNames::english() } else { CalendarNames::dutch() };
        for boxes in ways(day, &names) {
            let typed = boxes.each_ref().map(String::as_str);
            // A number behind the month that could be the year again is the one thing that nobody can know.
            let may_be_year = day.day() >= 10
                && day.year() > today().year() - 100
                && typed[0].is_empty() && typed[1] == format!("{} {}", names.months[day.month0() as usize], day.year() % 100);
            let said = if may_be_year { Err((Field::IncidentMonth, MistakeKind::DateUnclear)) } else { Ok(IncidentDate::Day(day)) };
            prop_assert_eq!(read(typed), said, "{:?}", typed);
            let arabic = boxes.each_ref().map(|text| in_arabic(text));
            prop_assert_eq!(read(arabic.each_ref().map(String::as_str)), said, "{:?}", arabic);
        }
    }

    #[test]
    fn whatever_is_read_stands_there(
        boxes in proptest::array::uniform3(proptest::collection::vec(select(&["3", "03", "13", "31", "26", "2026", "1999", "'26", "maart", "March", "mei", "dec.", "dinsdag", "Fri", "3e", "1st", "-", "/", ". ", "of", "op", "x", "20260303", "٣", "\u{200b}"][..]), 0..4)),
        gap in select(&[" ", "", "-"][..]),
    ) {
        let boxes = boxes.map(|parts| parts.join(gap));
        let typed = boxes.each_ref().map(String::as_str);
        if let Ok(date) = read(typed) {
            let all: Vec<Token> = typed.iter().flat_map(|typed| tokens(&typed_text::line(typed))).collect();
            let numbers = || all.iter().filter_map(|token| if let Token::Number(number) = token { Some(number) } else { None });
            let wholes = || numbers().filter(|number| number.digits == 8);
            let first = date.first_day();
            let has = |value: u32| numbers().any(|number| number.value == value);
            let is_whole = wholes().any(|whole| [whole.split([2, 2, 4]), whole.split([4, 2, 2])].iter().any(|parts| parts.iter().any(|part| part.value == first.day())));
            let year = u32::try_from(first.year()).unwrap();
            let names = [CalendarNames::dutch(), CalendarNames::english()];
            let named = all.iter().any(|token| matches!(token, Token::Word { word, .. } if names.iter().any(|names| names.month(word) == Some(first.month()))));
            prop_assert!(named || has(first.month()) || is_whole, "{:?} {}", typed, date);
            prop_assert!(has(year) || has(year % 100) || is_whole, "{:?} {}", typed, date);
            prop_assert!(matches!(date, IncidentDate::Month(_)) || has(first.day()) || is_whole, "{:?} {}", typed, date);
        }
    }
}
