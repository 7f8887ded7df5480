//! Names in a text that get their value when a page is made for one person: `{{ date }}`.

/// `text` with the values of its placeholders. A placeholder without a value stays as it is, and so does one within a value.
///
/// ```
/// assert_eq!(views::fill_in("op {{ date }}", &[("date", "maandag")]), "op maandag");
/// ```
#[must_use]
pub fn fill_in(text: &str, values: &[(&str, &str)]) -> String {
    let mut filled = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("{{") {
        filled.push_str(before);
        let value = after.split_once("}}").and_then(|(name, after)| {
            let named = values.iter().find(|(known, _)| *known == name.trim());
            named.map(|(_, value)| (*value, after))
        });
        let (said, after) = value.unwrap_or(("{{", after));
        filled.push_str(said);
        rest = after;
    }
    filled.push_str(rest);
    filled
}

/// The placeholder `name`, spaced as every text has it once it was read.
#[must_use]
pub fn placeholder(name: &str) -> String {
    format!("{{{{ {name} }}}}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_is_not_looked_through_for_placeholders() {
        let values = [("label", "{{ over }} {{ label }}"), ("over", "3")];
        assert_eq!(fill_in("{{ label }}, {{over}} {{ weg }} {{", &values), "{{ over }} {{ label }}, 3 {{ weg }} {{");
    }
}
