//! The crate `object_store` for Julia: stores in memory and in folders of this machine. All of it
//! waits without blocking a thread of Julia.

use std::path::Path;
use std::sync::Arc;

use futures::stream::{Stream, TryStreamExt};
use object_store::local::LocalFileSystem;
use object_store::memory::InMemory;
use object_store::{path::Path as Key, Error, PutMode, PutOptions};
use prebind::julia;

/// A store of objects, which are bytes with a key such as `"logs/2026/11.txt"`.
#[julia]
pub struct Store {
    store: Arc<dyn object_store::ObjectStore>,
}

/// What a store knows of an object without reading it.
#[julia]
pub struct Summary {
    pub key: String,
    pub size: u64,
    /// Changes when the object does.
    pub tag: Option<String>,
}

impl From<object_store::ObjectMeta> for Summary {
    fn from(meta: object_store::ObjectMeta) -> Summary {
        Summary {
            key: meta.location.to_string(),
            size: meta.size,
            tag: meta.e_tag,
        }
    }
}

/// A store that is gone when nobody has it.
#[julia]
pub fn memory_store() -> Store {
    Store {
        store: Arc::new(InMemory::new()),
    }
}

/// A store in a folder that exists.
#[julia]
pub fn local_store(folder: &Path) -> Result<Store, Error> {
    Ok(Store {
        store: Arc::new(LocalFileSystem::new_with_prefix(folder)?),
    })
}

#[julia]
impl Store {
    /// The bytes of an object.
    #[julia(runtime = "tokio")]
    pub async fn fetch_object(&self, key: &str) -> Result<Vec<u8>, Error> {
        Ok(self
            .store
            .get(&Key::parse(key)?)
            .await?
            .bytes()
            .await?
            .to_vec())
    }

    /// The bytes `from` to `to` of an object, counted from 0, without the last one.
    #[julia(runtime = "tokio")]
    pub async fn fetch_range(&self, key: &str, from: u64, to: u64) -> Result<Vec<u8>, Error> {
        Ok(self
            .store
            .get_range(&Key::parse(key)?, from..to)
            .await?
            .to_vec())
    }

    /// Writes an object. With `create`, an object that exists is an error.
    #[julia(runtime = "tokio", signature = (key, bytes, *, create = false))]
    pub async fn put_object(&self, key: &str, bytes: &[u8], create: bool) -> Result<(), Error> {
        let mode = if create {
            PutMode::Create
        } else {
            PutMode::Overwrite
        };
        let options = PutOptions {
            mode,
            ..PutOptions::default()
        };
        self.store
            .put_opts(&Key::parse(key)?, bytes.to_vec().into(), options)
            .await?;
        Ok(())
    }

    /// What the store knows of an object.
    #[julia(runtime = "tokio")]
    pub async fn describe_object(&self, key: &str) -> Result<Summary, Error> {
        Ok(self.store.head(&Key::parse(key)?).await?.into())
    }

    #[julia(runtime = "tokio")]
    pub async fn delete_object(&self, key: &str) -> Result<(), Error> {
        self.store.delete(&Key::parse(key)?).await
    }

    /// The keys that begin with these segments, in any order, and the sizes of their objects.
    #[julia(runtime = "tokio", signature = (prefix = None))]
    pub fn list_objects(
        &self,
        prefix: Option<&str>,
    ) -> Result<impl Stream<Item = Result<(String, u64), Error>>, Error> {
        let prefix = prefix.map(Key::parse).transpose()?;
        let all = self.store.list(prefix.as_ref());
        Ok(all.map_ok(|each| (each.location.to_string(), each.size)))
    }
}
