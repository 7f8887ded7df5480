//! Slips of the pen in the names of well-known providers of e-mail: `gmial.com`.
//!
//! A wrong question worries a person whose address is right, a missed slip costs one mail; so only what is hardly anybody's
//! real domain is asked about.

use strsim::osa_distance;

/// Where residents of the Netherlands have their mail, under names that are nobody else's.
const DISTINCT: [&str; 18] = [
    "gmail.com",
    "googlemail.com",
    "hotmail.com",
    "hotmail.nl",
    "outlook.com",
    "icloud.com",
    "yahoo.com",
    "yahoo.nl",
    "protonmail.com",
    "ziggo.nl",
    "kpnmail.nl",
    "kpnplanet.nl",
    "hetnet.nl",
    "xs4all.nl",
    "upcmail.nl",
    "casema.nl",
    "caiway.nl",
    "telfort.nl",
];

/// Providers whose names are ordinary, or near ordinary names: only the ending tells a slip.
const ORDINARY: [&str; 11] = [
    "live.nl",
    "live.com",
    "msn.com",
    "me.com",
    "proton.me",
    "planet.nl",
    "home.nl",
    "online.nl",
    "solcon.nl",
    "tele2.nl",
    "quicknet.nl",
];

/// Real domains that a slip could lead to, and mail may too.
const REAL: [&str; 1] = ["gail.com"];

/// The provider that was likely meant by `domain`; `None` if it is one itself, or like none.
pub(crate) fn meant(domain: &str) -> Option<&'static str> {
    let domain = domain.to_lowercase();
    if DISTINCT.iter().chain(&ORDINARY).chain(&REAL).any(|known| *known == domain) {
        return None;
    }
    let (name, ending) = domain.split_once('.')?;
    let slips = |provider: &&&str| {
        provider.split_once('.').is_some_and(|(wanted, wanted_ending)| {
            is_slip(name, wanted) && (ending == wanted_ending || is_slip_of_ending(ending, wanted_ending))
        })
    };
    let ordinary = |provider: &&&str| {
        let impossible = |wanted| is_slip_of_ending(ending, wanted) && !COUNTRIES_NEAR_COM.contains(&ending);
        provider.split_once('.').is_some_and(|(wanted, wanted_ending)| name == wanted && impossible(wanted_ending))
    };
    let found = DISTINCT.iter().filter(slips).chain(ORDINARY.iter().filter(ordinary));
    found.min_by_key(|provider| osa_distance(provider, &domain)).copied()
}

/// Whether `name` is `wanted`, or `wanted` with one slip: a letter left out, doubled or added, or two letters swapped; another
/// letter only in a long name. The first letter is right: `mail`, `email` and `ymail` are no `gmail`, and `cloud` no `icloud`.
fn is_slip(name: &str, wanted: &str) -> bool {
    let has_other_letter = || letters(name).len() == letters(wanted).len() && letters(name) != letters(wanted);
    let most = if wanted.len() >= 9 { 2 } else { 1 };
    name == wanted
        || name.chars().next() == wanted.chars().next()
            && osa_distance(name, wanted) <= most
            && (wanted.len() >= 7 || !has_other_letter())
}

fn letters(name: &str) -> Vec<char> {
    let mut letters: Vec<char> = name.chars().collect();
    letters.sort_unstable();
    letters
}

/// Countries whose endings are far more often a slip for `com`, behind a name that is nobody else's.
const COUNTRIES_NEAR_COM: [&str; 3] = ["cm", "co", "om"];

/// Two letters beside `nl` on the keyboard, or swapped, that are no country.
const NO_COUNTRIES_NEAR_NL: [&str; 5] = ["ln", "nk", "bl", "hl", "nj"];

/// Whether `ending` is `wanted` with one slip, and not the ending of something real.
fn is_slip_of_ending(ending: &str, wanted: &str) -> bool {
    let is_real = ending == "cam"
        || ending.len() == 2
            && !(wanted == "com" && COUNTRIES_NEAR_COM.contains(&ending))
            && !(wanted == "nl" && NO_COUNTRIES_NEAR_NL.contains(&ending));
    !is_real && wanted.len() + 1 >= ending.len() && osa_distance(ending, wanted) == 1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_in_the_name_of_a_provider_is_seen() {
        for (typed, wanted) in [
            ("gmial.com", "gmail.com"),
            ("gmai.com", "gmail.com"),
            ("gmaill.com", "gmail.com"),
            ("gmail.cm", "gmail.com"),
            ("gmail.con", "gmail.com"),
            ("gmail.co", "gmail.com"),
            ("Gmail.Comm", "gmail.com"),
            ("hotmial.nl", "hotmail.nl"),
            ("hotmail.con", "hotmail.com"),
            ("hotmial.con", "hotmail.com"),
            ("hotnail.com", "hotmail.com"),
            ("hotmail.nll", "hotmail.nl"),
            ("outlok.com", "outlook.com"),
            ("outllok.com", "outlook.com"),
            ("iclod.com", "icloud.com"),
            ("yaho.com", "yahoo.com"),
            ("zigo.nl", "ziggo.nl"),
            ("ziggo.nk", "ziggo.nl"),
            ("kpnmail.n", "kpnmail.nl"),
            ("kpnmal.nl", "kpnmail.nl"),
            ("live.con", "live.com"),
            ("live.nll", "live.nl"),
            ("home.ln", "home.nl"),
        ] {
            assert_eq!(meant(typed), Some(wanted), "{typed}");
        }
    }

    #[test]
    fn a_domain_that_is_real_is_never_asked_about() {
        for real in DISTINCT.into_iter().chain(ORDINARY).chain([
            "mail.com",
            "email.com",
            "ymail.com",
            "gmx.com",
            "gmx.net",
            "gmx.nl",
            "gail.com",
            "hotmail.be",
            "hotmail.de",
            "hotmail.fr",
            "hotmail.no",
            "hotmail.cl",
            "hotmail.co.uk",
            "hotmart.com",
            "outlook.be",
            "outlook.de",
            "outlook.co.id",
            "live.be",
            "live.co.uk",
            "live.ca",
            "live.no",
            "love.com",
            "line.me",
            "love.nl",
            "home.be",
            "rome.nl",
            "homes.nl",
            "hom.nl",
            "mc.com",
            "mac.com",
            "ms.com",
            "msn.nl",
            "cloud.com",
            "yahoo.de",
            "yahoo.co.uk",
            "yahoo.fr",
            "yandex.com",
            "zeggo.nl",
            "zigzo.nl",
            "ziggo.com",
            "ziggo.tv",
            "planten.nl",
            "plane.nl",
            "planet.com",
            "solon.nl",
            "tele.nl",
            "online.no",
            "onlinee.nl",
            "kpn.nl",
            "kpn.com",
            "upc.nl",
            "het.net",
            "chello.nl",
            "zonnet.nl",
            "wxs.nl",
            "freedom.nl",
            "proton.com",
            "pm.me",
            "protonmail.ch",
            "aol.com",
            "wijheemstede.nl",
            "voorbeeld.example",
            "example.com",
            "localhost",
            "",
        ]) {
            assert_eq!(meant(real), None, "{real}");
        }
    }
}
