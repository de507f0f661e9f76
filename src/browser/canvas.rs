//! Drawing on a canvas, in pixels of the screen, with colours that the style tells. Pictures that
//! are made once and then copied stay here, each in a slot of its own.

use std::cell::RefCell;

use wasm_bindgen::{Clamped, JsCast};
use web_sys::{
    CanvasRenderingContext2d, Document, Element, HtmlCanvasElement, HtmlElement, ImageData, Window,
};

use super::guard::Guard;
use super::listen::callback;

thread_local! {
    static PICTURES: RefCell<Vec<(usize, HtmlCanvasElement)>> = const { RefCell::new(Vec::new()) };
}

fn window() -> Option<Window> {
    web_sys::window()
}

fn document() -> Option<Document> {
    window()?.document()
}

fn element(id: &str) -> Option<HtmlElement> {
    document()?.get_element_by_id(id)?.dyn_into().ok()
}

/// Pixels of the screen in one of the page.
pub fn pixel_ratio() -> f64 {
    window()
        .map_or(1.0, |w| w.device_pixel_ratio())
        .clamp(0.5, 4.0)
}

/// A canvas that can be drawn on.
#[derive(Debug)]
pub struct Pen {
    context: CanvasRenderingContext2d,
    /// Width in pixels of the screen.
    pub width: f64,
    /// Height in pixels of the screen.
    pub height: f64,
}

fn pen(canvas: &HtmlCanvasElement, width: f64, height: f64) -> Option<Pen> {
    let whole = |length: f64| {
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "whole pixels are meant"
        )]
        let length = length.clamp(0.0, 16_000.0).round() as u32;
        length
    };
    let (w, h) = (whole(width), whole(height));
    // Setting the size empties it and costs its memory anew.
    if canvas.width() != w || canvas.height() != h {
        canvas.set_width(w);
        canvas.set_height(h);
    }
    let context = canvas.get_context("2d").ok()??.dyn_into().ok()?;
    let (width, height) = (f64::from(w), f64::from(h));
    Some(Pen {
        context,
        width,
        height,
    })
}

/// The canvas with this id, made as large as this many pixels of the page.
pub fn pen_on(id: &str, width: f64, height: f64) -> Option<Pen> {
    let canvas: HtmlCanvasElement = element(id)?.dyn_into().ok()?;
    set_size(id, width, height);
    let ratio = pixel_ratio();
    pen(&canvas, width * ratio, height * ratio)
}

/// A picture that is not on the page, of at least so many pixels. What was on it may still be.
pub fn pen_on_picture(slot: usize, width: f64, height: f64) -> Option<Pen> {
    let find = |all: &Vec<(usize, HtmlCanvasElement)>| {
        let found = all.iter().find(|(other, _)| *other == slot);
        found.map(|(_, canvas)| canvas.clone())
    };
    let canvas = match PICTURES.with_borrow(find) {
        Some(canvas) => canvas,
        None => {
            let canvas = document()?.create_element("canvas").ok()?;
            let canvas: HtmlCanvasElement = canvas.dyn_into().ok()?;
            PICTURES.with_borrow_mut(|all| all.push((slot, canvas.clone())));
            canvas
        }
    };
    // It only grows: making it anew in each frame would cost more than drawing it.
    let width = width.max(f64::from(canvas.width()));
    let height = height.max(f64::from(canvas.height()));
    pen(&canvas, width, height)
}

/// Makes a picture of red, green, blue and opacity of each pixel, in lines of `width`.
pub fn picture_of(slot: usize, width: u32, height: u32, pixels: &[u8]) {
    let data = ImageData::new_with_u8_clamped_array_and_sh(Clamped(pixels), width, height);
    let pen = pen_on_picture(slot, f64::from(width), f64::from(height));
    if let (Ok(data), Some(pen)) = (data, pen) {
        pen.context.put_image_data(&data, 0.0, 0.0).ok();
    }
}

impl Pen {
    /// The colour of what is drawn from now on.
    pub fn colour(&self, colour: &str) {
        self.context.set_fill_style_str(colour);
    }

    /// The font of what is written from now on; words begin at their place, or end there.
    pub fn font(&self, font: &str, ends_there: bool) {
        self.context.set_font(font);
        self.context.set_text_baseline("middle");
        self.context
            .set_text_align(if ends_there { "end" } else { "start" });
    }

