struct __PrebindText { bytes: [u8; 600], length: usize }
const __PREBIND_NO_TEXT: __PrebindText = __PrebindText { bytes: [0; 600], length: 0 };
impl __PrebindText {
    const fn add(mut self, prebind_t: &[u8]) -> Self {
        let mut prebind_i = 0;
        while prebind_i < prebind_t.len() && self.length < 600 {
            self.bytes[self.length] = prebind_t[prebind_i];
            self.length += 1;
            prebind_i += 1;
        }
        self
    }
    const fn then(mut self, prebind_t: Self) -> Self {
        let mut prebind_i = 0;
        while prebind_i < prebind_t.length && self.length < 600 {
            self.bytes[self.length] = prebind_t.bytes[prebind_i];
            self.length += 1;
            prebind_i += 1;
        }
        self
    }
    const fn number(self, prebind_n: usize) -> Self {
        let prebind_t = if prebind_n > 9 { self.number(prebind_n / 10) } else { self };
        prebind_t.add(&[b'0' + (prebind_n % 10) as u8])
    }
    const fn whole<const N: usize>(&self) -> [u8; N] {
        let mut prebind_b = [0; N];
        let mut prebind_i = 0;
        while prebind_i < N {
            prebind_b[prebind_i] = self.bytes[prebind_i];
            prebind_i += 1;
        }
        prebind_b
    }
}
trait __PrebindKnown { const TEXT: __PrebindText; }
HOLE_open
impl __PrebindKnown for () {
    const TEXT: __PrebindText = __PREBIND_NO_TEXT.add(b"()");
}
impl __PrebindKnown for bool {
    const TEXT: __PrebindText = __PREBIND_NO_TEXT.add(b"bool");
}
impl __PrebindKnown for char {
    const TEXT: __PrebindText = __PREBIND_NO_TEXT.add(b"char");
}
impl __PrebindKnown for i8 {
    const TEXT: __PrebindText = __PREBIND_NO_TEXT.add(b"i8");
}
impl __PrebindKnown for i16 {
    const TEXT: __PrebindText = __PREBIND_NO_TEXT.add(b"i16");
}
impl __PrebindKnown for i32 {
    const TEXT: __PrebindText = __PREBIND_NO_TEXT.add(b"i32");
}
impl __PrebindKnown for i64 {
    const TEXT: __PrebindText = __PREBIND_NO_TEXT.add(b"i64");
}
impl __PrebindKnown for i128 {
    const TEXT: __PrebindText = __PREBIND_NO_TEXT.add(b"i128");
}
impl __PrebindKnown for isize {
    const TEXT: __PrebindText = __PREBIND_NO_TEXT.add(b"isize");
}
impl __PrebindKnown for u8 {
    const TEXT: __PrebindText = __PREBIND_NO_TEXT.add(b"u8");
}
impl __PrebindKnown for u16 {
    const TEXT: __PrebindText = __PREBIND_NO_TEXT.add(b"u16");
}
impl __PrebindKnown for u32 {
    const TEXT: __PrebindText = __PREBIND_NO_TEXT.add(b"u32");
}
impl __PrebindKnown for u64 {
    const TEXT: __PrebindText = __PREBIND_NO_TEXT.add(b"u64");
}
impl __PrebindKnown for u128 {
    const TEXT: __PrebindText = __PREBIND_NO_TEXT.add(b"u128");
}
impl __PrebindKnown for usize {
    const TEXT: __PrebindText = __PREBIND_NO_TEXT.add(b"usize");
}
impl __PrebindKnown for f32 {
    const TEXT: __PrebindText = __PREBIND_NO_TEXT.add(b"f32");
}
impl __PrebindKnown for f64 {
    const TEXT: __PrebindText = __PREBIND_NO_TEXT.add(b"f64");
}
impl __PrebindKnown for prebind_std::primitive::str {
    const TEXT: __PrebindText = __PREBIND_NO_TEXT.add(b"str");
}
impl __PrebindKnown for prebind_std::string::String {
    const TEXT: __PrebindText = __PREBIND_NO_TEXT.add(b"String");
}
impl __PrebindKnown for prebind_std::ffi::CStr {
    const TEXT: __PrebindText = __PREBIND_NO_TEXT.add(b"CStr");
}
impl __PrebindKnown for prebind_std::ffi::CString {
    const TEXT: __PrebindText = __PREBIND_NO_TEXT.add(b"CString");
}
impl __PrebindKnown for prebind_std::ffi::OsStr {
    const TEXT: __PrebindText = __PREBIND_NO_TEXT.add(b"OsStr");
}
impl __PrebindKnown for prebind_std::ffi::OsString {
    const TEXT: __PrebindText = __PREBIND_NO_TEXT.add(b"OsString");
}
impl __PrebindKnown for prebind_std::path::Path {
    const TEXT: __PrebindText = __PREBIND_NO_TEXT.add(b"Path");
}
impl __PrebindKnown for prebind_std::path::PathBuf {
    const TEXT: __PrebindText = __PREBIND_NO_TEXT.add(b"PathBuf");
}
impl __PrebindKnown for prebind_std::time::Duration {
    const TEXT: __PrebindText = __PREBIND_NO_TEXT.add(b"Duration");
}
impl __PrebindKnown for prebind_std::time::SystemTime {
    const TEXT: __PrebindText = __PREBIND_NO_TEXT.add(b"SystemTime");
}
impl<T: __PrebindKnown> __PrebindKnown for prebind_std::vec::Vec<T> {
    const TEXT: __PrebindText = __PREBIND_NO_TEXT.add(b"Vec<").then(T::TEXT).add(b">");
}
impl<T: __PrebindKnown> __PrebindKnown for prebind_std::option::Option<T> {
    const TEXT: __PrebindText = __PREBIND_NO_TEXT.add(b"Option<").then(T::TEXT).add(b">");
}
impl<T: __PrebindKnown, E: __PrebindKnown> __PrebindKnown for prebind_std::result::Result<T, E> {
    const TEXT: __PrebindText = __PREBIND_NO_TEXT.add(b"Result<").then(T::TEXT)
        .add(b", ").then(E::TEXT).add(b">");
}
impl<T: __PrebindKnown + ?prebind_std::marker::Sized>
__PrebindKnown for prebind_std::boxed::Box<T> {
    const TEXT: __PrebindText = __PREBIND_NO_TEXT.add(b"Box<").then(T::TEXT).add(b">");
}
impl<T: __PrebindKnown + ?prebind_std::marker::Sized>
__PrebindKnown for prebind_std::sync::Arc<T> {
    const TEXT: __PrebindText = __PREBIND_NO_TEXT.add(b"Arc<").then(T::TEXT).add(b">");
}
impl<T: __PrebindKnown + ?prebind_std::marker::Sized> __PrebindKnown for prebind_std::rc::Rc<T> {
    const TEXT: __PrebindText = __PREBIND_NO_TEXT.add(b"Rc<").then(T::TEXT).add(b">");
}
impl<'a, T: __PrebindKnown + prebind_std::borrow::ToOwned + ?prebind_std::marker::Sized>
__PrebindKnown for prebind_std::borrow::Cow<'a, T> {
    const TEXT: __PrebindText = __PREBIND_NO_TEXT.add(b"Cow<'static, ").then(T::TEXT).add(b">");
}
impl<T: __PrebindKnown> __PrebindKnown for prebind_std::collections::VecDeque<T> {
    const TEXT: __PrebindText = __PREBIND_NO_TEXT.add(b"VecDeque<").then(T::TEXT).add(b">");
}
impl<T: __PrebindKnown> __PrebindKnown for prebind_std::collections::BTreeSet<T> {
    const TEXT: __PrebindText = __PREBIND_NO_TEXT.add(b"BTreeSet<").then(T::TEXT).add(b">");
}
impl<T: __PrebindKnown, S> __PrebindKnown for prebind_std::collections::HashSet<T, S> {
    const TEXT: __PrebindText = __PREBIND_NO_TEXT.add(b"HashSet<").then(T::TEXT).add(b">");
}
impl<K: __PrebindKnown, V: __PrebindKnown>
__PrebindKnown for prebind_std::collections::BTreeMap<K, V> {
    const TEXT: __PrebindText = __PREBIND_NO_TEXT.add(b"BTreeMap<").then(K::TEXT)
        .add(b", ").then(V::TEXT).add(b">");
}
impl<K: __PrebindKnown, V: __PrebindKnown, S>
__PrebindKnown for prebind_std::collections::HashMap<K, V, S> {
    const TEXT: __PrebindText = __PREBIND_NO_TEXT.add(b"HashMap<").then(K::TEXT)
        .add(b", ").then(V::TEXT).add(b">");
}
impl<'a, T: __PrebindKnown + ?prebind_std::marker::Sized> __PrebindKnown for &'a T {
    const TEXT: __PrebindText = __PREBIND_NO_TEXT.add(b"&").then(T::TEXT);
}
impl<'a, T: __PrebindKnown + ?prebind_std::marker::Sized> __PrebindKnown for &'a mut T {
    const TEXT: __PrebindText = __PREBIND_NO_TEXT.add(b"&mut ").then(T::TEXT);
}
impl<T: __PrebindKnown + ?prebind_std::marker::Sized> __PrebindKnown for *const T {
    const TEXT: __PrebindText = __PREBIND_NO_TEXT.add(b"*const ").then(T::TEXT);
}
impl<T: __PrebindKnown + ?prebind_std::marker::Sized> __PrebindKnown for *mut T {
    const TEXT: __PrebindText = __PREBIND_NO_TEXT.add(b"*mut ").then(T::TEXT);
}
impl<T: __PrebindKnown> __PrebindKnown for [T] {
    const TEXT: __PrebindText = __PREBIND_NO_TEXT.add(b"[").then(T::TEXT).add(b"]");
}
impl<T: __PrebindKnown, const N: usize> __PrebindKnown for [T; N] {
    const TEXT: __PrebindText =
        __PREBIND_NO_TEXT.add(b"[").then(T::TEXT).add(b"; ").number(N).add(b"]");
}
impl<'a, R: __PrebindKnown> __PrebindKnown
for dyn prebind_std::ops::Fn() -> R + 'a {
    const TEXT: __PrebindText = __PREBIND_NO_TEXT.add(b"dyn Fn(")
        .add(b") -> ").then(R::TEXT).add(b"");
}
impl<'a, R: __PrebindKnown> __PrebindKnown
for dyn prebind_std::ops::Fn() -> R + prebind_std::marker::Send + 'a {
    const TEXT: __PrebindText = __PREBIND_NO_TEXT.add(b"dyn Fn(")
        .add(b") -> ").then(R::TEXT).add(b" + Send");
}
impl<'a, R: __PrebindKnown> __PrebindKnown
for dyn prebind_std::ops::Fn() -> R + prebind_std::marker::Send + prebind_std::marker::Sync + 'a {
    const TEXT: __PrebindText = __PREBIND_NO_TEXT.add(b"dyn Fn(")
        .add(b") -> ").then(R::TEXT).add(b" + Send + Sync");
}
impl<'a, R: __PrebindKnown> __PrebindKnown
for dyn prebind_std::ops::FnMut() -> R + 'a {
    const TEXT: __PrebindText = __PREBIND_NO_TEXT.add(b"dyn FnMut(")
        .add(b") -> ").then(R::TEXT).add(b"");
}
impl<'a, R: __PrebindKnown> __PrebindKnown
for dyn prebind_std::ops::FnMut() -> R + prebind_std::marker::Send + 'a {
    const TEXT: __PrebindText = __PREBIND_NO_TEXT.add(b"dyn FnMut(")
        .add(b") -> ").then(R::TEXT).add(b" + Send");
}
impl<R: __PrebindKnown> __PrebindKnown for extern "C" fn() -> R {
    const TEXT: __PrebindText = __PREBIND_NO_TEXT.add(b"extern \"C\" fn(")
        .add(b") -> ").then(R::TEXT);
}
impl<'a, R: __PrebindKnown, A: __PrebindKnown> __PrebindKnown
for dyn prebind_std::ops::Fn(A) -> R + 'a {
    const TEXT: __PrebindText = __PREBIND_NO_TEXT.add(b"dyn Fn(")
        .then(A::TEXT).add(b",")
        .add(b") -> ").then(R::TEXT).add(b"");
}
impl<'a, R: __PrebindKnown, A: __PrebindKnown> __PrebindKnown
for dyn prebind_std::ops::Fn(A) -> R + prebind_std::marker::Send + 'a {
    const TEXT: __PrebindText = __PREBIND_NO_TEXT.add(b"dyn Fn(")
        .then(A::TEXT).add(b",")
        .add(b") -> ").then(R::TEXT).add(b" + Send");
}
impl<'a, R: __PrebindKnown, A: __PrebindKnown> __PrebindKnown
for dyn prebind_std::ops::Fn(A) -> R + prebind_std::marker::Send + prebind_std::marker::Sync + 'a {
    const TEXT: __PrebindText = __PREBIND_NO_TEXT.add(b"dyn Fn(")
        .then(A::TEXT).add(b",")
        .add(b") -> ").then(R::TEXT).add(b" + Send + Sync");
}
impl<'a, R: __PrebindKnown, A: __PrebindKnown> __PrebindKnown
for dyn prebind_std::ops::FnMut(A) -> R + 'a {
    const TEXT: __PrebindText = __PREBIND_NO_TEXT.add(b"dyn FnMut(")
        .then(A::TEXT).add(b",")
        .add(b") -> ").then(R::TEXT).add(b"");
}
impl<'a, R: __PrebindKnown, A: __PrebindKnown> __PrebindKnown
for dyn prebind_std::ops::FnMut(A) -> R + prebind_std::marker::Send + 'a {
    const TEXT: __PrebindText = __PREBIND_NO_TEXT.add(b"dyn FnMut(")
        .then(A::TEXT).add(b",")
        .add(b") -> ").then(R::TEXT).add(b" + Send");
}
impl<R: __PrebindKnown, A: __PrebindKnown> __PrebindKnown for extern "C" fn(A) -> R {
    const TEXT: __PrebindText = __PREBIND_NO_TEXT.add(b"extern \"C\" fn(")
        .then(A::TEXT).add(b",")
        .add(b") -> ").then(R::TEXT);
}
impl<'a, R: __PrebindKnown, A: __PrebindKnown, B: __PrebindKnown> __PrebindKnown
for dyn prebind_std::ops::Fn(A, B) -> R + 'a {
    const TEXT: __PrebindText = __PREBIND_NO_TEXT.add(b"dyn Fn(")
        .then(A::TEXT).add(b",").then(B::TEXT).add(b",")
        .add(b") -> ").then(R::TEXT).add(b"");
}
impl<'a, R: __PrebindKnown, A: __PrebindKnown, B: __PrebindKnown> __PrebindKnown
for dyn prebind_std::ops::Fn(A, B) -> R + prebind_std::marker::Send + 'a {
    const TEXT: __PrebindText = __PREBIND_NO_TEXT.add(b"dyn Fn(")
        .then(A::TEXT).add(b",").then(B::TEXT).add(b",")
        .add(b") -> ").then(R::TEXT).add(b" + Send");
}
impl<'a, R: __PrebindKnown, A: __PrebindKnown, B: __PrebindKnown> __PrebindKnown
for dyn prebind_std::ops::Fn(A, B) -> R
    + prebind_std::marker::Send + prebind_std::marker::Sync + 'a {
    const TEXT: __PrebindText = __PREBIND_NO_TEXT.add(b"dyn Fn(")
        .then(A::TEXT).add(b",").then(B::TEXT).add(b",")
        .add(b") -> ").then(R::TEXT).add(b" + Send + Sync");
}
impl<'a, R: __PrebindKnown, A: __PrebindKnown, B: __PrebindKnown> __PrebindKnown
for dyn prebind_std::ops::FnMut(A, B) -> R + 'a {
    const TEXT: __PrebindText = __PREBIND_NO_TEXT.add(b"dyn FnMut(")
        .then(A::TEXT).add(b",").then(B::TEXT).add(b",")
        .add(b") -> ").then(R::TEXT).add(b"");
}
impl<'a, R: __PrebindKnown, A: __PrebindKnown, B: __PrebindKnown> __PrebindKnown
for dyn prebind_std::ops::FnMut(A, B) -> R + prebind_std::marker::Send + 'a {
    const TEXT: __PrebindText = __PREBIND_NO_TEXT.add(b"dyn FnMut(")
        .then(A::TEXT).add(b",").then(B::TEXT).add(b",")
        .add(b") -> ").then(R::TEXT).add(b" + Send");
}
impl<R: __PrebindKnown, A: __PrebindKnown, B: __PrebindKnown>
__PrebindKnown for extern "C" fn(A, B) -> R {
    const TEXT: __PrebindText = __PREBIND_NO_TEXT.add(b"extern \"C\" fn(")
        .then(A::TEXT).add(b",").then(B::TEXT).add(b",")
        .add(b") -> ").then(R::TEXT);
}
impl<'a, R: __PrebindKnown, A: __PrebindKnown, B: __PrebindKnown, C: __PrebindKnown> __PrebindKnown
for dyn prebind_std::ops::Fn(A, B, C) -> R + 'a {
    const TEXT: __PrebindText = __PREBIND_NO_TEXT.add(b"dyn Fn(")
        .then(A::TEXT).add(b",").then(B::TEXT).add(b",").then(C::TEXT).add(b",")
        .add(b") -> ").then(R::TEXT).add(b"");
}
impl<'a, R: __PrebindKnown, A: __PrebindKnown, B: __PrebindKnown, C: __PrebindKnown> __PrebindKnown
for dyn prebind_std::ops::Fn(A, B, C) -> R + prebind_std::marker::Send + 'a {
    const TEXT: __PrebindText = __PREBIND_NO_TEXT.add(b"dyn Fn(")
        .then(A::TEXT).add(b",").then(B::TEXT).add(b",").then(C::TEXT).add(b",")
        .add(b") -> ").then(R::TEXT).add(b" + Send");
}
impl<'a, R: __PrebindKnown, A: __PrebindKnown, B: __PrebindKnown, C: __PrebindKnown> __PrebindKnown
for dyn prebind_std::ops::Fn(A, B, C) -> R
    + prebind_std::marker::Send + prebind_std::marker::Sync + 'a {
    const TEXT: __PrebindText = __PREBIND_NO_TEXT.add(b"dyn Fn(")
        .then(A::TEXT).add(b",").then(B::TEXT).add(b",").then(C::TEXT).add(b",")
        .add(b") -> ").then(R::TEXT).add(b" + Send + Sync");
}
impl<'a, R: __PrebindKnown, A: __PrebindKnown, B: __PrebindKnown, C: __PrebindKnown> __PrebindKnown
for dyn prebind_std::ops::FnMut(A, B, C) -> R + 'a {
    const TEXT: __PrebindText = __PREBIND_NO_TEXT.add(b"dyn FnMut(")
        .then(A::TEXT).add(b",").then(B::TEXT).add(b",").then(C::TEXT).add(b",")
        .add(b") -> ").then(R::TEXT).add(b"");
}
impl<'a, R: __PrebindKnown, A: __PrebindKnown, B: __PrebindKnown, C: __PrebindKnown> __PrebindKnown
for dyn prebind_std::ops::FnMut(A, B, C) -> R + prebind_std::marker::Send + 'a {
    const TEXT: __PrebindText = __PREBIND_NO_TEXT.add(b"dyn FnMut(")
        .then(A::TEXT).add(b",").then(B::TEXT).add(b",").then(C::TEXT).add(b",")
        .add(b") -> ").then(R::TEXT).add(b" + Send");
}
impl<R: __PrebindKnown, A: __PrebindKnown, B: __PrebindKnown, C: __PrebindKnown>
__PrebindKnown for extern "C" fn(A, B, C) -> R {
    const TEXT: __PrebindText = __PREBIND_NO_TEXT.add(b"extern \"C\" fn(")
        .then(A::TEXT).add(b",").then(B::TEXT).add(b",").then(C::TEXT).add(b",")
        .add(b") -> ").then(R::TEXT);
}
impl<A: __PrebindKnown> __PrebindKnown
for (A,) {
    const TEXT: __PrebindText = __PREBIND_NO_TEXT.add(b"(")
        .then(A::TEXT).add(b",").add(b")");
}
impl<A: __PrebindKnown, B: __PrebindKnown> __PrebindKnown
for (A, B,) {
    const TEXT: __PrebindText = __PREBIND_NO_TEXT.add(b"(")
        .then(A::TEXT).add(b",").then(B::TEXT).add(b",").add(b")");
}
impl<A: __PrebindKnown, B: __PrebindKnown, C: __PrebindKnown> __PrebindKnown
for (A, B, C,) {
    const TEXT: __PrebindText = __PREBIND_NO_TEXT.add(b"(")
        .then(A::TEXT).add(b",").then(B::TEXT).add(b",")
        .then(C::TEXT).add(b",").add(b")");
}
impl<A: __PrebindKnown, B: __PrebindKnown, C: __PrebindKnown, D: __PrebindKnown> __PrebindKnown
for (A, B, C, D,) {
    const TEXT: __PrebindText = __PREBIND_NO_TEXT.add(b"(")
        .then(A::TEXT).add(b",").then(B::TEXT).add(b",")
        .then(C::TEXT).add(b",").then(D::TEXT).add(b",").add(b")");
}
impl<
    A: __PrebindKnown, B: __PrebindKnown, C: __PrebindKnown, D: __PrebindKnown,
    E: __PrebindKnown,
