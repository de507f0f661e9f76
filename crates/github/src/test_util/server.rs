//! A small HTTP/1.1 server on loopback: one connection after the other, one request each.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::{self, JoinHandle};
use std::time::Duration;
use std::{fmt, io};

/// A request as it came.
#[derive(Clone, Debug)]
pub struct Asked {
    /// `GET`.
    pub method: String,
    /// Path and query, as sent.
    pub target: String,
    /// Names in lower case.
    pub headers: Vec<(String, String)>,
}

impl Asked {
    /// The first header of that name.
    #[must_use]
    pub fn header(&self, name: &str) -> Option<&str> {
        let found = self.headers.iter().find(|(known, _)| known == name);
        found.map(|(_, value)| value.as_str())
    }

    /// The path without the query.
    #[must_use]
    pub fn path(&self) -> &str {
        self.target.split('?').next().unwrap_or_default()
    }

    /// A value of the query, decoded.
    #[must_use]
    pub fn query(&self, key: &str) -> Option<String> {
        let (_, query) = self.target.split_once('?')?;
        let mut pairs = query.split('&').filter_map(|pair| pair.split_once('='));
        let (_, value) = pairs.find(|(known, _)| *known == key)?;
        let value = percent_encoding::percent_decode_str(value).decode_utf8_lossy();
        Some(value.into_owned())
    }
}

/// How an answer goes wrong on its way.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Fault {
    /// It does not.
    #[default]
    None,
    /// Nothing comes until the asker gives up.
    Hang,
    /// The connection ends without a byte.
    Close,
    /// The connection ends after so many bytes of the body.
    Truncate(usize),
}

/// An answer.
#[derive(Clone, Debug, Default)]
pub struct Reply {
    /// HTTP status.
    pub status: u16,
    /// Headers besides the length.
    pub headers: Vec<(String, String)>,
    /// The whole body.
    pub body: Vec<u8>,
    /// What becomes of it.
    pub fault: Fault,
}

impl Reply {
    /// An answer with a body.
    #[must_use]
    pub fn new(status: u16, body: impl Into<Vec<u8>>) -> Self {
        let body = body.into();
        Self {
            status,
            body,
            ..Self::default()
        }
    }

    /// With one more header.
    #[must_use]
    pub fn with(mut self, name: &str, value: impl fmt::Display) -> Self {
        self.headers.push((name.to_owned(), value.to_string()));
        self
    }

    /// That goes wrong.
    #[must_use]
    pub fn failing(fault: Fault) -> Self {
        Self {
            status: 200,
            body: b"{}".to_vec(),
            fault,
            ..Self::default()
        }
    }
}

/// A server that lives as long as this value.
pub struct FakeServer {
    address: SocketAddr,
    asked: Arc<Mutex<Vec<Asked>>>,
    stop: Arc<AtomicBool>,
    thread: Option<JoinHandle<()>>,
}

impl FakeServer {
    /// Starts it on a free port.
    ///
    /// # Errors
    ///
    /// No port on loopback can be had.
    pub fn start(mut answer: impl FnMut(&Asked) -> Reply + Send + 'static) -> io::Result<Self> {
        let listener = TcpListener::bind("127.0.0.1:0")?;
        let address = listener.local_addr()?;
        let asked = Arc::new(Mutex::new(Vec::new()));
        let stop = Arc::new(AtomicBool::new(false));
        let (log, stopped) = (Arc::clone(&asked), Arc::clone(&stop));
        let thread = thread::spawn(move || {
            for stream in listener.incoming() {
                if stopped.load(Ordering::SeqCst) {
                    break;
                }
                // A connection that breaks is the asker's business; the next one is served.
                let _ = stream.and_then(|stream| serve(stream, &log, &mut answer));
            }
        });
        Ok(Self {
            address,
            asked,
            stop,
            thread: Some(thread),
        })
    }

    /// `http://127.0.0.1:PORT`.
    #[must_use]
    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// All requests so far.
    #[must_use]
    pub fn asked(&self) -> Vec<Asked> {
        self.asked
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clone()
    }
}

impl Drop for FakeServer {
    fn drop(&mut self) {
        self.stop.store(true, Ordering::SeqCst);
        // Wakes the thread up.
        drop(TcpStream::connect(self.address));
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

fn serve(
    stream: TcpStream,
    log: &Mutex<Vec<Asked>>,
    answer: &mut impl FnMut(&Asked) -> Reply,
) -> io::Result<()> {
    stream.set_read_timeout(Some(Duration::from_secs(20)))?;
    let mut reader = BufReader::new(stream.try_clone()?);
    let Some(asked) = read(&mut reader)? else {
        return Ok(());
    };
    log.lock()
        .unwrap_or_else(PoisonError::into_inner)
        .push(asked.clone());
    let reply = answer(&asked);
    write(stream, &mut reader, &reply)
}

fn read(reader: &mut impl BufRead) -> io::Result<Option<Asked>> {
    let mut line = String::new();
    reader.read_line(&mut line)?;
    let mut words = line.split_whitespace().map(str::to_owned);
    let (Some(method), Some(target)) = (words.next(), words.next()) else {
        return Ok(None);
    };
    let mut headers = Vec::new();
    loop {
        let mut line = String::new();
        reader.read_line(&mut line)?;
        let Some((name, value)) = line.split_once(':') else {
            break;
        };
        headers.push((name.to_ascii_lowercase(), value.trim().to_owned()));
    }
    Ok(Some(Asked {
        method,
        target,
        headers,
    }))
}

fn write(mut stream: TcpStream, reader: &mut impl Read, reply: &Reply) -> io::Result<()> {
    let end = match reply.fault {
        Fault::Close => return Ok(()),
        Fault::Hang => {
            // Until the asker has gone.
            let mut rest = Vec::new();
            return reader.read_to_end(&mut rest).map(drop);
        }
        Fault::Truncate(bytes) => bytes.min(reply.body.len()),
        Fault::None => reply.body.len(),
    };
    let mut head = format!("HTTP/1.1 {} Fake\r\nconnection: close\r\n", reply.status);
    if reply.status != 304 {
        head.push_str(&format!("content-length: {}\r\n", reply.body.len()));
    }
    for (name, value) in &reply.headers {
        head.push_str(&format!("{name}: {value}\r\n"));
    }
    head.push_str("\r\n");
    stream.write_all(head.as_bytes())?;
    stream.write_all(reply.body.get(..end).unwrap_or_default())?;
    stream.flush()
}
