//! Trees of an enum, in and out, and how one would take them through two arrays by hand.

use prebind::julia;
use std::slice;

#[julia]
pub enum Tree {
    Leaf(f64),
    Node { left: Box<Tree>, right: Box<Tree> },
}

impl Tree {
    fn sum(&self) -> f64 {
        match self {
            Tree::Leaf(value) => *value,
            Tree::Node { left, right } => left.sum() + right.sum(),
        }
    }
}

#[julia]
pub fn tree_of(leaves: usize) -> Tree {
    if leaves <= 1 {
        return Tree::Leaf(leaves as f64);
    }
    let half = leaves / 2;
    Tree::Node { left: Box::new(tree_of(half)), right: Box::new(tree_of(leaves - half)) }
}

#[julia]
pub fn tree_sum(tree: &Tree) -> f64 {
    tree.sum()
}

/// In pre-order: whether each is a leaf, and the values of the leaves.
fn flatten(tree: Tree, leaves: &mut Vec<u8>, values: &mut Vec<f64>) {
    match tree {
        Tree::Leaf(value) => {
            leaves.push(1);
            values.push(value);
        }
        Tree::Node { left, right } => {
            leaves.push(0);
            flatten(*left, leaves, values);
            flatten(*right, leaves, values);
        }
    }
}

fn build(leaves: &mut slice::Iter<u8>, values: &mut slice::Iter<f64>) -> Tree {
    if leaves.next() == Some(&1) {
        return Tree::Leaf(*values.next().expect("each leaf has a value"));
    }
    let left = Box::new(build(leaves, values));
    Tree::Node { left, right: Box::new(build(leaves, values)) }
}

#[repr(C)]
pub struct HandTree {
    leaves: *mut u8,
    count: usize,
    values: *mut f64,
    value_count: usize,
}

#[no_mangle]
pub extern "C" fn hand_tree_of(leaves: usize) -> HandTree {
    let (mut flags, mut values) = (Vec::new(), Vec::new());
    flatten(tree_of(leaves), &mut flags, &mut values);
    let flags = Box::leak(flags.into_boxed_slice());
    let values = Box::leak(values.into_boxed_slice());
    HandTree {
        leaves: flags.as_mut_ptr(),
        count: flags.len(),
        values: values.as_mut_ptr(),
        value_count: values.len(),
    }
}

/// # Safety
/// `tree` is of `hand_tree_of`.
#[no_mangle]
pub unsafe extern "C" fn hand_free_tree(tree: HandTree) {
    drop(Box::from_raw(std::ptr::slice_from_raw_parts_mut(tree.leaves, tree.count)));
    drop(Box::from_raw(std::ptr::slice_from_raw_parts_mut(tree.values, tree.value_count)));
}

/// # Safety
/// The arrays are those of a tree, and have these lengths.
#[no_mangle]
pub unsafe extern "C" fn hand_tree_sum(
    leaves: *const u8,
    count: usize,
    values: *const f64,
    value_count: usize,
) -> f64 {
    let leaves = slice::from_raw_parts(leaves, count);
    let values = slice::from_raw_parts(values, value_count);
    build(&mut leaves.iter(), &mut values.iter()).sum()
}