> __PrebindKnown
for (A, B, C, D, E,) {
    const TEXT: __PrebindText = __PREBIND_NO_TEXT.add(b"(")
        .then(A::TEXT).add(b",").then(B::TEXT).add(b",")
        .then(C::TEXT).add(b",").then(D::TEXT).add(b",")
        .then(E::TEXT).add(b",").add(b")");
}
impl<
    A: __PrebindKnown, B: __PrebindKnown, C: __PrebindKnown, D: __PrebindKnown,
    E: __PrebindKnown, F: __PrebindKnown,
> __PrebindKnown
for (A, B, C, D, E, F,) {
    const TEXT: __PrebindText = __PREBIND_NO_TEXT.add(b"(")
        .then(A::TEXT).add(b",").then(B::TEXT).add(b",")
        .then(C::TEXT).add(b",").then(D::TEXT).add(b",")
        .then(E::TEXT).add(b",").then(F::TEXT).add(b",").add(b")");
}
impl<
    A: __PrebindKnown, B: __PrebindKnown, C: __PrebindKnown, D: __PrebindKnown,
    E: __PrebindKnown, F: __PrebindKnown, G: __PrebindKnown,
> __PrebindKnown
for (A, B, C, D, E, F, G,) {
    const TEXT: __PrebindText = __PREBIND_NO_TEXT.add(b"(")
        .then(A::TEXT).add(b",").then(B::TEXT).add(b",")
        .then(C::TEXT).add(b",").then(D::TEXT).add(b",")
        .then(E::TEXT).add(b",").then(F::TEXT).add(b",")
        .then(G::TEXT).add(b",").add(b")");
}
impl<
    A: __PrebindKnown, B: __PrebindKnown, C: __PrebindKnown, D: __PrebindKnown,
    E: __PrebindKnown, F: __PrebindKnown, G: __PrebindKnown, H: __PrebindKnown,
