struct __PrebindCauses<'prebind, T>(&'prebind T);
fn prebind_causes_of<T: prebind_std::error::Error + ?prebind_std::marker::Sized>(prebind_e: &T)
-> prebind_std::vec::Vec<u8> {
    let mut prebind_b = prebind_std::vec::Vec::new();
    let mut prebind_n = prebind_std::error::Error::source(prebind_e);
    for _ in 0..HOLE_most {
        let prebind_c = match prebind_n {
            prebind_std::option::Option::Some(prebind_c) => prebind_c,
            _ => break,
        };
        let prebind_t = prebind_std::string::ToString::to_string(prebind_c);
        prebind_b.extend_from_slice(&prebind_t.len().to_ne_bytes());
        prebind_b.extend_from_slice(prebind_t.as_bytes());
        prebind_n = prebind_std::error::Error::source(prebind_c);
    }
    prebind_b
}
trait __PrebindOfError { fn prebind_causes(&self) -> prebind_std::vec::Vec<u8>; }
impl<'prebind, T: prebind_std::error::Error> __PrebindOfError for &&__PrebindCauses<'prebind, T> {
    fn prebind_causes(&self) -> prebind_std::vec::Vec<u8> { prebind_causes_of(self.0) }
}
trait __PrebindBehindPointer { fn prebind_causes(&self) -> prebind_std::vec::Vec<u8>; }
impl<'prebind, T: prebind_std::ops::Deref> __PrebindBehindPointer for &__PrebindCauses<'prebind, T>
where T::Target: prebind_std::error::Error {
    fn prebind_causes(&self) -> prebind_std::vec::Vec<u8> {
        prebind_causes_of(prebind_std::ops::Deref::deref(self.0))
    }
}
trait __PrebindNoError { fn prebind_causes(&self) -> prebind_std::vec::Vec<u8>; }
impl<'prebind, T> __PrebindNoError for __PrebindCauses<'prebind, T> {
    fn prebind_causes(&self) -> prebind_std::vec::Vec<u8> { prebind_std::vec::Vec::new() }
}
