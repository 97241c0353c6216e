pub enum __PrebindObject {
    Whole(prebind_std::boxed::Box<HOLE_object>),
    Counted(prebind_std::sync::Arc<HOLE_object>),
}
impl __PrebindObject {
    fn prebind_object(&self) -> &(HOLE_object + 'static) {
        match self {
            __PrebindObject::Whole(object) => &**object,
            __PrebindObject::Counted(object) => &**object,
        }
    }
    fn prebind_object_mut(&mut self) -> prebind_std::option::Option<&mut (HOLE_object + 'static)> {
        match self {
            __PrebindObject::Whole(object) => prebind_std::option::Option::Some(&mut **object),
            __PrebindObject::Counted(object) => prebind_std::sync::Arc::get_mut(object),
        }
    }
}
pub struct __PrebindObjectRef(__PrebindRef<__PrebindObject>);
impl prebind_std::ops::Deref for __PrebindObjectRef {
    type Target = HOLE_object;
    fn deref(&self) -> &(HOLE_object + 'static) { self.0.prebind_object() }
}
pub struct __PrebindObjectMut(__PrebindMut<__PrebindObject>);
impl prebind_std::ops::Deref for __PrebindObjectMut {
    type Target = HOLE_object;
    fn deref(&self) -> &(HOLE_object + 'static) { self.0.prebind_object() }
}
impl prebind_std::ops::DerefMut for __PrebindObjectMut {
    fn deref_mut(&mut self) -> &mut (HOLE_object + 'static) {
        match self.0.prebind_object_mut() {
            prebind_std::option::Option::Some(object) => object,
            _ => prebind_std::unreachable!(),
        }
    }
}
impl HOLE_object {
    #[doc(hidden)] pub fn __prebind_refused(_: *const u8)
    -> (u32, &'static prebind_std::primitive::str) {
        (HOLE_borrowed, if __PREBIND_SEND {
            "is in use by a call that has not returned yet, or shared: Rust or another handle has \
             it"
        } else {
            "is in use by a call that has not returned yet, or shared, or belongs to another \
             thread: its Rust type is not `Send` and `Sync`"
        })
    }
    #[doc(hidden)] pub fn __prebind_shares() { __prebind_share_all() }
    #[doc(hidden)] pub unsafe fn __prebind_ref(prebind_p: *mut u8)
    -> prebind_std::option::Option<__PrebindObjectRef> {
        __PrebindObject::__prebind_ref(prebind_p).map(__PrebindObjectRef)
    }
    #[doc(hidden)] pub unsafe fn __prebind_mut(prebind_p: *mut u8)
    -> prebind_std::option::Option<__PrebindObjectMut> {
        match __PrebindObject::__prebind_mut(prebind_p) {
            prebind_std::option::Option::Some(mut held) => {
                let is_alone = held.prebind_object_mut().is_some();
                if is_alone {
                    prebind_std::option::Option::Some(__PrebindObjectMut(held))
                } else {
                    prebind_std::option::Option::None
                }
            }
            _ => prebind_std::option::Option::None,
        }
    }
}
