//! The form as a template sees it: every field with its label, hint, value and mistake.

use crate::complaint_rows::direction;
use crate::placeholder::fill_in;
use crate::site::LanguageViews;
use crate::texts::Texts;
use complaint::{ContactBy, Field, Form, Lengths, Mistake, MistakeKind, Mistakes};
use serde::Serialize;
use std::collections::BTreeMap;

/// Stands in what the counter says where a script puts the number: no digit, because a text may hold any number.
const NUMBER_GOES_HERE: &str = "{count}";

/// The whole form.
#[derive(Debug, Serialize)]
pub struct FormView<'a> {
    fields: BTreeMap<&'static str, FieldView<'a>>,
    /// The way to hear that was chosen.
    contact_by: Vec<Choice<'a>>,
    /// A mistake of the contact details as a whole.
    contact_mistake: String,
    /// A mistake of the date as a whole.
    date_mistake: String,
    /// What the counter says, with `number_goes_here` where the number goes: a script fills it in.
    characters_left: String,
    characters_over: String,
    number_goes_here: &'static str,
    /// Every mistake, in the order of the form, for the summary.
    mistakes: Vec<MistakeView>,
}

/// One field.
#[derive(Debug, Serialize)]
struct FieldView<'a> {
    name: &'static str,
    label: &'a str,
    hint: &'a str,
    typed: &'a str,
    direction: Option<&'static str>,
    /// The most characters that fit.
    most_chars: Option<usize>,
    /// That it may stay empty: always, or where another says how to reach the sender.
    note: &'a str,
    is_wrong: bool,
    /// What to do about it; empty where there is nothing to do, or the group around the field says so.
    mistake: String,
}

#[derive(Debug, Serialize)]
struct Choice<'a> {
    value: &'static str,
    label: &'a str,
    is_chosen: bool,
}

#[derive(Debug, Serialize)]
struct MistakeView {
    field: &'static str,
    message: String,
}

impl<'a> FormView<'a> {
    /// The form as it was typed, with its mistakes.
    #[must_use]
    pub fn new(
        LanguageViews { texts, phrasing, .. }: &'a LanguageViews,
        lengths: &Lengths,
        form: &'a Form,
        mistakes: Option<&Mistakes>,
    ) -> Self {
        let told = |one: &Mistake| texts.mistake(*one, phrasing);
        let all: Vec<Mistake> = mistakes.into_iter().flatten().copied().collect();
        let first = |is_it: &dyn Fn(&Mistake) -> bool| all.iter().find(|one| is_it(one)).map(told).unwrap_or_default();
        Self {
            fields: Field::ALL
                .into_iter()
                .map(|field| {
                    (
                        field.name(),
                        FieldView::new(texts, lengths, form, field, all.iter().find(|one| one.field == field), told),
                    )
                })
                .collect(),
            contact_by: choices(texts, form),
            contact_mistake: first(&|one| one.kind == MistakeKind::NoContactDetails),
            characters_left: fill_in(&texts.form.characters_left, &[("count", NUMBER_GOES_HERE)]),
            characters_over: fill_in(&texts.form.characters_over, &[("count", NUMBER_GOES_HERE)]),
            number_goes_here: NUMBER_GOES_HERE,
            date_mistake: first(&|one| is_of_date(one.field)),
            mistakes: all.iter().map(|one| MistakeView { field: one.field.name(), message: told(one) }).collect(),
        }
    }

    /// "Fout: " or "2 fouten: ", or nothing.
    pub(crate) fn title_prefix(&self, texts: &Texts) -> String {
        match self.mistakes.len() {
            0 => String::new(),
            1 => format!("{}: ", texts.form.title_one_mistake),
            count => format!("{}: ", fill_in(&texts.form.title_mistakes, &[("count", &count.to_string())])),
        }
    }
}

impl<'a> FieldView<'a> {
    fn new(
        texts: &'a Texts,
        lengths: &Lengths,
        form: &'a Form,
        field: Field,
        mistake: Option<&Mistake>,
        told: impl Fn(&Mistake) -> String,
    ) -> Self {
        let own_mistake = mistake.filter(|one| one.kind != MistakeKind::NoContactDetails && !is_of_date(field));
        let text = texts.form.fields.of(field);
        Self {
            name: field.name(),
            label: text.map_or("", |text| &text.label),
            hint: text.map_or("", |text| &text.hint),
            typed: form.typed(field),
            direction: direction(field),
            most_chars: lengths.of(field),
            note: match field {
                Field::Wish | Field::OnBehalfOf => &texts.form.optional,
                Field::Address | Field::Phone | Field::Email => &texts.form.one_is_enough,
                _ => "",
            },
            is_wrong: mistake.is_some(),
            mistake: own_mistake.map(told).unwrap_or_default(),
        }
    }
}

fn choices<'a>(texts: &'a Texts, form: &Form) -> Vec<Choice<'a>> {
    let chosen = form.typed(Field::ContactBy).trim();
    let chosen = if chosen.is_empty() { ContactBy::Any.as_str() } else { chosen };
    ContactBy::ALL
        .iter()
        .copied()
        .map(|choice| Choice {
            value: choice.as_str(),
            label: texts.contact_by(choice),
            is_chosen: choice.as_str() == chosen,
        })
        .collect()
}

const fn is_of_date(field: Field) -> bool {
    matches!(field, Field::IncidentDay | Field::IncidentMonth | Field::IncidentYear)
}
