//! How many syllables a word has.

use serde::Deserialize;

/// The languages whose syllables can be counted.
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Syllables {
    /// As Dutch is spelled.
    Dutch,
    /// Roughly: English is not spelled as it is spoken.
    English,
}

impl Syllables {
    /// The syllables of a word, at least one.
    ///
    /// # Source
    /// R. Flesch, *How to Write Plain English*, chapter 2: abbreviations and figures have one.
    #[must_use]
    pub fn count(self, word: &str) -> usize {
        let is_spelled = |letter: char| letter.is_alphabetic() || "-'’/".contains(letter);
        let is_capitals = word.chars().all(char::is_uppercase) && word.chars().nth(1).is_some();
        if is_capitals || !word.chars().all(is_spelled) {
            return 1;
        }
        match self {
            Self::Dutch => in_dutch(word).max(1),
            Self::English => word.to_lowercase().split(['-', '/']).map(in_english).sum(),
        }
    }
}

/// Each vowel sound is a syllable.
fn in_dutch(word: &str) -> usize {
    let letters: Vec<char> = word.chars().flat_map(char::to_lowercase).map(without_stress).collect();
    let (mut rest, mut count) = (letters.as_slice(), 0);
    while !rest.is_empty() {
        let (length, has_sound) = first_sound(rest);
        count += usize::from(has_sound);
        rest = &rest[length..];
    }
    count
}

/// How many letters belong together, and whether a vowel sounds in them.
#[rustfmt::skip] // a rule is a line
#[expect(clippy::match_same_arms, reason = "each arm is a rule of its own")]
const fn first_sound(letters: &[char]) -> (usize, bool) {
    match letters {
        // vowels that are spoken as one
        ['e' | 'i', 'e', 'u', 'w', ..] => (4, true),
        ['e', 'u', 'm'] | ['e', 'u', 'm', 's'] => (1, true), // mu-se-um
        ['a', 'a', 'i', ..] | ['e', 'a', 'u', ..] | ['o', 'e', 'i' | 'u', ..] | ['o', 'o', 'i', ..] => (3, true),
        ['a', 'a' | 'i' | 'u' | 'y', ..] | ['e', 'e' | 'i' | 'u' | 'y', ..] | ['i', 'e' | 'j', ..]
        | ['o', 'e' | 'i' | 'o' | 'u' | 'y', ..] | ['u', 'i' | 'u', ..]
        | ['ë', 'e' | 'i', ..] | ['ï', 'e', ..] => (2, true),
        // vowels that are consonants: kwis, rojaal
        ['q', 'u', ..] => (2, false),
        ['y', 'a' | 'e' | 'i' | 'o' | 'u', ..] => (1, false),
        ['a' | 'e' | 'i' | 'o' | 'u' | 'y' | 'ä' | 'ë' | 'ï' | 'ö' | 'ü' | 'ĳ' | 'œ', ..] => (1, true),
        // not spoken as Dutch is spelled: team, load, coach, website, online, offline, service, update
        ['t', 'e', 'a', 'm', ..] | ['l', 'o', 'a', 'd', ..] => (4, true),
        ['c', 'o', 'a', 'c', 'h', ..] | ['b', 's', 'i', 't', 'e', ..] | ['n' | 'f', 'l', 'i', 'n', 'e', ..]
        | ['r', 'v', 'i', 'c', 'e', ..] | ['p', 'd', 'a', 't', 'e'] | ['p', 'd', 'a', 't', 'e', 's'] => (5, true),
        // station, pensioen, ingenieur
        ['t', 'i', 'o', 'n', ..] => (4, true),
        ['s', 'i', 'o', 'e', 'n', ..] | ['n', 'i', 'e', 'u', 'r', ..] => (5, true),
        _ => (1, false),
    }
}

