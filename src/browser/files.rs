//! Files the visitor chooses or drops onto the page.

use super::guard::Guard;
use super::listen::on_window;
use super::page::mark_drop;
use send_wrapper::SendWrapper;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::{DataTransfer, DragEvent, Event, File, FileList, HtmlInputElement};

/// A file that was chosen and not read yet.
#[derive(Clone, Debug)]
pub struct PickedFile {
    // Signals hold what may go to any thread; there is one here.
    file: SendWrapper<File>,
}

impl PickedFile {
    /// Its name without a folder.
    pub fn name(&self) -> String {
        self.file.name()
    }

    /// Its size in bytes.
    pub fn size_bytes(&self) -> f64 {
        self.file.size()
    }

    /// Its content; None when it is larger than `limit_bytes` or cannot be read.
    pub async fn read(&self, limit_bytes: u64) -> Option<Vec<u8>> {
        if self.file.size() > limit_bytes as f64 {
            return None;
        }
        let buffer = JsFuture::from(self.file.array_buffer()).await.ok()?;
        Some(js_sys::Uint8Array::new(&buffer).to_vec())
    }
}

fn list(files: Option<FileList>) -> Vec<PickedFile> {
    let Some(files) = files else {
        return Vec::new();
    };
    (0..files.length())
        .filter_map(|at| files.get(at))
        .map(|file| PickedFile {
            file: SendWrapper::new(file),
        })
        .collect()
}

/// The files of the `<input type="file">` that sent this event; the input is emptied, so that the
/// same file can be chosen again.
pub fn picked_files(event: &Event) -> Vec<PickedFile> {
    let input = event
        .target()
        .and_then(|it| it.dyn_into::<HtmlInputElement>().ok());
    let Some(input) = input else {
        return Vec::new();
    };
    let files = list(input.files());
    input.set_value("");
    files
}

/// Calls `call` with the files dropped anywhere on the page; the browser does not open them itself.
/// While files are held over it, the page says so (`html[data-drop]`).
pub fn on_drop(mut call: impl FnMut(Vec<PickedFile>) + 'static) -> [Guard; 3] {
    let over = on_window("dragover", |event| {
        event.prevent_default();
        let types = carried(event).map(|data| data.types());
        mark_drop(types.is_some_and(|types| types.includes(&"Files".into(), 0)));
    });
    // Out of the window: nothing else is come to.
    let leave = on_window("dragleave", |event| {
        let event = event.dyn_into::<DragEvent>().ok();
        if event.is_some_and(|event| event.related_target().is_none()) {
            mark_drop(false);
        }
    });
    let dropped = on_window("drop", move |event| {
        event.prevent_default();
        mark_drop(false);
        call(list(carried(event).and_then(|data| data.files())));
    });
    [over, leave, dropped]
}

/// What is dragged.
fn carried(event: Event) -> Option<DataTransfer> {
    event.dyn_into::<DragEvent>().ok()?.data_transfer()
}
