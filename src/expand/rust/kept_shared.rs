type __PrebindKept<T> = prebind_std::sync::Arc<T>;
const __PREBIND_HAS_ARC: bool = true;
#[inline] fn __prebind_keep<T>(value: T) -> __PrebindKept<T> { prebind_std::sync::Arc::new(value) }
#[inline] fn __prebind_unkeep<T>(kept: __PrebindKept<T>) -> T {
    match prebind_std::sync::Arc::try_unwrap(kept) {
        prebind_std::result::Result::Ok(value) => value,
        _ => prebind_std::unreachable!(),
    }
}
#[inline] fn __prebind_kept_mut<T>(kept: &mut __PrebindKept<T>) -> &mut T {
    match prebind_std::sync::Arc::get_mut(kept) {
        prebind_std::option::Option::Some(value) => value,
        _ => prebind_std::unreachable!(),
    }
}
#[inline] fn __prebind_is_alone<T>(kept: &mut __PrebindKept<T>) -> bool {
    prebind_std::sync::Arc::get_mut(kept).is_some()
}
#[inline] fn __prebind_address<T>(kept: &__PrebindKept<T>) -> usize {
    prebind_std::sync::Arc::as_ptr(kept) as usize
}
