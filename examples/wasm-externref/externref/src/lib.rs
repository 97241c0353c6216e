//! References to JavaScript values, kept in a WebAssembly table: Rust has no type for them, so it
//! holds their places in that table.

#[cfg(target_arch = "wasm32")]
mod table {
    prebind::cached_embed_asm!(
        name = "table",
        r"
        .tabletype externref_table, externref
        .globl externref_table
externref_table:

        .functype externref_string_of (i32, i32) -> (externref)
        .import_module externref_string_of, externref
        .import_name externref_string_of, string

# Makes a place at the end of the table, and says which.
        .globl externref_grow
externref_grow:
        .functype externref_grow () -> (i32)
        ref.null_extern
        i32.const 1
        table.grow externref_table
        end_function

# Puts the JavaScript string of some UTF-8 bytes at a place.
        .globl externref_set_string
externref_set_string:
        .functype externref_set_string (i32, i32, i32) -> ()
        local.get 0
        local.get 1
        local.get 2
        call externref_string_of
        table.set externref_table
        end_function

        .globl externref_clear
externref_clear:
        .functype externref_clear (i32) -> ()
        local.get 0
        ref.null_extern
        table.set externref_table
        end_function

# For JavaScript: puts a value of its own at a place.
        .globl externref_set
        .export_name externref_set, externref_set
externref_set:
        .functype externref_set (i32, externref) -> ()
        local.get 0
        local.get 1
        table.set externref_table
        end_function
",
    );

    extern "C" {
        fn externref_grow() -> u32;
        fn externref_set_string(place: u32, text: *const u8, length: usize);
        fn externref_clear(place: u32);
    }

    // The program has one thread.
    static mut FREE: Vec<u32> = Vec::new();

    pub fn take_place() -> u32 {
        let free = unsafe { (*std::ptr::addr_of_mut!(FREE)).pop() };
        free.unwrap_or_else(|| unsafe { externref_grow() })
    }

    pub fn give_back(place: u32) {
        unsafe {
            externref_clear(place);
            (*std::ptr::addr_of_mut!(FREE)).push(place);
        }
    }

    pub fn set_string(place: u32, text: &str) {
        unsafe { externref_set_string(place, text.as_ptr(), text.len()) }
    }
}

/// A JavaScript value. It is let go when this is dropped.
#[cfg(target_arch = "wasm32")]
pub struct ExternRef {
    place: u32,
}

#[cfg(target_arch = "wasm32")]
impl ExternRef {
    /// A JavaScript string.
    pub fn string(text: &str) -> ExternRef {
        let place = table::take_place();
        table::set_string(place, text);
        ExternRef { place }
    }

    /// Where it is in the table, for assembly that hands it on.
    pub fn place(&self) -> u32 {
        self.place
    }
}

#[cfg(target_arch = "wasm32")]
impl Drop for ExternRef {
    fn drop(&mut self) {
        table::give_back(self.place);
    }
}