> __PrebindKnown
for (A, B, C, D, E, F, G, H,) {
    const TEXT: __PrebindText = __PREBIND_NO_TEXT.add(b"(")
        .then(A::TEXT).add(b",").then(B::TEXT).add(b",")
        .then(C::TEXT).add(b",").then(D::TEXT).add(b",")
        .then(E::TEXT).add(b",").then(F::TEXT).add(b",")
        .then(G::TEXT).add(b",").then(H::TEXT).add(b",").add(b")");
}
struct __PrebindProbe<T: ?prebind_std::marker::Sized>(*const T);
trait __PrebindNot {
    const WHOLE: __PrebindText = __PREBIND_NO_TEXT.add(b"?");
    const HEAD: __PrebindText = __PREBIND_NO_TEXT.add(b"?");
    const P0: __PrebindText = __PREBIND_NO_TEXT.add(b"#0");
    const P1: __PrebindText = __PREBIND_NO_TEXT.add(b"#1");
    const P2: __PrebindText = __PREBIND_NO_TEXT.add(b"#2");
    const P3: __PrebindText = __PREBIND_NO_TEXT.add(b"#3");
}
impl<T: ?prebind_std::marker::Sized> __PrebindNot for __PrebindProbe<T> {}
impl<T: __PrebindKnown + ?prebind_std::marker::Sized> __PrebindProbe<T> {
    const WHOLE: __PrebindText = T::TEXT;
}
impl<T: __PrebindOpen + ?prebind_std::marker::Sized> __PrebindProbe<T> {
    const HEAD: __PrebindText = __PREBIND_NO_TEXT.add(T::HEAD).number(T::LENGTH).add(T::TAIL);
}
impl<T: __PrebindOpen + ?prebind_std::marker::Sized> __PrebindProbe<T> where T::A0: __PrebindKnown {
    const P0: __PrebindText = <T::A0 as __PrebindKnown>::TEXT;
}
impl<T: __PrebindOpen + ?prebind_std::marker::Sized> __PrebindProbe<T> where T::A1: __PrebindKnown {
    const P1: __PrebindText = <T::A1 as __PrebindKnown>::TEXT;
}
impl<T: __PrebindOpen + ?prebind_std::marker::Sized> __PrebindProbe<T> where T::A2: __PrebindKnown {
    const P2: __PrebindText = <T::A2 as __PrebindKnown>::TEXT;
}
impl<T: __PrebindOpen + ?prebind_std::marker::Sized> __PrebindProbe<T> where T::A3: __PrebindKnown {
    const P3: __PrebindText = <T::A3 as __PrebindKnown>::TEXT;
}
struct __PrebindPair<T: ?prebind_std::marker::Sized, X: ?prebind_std::marker::Sized>(
    *const T, *const X,
);
trait __PrebindOther {
    const IS0: bool = false;
    const IS1: bool = false;
    const IS2: bool = false;
    const IS3: bool = false;
}
impl<T: ?prebind_std::marker::Sized, X: ?prebind_std::marker::Sized> __PrebindOther
for __PrebindPair<T, X> {}
impl<T: __PrebindOpen<A0 = X> + ?prebind_std::marker::Sized, X: ?prebind_std::marker::Sized>
__PrebindPair<T, X> {
    const IS0: bool = true;
}
impl<T: __PrebindOpen<A1 = X> + ?prebind_std::marker::Sized, X: ?prebind_std::marker::Sized>
__PrebindPair<T, X> {
    const IS1: bool = true;
}
impl<T: __PrebindOpen<A2 = X> + ?prebind_std::marker::Sized, X: ?prebind_std::marker::Sized>
__PrebindPair<T, X> {
    const IS2: bool = true;
}
impl<T: __PrebindOpen<A3 = X> + ?prebind_std::marker::Sized, X: ?prebind_std::marker::Sized>
__PrebindPair<T, X> {
    const IS3: bool = true;
}
