// Every diagnostic of exported traits and of their objects.

#include <string>

#include "expand/test_diagnostics.h"

namespace prebind::expand {
namespace {

using Case = DiagnosticCase;

const std::string kLeaveOut =
    "give it a body and `where Self: Sized`, which leaves it out, or move it into another trait";
const std::string kInStruct =
    "put it into a `#[julia] struct`, and write the methods that hosts need";

}  // namespace

std::vector<DiagnosticGroup> diagnostics_of_traits() {
  return {
      {"Traits",
       {Case{"unsafe trait S {}", "unsafe",
             "an `unsafe` trait cannot be exported: a host cannot guarantee what it demands",
             "remove the `unsafe`, or export a struct that holds the object"},
        Case{"trait S<T> {}", "<T>",
             "a generic trait cannot be exported: the host needs concrete types",
             "export a trait without parameters"},
        Case{"trait S: Clone + Send {}", "Clone",
             "a trait with the supertrait `Clone` cannot be exported: types of hosts do not have "
             "it",
             "remove it; `Send`, `Sync`, `Debug` and `'static` are allowed"},
        Case{"trait S where Self: Send {}", "where", "a trait with `where` cannot be exported",
             "write the supertraits behind the name"},
        Case{"trait S { type Item; }", "type", "a trait with `type` in it cannot be exported",
             "only methods can be in an exported trait: write the types that they take and return"},
        Case{"trait S { const N: u8; }", "const", "a trait with `const` in it cannot be exported",
             "only methods can be in an exported trait: write the types that they take and return"},
        Case{"trait S { fn f<T>(&self); }", "f",
             "types of the host cannot implement `f`: it is generic", kLeaveOut},
        Case{
            "trait S { async fn f(&self); }", "async",
            "types of the host cannot implement `f`: it is `async`",
            "return the future in a box, `-> Pin<Box<dyn Future<Output = T> + Send + '_>>`, or put "
            "`#[async_trait]` above `#[julia]`, which writes that"},
        Case{
            "trait S: Send { fn f(&self) -> BoxFuture<'_, u8>; }", "S",
            "`f` returns a future, so the trait has to be `Send` and `Sync`: other threads poll it",
            "write `trait S: Send + Sync`"},
        Case{"trait S: Send + Sync { fn f<'a>(&'a self) -> LocalBoxFuture<'a, u8>; }",
             "LocalBoxFuture<'a, u8>",
             "a future is polled in other threads, so it has to be `Send`",
             "write `Pin<Box<dyn Future<Output = u8> + Send>>`"},
        Case{"trait S { #[julia(timeout)] fn f(&self) -> u8; }", "timeout",
             "types of the host cannot implement `f`: this option is not for methods of traits",
             "remove this option"},
        Case{"fn f() -> Pin<Box<dyn Future<Output = Vec<u8>>>> { loop {} }",
             "Pin<Box<dyn Future<Output = Vec<u8>>>>",
             "a future is polled in other threads, so it has to be `Send`",
             "write `Pin<Box<dyn Future<Output = Vec<u8>> + Send>>`"},
        Case{"async fn f() -> impl Future<Output = u8> { loop {} }", "impl Future<Output = u8>",
             "an `async` function cannot return a future", "remove the `async`"},
        Case{"trait S { fn f() -> u8; }", "f",
             "types of the host cannot implement `f`: it takes neither `&self` nor `&mut self`",
             kLeaveOut},
        Case{"trait S { fn f(self: Box<Self>); }", "f",
             "types of the host cannot implement `f`: it takes neither `&self` nor `&mut self`",
             kLeaveOut},
        Case{"trait S { fn f(&self) where Self: Sized; }", "f",
             "types of the host cannot implement `f`: it has no body", kLeaveOut},
        Case{"trait S { #[julia(gc_safe)] fn f(&self); }", "gc_safe",
             "types of the host cannot implement `f`: this option is not for methods of traits",
             "remove this option"},
        Case{"trait S { fn f(&self, p: *const u8); }", "*const u8",
             "`*const u8` cannot cross to the host", "pass it as `usize`"},
        Case{"trait S { fn f(&self, x: &mut [f64]); }", "&mut [f64]",
             "a function of the host cannot take `&mut [f64]`", "write `Vec<f64>`"},
        Case{"fn f(s: &dyn std::fmt::Display) {}", "&dyn std::fmt::Display",
             "`&dyn std::fmt::Display` cannot cross to the host", "write the concrete type"},
        Case{"fn f(s: &dyn Store<u8>) {}", "&dyn Store<u8>",
             "`&dyn Store<u8>` cannot cross to the host: the trait is generic",
             "take an object of a trait without parameters"},
        Case{"fn f(s: Box<dyn Store + Unpin>) {}", "Box<dyn Store + Unpin>",
             "`Box<dyn Store + Unpin>` cannot cross to the host", "remove the `+ Unpin`"},
        Case{"fn f(s: Option<Box<dyn Store>>) {}", "Option<Box<dyn Store>>",
             "`Option<Box<dyn Store>>` cannot cross to the host",
             "an object of a trait has to be an argument by itself, not in an `Option` or a tuple"},
        Case{"fn f() -> &'static dyn Store { loop {} }", "&'static dyn Store",
             "`&'static dyn Store` would outlive the call: a host cannot hold a Rust reference",
             "return a `Box<dyn Store>` or an `Arc<dyn Store>`"},
        Case{"fn f() -> std::rc::Rc<dyn Store> { loop {} }", "std::rc::Rc<dyn Store>",
             "`std::rc::Rc<dyn Store>` cannot cross to the host",
             "return a `Box<dyn Store>` or an `Arc<dyn Store>`"},
        Case{"fn f() -> Vec<Box<dyn Store>> { loop {} }", "Box<dyn Store>",
             "`Box<dyn Store>` cannot be an element of an array", kInStruct}}},
  };
}

}  // namespace prebind::expand
