#undef HOLE_macro_COLD
#undef HOLE_macro_EXCEPTIONS
#undef HOLE_macro_FUNCTION
#undef HOLE_macro_STATIC
