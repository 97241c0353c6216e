trait __PrebindOpen {
    const HEAD: &'static [u8];
    const LENGTH: usize = 0;
    const TAIL: &'static [u8] = b"";
    type A0: ?prebind_std::marker::Sized;
    type A1: ?prebind_std::marker::Sized;
    type A2: ?prebind_std::marker::Sized;
    type A3: ?prebind_std::marker::Sized;
}
impl<T> __PrebindOpen for prebind_std::vec::Vec<T> {
    const HEAD: &'static [u8] = b"Vec<#0>!";
    type A0 = T;
    type A1 = ();
    type A2 = ();
    type A3 = ();
}
impl<T> __PrebindOpen for prebind_std::option::Option<T> {
    const HEAD: &'static [u8] = b"Option<#0>!";
    type A0 = T;
    type A1 = ();
    type A2 = ();
    type A3 = ();
}
impl<T, E> __PrebindOpen for prebind_std::result::Result<T, E> {
    const HEAD: &'static [u8] = b"Result<#0, #1>!";
    type A0 = T;
    type A1 = E;
    type A2 = ();
    type A3 = ();
}
impl<T: ?prebind_std::marker::Sized> __PrebindOpen for prebind_std::boxed::Box<T> {
    const HEAD: &'static [u8] = b"Box<#0>!";
    type A0 = T;
    type A1 = ();
    type A2 = ();
    type A3 = ();
}
impl<T: ?prebind_std::marker::Sized> __PrebindOpen for prebind_std::sync::Arc<T> {
    const HEAD: &'static [u8] = b"Arc<#0>!";
    type A0 = T;
    type A1 = ();
    type A2 = ();
    type A3 = ();
}
impl<'a, T: ?prebind_std::marker::Sized> __PrebindOpen for &'a T {
    const HEAD: &'static [u8] = b"&#0!";
    type A0 = T;
    type A1 = ();
    type A2 = ();
    type A3 = ();
}
impl<'a, T: ?prebind_std::marker::Sized> __PrebindOpen for &'a mut T {
    const HEAD: &'static [u8] = b"&mut #0!";
    type A0 = T;
    type A1 = ();
    type A2 = ();
    type A3 = ();
}
impl<T> __PrebindOpen for [T] {
    const HEAD: &'static [u8] = b"[#0]!";
    type A0 = T;
    type A1 = ();
    type A2 = ();
    type A3 = ();
}
impl<T> __PrebindOpen for prebind_std::collections::VecDeque<T> {
    const HEAD: &'static [u8] = b"VecDeque<#0>!";
    type A0 = T;
    type A1 = ();
    type A2 = ();
    type A3 = ();
}
impl<T> __PrebindOpen for prebind_std::collections::BTreeSet<T> {
    const HEAD: &'static [u8] = b"BTreeSet<#0>!";
    type A0 = T;
    type A1 = ();
    type A2 = ();
    type A3 = ();
}
impl<T, S> __PrebindOpen for prebind_std::collections::HashSet<T, S> {
    const HEAD: &'static [u8] = b"HashSet<#0>!";
    type A0 = T;
    type A1 = ();
    type A2 = ();
    type A3 = ();
}
impl<K, V> __PrebindOpen for prebind_std::collections::BTreeMap<K, V> {
    const HEAD: &'static [u8] = b"BTreeMap<#0, #1>!";
    type A0 = K;
    type A1 = V;
    type A2 = ();
    type A3 = ();
}
impl<K, V, S> __PrebindOpen for prebind_std::collections::HashMap<K, V, S> {
    const HEAD: &'static [u8] = b"HashMap<#0, #1>!";
    type A0 = K;
    type A1 = V;
    type A2 = ();
    type A3 = ();
}
impl<A> __PrebindOpen for (A,) {
    const HEAD: &'static [u8] = b"(#0,)!";
    type A0 = A;
    type A1 = ();
    type A2 = ();
    type A3 = ();
}
impl<A, B> __PrebindOpen for (A, B) {
    const HEAD: &'static [u8] = b"(#0, #1)!";
    type A0 = A;
    type A1 = B;
    type A2 = ();
    type A3 = ();
}
impl<A, B, C> __PrebindOpen for (A, B, C) {
    const HEAD: &'static [u8] = b"(#0, #1, #2)!";
    type A0 = A;
    type A1 = B;
    type A2 = C;
    type A3 = ();
}
impl<A, B, C, D> __PrebindOpen for (A, B, C, D) {
    const HEAD: &'static [u8] = b"(#0, #1, #2, #3)!";
    type A0 = A;
    type A1 = B;
    type A2 = C;
    type A3 = D;
}
impl<T, const N: usize> __PrebindOpen for [T; N] {
    const HEAD: &'static [u8] = b"[#0; ";
    const LENGTH: usize = N;
    const TAIL: &'static [u8] = b"]!";
    type A0 = T;
    type A1 = ();
    type A2 = ();
    type A3 = ();
}
