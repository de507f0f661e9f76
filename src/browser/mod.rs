//! The browser behind a narrow door: the only place that names web_sys and js_sys. It knows no
//! CI word and makes no signals; what subscribes to something returns a [`Guard`] that undoes it.

mod canvas;
mod clipboard;
mod clock;
mod dom;
mod download;
mod fetch;
mod fetch_error;
mod files;
mod guard;
mod history;
mod integrity;
mod listen;
mod location;
mod page;
mod resize;
mod steps;
mod storage;

pub use canvas::{
    Pen, colours_of, dragged, font_family_of, hold_pointer, inside_of, is_touch, on_theme, pen_on,
    pen_on_picture, picture_of, pixel_ratio, pointer_in, scroll_element, scrolled, set_place,
    set_size, share_in, wheel_of,
};
pub use clipboard::copy_text;
pub use clock::{local_text, now_ms};
pub use dom::{
    attribute_at, centre_in, figure_at, figures_at_focus, focus_first, has_modifier, height_of_id,
    height_within, is_exactly, is_on_control, lay_out, painted, pause, press_id,
};
pub use download::save_text;
pub use fetch::{
    Cancel, LoadOptions, Progress, beside, host_of, load, load_config, resolve, take_kept, whole,
};
pub use fetch_error::{FetchError, FetchProblem};
pub use files::{PickedFile, on_drop, picked_files};
pub use guard::Guard;
pub use history::{on_back_or_forward, present_entry, push_query, replace_query};
pub use integrity::is_intact;
pub use listen::{
    Key, after, next_frame, on_document, on_key, on_scroll_or_resize, on_wheel_or_finger, on_window,
};
pub use location::{
    base_uri, focus_id, focus_named, focused_name, href, is_online, keep_focus, pathname,
    scroll_to, scroll_y, search, top_of_id, viewport_height, viewport_width,
};
pub use page::{is_visible, is_whole, mark_loaded, mark_mounted, mark_ready, set_theme, set_title};
pub use resize::on_height;
pub use steps::{press_line, step_lines};
pub use storage::{forget, recall, remember};
