use super::*;

const DUTCH: &str = r#"
[better]
"indien" = "als"
"afschrift" = "kopie"
"kenbaar" = "laten weten"
"kenbaar maken" = "laten weten"
"maken" = "doen"
"in het kader van" = "voor"
"dient te" = "moet"
"en/of" = "of"
"d.w.z." = "dat betekent"
"enz." = "en zo verder"

[address]
unwanted = ["je", "jouw"]

[link_texts]
empty = ["klik hier", "hier", "lees meer", "foto's"]

[abbreviations]
known = ["WIJ", "dhr."]
with_a_stop = ["dhr.", "bijv.", "nr."]
at_the_end = ["enz.", "e.d."]
explained_by = ["betekent", "betekenen", "dat is", "dat zijn"]

[sentences]
most_words = 25
long_words = 15
average_words = 10

[score]
name = "Flesch-Douma"
syllables = "dutch"
base = 206.835
words_per_sentence = 0.93
syllables_per_word = 77
at_least = 60
fewest_words = 10
"#;

fn dutch() -> WordList {
    toml::from_str(DUTCH).unwrap()
}

fn paragraphs<'a>(texts: &[&'a str]) -> Vec<Block<'a>> {
    texts.iter().map(|text| Block { text, is_heading: false }).collect()
}

/// The advice on some paragraphs, in short, each with the part of the text that it is about.
fn advice(texts: &[&str]) -> Vec<String> {
    let shown = |(block, Advice { range, kind }): (usize, Advice)| match kind {
        AdviceKind::LongSentence { words, most } => format!("{words} > {most}"),
        AdviceKind::Word { written, better } if texts[block][range.clone()] == written => {
            format!("{written} -> {better}")
        }
        AdviceKind::Address { written } if texts[block][range.clone()] == written => format!("{written}!"),
        AdviceKind::Abbreviation { written } if texts[block][range.clone()] == written => format!("{written}?"),
        other => format!("{other:?} is not at {range:?}"),
    };
    dutch().advise(&paragraphs(texts)).into_iter().map(shown).collect()
}

/// The sentences of a text; what is no whole sentence ends in `~`.
fn sentences(text: &str) -> Vec<String> {
    let text = Text::read(text, dutch().abbreviations.stops());
    let mark = |is_whole| if is_whole { "" } else { "~" };
    text.sentences
        .iter()
        .map(|sentence| format!("{}{}", &text.written[text.range(sentence.words.clone())], mark(sentence.is_whole)))
        .collect()
}

/// A sentence of so many words.
fn sentence(words: usize) -> String {
    format!("{}.", ["Dat"].repeat(words).join(" "))
}

const NOTHING: [&str; 0] = [];

#[test]
fn an_empty_page_has_no_advice_no_measure_and_no_score() {
    for blocks in [&[][..], &paragraphs(&["", " \n", "– …"])] {
        assert_eq!(dutch().advise(blocks), []);
        assert_eq!(dutch().measure(blocks), Measure::default());
        assert_eq!(dutch().measure(blocks).words_per_sentence(), None);
        assert_eq!(dutch().score(dutch().measure(blocks)), None);
    }
}

#[test]
fn a_full_stop_a_question_mark_and_an_ellipsis_end_a_sentence() {
    assert_eq!(
        sentences("Bel één. Twee! Drie? Vier?! Vijf… Zes ... Zeven"),
        ["Bel één", "Twee", "Drie", "Vier", "Vijf", "Zes", "Zeven~"]
    );
}

#[test]
fn a_quote_or_bracket_after_the_full_stop_belongs_to_the_sentence() {
    assert_eq!(
        sentences("Druk op “Verder.” Klaar. (Dat is alles.) ‘Echt?’ Ja."),
        ["Druk op “Verder", "Klaar", "Dat is alles", "Echt", "Ja"]
    );
}

#[test]
fn times_addresses_and_numbers_end_no_sentence() {
    let text = "Bel 023-548 38 28 van 9.00 tot 16.00 uur, mail info@wijheemstede.nl of schrijf naar 2101 MP Heemstede.";
    assert_eq!(sentences(text), [&text[..text.len() - 1]]);
}

#[test]
fn a_sentence_may_end_in_an_address() {
    assert_eq!(sentences("Zie www.wijheemstede.nl. Mail ons."), ["Zie www.wijheemstede.nl", "Mail ons"]);
}

