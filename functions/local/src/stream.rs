//! What Lambda does for a function on AWS: follows the stream of the table, and calls the function with what is new, and when an
//! hour is over.
//!
//! 1. `Follower::find` looks for the stream and its shards.
//! 2. Each shard is read from its beginning, every time that the service starts: what was told before is told again, and
//!    the register's marks keep mails from going out twice.
//! 3. A record that fails is tried again, later and later, and passed over in the end: the next start tells it again.

use aws_sdk_dynamodbstreams::Client;
use aws_sdk_dynamodbstreams::error::ProvideErrorMetadata;
use aws_sdk_dynamodbstreams::types::{Record, ShardIteratorType};
use complaint::Hour;
use notices::{CLOCK, Mailer, Notices};
use register::Image;
use serde_json::{Value, json};
use std::future::Future;
use std::time::Duration;
use tokio::sync::watch;

const POLL: Duration = Duration::from_millis(500);
const LONGEST_WAIT: Duration = Duration::from_secs(30);
/// The claim of a service that was killed runs out before these have passed.
const ATTEMPTS: u32 = 12;
/// While the store reads them, nobody can write.
const BATCH: i32 = 10;

/// Follows the stream of `table` until `stop` holds `true`. A store without a stream is told once.
pub(crate) async fn follow<M: Mailer>(client: Client, table: &str, notices: Notices<M>, stop: watch::Receiver<bool>) {
    let mut follower = Follower { client, notices, stop, hour: None, failures: 0 };
    loop {
        match follower.run(table).await {
            Ok(End::Stopped) => return,
            Ok(End::NoStream) => {
                tracing::warn!("the store has no stream of the table: no mails are made");
                return;
            }
            Err(Unanswered(code)) => {
                if follower.failures == 0 {
                    tracing::warn!(code, "the stream of the store does not answer: no mails are made until it does");
                }
                follower.failures += 1;
                if follower.stopped_within(longer(follower.failures)).await {
                    return;
                }
            }
        }
    }
}

struct Follower<M> {
    client: Client,
    notices: Notices<M>,
    stop: watch::Receiver<bool>,
    /// The last hour of which the notices know that it has begun.
    hour: Option<Hour>,
    /// How often the store did not answer since it last did.
    failures: u32,
}

enum End {
    Stopped,
    NoStream,
}

/// The store did not answer a question; its code.
struct Unanswered(String);

impl<M: Mailer> Follower<M> {
    async fn run(&mut self, table: &str) -> Result<End, Unanswered> {
        let Some(found) = self.unless_stopped(find(self.client.clone(), table.to_owned())).await else {
            return Ok(End::Stopped);
        };
        let Some(mut iterators) = found? else {
            return Ok(End::NoStream);
        };
        loop {
            let mut is_quiet = true;
            for iterator in &mut iterators {
                let Some(now) = iterator.take() else { continue };
                let request = self.client.get_records().shard_iterator(now).limit(BATCH).send();
                let Some(read) = self.unless_stopped(request).await else {
                    return Ok(End::Stopped);
                };
                let read = read.map_err(|error| unanswered(&error))?;
                self.failures = 0;
                *iterator = read.next_shard_iterator;
                let records: Vec<Value> =
                    read.records.unwrap_or_default().into_iter().filter_map(event_record).collect();
                is_quiet &= records.is_empty();
                if self.hand_over(records).await {
                    return Ok(End::Stopped);
                }
            }
            self.tell_the_hour().await;
            if iterators.iter().all(Option::is_none) {
                // Every shard ended: there are others by now.
                return Err(Unanswered("no shard is open".into()));
            }
            if is_quiet && self.stopped_within(POLL).await {
                return Ok(End::Stopped);
            }
        }
    }

    /// Calls the function when an hour has begun. What fails is logged there, and done again with the next hour.
    async fn tell_the_hour(&mut self) {
        let hour = Hour::of(self.notices.now());
        if self.hour.replace(hour) != Some(hour) {
            drop(self.notices.handle(json!({ "source": CLOCK })).await);
        }
    }

    /// Calls the function with `records` until none is left; tells whether it was stopped meanwhile.
    async fn hand_over(&mut self, mut records: Vec<Value>) -> bool {
        let mut failures = 0;
        while !records.is_empty() {
            let failed = match self.notices.handle(json!({ "Records": records })).await {
                Ok(answer) => match answer["batchItemFailures"][0]["itemIdentifier"].as_str() {
                    None => return false,
                    Some(number) => records.iter().position(|record| record["dynamodb"]["SequenceNumber"] == number),
                },
                Err(_) => Some(0),
            };
            let failed = failed.unwrap_or(0);
            failures = if failed > 0 { 1 } else { failures + 1 };
            records.drain(..failed);
            if failures == ATTEMPTS {
                tracing::error!("a record of the stream is passed over");
                records.remove(0);
                failures = 0;
            } else if self.stopped_within(longer(failures)).await {
                return true;
            }
        }
        false
    }

    async fn unless_stopped<T>(&self, act: impl Future<Output = T>) -> Option<T> {
        let mut stop = self.stop.clone();
        tokio::select! {
            done = act => Some(done),
            _ = stop.wait_for(|is_stopped| *is_stopped) => None,
        }
    }

    async fn stopped_within(&self, time: Duration) -> bool {
        self.unless_stopped(tokio::time::sleep(time)).await.is_none()
    }
}

/// The first place of each shard of the table's newest stream, if it has one.
async fn find(client: Client, table: String) -> Result<Option<Vec<Option<String>>>, Unanswered> {
    let listed = client.list_streams().table_name(table).send().await.map_err(|error| unanswered(&error))?;
    let streams = listed.streams.unwrap_or_default();
    let newest = streams.into_iter().max_by(|one, other| one.stream_label.cmp(&other.stream_label));
    let Some(stream) = newest.and_then(|stream| stream.stream_arn) else {
        return Ok(None);
    };
    let described = client.describe_stream().stream_arn(&stream).send().await.map_err(|error| unanswered(&error))?;
    let shards = described.stream_description.and_then(|description| description.shards).unwrap_or_default();
    let mut iterators = Vec::new();
    for shard in shards.into_iter().filter_map(|shard| shard.shard_id) {
        let request = client.get_shard_iterator().stream_arn(&stream).shard_id(shard);
        let first = request.shard_iterator_type(ShardIteratorType::TrimHorizon).send().await;
        iterators.push(first.map_err(|error| unanswered(&error))?.shard_iterator);
    }
    Ok(Some(iterators))
}

/// The record as Lambda tells it.
fn event_record(record: Record) -> Option<Value> {
    let change = record.dynamodb?;
    let image = |item: Option<std::collections::HashMap<_, _>>| item.map(Image::from);
    Some(json!({
        "eventID": record.event_id,
        "eventName": record.event_name?.as_str(),
        "eventVersion": record.event_version,
        "eventSource": "aws:dynamodb",
        "awsRegion": record.aws_region,
        "dynamodb": {
            "Keys": image(change.keys),
            "NewImage": image(change.new_image),
            "SequenceNumber": change.sequence_number?,
            "SizeBytes": change.size_bytes,
            "StreamViewType": change.stream_view_type.map(|view| view.as_str().to_owned()),
        },
    }))
}

fn longer(failures: u32) -> Duration {
    POLL.saturating_mul(2_u32.saturating_pow(failures - 1)).min(LONGEST_WAIT)
}

fn unanswered(error: &impl ProvideErrorMetadata) -> Unanswered {
    Unanswered(error.code().unwrap_or("no answer").to_owned())
}
