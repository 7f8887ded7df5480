//! Which phone numbers, postcodes and addresses a page spells out, and what only looks like one.

mod common;

use common::Desk;
use proptest::prelude::*;
use proptest::sample::select;
use proptest::test_runner::{Config, TestRunner};
use std::cell::RefCell;
use website::MessageLanguage;

/// What is told of the facts in a page with this text, in English.
fn told(desk: &mut Desk, text: &str) -> Vec<String> {
    let problems = desk.told(text);
    let messages = problems.iter().map(|problem| problem.message(MessageLanguage::English));
    messages.filter(|message| !message.starts_with("the abbreviation")).collect()
}

#[test]
fn what_only_looks_like_a_fact_is_never_told() {
    let mut desk = Desk::new();
    let sentences = [
        "De bijeenkomst is op 01-12-2026 10.00 uur.",
        "De bijeenkomst is op 01-12-2026 10 uur.",
        "Van 06-12-2026 11.30 tot 07-12-2026 13.00 uur.",
        "Op 03/04/2026 12.15 uur, of op 03.04.2026 12:15 uur.",
        "Op 06-12-26 10.00 uur.",
        "Op 2026-11-22 10:00 uur.",
        "Maak het over op NL91 ABNA 0417 1643 00.",
        "Maak het over op NL91ABNA0417164300.",
        "Maak het over op NL20 INGB 0001 2345 67 of BE68 5390 0754 7034.",
        "Rekening: DE89 3704 0044 0532 0130 00.",
        "Lees ISBN 0-306-40615-2.",
        "Lees ISBN 0306406152 of ISBN-10: 0306406152.",
        "Lees ISBN 978-0-306-40615-7.",
        "Lees ISBN 978 0306406157 of 9780306406157.",
        "Lees ISBN 978 90 274 3964 2.",
        "ISSN 0317-8471 0612.",
        "Zie https://voorbeeld.nl/nieuws/0612345678-dicht.",
        "Zie [het nieuws](https://voorbeeld.nl/nieuws/0612345678-dicht).",
        "Zie [het nieuws](https://voorbeeld.nl/?id=0612345678).",
        "Zie www.voorbeeld.nl/0612345678.",
        "Zie voorbeeld.nl/nieuws/0612345678.html.",
        "Het bestand heet nieuws-0612345678-dicht.",
        "Het bestand heet 0612345678.pdf.",
        "Het bestand heet `map_0612345678_oud`.",
        "KvK 0612345678.",
        "Het KvK-nummer is 0612345678.",
        "Uw ordernummer is 0612345678.",
        "Ordernummer: 06 1234 5678.",
        "Bestelnr. 0612345678.",
        "Uw klantnummer 0612345678.",
        "Dossiernummer: 0612345678.",
        "BSN 012345678.",
        "BSN: 0123456789.",
        "Btw-nummer 0123456789.",
        "Uw referentienummer is 2026-0612345678.",
        "Kenmerk 0612345678/2026.",
        "Kenmerk 12/0612345678.",
        "Kaart 0612 3456 7890 1234.",
        "Kaart 06123456789.",
        "Nummer 91 0417 1643 00.",
        "Nummer 0417 1643 00 12.",
        "Het kost € 0,10 of € 1.234,56 of € 0612345678,50.",
        "Tussen 09.00 en 17.00 uur, van 10-12 en van 13-15 uur.",
        "In 2025, 2026, 2027 en 2028 waren er 1, 2 en 3.",
        "De verhouding is 0-1-2-3-4-5-6-7-8-9.",
        "Code 0 612 345 678.",
        "Versie 1.0.6.12345678.",
        "Coördinaten 52.345678, 4.612345678.",
        "Coördinaten 52.3456 04.6123 4567.",
        "Mac 00:06:12:34:56:78.",
        "Het nummer 112 is voor nood.",
        "Bel 14 023.",
        "Wij waren 31 weken dicht, en 1 week open.",
        "Binnen 6-8 weken, binnen 1,5 week, binnen de week.",
        "In 2026 EN in 2027, en in 1999 OK.",
        "De norm NEN-7510 EN 1234 uur.",
        "Zie https://voorbeeld.nl/2102AB/ en https://voorbeeld.nl/?code=2102%20AB.",
        "Rekening NL12 RABO 2102 AB12 34.",
        "Het lokaal is 21.03 AB.",
        "Een adres als naam@voorbeeld.nl of naam@example.org.",
        "Zie https://elders.nl/?mail=hulp@elders.nl.",
        "Stuur het naar @klachten of naar naam@.",
        "Artikel 7:658 BW en artikel 12345 AB.",
    ];
    let told = sentences.map(|sentence| (sentence, told(&mut desk, sentence)));
    let wrong: Vec<_> = told.iter().filter(|(_, told)| !told.is_empty()).collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn a_fact_of_another_is_told_as_it_is_written() {
    let mut desk = Desk::new();
    let sentences = [
        ("Bel 023-111 22 33.", "023-111 22 33"),
        ("Bel 023 111 22 33 (9.00-16.00 uur).", "023 111 22 33"),
        ("Bel 0231112233, elke dag.", "0231112233"),
        ("Bel (023-1112233).", "023-1112233"),
        ("Bel 06-12345678!", "06-12345678"),
        ("Bel 06 12 34 56 78.", "06 12 34 56 78"),
        ("App 06-12-34-56-78.", "06-12-34-56-78"),
        ("Bel +31 6 12345678.", "+31 6 12345678"),
        ("Bel +31 (0)23 111 22 33.", "+31 (0)23 111 22 33"),
        ("Bel 0031 23 1112233.", "0031 23 1112233"),
        ("Bel 0113-123456.", "0113-123456"),
        ("Bel 0800-1234.", "0800-1234"),
        ("Bel 0900 0101 222.", "0900 0101 222"),
        ("Tel.023-1112233", "023-1112233"),
        ("Telefoonnummer: 023-1112233", "023-1112233"),
        ("Het nummer is 0612345678.", "0612345678"),
        ("Noodnummer 0612345678.", "0612345678"),
        ("Bestel nu: 0612345678.", "0612345678"),
        ("Uw order? 0612345678.", "0612345678"),
        ("Vlierpad 2 023-1112233", "023-1112233"),
        ("Bel 06-12345678/0123-112233.", "06-12345678"),
        ("[bel ons](tel:+31231112233)", "+31231112233"),
        ("Op 01-12-2026 bellen: 023-1112233.", "023-1112233"),
        ("| 023-1112233 | 9.00 |", "023-1112233"),
        ("Mail hulp@elders.nl.", "hulp@elders.nl"),
        ("[mail](mailto:hulp@elders.nl)", "hulp@elders.nl"),
        ("Schrijf naar 2102 AB Vlierdorp of naar www.voorbeeld.nl.", "2102 AB"),
        ("Schrijf naar NL-2102 AB Vlierdorp.", "2102 AB"),
        ("U hoort het binnen acht weken.", "acht weken"),
    ];
    let told =
        sentences.map(|(sentence, found)| (sentence, format!("`{found}` is another"), told(&mut desk, sentence)));
    let wrong: Vec<_> =
        told.iter().filter(|(_, found, told)| !told.iter().any(|told| told.starts_with(found))).collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
}

/// An account with the two digits that ISO 7064 (mod 97-10) asks for.
fn account(bank: &str, number: u64) -> String {
    let digits: String = format!("{bank}{number:010}NL00")
        .chars()
        .map(|letter| letter.to_digit(36).unwrap_or_default().to_string())
        .collect();
    let rest = digits.bytes().fold(0, |rest, digit| (rest * 10 + u32::from(digit - b'0')) % 97);
    let number = format!("{number:010}");
    format!("NL{:02} {bank} {} {} {}", 98 - rest, &number[..4], &number[4..8], &number[8..])
}

/// A book's number of ten digits, with the last that ISO 2108 asks for.
fn book(number: u32) -> String {
    let digits = format!("{number:09}");
    let sum: u32 =
        digits.chars().rev().zip(2..).map(|(digit, weight)| digit.to_digit(10).unwrap_or_default() * weight).sum();
    let last = match (11 - sum % 11) % 11 {
        10 => "X".to_owned(),
        digit => digit.to_string(),
    };
    format!("{}-{}-{}-{last}", &digits[..1], &digits[1..4], &digits[4..])
}

#[test]
fn phone_numbers_are_found_however_they_are_written_and_other_numbers_never() {
    let phone = (
        select(vec!["06", "010", "020", "023", "030", "070", "0113", "0252", "0599", "085"]),
        100_000_000_u32..1_000_000_000,
        0..7_usize,
    );
    let phone = phone.prop_map(|(code, digits, format)| {
        let rest = &digits.to_string()[..10 - code.len()];
        let (abroad, middle) = (&code[1..], rest.len() - 4);
        let (one, two, three) = (&rest[..middle], &rest[middle..middle + 2], &rest[middle + 2..]);
        match format {
            0 => format!("{code}-{rest}"),
            1 => format!("{code} {rest}"),
            2 => format!("{code}{rest}"),
            3 => format!("{code}-{one} {two} {three}"),
            4 => format!("+31 {abroad} {rest}"),
            5 => format!("+31 (0){abroad}\u{a0}{one} {two}{three}"),
            _ => format!("0031-{abroad}-{rest}"),
        }
    });
    let other = prop_oneof![
        (1..29_u8, 1..13_u8, 2020..2031_u16, 0..24_u8, 0..60_u8).prop_map(|(day, month, year, hour, minute)| format!(
            "{day:02}-{month:02}-{year} {hour:02}.{minute:02} uur"
        )),
        (select(vec!["ABNA", "INGB", "RABO", "TRIO"]), 0..1_000_000_000_u64)
            .prop_map(|(bank, number)| account(bank, number)),
        (0..1_000_000_000_u32).prop_map(book),
        "978-?0-?[0-9]{9}",
        "https://voorbeeld\\.nl/[a-z]{1,6}/0[1-9][0-9]{8}(-[a-z]{1,6}|/|)",
        "www\\.voorbeeld\\.nl/\\?a=0[1-9][0-9]{8}",
    ];
    let desk = RefCell::new(Desk::new());
    let mut runner = TestRunner::new(Config { cases: 200, failure_persistence: None, ..Config::default() });
    let held = runner.run(&(phone, other), |(phone, other)| {
        let told = told(&mut desk.borrow_mut(), &format!("Bel {phone}, of niet: {other}."));
        prop_assert_eq!(
            told,
            [format!("`{phone}` is another phone number than in `organisation.toml`: 0123-11 22 33")]
        );
        Ok(())
    });
    held.unwrap_or_else(|error| panic!("{error}"));
}
