struct __PrebindCopies<T>(prebind_std::marker::PhantomData<T>);
trait __PrebindNoCopies<T> { const CLONE: u64 = 0; fn copy(_: &T) -> T { loop {} } }
impl<T> __PrebindNoCopies<T> for __PrebindCopies<T> {}
impl<T: prebind_std::clone::Clone> __PrebindCopies<T> {
    const CLONE: u64 = 1;
    fn copy(prebind_v: &T) -> T { prebind_std::clone::Clone::clone(prebind_v) }
}
