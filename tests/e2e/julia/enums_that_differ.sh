#!/usr/bin/env bash
# A module does not work with a library whose enums have other variants or other fields; where an
# enum is open, it goes on with one that has more of them.
. "$PREBIND_SOURCE/tests/support/common.inc"
use_interpreter

make_crate shapes <<'END'
use prebind::julia;

mod first {
    #[prebind::julia]
    #[derive(Clone, Copy)]
    #[repr(u8)]
    pub enum Kind { A, B }
}
mod second {
    #[prebind::export(name = "Other")]
    #[derive(Clone, Copy)]
    #[repr(u8)]
    pub enum Kind { #[julia(name = "OtherA")] A, #[julia(name = "OtherB")] B }
}
use first::Kind;

#[julia]
pub enum Shape { Circle { radius: f64 }, Of(Kind) }

#[julia]
pub fn shape() -> Shape { Shape::Of(Kind::B) }

#[julia]
#[non_exhaustive]
pub enum Event { Started, Moved(f64) }

#[julia]
pub fn event(number: u8) -> Event {
    match number {
        0 => Event::Started,
        _ => Event::Moved(1.5),
    }
}

#[julia]
pub fn events() -> Vec<Event> { vec![event(1), event(2), event(0)] }

#[julia]
pub fn take(_event: Event) {}
END
succeeds "$PREBIND" build shapes
evaluates Shapes.jl 'print(shape(), events())'
prints 'Of(B)Event[Moved(1.5), Moved(1.5), Started()]'
cp Shapes.jl Before.jl
source=shapes/src/lib.rs
cp $source before.rs

# refused EDIT: the module that was there before does not load what the edited crate builds
refused() {
  cp before.rs $source
  sed -i "$1" $source
  succeeds "$PREBIND" build shapes
  fails 1 "$JULIA" --startup-file=no -e 'include("Before.jl"); using .Shapes; shape()'
  says "$2"
}
refused 's/radius: f64/radius: f32/' 'enum Shape { Circle { radius: f64 }, Of(Kind) }'
# The same words, and another type.
refused 's/use first::Kind/use second::Kind/' 'enum Shape { Circle { radius: f64 }, Of(Kind) }'
refused 's/Moved(f64)/Moved(f32)/; s/1\.5/1.5f32/' 'enum Event { Started, Moved(f64), .. }'

cp before.rs $source
sed -i 's/Started, Moved(f64)/Started, Moved(f64), Named(String, Kind)/
  s/_ => Event::Moved(1.5)/1 => Event::Moved(1.5), _ => Event::Named("x".into(), Kind::A)/' $source
succeeds "$PREBIND" build shapes
evaluates Before.jl 'print(events())'
prints 'Event[Moved(1.5), UnknownEvent(2), Started()]'
fails 1 "$JULIA" --startup-file=no -e 'include("Before.jl"); using .Shapes; take(event(2))'
says 'cannot pass a value of type UnknownEvent where Rust takes Event'
