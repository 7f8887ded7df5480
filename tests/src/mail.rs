//! Mails as a reader has them, and a mailer that does what a test wants.

use crate::website;
use ::website::Website;
use chrono::{DateTime, Utc};
use mail_parser::MessageParser;
use notices::{DeadLetter, DeadLetters, Mailboxes, Mailer, MessageId, Notices, OutgoingMail, SendError};
use register::Register;
use serde_json::Value;
use std::collections::VecDeque;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};

/// A mail that arrived.
#[derive(Clone, Debug)]
pub struct ReceivedMail {
    /// To whom.
    pub to: String,
    /// The subject.
    pub subject: String,
    /// The plain text.
    pub text: String,
    /// The HTML.
    pub html: String,
    /// All of it, as it was sent.
    pub mime: Vec<u8>,
}

impl ReceivedMail {
    /// Reads MIME.
    #[must_use]
    pub fn read(mime: &[u8]) -> Self {
        let mail = MessageParser::default().parse(mime).expect("a mail");
        let to = mail.to().and_then(|to| to.first()).and_then(|to| to.address());
        Self {
            to: to.expect("an address").to_owned(),
            subject: mail.subject().expect("a subject").to_owned(),
            text: mail.body_text(0).expect("plain text").replace("\r\n", "\n"),
            html: mail.body_html(0).expect("HTML").replace("\r\n", "\n"),
            mime: mime.to_vec(),
        }
    }
}

/// Keeps what it is given, and fails first as it is told.
#[derive(Clone, Default)]
pub struct TestMailer {
    sent: Arc<Mutex<Vec<ReceivedMail>>>,
    failures: Arc<Mutex<VecDeque<SendError>>>,
    asked: Arc<AtomicUsize>,
}

impl TestMailer {
    /// A mailer whose first mails end in `failures`.
    #[must_use]
    pub fn failing(failures: impl IntoIterator<Item = SendError>) -> Self {
        Self { failures: Arc::new(Mutex::new(failures.into_iter().collect())), ..Self::default() }
    }

    /// What went out, in its order.
    #[must_use]
    pub fn sent(&self) -> Vec<ReceivedMail> {
        self.sent.lock().expect("nobody panicked").clone()
    }

    /// How many mails it was asked to send.
    #[must_use]
    pub fn asked(&self) -> usize {
        self.asked.load(Ordering::Relaxed)
    }

    /// What went out since this was last asked.
    #[must_use]
    pub fn take(&self) -> Vec<ReceivedMail> {
        std::mem::take(&mut *self.sent.lock().expect("nobody panicked"))
    }

    /// To whom mails went, in their order.
    #[must_use]
    pub fn sent_to(&self) -> Vec<String> {
        self.sent().into_iter().map(|mail| mail.to).collect()
    }
}

impl Mailer for TestMailer {
    async fn send(&self, mail: &OutgoingMail) -> Result<MessageId, SendError> {
        tokio::task::yield_now().await;
        self.asked.fetch_add(1, Ordering::Relaxed);
        if let Some(failure) = self.failures.lock().expect("nobody panicked").pop_front() {
            return Err(failure);
        }
        self.sent.lock().expect("nobody panicked").push(ReceivedMail::read(&mail.mime));
        Ok(MessageId(mail.key.to_string()))
    }
}

/// Keeps the dead letters that it is given, unless it is told to refuse them.
#[derive(Clone, Default)]
pub struct TestDeadLetters {
    kept: Arc<Mutex<Vec<Value>>>,
    refuses: Arc<AtomicBool>,
}

impl TestDeadLetters {
    /// From now on it refuses letters, or no longer does.
    pub fn refuse(&self, refuses: bool) {
        self.refuses.store(refuses, Ordering::Relaxed);
    }

    /// The letters, as JSON.
    #[must_use]
    pub fn kept(&self) -> Vec<Value> {
        self.kept.lock().expect("nobody panicked").clone()
    }
}

impl DeadLetters for TestDeadLetters {
    async fn set_aside(&self, letter: &DeadLetter) -> Result<(), String> {
        if self.refuses.load(Ordering::Relaxed) {
            return Err("refused".to_owned());
        }
        self.kept.lock().expect("nobody panicked").push(serde_json::to_value(letter).expect("JSON"));
        Ok(())
    }
}

/// The notices in the words of the made-up organisation, at noon of 22 November 2026.
#[must_use]
pub fn notices(register: &Register, mailer: &TestMailer) -> Notices<TestMailer> {
    notices_by(|| "2026-11-22T11:00:00Z".parse().expect("an instant"), register, mailer.clone())
}

/// The same with another clock and any mailer.
#[must_use]
pub fn notices_by<M: Mailer>(now: fn() -> DateTime<Utc>, register: &Register, mailer: M) -> Notices<M> {
    notices_of(&website(), now, register, mailer)
}

/// The same in the words of another organisation.
#[must_use]
pub fn notices_of<M: Mailer>(
    website: &Website,
    now: fn() -> DateTime<Utc>,
    register: &Register,
    mailer: M,
) -> Notices<M> {
    let mailboxes = Mailboxes::read("klachten@wij.example", "kantoor@wij.example").expect("addresses");
    Notices::new(Arc::clone(website.site()), mailboxes, register.clone(), mailer, now)
}
