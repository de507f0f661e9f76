//! Five pictures of weather, from good to bad, with their words.

use crate::node::{Node, el};

/// The weather, best first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Weather {
    /// A sun.
    Sunny,
    /// A sun behind a cloud.
    PartlySunny,
    /// A cloud.
    Cloudy,
    /// A cloud with rain.
    Rainy,
    /// A cloud with lightning.
    Stormy,
}

const CLOUD: &str = "M4.5 12.5a3 3 0 0 1 .3-6 4 4 0 0 1 7.6.8 2.6 2.6 0 0 1-.2 5.2z";
const HIGH_CLOUD: &str = "M4.5 10a3 3 0 0 1 .3-6 4 4 0 0 1 7.6.8A2.6 2.6 0 0 1 12.2 10z";

impl Weather {
    /// What it is called.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Sunny => "sunny",
            Self::PartlySunny => "partly sunny",
            Self::Cloudy => "cloudy",
            Self::Rainy => "rainy",
            Self::Stormy => "stormy",
        }
    }

    /// The paths of sun, cloud, and what falls from it.
    const fn paths(self) -> (&'static str, &'static str, &'static str) {
        match self {
            Self::Sunny => (
                "M8 5.2a2.8 2.8 0 1 0 0 5.6 2.8 2.8 0 0 0 0-5.6z\
                 M8 1v1.5M8 13.5V15M1 8h1.5M13.5 8H15M3 3l1.1 1.1M11.9 11.9L13 13\
                 M3 13l1.1-1.1M11.9 4.1L13 3",
                "",
                "",
            ),
            Self::PartlySunny => (
                "M8.2 3.2a3 3 0 0 1 5 3.6M10.6.7v.9M15.4 5.2h-.9M14 1.9l-.7.7M7.3 1.9l.6.6",
                "M3.9 14a2.6 2.6 0 0 1 .3-5.2 3.5 3.5 0 0 1 6.7.7 2.3 2.3 0 0 1-.2 4.5z",
                "",
            ),
            Self::Cloudy => ("", CLOUD, ""),
            Self::Rainy => (
                "",
                HIGH_CLOUD,
                "M5 12.2l-.8 2.3M8.4 12.2l-.8 2.3M11.8 12.2l-.8 2.3",
            ),
            Self::Stormy => ("", HIGH_CLOUD, "M9 8l-2 3.4h2.4L7.4 15"),
        }
    }
}

/// A picture of the weather; a dash where there is nothing to judge.
pub fn weather_picture(weather: Option<Weather>) -> Node {
    let (sun, cloud, falling) = weather.map_or(("", "", "M5 8h6"), Weather::paths);
    let words = weather.map_or("no weather", Weather::as_str);
    let class = match weather {
        Some(Weather::Stormy) => "weather__bolt",
        Some(_) => "weather__drops",
        None => "weather__cloud",
    };
    // Only the paths that there are: each is drawn for each line.
    let paths = [
        ("weather__sun", sun),
        ("weather__cloud", cloud),
        (class, falling),
    ];
    let paths = paths.into_iter().filter(|(_, d)| !d.is_empty());
    let paths = paths.map(|(class, d)| el("path").class(class).with("d", d));
    el("svg")
        .class("weather")
        .with("viewBox", "0 0 16 16")
        .with("role", "img")
        .with("aria-label", words)
        .children(paths.collect())
}
