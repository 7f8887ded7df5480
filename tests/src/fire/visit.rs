//! What residents do with a service that does not always answer, and what they see.

use super::words::{Fields, Words};
use crate::{Page, Store};
use fastrand::Rng;
use reqwest::Client;
use std::sync::Arc;
use std::time::Duration;

/// How somebody sends a complaint.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Habit {
    /// Presses once.
    Once,
    /// Presses twice at the same time.
    Twice,
    /// Presses three times at the same time.
    Thrice,
    /// Loads the answer again, twice.
    Refresh,
    /// Goes back to the check page when it is sent, and sends it again.
    GoBack,
    /// Presses again on the page that says that it was not sent, three times at most.
    Insist,
    /// Closes the browser before there is an answer.
    GiveUp,
}

impl Habit {
    /// Every habit.
    pub const ALL: [Self; 7] =
        [Self::Once, Self::Twice, Self::Thrice, Self::Refresh, Self::GoBack, Self::Insist, Self::GiveUp];
}

/// What somebody sees after pressing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Seen {
    /// A confirmation.
    Confirmed {
        /// What the complaint is called.
        reference: String,
        /// The day of receipt.
        day: String,
        /// The words that it shows back.
        words: Vec<String>,
        /// Whether the complaint was in the table by then, where that was looked at.
        is_kept: bool,
    },
    /// The page that says that nothing was sent, with what a press on its button sends.
    NotSent(Fields),
    /// Any other answer.
    Other(u16, String),
    /// No answer: the service had gone, or whoever waited for it.
    Nothing,
}

impl Seen {
    fn of(page: &Page, store: Option<&Store>) -> Self {
        let says_not_sent = ["NIET verstuurd", "NOT been sent"].iter().any(|words| page.title().contains(words));
        match (page.status, page.day()) {
            (201, Some(day)) => Self::Confirmed {
                reference: page.reference().to_owned(),
                day: day.to_owned(),
                words: page.words(),
                is_kept: store.is_none_or(|store| store.keeps(page.reference())),
            },
            (503, None) if says_not_sent => Self::NotSent(page.hidden_fields()),
            _ => Self::Other(page.status, page.title().to_owned()),
        }
    }
}

/// A complaint, and what its sender saw of it.
#[derive(Clone, Debug)]
pub struct Told {
    /// Its words.
    pub words: Words,
    /// How it was sent.
    pub habit: Habit,
    /// What was seen, in this order.
    pub seen: Vec<Seen>,
    /// Whether its sender comes back if there was no confirmation.
    pub comes_back: bool,
}

impl Told {
    /// A complaint that is not sent yet.
    #[must_use]
    pub fn new(words: Words, habit: Habit, comes_back: bool) -> Self {
        Self { words, habit, seen: Vec::new(), comes_back }
    }

    /// Whether a confirmation was seen.
    #[must_use]
    pub fn is_confirmed(&self) -> bool {
        self.seen.iter().any(|seen| matches!(seen, Seen::Confirmed { .. }))
    }

    /// Sends it, as its sender does.
    pub async fn visit(&mut self, address: &Address, mut drawn: Rng) {
        let typed = self.words.typed().clone();
        // Half of them have the page before, which sends what it holds itself.
        let form = if drawn.bool() { address.check(&typed).await.unwrap_or(typed) } else { typed };
        match self.habit {
            Habit::Once => self.seen.push(address.send(&form).await),
            Habit::Twice => {
                let both = tokio::join!(address.send(&form), address.send(&form));
                self.seen.extend(<[Seen; 2]>::from(both));
            }
            Habit::Thrice => {
                let all = tokio::join!(address.send(&form), address.send(&form), address.send(&form));
                self.seen.extend(<[Seen; 3]>::from(all));
            }
            Habit::Refresh => {
                for _ in 0..3 {
                    self.seen.push(address.send(&form).await);
                }
            }
            Habit::GoBack => {
                self.seen.push(address.send(&form).await);
                let again = address.check(&form).await.unwrap_or(form);
                self.seen.push(address.send(&again).await);
            }
            Habit::Insist => {
                self.seen.push(address.send(&form).await);
                for _ in 0..3 {
                    let Some(Seen::NotSent(fields)) = self.seen.last().cloned() else { break };
                    self.seen.push(address.send(&fields).await);
                }
            }
            Habit::GiveUp => {
                let patience = Duration::from_millis(drawn.u64(..400));
                let seen = tokio::time::timeout(patience, address.send(&form)).await;
                self.seen.push(seen.unwrap_or(Seen::Nothing));
            }
        }
    }

    /// Comes back later: sends it once more with what the last page held, whether it was confirmed or not.
    pub async fn come_back(&mut self, address: &Address) {
        let held = self.seen.iter().rev().find_map(|seen| match seen {
            Seen::NotSent(fields) => Some(fields.clone()),
            _ => None,
        });
        let fields = held.unwrap_or_else(|| self.words.typed().clone());
        self.seen.push(address.send(&fields).await);
    }
}

/// So long somebody waits who does not give up: far longer than the service takes to say that nothing was sent.
const PATIENCE: Duration = Duration::from_mins(1);

/// Where a service answers, and how it is reached.
#[derive(Clone)]
pub struct Address {
    client: Client,
    origin: String,
    store: Option<Arc<Store>>,
}

impl Address {
    /// The service at `address`.
    #[must_use]
    pub fn of(address: &str) -> Self {
        let client = Client::builder().timeout(PATIENCE).build().expect("a client");
        Self { client, origin: address.to_owned(), store: None }
    }

    /// The same; `store` is looked into as soon as something is confirmed.
    #[must_use]
    pub fn before(self, store: Arc<Store>) -> Self {
        Self { store: Some(store), ..self }
    }

    async fn send(&self, fields: &Fields) -> Seen {
        let page = self.post("/formulier/versturen", fields).await;
        page.map_or(Seen::Nothing, |page| Seen::of(&page, self.store.as_deref()))
    }

    /// The page that shows everything back: what a press on its button sends.
    async fn check(&self, fields: &Fields) -> Option<Fields> {
        let page = self.post("/formulier/controleren", fields).await.ok()?;
        assert_eq!(page.status, 200, "{}", page.html);
        Some(page.hidden_fields())
    }

    async fn post(&self, path: &str, fields: &Fields) -> Result<Page, reqwest::Error> {
        Page::read(self.client.post(format!("{}{path}", self.origin)).form(fields).send().await?).await
    }
}
