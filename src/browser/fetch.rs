//! Fetching a file into memory: only from allowed places, with progress, a size limit, a time
//! limit and a way to give up. A fetch that index.html has started already is taken over, once.
//! What the bytes mean is not known here.

use super::fetch_error::{FetchError, FetchProblem};
use super::guard::Guard;
use super::integrity::integrity;
use super::listen::{after, callback};
use super::location::{base_uri, is_online};
use js_sys::{Array, Function, Promise, Reflect, Uint8Array};
use std::cell::{Cell, RefCell};
use std::sync::Arc;
use std::sync::atomic::{AtomicU8, Ordering};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{
    AbortController, ReadableStreamDefaultReader, RequestCache, RequestCredentials, RequestInit,
    Response, Url,
};

/// How much of a file has arrived.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Progress {
    /// Bytes so far, unpacked.
    pub received: u64,
    /// Bytes in all; None when the server does not say, or counts packed bytes.
    pub total: Option<u64>,
}

/// Gives up a fetch; clones stand for the same fetch. Dropping the last clone does nothing.
#[derive(Clone, Debug, Default)]
pub struct Cancel {
    state: Arc<AtomicU8>,
}

const CANCELLED: u8 = 1;

impl Cancel {
    /// Gives up: the fetch ends with [`FetchProblem::Cancelled`] at once.
    pub fn cancel(&self) {
        self.state.store(CANCELLED, Ordering::Relaxed);
        super::listen::announce(CANCEL_EVENT);
    }

    /// Whether [`Cancel::cancel`] was called.
    pub fn is_cancelled(&self) -> bool {
        self.state.load(Ordering::Relaxed) == CANCELLED
    }
}

/// Sent to the window when any fetch is given up; each looks at its own handle.
const CANCEL_EVENT: &str = "tailorbird-cancel";

/// Limits of a fetch.
#[derive(Clone, Debug)]
pub struct LoadOptions {
    /// The largest file accepted, in bytes, unpacked. Default 256 MB.
    pub limit_bytes: u64,
    /// How long nothing may arrive before the fetch fails, in milliseconds. Default 30 s.
    pub idle_timeout_ms: i32,
    /// The handle to give up with.
    pub cancel: Cancel,
    /// SHA-256 of the file in hex digits: other bytes are refused, and what was fetched before may
    /// be taken from the browser's cache. Empty: any bytes, always asked for anew.
    pub sha256: String,
    /// The file failed before: what the browser kept of it is not asked.
    pub is_again: bool,
}

impl Default for LoadOptions {
    fn default() -> Self {
        Self {
            limit_bytes: 268_435_456,
            idle_timeout_ms: 30_000,
            cancel: Cancel::default(),
            sha256: String::new(),
            is_again: false,
        }
    }
}

/// The absolute address of a file beside another one.
pub fn beside(reference: &str, file: &str) -> Result<String, FetchError> {
    let base = resolve(reference)?;
    let url = Url::new_with_base(file, &base);
    let url = url.map_err(|_| FetchError::new(file, FetchProblem::Blocked))?;
    Ok(url.href())
}

/// The absolute address of `reference`, which is relative to the page or absolute. An error unless
/// it is https, or http on the page's own server.
pub fn resolve(reference: &str) -> Result<String, FetchError> {
    let blocked = || FetchError::new(reference, FetchProblem::Blocked);
    let base = base_uri();
    let url = Url::new_with_base(reference, &base).map_err(|_| blocked())?;
    url.set_hash("");
    if !url.username().is_empty() || !url.password().is_empty() {
        return Err(blocked());
    }
    let same_origin = Url::new(&base).is_ok_and(|base| base.origin() == url.origin());
    let allowed = match url.protocol().as_str() {
        "https:" => true,
        "http:" => same_origin,
        _ => false,
    };
    if allowed {
        Ok(url.href())
    } else {
        Err(blocked())
    }
}

/// The host and port that an address (relative ones too) points to, if it is not the page's own.
pub fn host_of(reference: &str) -> Option<String> {
    let base = base_uri();
    let url = Url::new_with_base(reference, &base).ok()?;
    let host = url.host();
    let own = Url::new(&base).ok().map(|base| base.host());
    (!host.is_empty() && own.as_deref() != Some(host.as_str())).then_some(host)
}

