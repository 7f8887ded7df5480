//! How a language names its months.

/// The names of the months of one language, January first.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Months {
    /// In full.
    pub names: [String; 12],
    /// Shortened, with or without a full stop.
    pub short: [String; 12],
}

impl Months {
    /// The number of the month that `typed` names: in full, shortened, or by at least its first three letters.
    pub(crate) fn number(&self, typed: &str) -> Option<u32> {
        let typed = typed.trim_end_matches('.').to_lowercase();
        let is_one = |(name, short): (&String, &String)| {
            let is_name = typed.chars().count() >= 3 && name.to_lowercase().starts_with(&typed);
            is_name || short.to_lowercase().trim_end_matches('.') == typed
        };
        (1..).zip(self.names.iter().zip(&self.short)).find_map(|(number, names)| is_one(names).then_some(number))
    }

    #[cfg(test)]
    pub(crate) fn of(names: &str, short: &str) -> Self {
        let twelve = |text: &str| {
            let mut words = text.split(' ').map(str::to_owned);
            std::array::from_fn(|_| words.next().unwrap_or_default())
        };
        Self { names: twelve(names), short: twelve(short) }
    }

    #[cfg(test)]
    pub(crate) fn dutch() -> Self {
        Self::of(
            "januari februari maart april mei juni juli augustus september oktober november december",
            "jan feb mrt apr mei jun jul aug sep okt nov dec",
        )
    }

    #[cfg(test)]
    pub(crate) fn english() -> Self {
        Self::of(
            "January February March April May June July August September October November December",
            "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec",
        )
    }
}
