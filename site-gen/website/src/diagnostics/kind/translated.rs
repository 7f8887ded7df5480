//! What serde, toml and the operating system say in English, in Dutch.

/// What was written, from serde's words for it.
pub(super) fn found(english: &str) -> String {
    match english.split_once(' ') {
        Some(("string", text)) => format!("de tekst {text}"),
        Some(("integer" | "float", number)) => format!("het getal {number}"),
        Some(("floating", number)) => format!("het getal {}", number.trim_start_matches("point ")),
        Some(("boolean", value)) => value.to_owned(),
        _ if english == "map" => "een groep".to_owned(),
        _ if english == "sequence" => "een lijst".to_owned(),
        _ => english.to_owned(),
    }
}

/// What should have been written, from serde's words for it.
pub(super) fn expected(english: &str) -> &str {
    match english {
        "a string" => "een tekst tussen aanhalingstekens",
        "a boolean" => "`true` of `false`",
        "u8" | "u16" | "u32" | "usize" | "i64" => "een heel getal van 0 of meer, zonder aanhalingstekens",
        "f64" => "een getal zonder aanhalingstekens",
        "a sequence" => "een lijst",
        _ if english.starts_with("struct") || english == "a map" => "een groep",
        _ => english,
    }
}

/// The parser's words for text that is no TOML.
pub(super) fn toml_detail(english: &str) -> String {
    let words = [
        ("invalid boolean", "schrijf `true` of `false`, een getal, of een tekst tussen aanhalingstekens"),
        ("missing escaped value", "schrijf `\\` in plaats van `\\`"),
        ("invalid unquoted key", "zet na de naam een `=`"),
        ("invalid date", "zet dit tussen aanhalingstekens"),
        ("as i128", "dit getal is te groot"),
        ("string values must be quoted", "zet tekst tussen aanhalingstekens"),
        ("invalid basic string", "het aanhalingsteken aan het eind ontbreekt"),
        ("invalid multi-line basic string", "de drie aanhalingstekens aan het eind ontbreken"),
        ("key with no value", "na de naam ontbreekt `=` met een waarde"),
        ("missing value", "na `=` ontbreekt de waarde"),
        ("unclosed table", "het haakje `]` ontbreekt"),
        ("unclosed array", "het haakje `]` aan het eind van de lijst ontbreekt"),
        ("missing comma", "er ontbreekt een komma"),
        ("extra `=`", "er staat een `=` te veel"),
        ("expected newline", "hier moet de regel ophouden. Staat er een `\"` in de tekst? Schrijf daar “ of ”"),
    ];
    let known = words.iter().find(|(english_words, _)| english.contains(english_words));
    known.map_or_else(|| english.to_owned(), |(_, dutch)| (*dutch).to_owned())
}

/// The operating system's words for what it refuses. Others stay as they are.
pub(super) fn system_words(english: &str) -> &str {
    let words = [
        ("(os error 2)", "er is niets met deze naam"),
        ("(os error 13)", "u mag daar niet bij"),
        ("(os error 17)", "er is al iets met deze naam"),
        ("(os error 20)", "een deel van deze naam is geen map"),
        ("(os error 28)", "de schijf is vol"),
        ("(os error 36)", "de naam is te lang"),
        ("(os error 98)", "een ander programma gebruikt die"),
    ];
    words.iter().find(|(number, _)| english.contains(number)).map_or(english, |(_, dutch)| dutch)
}
