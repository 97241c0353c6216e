use ndarray as nd;
use ndarray::{s, ArcArray, Array, Array1, Array2, ArrayD, ArrayView, ArrayView1, ArrayView2};
use ndarray::{Array3, ArrayViewD, ArrayViewMut, ArrayViewMut2, ArrayViewMutD, IxDyn};
use num_complex::Complex;
use prebind::julia;

/// The element, and the address of the first one.
#[julia]
pub fn at(a: ArrayView2<f64>, i: usize, j: usize) -> (f64, *const f64) {
    (a[[i, j]], a.as_ptr())
}

#[julia]
pub fn rows(a: nd::ArrayView2<'_, i32>) -> Vec<i32> {
    a.rows().into_iter().flat_map(|row| row.to_vec()).collect()
}

#[julia]
pub fn layout(a: ArrayView<'_, f32, ndarray::Ix3>) -> (Vec<usize>, Vec<isize>) {
    (a.shape().to_vec(), a.strides().to_vec())
}

#[julia]
pub fn five(a: ndarray::prelude::ArrayView5<'_, u8>) -> u8 {
    a[[1, 0, 1, 0, 1]]
}

#[julia]
pub fn total(a: ArrayViewD<f64>) -> f64 {
    a.sum()
}

#[julia]
pub fn sizes(a: ArrayView<f64, IxDyn>) -> Vec<usize> {
    a.shape().to_vec()
}

#[julia]
pub fn double(mut a: ArrayViewMut2<'_, f64>) {
    a *= 2.0;
}

#[julia]
pub fn number(mut a: ArrayViewMutD<i64>) {
    a.iter_mut().enumerate().for_each(|(i, each)| *each = i as i64);
}

#[julia]
pub fn assign(mut a: ArrayViewMut<Complex<f64>, nd::Ix1>, b: ArrayView1<Complex<f64>>) {
    a.assign(&b);
}

#[julia]
pub fn copy_into(a: &mut [f64], b: ArrayView1<f64>) {
    b.iter().zip(a).for_each(|(b, a)| *a = *b);
}

#[julia]
pub fn both(mut a: ArrayViewMut2<f64>, b: Option<ArrayViewMut2<f64>>) {
    a += 1.0;
    if let Some(mut b) = b {
        b += 2.0;
    }
}

#[julia]
pub fn some(a: ArrayView2<bool>) -> bool {
    a.iter().any(|each| *each)
}

#[julia]
pub fn every(a: Array2<bool>) -> bool {
    a.iter().all(|each| *each)
}

#[julia]
pub fn plus_one(a: Array2<i32>) -> Array2<i32> {
    a + 1
}

#[julia]
pub fn same(a: ArrayD<f64>) -> ArrayD<f64> {
    a
}

#[julia]
pub fn copied(a: ArrayView2<f64>) -> ArrayView2<f64> {
    a
}

#[julia]
pub fn counts(a: ArrayView1<usize>) -> Array1<usize> {
    a.to_owned()
}

/// In column order, or in row order.
#[julia]
pub fn table(rows: usize, columns: usize, by_column: bool) -> (Array2<f64>, *const f64) {
    let value = |i: usize, j: usize| (i * 1000 + j) as f64;
    let table = if by_column {
        Array2::from_shape_fn((columns, rows), |(j, i)| value(i, j)).reversed_axes()
    } else {
        Array2::from_shape_fn((rows, columns), |(i, j)| value(i, j))
    };
    let place = table.as_ptr();
    (table, place)
}

/// A part of what was an array.
#[julia]
pub fn part(from: usize, step: isize) -> Array1<f64> {
    let mut line = Array1::from_iter((0..4000).map(f64::from));
    line.slice_collapse(s![from..;step]);
    line
}

#[julia]
pub fn shared(twice: bool) -> (ArcArray<f32, nd::Ix2>, Option<Array3<Complex<f32>>>) {
    let array = ArcArray::from_elem((2, 3), 1.5);
    let other = twice.then(|| Array3::from_elem((1, 2, 0), Complex::new(0.0, 1.0)));
    (array, other)
}

#[julia]
pub fn checked(n: usize) -> Result<Array<u16, ndarray::Ix2>, String> {
    if n > 3 {
        Err(format!("{n} is too many"))
    } else {
        Ok(Array::from_shape_fn((n, n), |(i, j)| (i * 10 + j) as u16))
    }
}

#[julia(T = f32, f64)]
pub fn weight<T: Copy + Into<f64>>(a: ArrayView2<T>) -> f64 {
    a.iter().map(|each| (*each).into().powi(2)).sum::<f64>().sqrt()
}

#[julia]
pub fn visit(mut a: ArrayViewMut2<f64>, b: ArrayView1<f64>, f: &dyn Fn(f64) -> f64) -> f64 {
    a.mapv_inplace(|each| f(each));
    b.sum()
}

#[julia]
pub struct Grid {
    pub cells: Array2<f64>,
    pub line: Option<Array1<i8>>,
}

#[julia]
impl Grid {
    pub fn new(rows: usize, columns: usize) -> Self {
        Grid { cells: Array2::zeros((rows, columns)), line: None }
    }

    /// Copied for Julia.
    pub fn row(&self, i: usize) -> ArrayView1<'_, f64> {
        self.cells.row(i)
    }

    pub fn add(&mut self, other: ArrayView2<f64>) {
        self.cells += &other;
    }
}