/// “één” sounds as “een”, “café” as “cafe”. A trema stays: it parts two sounds.
const fn without_stress(letter: char) -> char {
    match letter {
        'á' | 'à' | 'â' => 'a',
        'é' | 'è' | 'ê' => 'e',
        'í' | 'ì' | 'î' => 'i',
        'ó' | 'ò' | 'ô' => 'o',
        'ú' | 'ù' | 'û' => 'u',
        other => other,
    }
}

/// Each group of vowels is a syllable, except for the most common that are silent, or two.
fn in_english(plain: &str) -> usize {
    let is_vowel = |letter: char| "aeiouyéèêëïöü".contains(letter);
    let sounded = plain.strip_prefix('y').unwrap_or(plain);
    let groups = sounded.split(|letter| !is_vowel(letter)).filter(|group| !group.is_empty()).count();
    let found = |parts: &[&str]| parts.iter().map(|part| sounded.matches(part).count()).sum::<usize>();
    let parted = found(&["ia", "io", "iu", "eo", "ien", "iet", "eing", "oing", "ying"]);
    let joined = found(&["tio", "sio", "gio", "cio", "cia", "tia", "tien", "fien", "rien", "people", "someo", "somet"]);
    let (stem, sounds_before_e): (_, &[char]) = match sounded.as_bytes() {
        [.., b'e', b'd'] => (&sounded[..sounded.len() - 2], &['t', 'd']),
        [.., b'e', b's'] => (&sounded[..sounded.len() - 2], &['s', 'x', 'z', 'c', 'g', 'h']),
        _ => (sounded.strip_suffix('e').unwrap_or_default(), &[]),
    };
    // the e of “moved”, not those of “wanted”, “table”, “employee”
    let ends_in_le = stem.strip_suffix('l').is_some_and(|stem| !stem.ends_with(is_vowel) && !stem.ends_with('l'));
    let is_silent = !stem.is_empty() && !stem.ends_with(is_vowel) && !stem.ends_with(sounds_before_e) && !ends_in_le;
    (groups + parted).saturating_sub(joined + usize::from(is_silent)).max(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Those of `words` that are not counted as they say.
    fn wrong(syllables: Syllables, words: &[(usize, &str)]) -> Vec<String> {
        let all = words.iter().flat_map(|(right, words)| words.split(' ').map(move |word| (*right, word)));
        all.map(|(right, word)| (right, word, syllables.count(word)))
            .filter(|(right, _, counted)| counted != right)
            .map(|(right, word, counted)| format!("{word}: {counted}, not {right}"))
            .collect()
    }

    #[test]
    fn dutch_words_are_counted_as_they_are_spoken() {
        let words = [
            (1, "klacht nieuw leeuw zee één uw quiz team zo’n"),
            (2, "koeien zeeën privé naïef eeuwig mooie website niveau geëist royaal station"),
            (3, "reünie ideeën bijeenkomst eieren Heemstede schriftelijk museum serieus vacuüm poëzie kopieën ideaal"),
            (4, "medewerker vrijwilligers e-mailadres verordening officieel beoordelen aquarium tweeëntwintig"),
            (5, "geïnteresseerd organisatie coördinatie klachtenreglement telefoonnummer"),
            (6, "burgerservicenummer onafhankelijke"),
        ];
        assert_eq!(wrong(Syllables::Dutch, &words), [""; 0]);
    }

    #[test]
    fn english_words_are_counted_roughly() {
        let words = [
            (1, "week page moved rules the"),
            (2, "complaint answer handled wanted people changes table quiet something"),
            (3, "commission period telephone satisfied"),
            (4, "regulation volunteer-led information independent"),
            (6, "accessibility"),
        ];
        assert_eq!(wrong(Syllables::English, &words), [""; 0]);
    }

    #[test]
    fn an_abbreviation_a_number_and_an_address_have_one() {
        let words = [(1, "AVG t.a.v. 2026 9.00 2101MP info@wijheemstede.nl www.wijheemstede.nl")];
        assert_eq!(wrong(Syllables::Dutch, &words), [""; 0]);
    }
}
