//! What DynamoDB does by itself on AWS: what has expired goes. And with it, here, everything else that holds its words.

use crate::mail_catcher::MailCatcher;
use crate::store::{Store, StoreError};
use std::io;
use std::time::Duration;
use tokio::sync::watch;

/// DynamoDB takes up to some days.
pub(crate) const EVERY: Duration = Duration::from_mins(10);

/// What is left of something that is gone.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Left {
    #[error(transparent)]
    InStore(#[from] StoreError),
    #[error("cannot remove caught mails: {0}")]
    Mails(#[from] io::Error),
}

/// Lets go what has expired, `every` so often, until `stop` holds `true`.
pub(crate) async fn follow(store: Store, post: MailCatcher, every: Duration, mut stop: watch::Receiver<bool>) {
    loop {
        tokio::select! {
            () = tokio::time::sleep(every) => {}
            _ = stop.wait_for(|is_stopped| *is_stopped) => return,
        }
        sweep(&store, &post).await;
    }
}

/// Lets go what has expired.
pub(crate) async fn sweep(store: &Store, post: &MailCatcher) {
    let (store, post) = (store.clone(), post.clone());
    let swept = tokio::task::spawn_blocking(move || {
        let entries = store.sweep()?;
        clear(&store, &post).map(|mails| (entries, mails))
    });
    match swept.await {
        Ok(Ok((0, 0))) => {}
        Ok(Ok((entries, mails))) => tracing::info!(entries, mails, "expired"),
        Ok(Err(left)) => tracing::warn!(%left, "to be tried again"),
        Err(_) => tracing::error!("the sweep ended early"),
    }
}

/// Takes everything away that is left of what is gone from the table; tells how many caught mails went. Whatever stops this, doing it
/// again finishes it: the store forgets last what went.
pub(crate) fn clear(store: &Store, post: &MailCatcher) -> Result<usize, Left> {
    let mut mails = 0;
    for reference in store.gone()? {
        mails += post.forget(reference)?;
    }
    store.clear()?;
    Ok(mails)
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::{DateTime, Utc};
    use complaint::{CalendarNames, DigestKey, Field, Form, Language, Lengths, Reference, Retention, Rules, Terms};
    use register::Register;
    use std::time::Instant;

    fn at(instant: &str) -> DateTime<Utc> {
        instant.parse().unwrap()
    }

    /// A complaint that was received long ago, and not closed yet.
    async fn keep(register: &Register) -> Reference {
        let lengths = Lengths {
            name: 50,
            address: 50,
            postcode: 50,
            town: 50,
            phone: 50,
            email: 50,
            about: 50,
            description: 50,
            wish: 50,
            on_behalf_of: 50,
        };
        let languages = vec![(Language::new("nl"), CalendarNames::default())];
        let today = "2020-01-02".parse().unwrap();
        let rules = Rules { lengths, default_language: Language::new("nl"), languages, today };
        let mut form = Form::default();
        for (field, typed) in [
            (Field::Name, "kanarievogel"),
            (Field::Phone, "000-000 00 00"),
            (Field::IncidentMonth, "1"),
            (Field::IncidentYear, "2020"),
            (Field::About, "kanarievogel"),
            (Field::Description, "kanarievogel"),
        ] {
            form.set(field, typed);
        }
        let dates = Terms { contact_weeks: 1, answer_weeks: 6, extension_weeks: 4 }.dates(today);
        let kept = register
            .keep(&form.read(&rules).unwrap(), &DigestKey::from([7; 32]), at("2020-01-02T10:00:00Z"), &dates)
            .await
            .unwrap();
        kept.receipt.reference
    }

    #[tokio::test]
    async fn what_expires_while_the_service_runs_goes_at_the_next_round() {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::open(folder.path()).unwrap();
        let register = Register::connect(store.connection());
        register.create_table().await.unwrap();
        let post = MailCatcher::new(folder.path().join("post"), || at("2026-11-24T10:00:00Z"));
        let (stop, stopping) = watch::channel(false);
        let following = tokio::spawn(follow(store.clone(), post, Duration::from_millis(50), stopping));
        let holds =
            || std::fs::read(folder.path().join("register.db")).unwrap().windows(12).any(|at| at == b"kanarievogel");
        let log = folder.path().join("register.db-wal");
        let log_holds = || std::fs::read(&log).unwrap_or_default().windows(12).any(|at| at == b"kanarievogel");
        // The second one expires after the round in which the first went.
        for _ in 0..2 {
            let reference = keep(&register).await;
            assert!(holds() || log_holds(), "the word that is looked for was there");
            let retention = Retention::after_closing(24).unwrap();
            let (on, now) = ("2020-01-02".parse().unwrap(), at("2020-01-02T11:00:00Z"));
            register.close(reference, on, retention, now).await.unwrap();
            let start = Instant::now();
            while holds() || log_holds() {
                assert!(start.elapsed() < Duration::from_mins(5), "still there");
                tokio::time::sleep(Duration::from_millis(50)).await;
            }
        }
        stop.send_replace(true);
        following.await.unwrap();
    }
}