    /// Takes away what was drawn.
    pub fn clear(&self) {
        self.context.clear_rect(0.0, 0.0, self.width, self.height);
    }

    /// A filled rectangle.
    pub fn fill(&self, x: f64, y: f64, width: f64, height: f64) {
        self.context.fill_rect(x, y, width, height);
    }

    /// A frame inside of a rectangle.
    pub fn frame(&self, x: f64, y: f64, width: f64, height: f64, line: f64) {
        self.fill(x, y, width, line);
        self.fill(x, y + height - line, width, line);
        self.fill(x, y, line, height);
        self.fill(x + width - line, y, line, height);
    }

    /// Words, with their middle at this height.
    pub fn write(&self, words: &str, x: f64, y: f64) {
        self.context.fill_text(words, x, y).ok();
    }

    /// Words that run upwards from this place.
    pub fn write_up(&self, words: &str, x: f64, y: f64) {
        self.context.save();
        self.context.translate(x, y).ok();
        self.context.rotate(-std::f64::consts::FRAC_PI_2).ok();
        self.write(words, 0.0, 0.0);
        self.context.restore();
    }

    /// How wide words are.
    pub fn width_of(&self, words: &str) -> f64 {
        self.context
            .measure_text(words)
            .map_or(0.0, |size| size.width())
    }

    /// Draws only inside of a rectangle.
    pub fn inside(&self, area: [f64; 4], draw: impl FnOnce(&Self)) {
        let [x, y, width, height] = area;
        self.context.save();
        self.context.begin_path();
        self.context.rect(x, y, width, height);
        self.context.clip();
        draw(self);
        self.context.restore();
    }

    /// Part of a picture (left, top, width, height), stretched to a part of the canvas with sharp
    /// edges.
    pub fn picture(&self, slot: usize, from: [f64; 4], to: [f64; 4]) {
        PICTURES.with_borrow(|all| {
            if let Some((_, canvas)) = all.iter().find(|(other, _)| *other == slot) {
                self.context.set_image_smoothing_enabled(false);
                let [sx, sy, sw, sh] = from;
                let [x, y, w, h] = to;
                let draw = CanvasRenderingContext2d::draw_image_with_html_canvas_element_and_sw_and_sh_and_dx_and_dy_and_dw_and_dh;
                draw(&self.context, canvas, sx, sy, sw, sh, x, y, w, h).ok();
            }
        });
    }
}

/// Ground and colour of the elements that have the attribute, as `rgb(…)`, in their order.
pub fn colours_of(attribute: &str) -> Vec<(String, String)> {
    let mut out = Vec::new();
    let mut selector = String::from("[");
    selector.push_str(attribute);
    selector.push(']');
    let found = document().and_then(|d| d.query_selector_all(&selector).ok());
    let (Some(found), Some(window)) = (found, window()) else {
        return out;
    };
    for at in 0..found.length() {
        let node = found.item(at).and_then(|n| n.dyn_into::<Element>().ok());
        let style = node.and_then(|e| window.get_computed_style(&e).ok().flatten());
        let Some(style) = style else { continue };
        let read = |name| style.get_property_value(name).unwrap_or_default();
        out.push((read("background-color"), read("color")));
    }
    out
}

/// The font of an element, as a canvas takes it, without its size.
pub fn font_family_of(id: &str) -> String {
    let style = element(id).and_then(|e| window()?.get_computed_style(&e).ok()?);
    let family = style.and_then(|s| s.get_property_value("font-family").ok());
    family
        .filter(|f| !f.is_empty())
        .unwrap_or_else(|| String::from("sans-serif"))
}

/// Width and height of an element's inside, without its scroll bars.
pub fn inside_of(id: &str) -> Option<(f64, f64)> {
    let box_ = element(id)?;
    Some((
        f64::from(box_.client_width()),
        f64::from(box_.client_height()),
    ))
}

/// How far an element is scrolled: from the left, from the top.
pub fn scrolled(id: &str) -> (f64, f64) {
    element(id).map_or((0.0, 0.0), |e| {
        (f64::from(e.scroll_left()), f64::from(e.scroll_top()))
    })
}