#[test]
fn an_abbreviation_ends_no_sentence() {
    assert_eq!(
        sentences("Schrijf t.a.v. de commissie aan Dhr. Voorbeeld of J. Jansen, bijv. op nr. 5. Of t.a.v. Klachten."),
        ["Schrijf t.a.v. de commissie aan Dhr. Voorbeeld of J. Jansen, bijv. op nr. 5", "Of t.a.v. Klachten"]
    );
}

#[test]
fn some_abbreviations_may_end_a_sentence() {
    assert_eq!(
        sentences("Bel, mail enz. Dat mag. Bel e.d. of niet."),
        ["Bel, mail enz.", "Dat mag", "Bel e.d. of niet"]
    );
}

#[test]
fn the_pronoun_u_may_end_a_sentence() {
    assert_eq!(sentences("Wij helpen u. Dat is fijn."), ["Wij helpen u", "Dat is fijn"]);
}

#[test]
fn a_sentence_may_begin_with_an_apostrophe_but_not_with_a_small_letter() {
    assert_eq!(
        sentences("Wij zijn open. ’s Middags niet. U vroeg: “Kan dat?” en belde (“Ja!” (en ja))."),
        ["Wij zijn open", "s Middags niet", "U vroeg: “Kan dat?” en belde (“Ja!” (en ja"]
    );
}

#[test]
fn a_colon_a_semicolon_and_a_line_break_end_no_sentence() {
    assert_eq!(sentences("Kies: bel;\nmail."), ["Kies: bel;\nmail"]);
}

#[test]
fn a_list_item_without_a_sentence_end_is_no_sentence() {
    assert_eq!(
        sentences("uw adres, of uw e-mailadres. Eén is genoeg;"),
        ["uw adres, of uw e-mailadres", "Eén is genoeg~"]
    );
}

#[test]
fn a_long_sentence_and_a_too_long_one_name_the_limit_they_passed() {
    let texts = [15, 16, 25, 26].map(sentence);
    assert_eq!(advice(&texts.each_ref().map(String::as_str)), ["16 > 15", "25 > 15", "26 > 25"]);
}

#[test]
fn a_long_item_is_advised_on_though_it_is_no_sentence() {
    assert_eq!(advice(&[sentence(16).trim_end_matches('.')]), ["16 > 15"]);
}

#[test]
fn a_listed_word_is_found_whatever_its_case_and_punctuation() {
    assert_eq!(
        advice(&["Indien u (INDIEN) “indien”, indien."]),
        ["Indien -> als", "INDIEN -> als", "indien -> als", "indien -> als"]
    );
}

#[test]
fn a_word_is_not_found_within_another() {
    assert_eq!(advice(&["Een klacht indienen, indiening, her-indien, indien@wij.nl, afschriften."]), NOTHING);
}

#[test]
fn a_phrase_is_found_across_a_line_break_but_not_across_punctuation() {
    assert_eq!(advice(&["Dit is in het\nkader van. In het kader, van."]), ["in het\nkader van -> voor"]);
}

#[test]
fn the_longest_phrase_is_found_once() {
    assert_eq!(advice(&["Kenbaar maken of kenbaar."]), ["Kenbaar maken -> laten weten", "kenbaar -> laten weten"]);
}

#[test]
fn a_word_with_a_slash_can_be_listed() {
    assert_eq!(advice(&["Bel en/of mail."]), ["en/of -> of"]);
}

#[test]
fn je_is_not_how_a_reader_is_addressed() {
    assert_eq!(advice(&["U belt. Je mailt jouw klacht, uw jeugd."]), ["Je!", "jouw!"]);
}

#[test]
fn an_abbreviation_is_advised_on_where_it_first_stands() {
    assert_eq!(advice(&["Uw BSN. Het BSN.", "BSN-nummer, a.d.h.v. iets"]), ["BSN?", "a.d.h.v.?"]);
}

#[test]
fn an_abbreviation_is_found_at_the_head_of_a_longer_word() {
    assert_eq!(advice(&["Een AVG-verzoek of twee BSN’s."]), ["AVG?", "BSN?"]);
}

#[test]
fn an_abbreviation_beside_its_explanation_is_explained_on_the_whole_page() {
    for explained in [
        "Die wet heet AVG: Algemene verordening gegevensbescherming.",
        "Die wet heet “AVG”: Algemene verordening gegevensbescherming.",
        "De Algemene verordening gegevensbescherming (AVG).",
        "De AVG (Algemene verordening gegevensbescherming).",
        "De letters “AVG” betekenen: Algemene verordening gegevensbescherming.",
        "Daarvoor geldt de AVG uit Brussel. Dat is de privacywet.",
    ] {
        assert_eq!(advice(&["Een AVG-verzoek.", explained]), NOTHING, "{explained}");
    }
}

