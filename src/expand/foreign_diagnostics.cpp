#include "expand/test_diagnostics.h"

namespace prebind::expand {

using Case = DiagnosticCase;

std::vector<DiagnosticGroup> diagnostics_of_foreign_types() {
  return {
      {"Maps and sets of indexmap",
       {Case{"fn f(m: IndexMap<String>) {}", "IndexMap<String>",
             "`IndexMap<String>` cannot cross to the host",
             "name the types of keys and values: `IndexMap<String, f64>`"},
        Case{"fn f(m: &mut indexmap::IndexSet<u8>) {}", "&mut indexmap::IndexSet<u8>",
             "`&mut indexmap::IndexSet<u8>` cannot cross to the host",
             "take the value and return the new one"},
        Case{"fn f(f: &dyn Fn(u8) -> Vec<IndexSet<u8>>) {}", "Vec<IndexSet<u8>>",
             "a function of the host cannot return `Vec<IndexSet<u8>>`: glue cannot name the type",
             "write `Vec<(K, V)>`, or another map or set"}}},

      {"Vectors and matrices of fixed sizes",
       {Case{"fn f(v: SVector<String, 3>) {}", "SVector<String, 3>",
             "`SVector<String, 3>` cannot cross to the host",
             "its elements can be numbers of at most 64 bits, `bool` and complex numbers"},
        Case{"fn f(m: nalgebra::SMatrix<f64, 3, N>) {}", "nalgebra::SMatrix<f64, 3, N>",
             "`nalgebra::SMatrix<f64, 3, N>` cannot cross to the host",
             "write its sizes as numbers, because Prebind does not know the values of constants"},
        Case{"fn f(m: SMatrix<f64, 0, 3>) {}", "SMatrix<f64, 0, 3>",
             "`SMatrix<f64, 0, 3>` cannot cross to the host", "remove it: it has no elements"},
        Case{"fn f(m: SMatrix<f64, 17, 16>) {}", "SMatrix<f64, 17, 16>",
             "`SMatrix<f64, 17, 16>` cannot cross to the host",
             "those of up to 256 elements can cross; write `DMatrix`"},
        Case{"fn f(v: &mut Vector3<f64>) {}", "&mut Vector3<f64>",
             "`&mut Vector3<f64>` cannot cross to the host",
             "take the value and return the new one"},
        Case{"fn f(v: [Point2<f64>; 4]) {}", "[Point2<f64>; 4]",
             "`[Point2<f64>; 4]` cannot cross to the host", "write `Vec<Point2<f64>>`"},
        Case{"fn f(v: &mut [Point2<f64>]) {}", "&mut [Point2<f64>]",
             "`&mut [Point2<f64>]` cannot cross to the host",
             "take a `Vec<SVector<f64, 2>>` and return the new one"}}}};
}

}  // namespace prebind::expand
