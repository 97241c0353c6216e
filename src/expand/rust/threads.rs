struct __PrebindProbe<T>(prebind_std::marker::PhantomData<T>);
trait __PrebindIsNot { const SEND: bool = false; const SYNC: bool = false; }
impl<T> __PrebindIsNot for __PrebindProbe<T> {}
impl<T: prebind_std::marker::Send> __PrebindProbe<T> { const SEND: bool = true; }
impl<T: prebind_std::marker::Sync> __PrebindProbe<T> { const SYNC: bool = true; }
const __PREBIND_SEND: bool = <__PrebindProbe<__PrebindT0>>::SEND;
const __PREBIND_SYNC: bool = <__PrebindProbe<__PrebindT0>>::SYNC;
