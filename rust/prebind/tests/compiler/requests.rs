//! What goes to the engine.

use crate::support::Case;
use crate::wire;

#[test]
fn the_hello_says_which_crate_it_is() {
    let (case, _) = Case::new("hello").tokens("#[prebind::julia] fn f() {}");
    let bytes = std::fs::read(case.directory.join("request-0")).unwrap();
    let mut reader = wire::Reader(&bytes);
    assert_eq!(reader.bytes(14), b"prebind-expand");
    assert_eq!(reader.u32(), wire::PROTOCOL);
    assert_eq!([reader.text(), reader.text(), reader.text()], ["geo_metry", "geo-metry", "1.2.3"]);
    assert!(reader.0.is_empty());
}

fn check(name: &str, source: &str, expected: &str) {
    let (_, tokens) = Case::new(name).tokens(source);
    assert_eq!(tokens.join(" "), expected, "{}", source);
}

#[test]
fn the_kind_of_a_request_tells_the_attribute() {
    for (name, attribute, kind) in
        [("julia", "prebind::julia", 1), ("export", "prebind::export", 3)]
    {
        let (case, _) = Case::new(name).tokens(&format!("#[{}] fn f() {{}}", attribute));
        let bytes = std::fs::read(case.directory.join("request-1")).unwrap();
        assert_eq!(bytes[0], kind);
    }
}

/// One request for both: the second goes along as an attribute of the item, and is gone after it.
#[test]
fn attributes_of_one_item_go_together() {
    check(
        "both",
        "#[prebind::julia(name = \"f!\")] #[prebind::export(name(cpp = \"g\"))] fn f() {}",
        "name = \"f!\" | # [ prebind :~ : export ( name ( cpp = \"g\" /( /( /[ fn f ( /( { /{",
    );
}

#[test]
fn functions_go_without_their_bodies() {
    check(
        "function",
        "#[prebind::julia] pub fn f(a: &mut [u8; { 4 }]) -> u8 { if true { 1 } else { 2 } }",
        "| pub fn f ( a : & mut [ u8 ; { 4 /{ /[ /( -~ > u8 { /{",
    );
}

#[test]
fn arguments_docs_lifetimes_and_raw_names_go_as_written() {
    check(
        "written",
        "#[prebind::export(name = \"it's\", {skip})] /// Doc \"x\"\n fn r#try<'a>(_: &'a u8) {}",
        "name = \"it's\" , { skip /{ | # [ doc = \" Doc \\\"x\\\"\" /[ fn r#try < '~ a > ( _ : & '~ a u8 /( { /{",
    );
}

#[test]
fn the_methods_of_an_impl_go_without_their_bodies() {
    check(
        "impl",
        "pub struct P; #[prebind::julia] impl P { const A: u8 = { 5 }; \
         #[prebind::julia] fn f(self, _: [u8; { 1 }]) { 6; } }",
        "| impl P { const A : u8 = { /{ ; # [ prebind :~ : julia /[ \
         fn f ( self , _ : [ u8 ; { 1 /{ /[ /( { /{ /{",
    );
}

#[test]
fn types_go_whole() {
    check(
        "struct",
        "#[prebind::julia] struct P(f64, [u8; { 2 }]);",
        "| struct P ( f64 , [ u8 ; { 2 /{ /[ /( ;",
    );
    check(
        "enum",
        "#[prebind::julia] enum E { #[prebind::julia(skip)] A { x: u8 } }",
        "| enum E { # [ prebind :~ : julia ( skip /( /[ A { x : u8 /{ /{",
    );
}

#[test]
fn what_cannot_be_exported_goes_as_well() {
    check("const", "#[prebind::julia] const A: u8 = { 1 };", "| const A : u8 = { 1 /{ ;");
}

/// Of what is in a module, the engine needs the docs alone.
#[test]
fn modules_go_with_the_attributes_that_they_begin_with() {
    let source = "#[prebind::julia(in(a), name = \"M\")] mod m { #![allow(dead_code)] fn f() {} }";
    let (_, tokens) = Case::new("mod").tokens(source);
    // Versions of rustc differ in whether the first is joint.
    assert_eq!(
        tokens.join(" ").replace("#~", "#"),
        "in ( a /( , name = \"M\" | mod m { # ! [ allow ( dead_code /( /[ /{",
    );
}

/// Versions of rustc differ in what they wrap in invisible groups.
#[test]
fn fragments_of_macros_are_invisible_groups() {
    let (_, tokens) = Case::new("fragments").tokens(
        "macro_rules! m { ($v:vis $t:ty, $b:block) => { #[prebind::julia] $v fn f(_: $t) $b } } \
         m!(pub &'static str, { drop(1) });",
    );
    let visible: Vec<_> = tokens.iter().map(String::as_str).filter(|t| !t.contains('<')).collect();
    assert_eq!(visible.join(" "), "| pub fn f ( _ : & '~ static str /( { /{");
    assert!(tokens.len() > visible.len());
}
