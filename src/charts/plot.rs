//! A plot over equal steps: stacked columns, lines and a band, with holes where nothing is known,
//! labels beside and below it, and a strip that tells how much of each step is there.

use super::path::thousandths;
use crate::node::{Node, el};

/// Width of a step in the plot's own coordinates.
const STEP: usize = 10;
/// Columns of so few steps stand apart.
const FEW: usize = 4;

/// How a series is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PlotLook {
    /// A line through the middles of the steps.
    Line,
    /// The area from this series up to the next one.
    Band,
    /// The upper end of the band before it, which is not drawn itself.
    BandEnd,
    /// A part of a column, above the parts before it.
    Part,
}

/// One series: shares of the height, 0 to 1, None for a hole.
#[derive(Clone, Debug, PartialEq)]
pub struct PlotSeries {
    /// Its class, which has its colour.
    pub class: String,
    /// How it is drawn.
    pub look: PlotLook,
    /// One a step.
    pub points: Vec<Option<f64>>,
}

/// How much of a step is there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PlotStep {
    /// All: as high as the strip.
    Whole,
    /// A part: half as high.
    Part,
    /// Nothing: a line; a pale ground in the plot.
    Nothing,
    /// Not known: nothing in the strip; a pale ground in the plot.
    Unknown,
}

/// A plot.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Plot {
    /// What it shows, in one sentence.
    pub caption: String,
    /// Its series, from below.
    pub series: Vec<PlotSeries>,
    /// Share of the height and words.
    pub ticks: Vec<(f64, String)>,
    /// Share of the width and words.
    pub marks: Vec<(f64, String)>,
    /// How much of each step is there.
    pub steps: Vec<PlotStep>,
    /// First and last step of the stretches that are chosen.
    pub chosen: Vec<(usize, usize)>,
    /// The step that is pointed at.
    pub pointed: Option<usize>,
}

impl Plot {
    /// Draws it. `on` adds to the plot what listens to the pointer.
    pub fn draw(&self, on: impl FnOnce(Node) -> Node) -> Node {
        let n = self.steps.len();
        let mut paths = vec![path("plot__gap", gaps(&self.steps))];
        let grid = self.ticks.iter().map(|(share, _)| {
            let mut line = String::from("M0 ");
            push(&mut line, ' ', usize::from(thousandths(1.0 - share)));
            push(&mut line, 'H', n * STEP);
            line
        });
        paths.push(path("plot__grid", grid.collect::<Vec<_>>().concat()));
        paths.extend(self.drawn());
        for (first, last) in &self.chosen {
            paths.push(path("plot__chosen", rect(*first, *last + 1, 0, 1_000)));
        }
        if let Some(at) = self.pointed {
            let mut line = String::from("M");
            push(&mut line, ' ', at * STEP + STEP / 2);
            line.push_str("0V1000");
            paths.push(path("plot__pointed", line));
        }
        let svg = picture("plot__picture", n, paths)
            .with("role", "img")
            .with("aria-label", self.caption.clone());
        let area = el("div")
            .class("plot__area")
            .with("data-plot", "")
            .child(svg);
        let label = |(share, words): &(f64, String), class, property| {
            el("span")
                .class(class)
                .with(property, percent(*share))
                .text(words.clone())
        };
        let ticks = self.ticks.iter();
        let ticks = ticks
            .map(|t| label(t, "plot__tick", "style:bottom"))
            .collect();
        // There is no room behind one near the end: it stands before its place, where the one before it
        // has ended.
        let has_room = |at: usize, share: f64| {
            let next = self.marks.get(at + 1).map_or(2.0, |next| next.0);
            next <= 0.9 || next - share > 0.2
        };
        let marks = self.marks.iter().enumerate();
        let marks = marks.filter(|(at, mark)| has_room(*at, mark.0));
        let marks = marks
            .map(|(_, mark)| mark)
            .map(|(share, words)| match 1.0 - share {
                rest @ ..0.1 => label(
                    &(rest, words.clone()),
                    "plot__mark plot__mark--end",
                    "style:right",
                ),
                _ => label(&(*share, words.clone()), "plot__mark", "style:left"),
            })
            .collect();
        let strip = picture("plot__strip", n, strip(&self.steps)).with("aria-hidden", "true");
        let hidden = |class| el("div").class(class).with("aria-hidden", "true");
        el("div")
            .class("plot")
            .child(hidden("plot__ticks").children(ticks))
            .child(on(area))
            .child(strip)
            .child(hidden("plot__marks").children(marks))
    }

    /// The series as paths.
    fn drawn(&self) -> Vec<Node> {
        let mut out = Vec::new();
        let mut below = vec![0.0; self.steps.len()];
        for (at, series) in self.series.iter().enumerate() {
            let d = match series.look {
                PlotLook::Line => line(&series.points),
                PlotLook::Part => parts(&series.points, &mut below),
                PlotLook::BandEnd => continue,
                PlotLook::Band => {
                    let high = self.series.get(at + 1).map(|s| s.points.as_slice());
                    band(&series.points, high.unwrap_or_default())
                }
            };
            out.push(el("path").class(series.class.clone()).with("d", d));
        }
        out
    }
}

fn path(class: &'static str, d: String) -> Node {
    el("path").class(class).with("d", d)
}

fn picture(class: &'static str, n: usize, paths: Vec<Node>) -> Node {
    let mut view = String::from("0 0 ");
    view.push_str(&(n.max(1) * STEP).to_string());
    view.push_str(" 1000");
    el("svg")
        .class(class)
        .with("viewBox", view)
        .with("preserveAspectRatio", "none")
        .children(paths)
}

