//! How a language names months and days of the week.

use chrono::Weekday;

/// What people who write in one language put in a date.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CalendarNames {
    /// Months in full, January first.
    pub months: [String; 12],
    /// Months shortened, with or without a full stop.
    pub short_months: [String; 12],
    /// Days of the week in full, Monday first.
    pub weekdays: [String; 7],
    /// Days of the week shortened, with or without a full stop.
    pub short_weekdays: [String; 7],
    /// Words between the parts of a date that say nothing of it: "de", "of".
    pub fillers: Vec<String>,
}

impl CalendarNames {
    /// The number of the month that `typed` names: in full, shortened, or by three letters or more that no other month begins with.
    pub(crate) fn month(&self, typed: &str) -> Option<u32> {
        place(&self.months, &self.short_months, typed).and_then(|place| u32::try_from(place + 1).ok())
    }

    /// The day of the week that `typed` names, as [`Self::month`].
    pub(crate) fn weekday(&self, typed: &str) -> Option<Weekday> {
        place(&self.weekdays, &self.short_weekdays, typed)
            .and_then(|place| Weekday::try_from(u8::try_from(place).ok()?).ok())
    }

    /// Whether `typed` is one of the fillers.
    pub(crate) fn is_filler(&self, typed: &str) -> bool {
        let typed = typed.to_lowercase();
        self.fillers.iter().any(|filler| filler.to_lowercase() == typed)
    }
}

/// Where the name stands that is meant by `typed`.
fn place(names: &[String], short: &[String], typed: &str) -> Option<usize> {
    let plain = |name: &str| name.trim_end_matches('.').to_lowercase();
    let typed = plain(typed);
    let all = || names.iter().zip(short).map(|(name, short)| (plain(name), plain(short))).enumerate();
    let whole = all().find(|(_, (name, short))| !typed.is_empty() && (*name == typed || *short == typed));
    let mut begun = all().filter(|(_, (name, _))| typed.chars().count() >= 3 && name.starts_with(&typed));
    let (place, _) = whole.or_else(|| begun.next().filter(|_| begun.next().is_none()))?;
    Some(place)
}

#[cfg(test)]
impl CalendarNames {
    fn of(months: &str, short_months: &str, weekdays: &str, short_weekdays: &str, fillers: &str) -> Self {
        fn words<const N: usize>(text: &str) -> [String; N] {
            let mut words = text.split(' ').map(str::to_owned);
            std::array::from_fn(|_| words.next().unwrap_or_default())
        }
        Self {
            months: words(months),
            short_months: words(short_months),
            weekdays: words(weekdays),
            short_weekdays: words(short_weekdays),
            fillers: fillers.split(' ').map(str::to_owned).collect(),
        }
    }

    pub(crate) fn dutch() -> Self {
        Self::of(
            "januari februari maart april mei juni juli augustus september oktober november december",
            "jan feb mrt apr mei jun jul aug sep okt nov dec",
            "maandag dinsdag woensdag donderdag vrijdag zaterdag zondag",
            "ma di wo do vr za zo",
            "op de van",
        )
    }

    pub(crate) fn english() -> Self {
        Self::of(
            "January February March April May June July August September October November December",
            "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec",
            "Monday Tuesday Wednesday Thursday Friday Saturday Sunday",
            "Mon Tue Wed Thu Fri Sat Sun",
            "on the of",
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_month_is_known_by_its_name_its_abbreviation_and_its_first_letters() {
        let names = CalendarNames::dutch();
        assert_eq!(["maart", "Mrt.", "MAA", "sept", "mei"].map(|typed| names.month(typed)), [3, 3, 3, 9, 5].map(Some));
        assert_eq!(["ma", "m", "", "maarte", "ju"].map(|typed| names.month(typed)), [None; 5]);
    }

    #[test]
    fn letters_that_two_months_begin_with_name_none() {
        let french = CalendarNames {
            months: ["janvier", "juin", "juillet", "", "", "", "", "", "", "", "", ""].map(str::to_owned),
            ..CalendarNames::default()
        };
        assert_eq!(["jui", "juil", "juin"].map(|typed| french.month(typed)), [None, Some(3), Some(2)]);
    }

    #[test]
    fn days_of_the_week_are_known_too() {
        assert_eq!(CalendarNames::dutch().weekday("di"), Some(Weekday::Tue));
        assert_eq!(CalendarNames::english().weekday("Sunday"), Some(Weekday::Sun));
        assert_eq!(CalendarNames::english().weekday("maandag"), None);
    }
}