/// Fetches the file at `reference`; `on_progress` is called for each piece that arrives.
pub async fn load(
    reference: &str,
    options: &LoadOptions,
    on_progress: &dyn Fn(Progress),
) -> Result<Vec<u8>, FetchError> {
    let url = resolve(reference)?;
    let early = early().and_then(|early| Reflect::get(&early, &"data".into()).ok());
    let early = early.and_then(|data| take_promise(&data, &url));
    run(&url, early, options, on_progress)
        .await
        .map_err(|problem| FetchError::new(&url, problem))
}

/// Fetches `config.json` beside the page, taking over the early fetch.
pub async fn load_config(options: &LoadOptions) -> Result<Vec<u8>, FetchError> {
    let url = resolve("config.json")?;
    let early = early().and_then(|early| take_promise(&early, "config"));
    run(&url, early, options, &|_| ())
        .await
        .map_err(|problem| FetchError::new(&url, problem))
}

/// Waits until the later part of the program is there, where it comes in two.
pub async fn whole() {
    let coming = early().and_then(|early| take_promise(&early, "coming"));
    if let Some(coming) = coming {
        JsFuture::from(coming).await.ok();
    }
}

fn early() -> Option<JsValue> {
    let window = web_sys::window()?;
    Reflect::get(&window, &"__tailorbird".into())
        .ok()
        .filter(JsValue::is_object)
}

/// Takes the promise under `key` out of `holder`, so that the next fetch of it is a new one.
fn take_promise(holder: &JsValue, key: &str) -> Option<Promise> {
    let key = JsValue::from_str(key);
    let promise = Reflect::get(holder, &key)
        .ok()?
        .dyn_into::<Promise>()
        .ok()?;
    Reflect::set(holder, &key, &JsValue::UNDEFINED).ok()?;
    Some(promise)
}

/// One fetch under way: what every wait for the browser races against.
struct Watch<'a> {
    options: &'a LoadOptions,
    controller: AbortController,
    /// Rejects once the controller aborts, also where the fetch itself was started elsewhere.
    aborted: Promise,
    timed_out: std::rc::Rc<Cell<bool>>,
}

impl<'a> Watch<'a> {
    fn new(options: &'a LoadOptions) -> Option<Self> {
        let controller = AbortController::new().ok()?;
        let signal = controller.signal();
        let aborted = Promise::new(&mut |_, reject| signal.set_onabort(Some(&reject)));
        // Nobody may be waiting for it when it rejects.
        let ignore = callback(|_| ()).into_js_value();
        let _ = Reflect::get(&aborted, &"catch".into()).and_then(|catch| {
            catch
                .unchecked_into::<js_sys::Function>()
                .call1(&aborted, &ignore)
        });
        Some(Self {
            options,
            controller,
            aborted,
            timed_out: std::rc::Rc::default(),
        })
    }

    fn stop_on_cancel(&self) -> Guard {
        let (cancel, controller) = (self.options.cancel.clone(), self.controller.clone());
        super::listen::on_window(CANCEL_EVENT, move |_| {
            if cancel.is_cancelled() {
                controller.abort();
            }
        })
    }

    /// Waits for `promise`, no longer than the time limit.
    async fn wait(&self, promise: &Promise) -> Result<JsValue, FetchProblem> {
        if self.options.cancel.is_cancelled() {
            return Err(FetchProblem::Cancelled);
        }
        let (timed_out, controller) = (self.timed_out.clone(), self.controller.clone());
        let timer = after(self.options.idle_timeout_ms, move || {
            timed_out.set(true);
            controller.abort();
        });
        let race = Promise::race(&Array::of2(promise, &self.aborted));
        let answer = JsFuture::from(race).await;
        drop(timer);
        answer.map_err(|_| {
            if self.options.cancel.is_cancelled() {
                FetchProblem::Cancelled
            } else if self.timed_out.get() {
                FetchProblem::Timeout
            } else if is_online() {
                FetchProblem::Network
            } else {
                FetchProblem::Offline
            }
        })
    }
}

async fn run(
    url: &str,
    early: Option<Promise>,
    options: &LoadOptions,
    on_progress: &dyn Fn(Progress),
) -> Result<Vec<u8>, FetchProblem> {
    let watch = Watch::new(options).ok_or(FetchProblem::Network)?;
    let _listening = watch.stop_on_cancel();
    let asked = match early {
        Some(early) => early,
        None => start(url, options, &watch.controller).ok_or(FetchProblem::Network)?,
    };
    let answer = watch.wait(&asked).await;
    if answer.is_err() {
        stop_early(&asked);
    }
    let response: Response = answer?.unchecked_into();
    note_kept(&response);
    let result = receive(&response, &watch, on_progress).await;
    if result.is_err() {
        watch.controller.abort();
    }
    result
}