#[test]
fn a_dotted_abbreviation_can_be_explained() {
    assert_eq!(advice(&["t.a.v. Klachtencommissie", "De letters t.a.v. betekenen: ter attentie van."]), NOTHING);
}

#[test]
fn a_colon_with_nothing_after_it_explains_nothing() {
    assert_eq!(advice(&["Dit staat in de AVG:"]), ["AVG?"]);
}

#[test]
fn a_known_abbreviation_a_postcode_and_a_roman_number_need_no_explanation() {
    assert_eq!(advice(&["WIJ Heemstede, dhr. Voorbeeld, 2101 MP, Willem II, U."]), NOTHING);
}

#[test]
fn an_abbreviation_with_a_better_word_gets_only_that() {
    assert_eq!(
        advice(&["Bel, d.w.z. niet nu enz. enz."]),
        ["d.w.z. -> dat betekent", "enz. -> en zo verder", "enz. -> en zo verder"]
    );
}

#[test]
fn advice_comes_in_the_order_of_the_text() {
    assert_eq!(advice(&["Je AVG, indien.", "Indien je."]), ["Je!", "AVG?", "indien -> als", "Indien -> als", "je!"]);
}

#[test]
fn a_range_counts_bytes() {
    let advice = dutch().advise(&paragraphs(&["Eén idee, indien"]));
    assert_eq!(advice[0].1.range, 11..17);
}

#[test]
fn a_heading_gets_advice_but_is_not_measured() {
    let heading = Block { text: "Indien u een klacht hebt.", is_heading: true };
    assert_eq!(dutch().advise(&[heading]).len(), 1);
    assert_eq!(dutch().measure(&[heading]), Measure::default());
}

#[test]
fn only_whole_sentences_are_measured() {
    let measure = dutch().measure(&paragraphs(&["U hoort:", "uw naam;", "Bel ons. Kom dan"]));
    assert_eq!(measure, Measure { sentences: 1, words: 2, syllables: 2 });
}

#[test]
fn the_score_is_what_flesch_and_douma_would_work_out_by_hand() {
    // U-kunt-een-klacht-in-die-nen (7, 5 words). De-me-de-wer-ker-helpt-u-graag (8, 5 words).
    let measure = dutch().measure(&paragraphs(&["U kunt een klacht indienen.", "De medewerker helpt u graag."]));
    assert_eq!(measure, Measure { sentences: 2, words: 10, syllables: 15 });
    // 206.835 - 0.93 * 10 / 2 - 77 * 15 / 10 = 206.835 - 4.65 - 115.5
    assert!((dutch().score(measure).unwrap() - 86.685).abs() < 1e-9);
}

#[test]
fn too_few_words_have_no_score_but_an_average() {
    let measure = dutch().measure(&paragraphs(&["Verantwoordelijkheid."]));
    assert_eq!((dutch().score(measure), measure.words_per_sentence()), (None, Some(1.0)));
}

#[test]
fn pages_add_up() {
    let page = Measure { sentences: 1, words: 2, syllables: 3 };
    assert_eq!(page + page, Measure { sentences: 2, words: 4, syllables: 6 });
}

#[test]
fn a_link_text_that_says_nothing_is_known_in_any_shape() {
    let list = dutch();
    assert!(["hier", "Klik  hier!", "LEES MEER »", "Foto’s"].into_iter().all(|text| list.is_empty_link_text(text)));
    assert!(
        !["Klik hier voor het reglement", "", "Lees het reglement"]
            .into_iter()
            .any(|text| list.is_empty_link_text(text))
    );
}

#[test]
fn a_key_that_means_nothing_is_refused() {
    let error = |from: &str, to: &str| toml::from_str::<WordList>(&DUTCH.replace(from, to)).unwrap_err();
    assert!(error("average_words", "average").message().contains("unknown field `average`"));
    assert_eq!(error("\"enz.\" =", "\"...\" =").message(), "`...` has no word to look for");
    let error = error("\"als\"", "1");
    assert_eq!(
        (error.message(), &DUTCH[error.span().unwrap()][..1]),
        ("invalid type: integer `1`, expected a string", "\"")
    );
}

#[test]
fn a_language_without_a_score_has_none() {
    let list: WordList = toml::from_str(&DUTCH[..DUTCH.find("[score]").unwrap()]).unwrap();
    assert_eq!(list.score(list.measure(&paragraphs(&[&sentence(20)]))), None);
}
