use nalgebra::{Complex, Matrix2, Matrix3, Matrix3x2, Point2, Point3, RowVector3, SMatrix, SVector};
use nalgebra::{Vector2, Vector3};
use prebind::julia;
use std::collections::BTreeMap;

#[julia]
pub fn cross(a: Vector3<f64>, b: &nalgebra::Vector3<f64>) -> Vector3<f64> {
    a.cross(b)
}

#[julia]
pub fn at(a: SMatrix<i32, 2, 3>, i: usize, j: usize) -> i32 {
    a[(i, j)]
}

#[julia]
pub fn numbered() -> SMatrix<i32, 2, 3> {
    SMatrix::from_fn(|i, j| (10 * i + j) as i32)
}

#[julia]
pub fn inverse(a: &Matrix3<f64>) -> Option<Matrix3<f64>> {
    a.try_inverse()
}

#[julia]
pub fn checked(a: SVector<u8, 0x4>) -> Result<SVector<u8, 4>, String> {
    if a.sum() == 0 {
        Err("all are zero".into())
    } else {
        Ok(a * 2)
    }
}

#[julia]
pub fn row(a: Matrix3x2<f32>) -> (RowVector3<f32>, nalgebra::SMatrix<f32, 1, 2>) {
    (a.column(0).transpose(), a.row(0).into_owned())
}

#[julia]
pub fn middle(a: Point3<f64>, b: Option<&Point3<f64>>) -> Point3<f64> {
    match b {
        Some(b) => nalgebra::center(&a, b),
        None => a,
    }
}

#[julia]
pub fn cell(a: Point2<usize>, change: isize) -> Point2<usize> {
    Point2::new(a.x.wrapping_add(change as usize), a.y)
}

#[julia]
pub fn not(a: Vector2<bool>) -> Vector2<bool> {
    a.map(|each| !each)
}

#[julia]
pub fn conjugate(a: Matrix2<Complex<f64>>) -> Matrix2<Complex<f64>> {
    a.adjoint()
}

#[julia]
pub fn large() -> SMatrix<u16, 16, 16> {
    SMatrix::from_fn(|i, j| (100 * i + j) as u16)
}

#[julia]
pub fn centre(points: Vec<Point2<f64>>) -> Option<Point2<f64>> {
    let sum: Vector2<f64> = points.iter().map(|each| each.coords).sum();
    (!points.is_empty()).then(|| Point2::from(sum / points.len() as f64))
}

#[julia]
pub fn largest(all: &[Matrix2<i64>]) -> Vec<i64> {
    all.iter().map(|each| each.max()).collect()
}

#[julia]
pub fn by_name(
    all: BTreeMap<String, Vector2<usize>>,
) -> BTreeMap<String, (Vector2<usize>, Option<Matrix2<bool>>)> {
    let with = |each: Vector2<usize>| (each, (each.x > 1).then(|| Matrix2::from_element(true)));
    all.into_iter().map(|(name, each)| (name, with(each))).collect()
}

#[julia(T = f32, f64)]
pub fn norm<T: Copy + Into<f64> + nalgebra::Scalar>(a: Vector3<T>) -> f64 {
    a.iter().map(|each| (*each).into().powi(2)).sum::<f64>().sqrt()
}

#[julia]
pub fn visit(a: Vector2<f64>, f: &dyn Fn(f64) -> f64) -> Vector2<f64> {
    a.map(f)
}

#[julia]
pub struct Body {
    pub place: Point3<f64>,
    pub turn: Option<Matrix3<f64>>,
}

#[julia]
impl Body {
    pub fn new(place: Point3<f64>) -> Self {
        Body { place, turn: None }
    }

    pub fn borrowed(&self) -> &Point3<f64> {
        &self.place
    }
}

#[julia]
pub enum Move {
    By(Vector3<f64>),
    Stay,
}

#[julia]
pub fn apply(body: &mut Body, all: Vec<Move>) -> Vec<Move> {
    for each in &all {
        if let Move::By(by) = each {
            body.place += by;
        }
    }
    all
}

/// Of the crate itself, whatever nalgebra has of this name.
#[julia(T = i32)]
pub struct Vector4<T> {
    pub first: T,
}

#[julia]
impl<T: Copy> Vector4<T> {
    pub fn new(first: T) -> Self {
        Vector4 { first }
    }

    pub fn or(&self, other: &Vector4<i32>) -> i32 {
        other.first
    }
}

/// Of cgmath, which has other types of these names.
#[julia]
pub fn turned(m: cgmath::Matrix2<f32>, v: cgmath::Vector2<f32>) -> cgmath::Vector2<f32> {
    m * v
}

#[julia]
pub fn transposed(m: &cgmath::Matrix2<f32>) -> cgmath::Matrix2<f32> {
    cgmath::Matrix::transpose(m)
}
