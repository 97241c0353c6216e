use indexmap::{IndexMap, IndexSet};
use prebind::julia;
use std::collections::hash_map::RandomState;
use std::collections::{BTreeMap, BTreeSet};

#[julia]
pub fn counted(text: &str) -> IndexMap<String, usize> {
    let mut counts = IndexMap::new();
    text.split(' ').for_each(|word| *counts.entry(word.to_string()).or_insert(0) += 1);
    counts
}

#[julia]
pub fn keys(map: indexmap::IndexMap<String, Vec<f64>>) -> Vec<String> {
    map.into_keys().collect()
}

#[julia]
pub fn total(map: &IndexMap<char, i64, RandomState>) -> i64 {
    map.values().sum()
}

#[julia]
pub fn unique(all: Vec<i32>) -> IndexSet<i32> {
    all.into_iter().collect()
}

#[julia]
pub fn joined(all: &IndexSet<String>, more: Option<IndexSet<String>>) -> String {
    all.iter().chain(more.iter().flatten()).map(String::as_str).collect::<Vec<_>>().join(" ")
}

#[julia]
pub fn nested(n: u8) -> Result<Vec<IndexMap<u8, Option<IndexSet<char>>>>, String> {
    let set = |i: u8| (i > 1).then(|| (0..i).rev().map(|j| (b'a' + j) as char).collect());
    Ok((0..n).map(|i| (0..=i).rev().map(|j| (j, set(j))).collect()).collect())
}

#[julia]
pub fn sorted(all: Vec<(String, i32)>) -> BTreeMap<String, i32> {
    all.into_iter().collect()
}

#[julia]
pub fn sorted_set(all: Vec<i32>) -> BTreeSet<i32> {
    all.into_iter().collect()
}

#[julia]
pub fn call(f: &dyn Fn(BTreeMap<String, i32>) -> BTreeMap<i32, String>) -> String {
    let map = [("z", 1), ("a", 2)].iter().map(|(k, v)| (k.to_string(), *v)).collect();
    f(map).into_iter().map(|(k, v)| format!("{k}{v}")).collect()
}

#[julia]
pub enum Value {
    Scalar(f64),
    Object(IndexMap<String, Value>),
    Tags(BTreeSet<String>),
}

#[julia]
pub fn text(value: &Value) -> String {
    match value {
        Value::Scalar(number) => number.to_string(),
        Value::Object(map) => {
            let member = |(key, each): (&String, &Value)| format!("{key}: {}", text(each));
            format!("{{{}}}", map.iter().map(member).collect::<Vec<_>>().join(", "))
        }
        Value::Tags(all) => all.iter().cloned().collect::<Vec<_>>().join("+"),
    }
}

#[julia]
pub fn same(value: Value) -> Value {
    value
}

#[julia]
pub struct Table {
    pub columns: IndexMap<String, Vec<i32>>,
}

#[julia]
impl Table {
    pub fn new() -> Self {
        Table { columns: IndexMap::new() }
    }
}

/// The crate's own, whatever indexmap has of this name.
#[julia(T = u8)]
pub struct IndexSet2<T> {
    pub first: T,
}

pub mod own {
    #[prebind::julia]
    pub struct IndexMap {
        pub size: usize,
    }

    #[prebind::julia]
    impl IndexMap {
        pub fn new(size: usize) -> Self {
            IndexMap { size }
        }
    }
}

#[julia]
pub fn size(map: &own::IndexMap) -> usize {
    map.size
}