/// Stops a fetch that index.html started: while it hangs, the browser lets the next one wait.
fn stop_early(asked: &Promise) {
    let stop = Reflect::get(asked, &"stop".into());
    if let Some(stop) = stop.ok().and_then(|it| it.dyn_into::<Function>().ok()) {
        stop.call0(asked).ok();
    }
}

fn start(url: &str, options: &LoadOptions, controller: &AbortController) -> Option<Promise> {
    let init = RequestInit::new();
    if options.sha256.is_empty() {
        init.set_cache(RequestCache::NoCache);
    } else {
        init.set_integrity(&integrity(&options.sha256));
        if options.is_again {
            init.set_cache(RequestCache::Reload);
        }
    }
    init.set_credentials(RequestCredentials::SameOrigin);
    init.set_signal(Some(&controller.signal()));
    Some(web_sys::window()?.fetch_with_str_and_init(url, &init))
}

/// An answer of the service worker that it had kept says since when.
fn note_kept(response: &Response) {
    let since = response.headers().get("x-tailorbird-kept").ok().flatten();
    if since.is_some() {
        KEPT.with_borrow_mut(|kept| *kept = since);
    }
}

thread_local! {
    static KEPT: RefCell<Option<String>> = const { RefCell::new(None) };
}

/// Since when what was fetched is kept (in the words of HTTP, empty: not known), where the network
/// did not answer for it; asked once for each load.
pub fn take_kept() -> Option<String> {
    KEPT.take()
}

/// The number of bytes the server announces, and whether they are counted unpacked.
fn announced(response: &Response) -> Option<(u64, bool)> {
    let headers = response.headers();
    let length = headers.get("content-length").ok()??.parse().ok()?;
    let packed = headers.get("content-encoding").ok().flatten().is_some();
    Some((length, !packed))
}

async fn receive(
    response: &Response,
    watch: &Watch<'_>,
    on_progress: &dyn Fn(Progress),
) -> Result<Vec<u8>, FetchProblem> {
    let limit = watch.options.limit_bytes;
    let Some(body) = response.body() else {
        return if response.ok() {
            Ok(Vec::new())
        } else {
            Err(FetchProblem::Http(response.status()))
        };
    };
    let reader: ReadableStreamDefaultReader = body.get_reader().unchecked_into();
    let announced = announced(response);
    let refused = if !response.ok() {
        Some(FetchProblem::Http(response.status()))
    } else if announced.is_some_and(|(length, _)| length > limit) {
        Some(FetchProblem::TooLarge(limit))
    } else {
        None
    };
    let total = announced.and_then(|(length, unpacked)| unpacked.then_some(length));
    let result = match refused {
        Some(problem) => Err(problem),
        None => read_all(&reader, total, watch, on_progress).await,
    };
    if result.is_err() {
        // An early fetch has no controller of ours: this stops it. A stream that broke off refuses.
        let cancelled = JsFuture::from(reader.cancel());
        spawn_local(async move { drop(cancelled.await) });
    }
    result
}

async fn read_all(
    reader: &ReadableStreamDefaultReader,
    total: Option<u64>,
    watch: &Watch<'_>,
    on_progress: &dyn Fn(Progress),
) -> Result<Vec<u8>, FetchProblem> {
    let limit = watch.options.limit_bytes;
    let mut bytes: Vec<u8> = Vec::new();
    let mut received = 0;
    loop {
        let step = match watch.wait(&reader.read()).await {
            // The head of the answer has arrived, so the host is there.
            Err(FetchProblem::Network) => return Err(FetchProblem::Broken),
            step => step?,
        };
        let get = |key: &str| Reflect::get(&step, &JsValue::from_str(key)).ok();
        if get("done").is_none_or(|done| done.is_truthy()) {
            return Ok(bytes);
        }
        let Some(chunk) = get("value").and_then(|value| value.dyn_into::<Uint8Array>().ok()) else {
            return Err(FetchProblem::Broken);
        };
        received += u64::from(chunk.length());
        if received > limit {
            return Err(FetchProblem::TooLarge(limit));
        }
        append(&mut bytes, &chunk);
        on_progress(Progress {
            received,
            total: total.filter(|total| *total >= received),
        });
    }
}

fn append(bytes: &mut Vec<u8>, chunk: &Uint8Array) {
    let start = bytes.len();
    bytes.resize(start + chunk.length() as usize, 0);
    if let Some(room) = bytes.get_mut(start..) {
        chunk.copy_to(room);
    }
}
