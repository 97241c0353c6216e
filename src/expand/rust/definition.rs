#[repr(C)] pub struct __PrebindDefinition { length: u64, data: HOLE_type }
#[no_mangle] pub static HOLE_symbol: __PrebindDefinition = __PrebindDefinition {
    length: prebind_std::mem::size_of::<HOLE_type>() as u64,
    data: HOLE_value,
};
