# Trees by hand: through an array of what each node is and one of the values, in pre-order.
module HandTrees
import ..LIB

abstract type Tree end
struct Leaf <: Tree
    value::Float64
end
struct Node <: Tree
    left::Tree
    right::Tree
end

struct Arrays
    leaves::Ptr{UInt8}
    count::Csize_t
    values::Ptr{Float64}
    value_count::Csize_t
end

mutable struct Cursor
    leaf::Int
    value::Int
end

function built(arrays, cursor)::Tree
    cursor.leaf += 1
    if unsafe_load(arrays.leaves, cursor.leaf) == 1
        cursor.value += 1
        return Leaf(unsafe_load(arrays.values, cursor.value))
    end
    left = built(arrays, cursor)
    return Node(left, built(arrays, cursor))
end

function tree_of(leaves)
    arrays = ccall((:hand_tree_of, LIB), Arrays, (Csize_t,), leaves)
    tree = built(arrays, Cursor(0, 0))
    ccall((:hand_free_tree, LIB), Cvoid, (Arrays,), arrays)
    return tree
end

function flatten!(leaves, values, @nospecialize(tree::Tree))
    if tree isa Leaf
        push!(leaves, 0x01)
        push!(values, tree.value)
    elseif tree isa Node
        push!(leaves, 0x00)
        flatten!(leaves, values, tree.left)
        flatten!(leaves, values, tree.right)
    end
    return nothing
end

function tree_sum(tree)
    leaves, values = UInt8[], Float64[]
    flatten!(leaves, values, tree)
    return ccall(
        (:hand_tree_sum, LIB), Float64, (Ptr{UInt8}, Csize_t, Ptr{Float64}, Csize_t), leaves,
        length(leaves), values, length(values))
end
end

number_of(tree::Calls.Tree) = tree isa Calls.Leaf ? 1 : 2
number_of(tree::HandTrees.Tree) = tree isa HandTrees.Leaf ? 1 : 2

# 9,999 nodes.
function trees()
    tree, plain = tree_of(5000), HandTrees.tree_of(5000)
    row("tree out", "prebind" => () -> tree_of(5000), "hand" => () -> HandTrees.tree_of(5000))
    row("tree in", "prebind" => () -> tree_sum(tree), "hand" => () -> HandTrees.tree_sum(plain))
end