/// A share in per cent, to the tenth.
fn percent(share: f64) -> String {
    let tenths = thousandths(share);
    let mut out = (tenths / 10).to_string();
    out.push('.');
    out.push_str(&(tenths % 10).to_string());
    out.push('%');
    out
}

/// Adds a number and the sign before it; a space comes behind the number instead.
fn push(path: &mut String, sign: char, number: usize) {
    if sign != ' ' {
        path.push(sign);
    }
    path.push_str(&number.to_string());
    if sign == ' ' {
        path.push(' ');
    }
}

/// From step `first` up to `end`, between two heights that count from above.
fn rect(first: usize, end: usize, top: usize, bottom: usize) -> String {
    area(first * STEP, end * STEP, top, bottom)
}

fn area(left: usize, right: usize, top: usize, bottom: usize) -> String {
    let mut out = String::from("M");
    push(&mut out, ' ', left);
    push(&mut out, ' ', bottom);
    push(&mut out, 'V', top);
    push(&mut out, 'H', right);
    push(&mut out, 'V', bottom);
    out.push('z');
    out
}

fn point(path: &mut String, sign: char, at: usize, share: f64) {
    path.push(sign);
    push(path, ' ', at * STEP + STEP / 2);
    push(path, ' ', usize::from(thousandths(1.0 - share)));
}

/// A line, broken where a point is missing; a point alone is a dot.
fn line(points: &[Option<f64>]) -> String {
    let mut out = String::new();
    let mut before = false;
    for (at, share) in points.iter().enumerate() {
        if let Some(share) = share {
            point(&mut out, if before { 'L' } else { 'M' }, at, *share);
            let next = points.get(at + 1).is_some_and(Option::is_some);
            if !before && !next {
                out.push_str("h0");
            }
        }
        before = share.is_some();
    }
    out
}

/// The areas between two series, one for each stretch without a hole.
fn band(low: &[Option<f64>], high: &[Option<f64>]) -> String {
    let mut out = String::new();
    let mut back: Vec<(usize, f64)> = Vec::new();
    let n = low.len();
    for at in 0..=n {
        let both = low
            .get(at)
            .copied()
            .flatten()
            .zip(high.get(at).copied().flatten());
        if let Some((low, high)) = both {
            point(&mut out, if back.is_empty() { 'M' } else { 'L' }, at, high);
            back.push((at, low));
            continue;
        }
        let is_open = !back.is_empty();
        while let Some((at, low)) = back.pop() {
            point(&mut out, 'L', at, low);
        }
        if is_open {
            out.push('z');
        }
    }
    out
}

/// Parts of columns above what is below them.
fn parts(points: &[Option<f64>], below: &mut [f64]) -> String {
    let mut out = String::new();
    let inset = if points.len() <= FEW { STEP / 5 } else { 0 };
    for ((at, share), below) in points.iter().enumerate().zip(below) {
        let Some(share) = share.filter(|share| *share > 0.0) else {
            continue;
        };
        let bottom = usize::from(thousandths(1.0 - *below));
        *below += share;
        let top = usize::from(thousandths(1.0 - *below));
        let (left, right) = (at * STEP + inset, (at + 1) * STEP - inset);
        out.push_str(&area(left, right, top, bottom));
    }
    out
}

fn gaps(steps: &[PlotStep]) -> String {
    let is_gap = |step: &PlotStep| matches!(step, PlotStep::Nothing | PlotStep::Unknown);
    let all = steps.iter().enumerate().filter(|(_, step)| is_gap(step));
    all.map(|(at, _)| rect(at, at + 1, 0, 1_000))
        .collect::<Vec<_>>()
        .concat()
}

/// The strip: one path for each of the three that are drawn.
fn strip(steps: &[PlotStep]) -> Vec<Node> {
    let of = |wanted: PlotStep, top| {
        let all = steps
            .iter()
            .enumerate()
            .filter(|(_, step)| **step == wanted);
        all.map(|(at, _)| rect(at, at + 1, top, 1_000))
            .collect::<Vec<_>>()
            .concat()
    };
    vec![
        path("plot__whole", of(PlotStep::Whole, 0)),
        path("plot__part", of(PlotStep::Part, 500)),
        path("plot__nothing", of(PlotStep::Nothing, 850)),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn holes_break_lines_and_bands() {
        assert_eq!(
            line(&[Some(0.0), Some(1.0), None, Some(0.5)]),
            "M5 1000 L15 0 M35 500 h0"
        );
        assert_eq!(
            band(
                &[Some(0.0), None, Some(0.5)],
                &[Some(1.0), Some(1.0), Some(1.0)]
            ),
            "M5 0 L5 1000 zM25 0 L25 500 z"
        );
    }

    #[test]
    fn parts_stand_on_those_before() {
        let mut below = vec![0.0; 5];
        let first = parts(&[Some(0.5), None, Some(0.0), None, None], &mut below);
        assert_eq!(first, "M0 1000 V500H10V1000z");
        let second = parts(&[Some(0.25), Some(1.0), None, None, None], &mut below);
        assert_eq!(second, "M0 500 V250H10V500zM10 1000 V0H20V1000z");
    }

    #[test]
    fn few_columns_stand_apart() {
        let mut below = vec![0.0; 2];
        let both = parts(&[Some(1.0), Some(0.5)], &mut below);
        assert_eq!(both, "M2 1000 V0H8V1000zM12 1000 V500H18V1000z");
    }

    #[test]
    fn what_is_missing_has_a_ground_and_no_height() {
        let steps = [PlotStep::Whole, PlotStep::Nothing, PlotStep::Unknown];
        assert_eq!(gaps(&steps), "M10 1000 V0H20V1000zM20 1000 V0H30V1000z");
    }
}
