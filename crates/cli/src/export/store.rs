//! Where files go: a folder, or object storage by its address.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::{Context, Result, bail};
use object_store::local::LocalFileSystem;
use object_store::path::Path as ObjectPath;
use object_store::{ObjectStore, ObjectStoreExt as _};

use super::files::File;

/// A place for files.
#[derive(Debug)]
pub struct Target {
    store: Arc<dyn ObjectStore>,
    below: ObjectPath,
    name: String,
}

impl Target {
    /// A folder (made where it is missing), or an address such as `s3://bucket/below`,
    /// `gs://bucket`, `az://container` or `file:///folder`. Keys and endpoints come from the
    /// environment, as usual for each (`AWS_ACCESS_KEY_ID`, `AWS_ENDPOINT` …).
    ///
    /// # Errors
    /// The folder cannot be made, or the address is of no kind that this program can write to.
    pub fn open(place: &str) -> Result<Self> {
        let Some((scheme, _)) = place.split_once("://") else {
            return Self::folder(Path::new(place));
        };
        let url = url::Url::parse(place).with_context(|| format!("{place}: it is no address"))?;
        if scheme == "file" {
            let Ok(path) = url.to_file_path() else {
                bail!("{place}: write file:///folder with three slashes");
            };
            return Self::folder(&path);
        }
        let name = place.to_owned();
        let (store, below) = remote(&url)?;
        Ok(Self { store, below, name })
    }

    fn folder(path: &Path) -> Result<Self> {
        let name = path.display().to_string();
        std::fs::create_dir_all(path).with_context(|| format!("failed to make {name}"))?;
        let root: PathBuf = path
            .canonicalize()
            .with_context(|| format!("failed to open {name}"))?;
        let store = LocalFileSystem::new_with_prefix(root)
            .with_context(|| format!("failed to open {name}"))?;
        Ok(Self {
            store: Arc::new(store),
            below: ObjectPath::default(),
            name,
        })
    }

    /// The place as it was given.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }
}

/// Object storage by its address, with keys from the environment.
#[cfg(feature = "object-storage")]
fn remote(url: &url::Url) -> Result<(Arc<dyn ObjectStore>, ObjectPath)> {
    let variables = std::env::vars().map(|(key, value)| (key.to_ascii_lowercase(), value));
    let known = ["aws_", "google_", "azure_"];
    let options = variables.filter(|(key, _)| known.iter().any(|start| key.starts_with(start)));
    let (store, below) = object_store::parse_url_opts(url, options).with_context(|| {
        format!("{url}: tailorbird writes to s3://, gs://, az:// and file://, and to folders")
    })?;
    Ok((Arc::from(store), below))
}

#[cfg(not(feature = "object-storage"))]
fn remote(url: &url::Url) -> Result<(Arc<dyn ObjectStore>, ObjectPath)> {
    bail!("{url}: this binary was built without the feature object-storage: give a folder");
}

/// Writes files one after another; each is there whole or not at all. What was there under the same
/// name is replaced, everything else stays.
///
/// # Errors
/// A file could not be written; those before it were.
pub fn put(target: &Target, files: Vec<File>) -> Result<()> {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .context("failed to start writing")?;
    for file in files {
        // Not joined part by part: that would write the % of an escape once more.
        let below = target.below.as_ref();
        let slash = if below.is_empty() { "" } else { "/" };
        let path = ObjectPath::parse(format!("{below}{slash}{}", file.path))
            .with_context(|| format!("{}: it is no path in {}", file.path, target.name))?;
        runtime
            .block_on(target.store.put(&path, file.bytes.into()))
            .with_context(|| {
                let (file, name) = (&file.path, &target.name);
                format!("failed to write {file} to {name}{}", remedy(name))
            })?;
    }
    Ok(())
}

/// What to look at where a place refuses: object storage says which request failed, not what it lacked.
fn remedy(place: &str) -> &'static str {
    if place.contains("://") {
        " (check the keys and the region in the environment, as AWS_ACCESS_KEY_ID and AWS_REGION: \
         docs/parquet.md)"
    } else {
        ""
    }
}
