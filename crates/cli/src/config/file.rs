//! Configurations from and to files: `tailorbird.toml` or `config.json`.

use std::io;
use std::path::{Path, PathBuf};

use tailorbird_snapshot::Issue;
use tailorbird_snapshot::config::{self, Config, ConfigError};

use super::{Problems, Settings, parse};

/// Why a configuration could not be opened. The text fits after "failed to".
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum OpenError {
    /// The file could not be read.
    #[error("read {}: {source}{}", path.display(), remedy(source))]
    Io {
        /// The file.
        path: PathBuf,
        /// What the system says.
        source: io::Error,
    },
    /// It is no UTF-8 text.
    #[error("read {}: byte {at} is no UTF-8; save it as UTF-8 text", path.display())]
    Text {
        /// The file.
        path: PathBuf,
        /// The first byte that is wrong, from 0.
        at: usize,
    },
    /// A `tailorbird.toml` with mistakes.
    #[error(transparent)]
    Toml(#[from] Problems),
    /// A `config.json` that cannot be used.
    #[error(transparent)]
    Json(#[from] ConfigError),
}

fn remedy(source: &io::Error) -> String {
    crate::remedy::of_io(source).map_or_else(String::new, |text| format!("; {text}"))
}

/// Opens `tailorbird.toml`, or a `config.json` if the file's name ends in `.json`.
///
/// # Errors
/// The file cannot be read or has mistakes. Values of a `config.json` that are not used are issues,
/// as for the page.
pub fn open(path: &Path) -> Result<(Settings, Vec<Issue>), OpenError> {
    let bytes = std::fs::read(path).map_err(|source| OpenError::Io {
        path: path.to_owned(),
        source,
    })?;
    let name = path.display().to_string();
    if path.extension().is_some_and(|end| end == "json") {
        let (config, issues) = config::decode(&bytes, &name)?;
        let settings = Settings {
            config,
            ..Settings::default()
        };
        return Ok((settings, issues));
    }
    let text = std::str::from_utf8(&bytes).map_err(|error| OpenError::Text {
        path: path.to_owned(),
        at: error.valid_up_to(),
    })?;
    Ok((parse(text, &name)?, Vec::new()))
}

/// The text of `config.json`, version 1.
///
/// # Errors
/// Serialisation fails, which no configuration is known to cause.
pub fn build(config: &Config) -> serde_json::Result<String> {
    let mut text = serde_json::to_string_pretty(config)?;
    text.push('\n');
    Ok(text)
}
