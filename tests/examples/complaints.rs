//! Sends complaints at a steady rate, each with other words, and prints how long their senders waited.
//!
//! `complaints ADDRESS PER_SECOND SECONDS`, with ADDRESS as `127.0.0.1:8000`, prints the number that were kept, those that
//! were not, and the median, 99 % and 99.9 % in microseconds. A complaint's time begins when it should have been sent: one
//! that had to wait for those before it has waited too.

use form_urlencoded::Serializer;
use hdrhistogram::Histogram;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::sync::Mutex;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};
use tests::{complaint, typed};

/// More than are ever answered at once, at rates that the service keeps up with.
const SENDERS: usize = 128;
const LONGEST: Duration = Duration::from_secs(20);

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [address, per_second, seconds] = arguments.as_slice() else { panic!("ADDRESS PER_SECOND SECONDS") };
    let per_second: u32 = per_second.parse().expect("a number");
    let count = per_second * seconds.parse::<u32>().expect("a number");
    let run = SystemTime::now().duration_since(UNIX_EPOCH).expect("a clock").as_nanos();
    let (next, kept) = (AtomicU32::new(0), AtomicU32::new(0));
    let waited = Mutex::new(Histogram::<u64>::new(3).expect("three digits"));
    let start = Instant::now() + Duration::from_millis(200);
    std::thread::scope(|scope| {
        for _ in 0..SENDERS {
            scope.spawn(|| {
                let mut connection = BufReader::new(connect(address));
                loop {
                    let number = next.fetch_add(1, Ordering::Relaxed);
                    if number >= count {
                        return;
                    }
                    let due = start + Duration::from_secs(number.into()) / per_second;
                    std::thread::sleep(due.saturating_duration_since(Instant::now()));
                    let words = format!("Dit is verzonnen klacht {number} van {run}.");
                    match send(&mut connection, &words) {
                        Some(201) => drop(kept.fetch_add(1, Ordering::Relaxed)),
                        Some(_) => {}
                        None => connection = BufReader::new(connect(address)),
                    }
                    let micros = u64::try_from(due.elapsed().as_micros()).expect("no year");
                    waited.lock().expect("nobody panicked").record(micros).expect("it grows");
                }
            });
        }
    });
    let (kept, waited) = (kept.into_inner(), waited.into_inner().expect("nobody panicked"));
    let [median, late, latest] = [0.5, 0.99, 0.999].map(|part| waited.value_at_quantile(part));
    println!("{kept} {} {median} {late} {latest}", count - kept);
}

fn connect(address: &str) -> TcpStream {
    let stream = TcpStream::connect(address).expect("a service");
    stream.set_nodelay(true).expect("an open connection");
    stream.set_read_timeout(Some(LONGEST)).expect("an open connection");
    stream
}

/// The status of the answer, if there was one.
fn send(connection: &mut BufReader<TcpStream>, words: &str) -> Option<u16> {
    let body = Serializer::new(String::new()).extend_pairs(typed(complaint(), "description", words)).finish();
    let head =
        "POST /formulier/versturen HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/x-www-form-urlencoded\r\n";
    let request = format!("{head}Content-Length: {}\r\n\r\n{body}", body.len());
    connection.get_mut().write_all(request.as_bytes()).ok()?;
    let (mut line, mut length_bytes) = (String::new(), 0);
    connection.read_line(&mut line).ok()?;
    let status = line.split(' ').nth(1)?.parse().ok()?;
    while line != "\r\n" {
        line.clear();
        connection.read_line(&mut line).ok().filter(|read_bytes| *read_bytes > 0)?;
        if let Some((name, value)) = line.split_once(": ")
            && name.eq_ignore_ascii_case("content-length")
        {
            length_bytes = value.trim().parse().ok()?;
        }
    }
    connection.read_exact(&mut vec![0; length_bytes]).ok()?;
    Some(status)
}
