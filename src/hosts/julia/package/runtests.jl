using HOLE_name
using Test

HOLE_tests