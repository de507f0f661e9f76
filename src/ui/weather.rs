//! Five pictures of weather, from good to bad, with their words. The pictures are in the style.

use crate::node::Node;

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
}

/// Draws the weather on the ground of `node`, which has the class `weather`, and says it in words;
/// nothing is drawn where there is nothing to judge.
pub fn weather_picture(node: Node, weather: Option<Weather>) -> Node {
    node.with("data-weather", weather.map_or("", Weather::as_str))
        .with("aria-label", weather.map_or("no weather", Weather::as_str))
}
