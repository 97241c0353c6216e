type __PrebindKept<T> = T;
const __PREBIND_HAS_ARC: bool = false;
#[inline] fn __prebind_keep<T>(value: T) -> __PrebindKept<T> { value }
#[inline] fn __prebind_unkeep<T>(kept: __PrebindKept<T>) -> T { kept }
#[inline] fn __prebind_kept_mut<T>(kept: &mut __PrebindKept<T>) -> &mut T { kept }
#[inline] fn __prebind_is_alone<T>(_: &mut __PrebindKept<T>) -> bool { true }
#[inline] fn __prebind_address<T>(_: &__PrebindKept<T>) -> usize { 0 }
