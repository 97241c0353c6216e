fn prebind_operation<T: prebind_std::hash::Hash>(prebind_v: &T) -> u64 {
    let mut prebind_h = prebind_std::collections::hash_map::DefaultHasher::new();
    prebind_std::hash::Hash::hash(prebind_v, &mut prebind_h);
    prebind_std::hash::Hasher::finish(&prebind_h)
}