/// Scrolls an element.
pub fn scroll_element(id: &str, left: f64, top: f64) {
    #[expect(clippy::cast_possible_truncation, reason = "whole pixels are meant")]
    let whole = |length: f64| length.round() as i32;
    if let Some(element) = element(id) {
        element.set_scroll_left(whole(left));
        element.set_scroll_top(whole(top));
    }
}

fn set_pixels(element: &HtmlElement, name: &str, length: f64) {
    let mut text = length.to_string();
    text.push_str("px");
    let style = element.style();
    if style.get_property_value(name).ok().as_deref() != Some(&text) {
        style.set_property(name, &text).ok();
    }
}

/// Makes an element as large as this.
pub fn set_size(id: &str, width: f64, height: f64) {
    if let Some(element) = element(id) {
        set_pixels(&element, "width", width);
        set_pixels(&element, "height", height);
    }
}

/// Puts an element at this place of what it is positioned in.
pub fn set_place(id: &str, left: f64, top: f64) {
    if let Some(element) = element(id) {
        set_pixels(&element, "left", left);
        set_pixels(&element, "top", top);
    }
}

/// Where the pointer is in the element with this id.
pub fn pointer_in(event: &web_sys::Event, id: &str) -> Option<(f64, f64)> {
    let mouse: &web_sys::MouseEvent = event.dyn_ref()?;
    let rect = element(id)?.get_bounding_client_rect();
    Some((
        f64::from(mouse.client_x()) - rect.left(),
        f64::from(mouse.client_y()) - rect.top(),
    ))
}

/// How far the pointer has moved since its last event, where its main button is held.
pub fn dragged(event: &web_sys::Event) -> Option<(f64, f64)> {
    let mouse: &web_sys::MouseEvent = event.dyn_ref()?;
    let moved = || (f64::from(mouse.movement_x()), f64::from(mouse.movement_y()));
    (mouse.buttons() == 1).then(moved)
}

/// Whether the event is of a finger: the browser scrolls then.
pub fn is_touch(event: &web_sys::Event) -> bool {
    let pointer: Option<&web_sys::PointerEvent> = event.dyn_ref();
    pointer.is_some_and(|p| p.pointer_type() == "touch")
}

/// How far a wheel was turned, in its own unit; down is positive.
pub fn wheel_of(event: &web_sys::Event) -> f64 {
    let wheel: Option<&web_sys::WheelEvent> = event.dyn_ref();
    wheel.map_or(0.0, web_sys::WheelEvent::delta_y)
}

/// Keeps all events of this pointer with the element that it is over, until it is let go.
pub fn hold_pointer(event: &web_sys::Event) {
    let pointer: Option<&web_sys::PointerEvent> = event.dyn_ref();
    let target = event.current_target().or_else(|| event.target());
    let target = target.and_then(|t| t.dyn_into::<Element>().ok());
    if let (Some(pointer), Some(target)) = (pointer, target) {
        target.set_pointer_capture(pointer.pointer_id()).ok();
    }
}

/// Where the pointer is over the nearest element around the target with attribute `name`: the
/// share of its width, from the left.
pub fn share_in(event: &web_sys::Event, name: &str) -> Option<f64> {
    let mouse: &web_sys::MouseEvent = event.dyn_ref()?;
    let mut selector = String::from("[");
    selector.push_str(name);
    selector.push(']');
    let target = event.target()?.dyn_into::<Element>().ok()?;
    let rect = target.closest(&selector).ok()??.get_bounding_client_rect();
    let at = (f64::from(mouse.client_x()) - rect.left()) / rect.width().max(1.0);
    Some(at.clamp(0.0, 1.0))
}

/// Calls `call` when the system changes between light and dark, or to forced colours.
pub fn on_theme(call: impl Fn() + 'static) -> Guard {
    let function = callback(move |_| call());
    let listens = ["(prefers-color-scheme: dark)", "(forced-colors: active)"].map(|query| {
        let list = window().and_then(|w| w.match_media(query).ok().flatten());
        if let Some(list) = &list {
            let function = function.as_ref().unchecked_ref();
            list.add_event_listener_with_callback("change", function)
                .ok();
        }
        list
    });
    Guard::new(move || {
        for list in listens.into_iter().flatten() {
            let function = function.as_ref().unchecked_ref();
            list.remove_event_listener_with_callback("change", function)
                .ok();
        }
        drop(function);
    })
}
