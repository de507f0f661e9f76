//! Five bands for how a job fared lately.

/// Pass rate of the newest decided cells, in bands of 20 %.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Weather {
    /// Below 20 %.
    Stormy,
    /// From 20 %.
    Rainy,
    /// From 40 %.
    Cloudy,
    /// From 60 %.
    PartlySunny,
    /// From 80 %.
    Sunny,
}

impl Weather {
    /// The word shown as text alternative.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Stormy => "stormy",
            Self::Rainy => "rainy",
            Self::Cloudy => "cloudy",
            Self::PartlySunny => "partly sunny",
            Self::Sunny => "sunny",
        }
    }
}

/// How many of the newest decided cells count.
pub(super) const CELLS: u32 = 10;

/// Weather of `passed` among `n` decided cells (at most the newest 10); fewer than 3 → None.
#[must_use]
pub fn weather_of(passed: u32, n: u32) -> Option<Weather> {
    if n < 3 {
        return None;
    }
    // Compared as whole numbers: 4 of 5 is exactly 80 %.
    let at_least = |fifths: u32| passed * 5 >= n * fifths;
    Some(match () {
        () if at_least(4) => Weather::Sunny,
        () if at_least(3) => Weather::PartlySunny,
        () if at_least(2) => Weather::Cloudy,
        () if at_least(1) => Weather::Rainy,
        () => Weather::Stormy,
    })
}
