# Views: Rust's memory as arrays of Julia's, without a copy.

const in_use = "argument `self` is in use by a call that has not returned yet"
const closed = "this RustView is closed, or was made by another process"

# What is in it, which is closed then.
seen(::Nothing) = nothing
function seen(view)
    elements = copy(view)
    close(view)
    return elements
end

@testset "elements, where they lie" begin
    signal = Recording([1.0, 2.0, 3.0])
    view = samples(signal)
    @test view isa RustView{Float64} && view isa AbstractVector{Float64}
    @test !(view isa DenseArray)
    @test pointer(view) === samples_address(signal)
    @test view == [1.0, 2.0, 3.0] && length(view) === 3 && size(view) === (3,)
    @test view[2] === 2.0 && view[end] === 3.0 && view[[1, 3]] == [1.0, 3.0]
    @test sum(view) === 6.0 && maximum(view) === 3.0 && map(sqrt, view) isa Vector{Float64}
    @test copy(view) isa Vector{Float64} && copy(view) == view == collect(view) == Vector(view)
    @test copyto!(zeros(4), view) == [1.0, 2.0, 3.0, 0.0]
    @test thrown(() -> copyto!(zeros(2), view)) isa BoundsError
    @test strides(view) === (1,) && IndexStyle(view) === IndexLinear()
    @test thrown(() -> view[0]) isa BoundsError && thrown(() -> view[4]) isa BoundsError
    @test thrown(() -> view[1] = 2.0) isa Exception && view[1] === 1.0
    @test occursin("3-element", sprint(show, MIME"text/plain"(), view))
    @test sprint(show, view) == "[1.0, 2.0, 3.0]"
    @test message(() -> deepcopy(view)) == "ArgumentError: a RustView cannot be copied with what " *
        "it borrows: `copy(view)` makes a Vector of its elements"
    close(view)
end

@testset "the object is borrowed meanwhile" begin
    signal = Recording([1.0, 2.0])
    view = samples(signal)
    @test isopen(view)
    @test sample_count(signal) === 2
    @test seen(samples(signal)) == view
    @test thrown(() -> push_sample(signal, 3.0)) isa BorrowError
    @test message(() -> push_sample(signal, 3.0)) == "BorrowError: $in_use"
    @test thrown(() -> samples_mut(signal)) isa BorrowError
    @test thrown(() -> into_sum(signal)) isa BorrowError
    @test thrown(() -> close(view)) === nothing && !isopen(view)
    @test thrown(() -> close(view)) === nothing
    push_sample(signal, 3.0)
    @test seen(samples(signal)) == [1.0, 2.0, 3.0]
end

@testset "a closed one" begin
    signal = Recording([1.0, 2.0])
    view = samples(signal)
    part = Base.view(view, 2:2)
    close(view)
    @test message(() -> view[1]) == "ArgumentError: $closed"
    @test message(() -> pointer(view)) == "ArgumentError: $closed"
    @test message(() -> sum_of_samples(view)) == "ArgumentError: $closed"
    @test message(() -> sum_of_samples(part)) == "ArgumentError: $closed"
    @test message(() -> copy(view)) == "ArgumentError: $closed"
    @test message(() -> open(view)) == "ArgumentError: $closed"
    @test message(() -> sum(view)) == "ArgumentError: $closed"
    @test thrown(() -> view[3]) isa BoundsError
    @test endswith(sprint(show, view), "RustView{Float64}(closed)")
    @test endswith(sprint(show, MIME"text/plain"(), view), "RustView{Float64}(closed)")
    @test push_sample(signal, 3.0) === nothing
    changed = samples_mut(signal)
    close(changed)
    @test message(() -> changed[1] = 1.0) ==
        "ArgumentError: this RustViewMut is closed, or was made by another process"
    @test thrown(() -> changed[1]) isa ArgumentError
end

@testset "one to change" begin
    signal = Recording([1.0, 2.0, 3.0])
    view = samples_mut(signal)
    @test view isa RustViewMut{Float64} && view isa DenseVector{Float64}
    for call in (sample_count, samples, samples_mut, s -> push_sample(s, 1.0))
        @test thrown(() -> call(signal)) isa BorrowError
    end
    view[1] = 10
    view[2:3] .= 0.5
    @test view == [10.0, 0.5, 0.5]
    @test thrown(() -> view[1] = "one") isa MethodError
    @test thrown(() -> view[4] = 1.0) isa BoundsError
    double_samples(view)
    @test view == [20.0, 1.0, 1.0]
    double_samples(Base.view(view, 2:3))
    @test sort!(view) == [2.0, 2.0, 20.0]
    address = pointer(view)
    close(view)
    @test address === samples_address(signal)
    @test seen(samples(signal)) == [2.0, 2.0, 20.0]
    part = samples_named(signal, "first")
    part[1] = -1.0
    @test length(part) === 1
    close(part)
    @test message(() -> samples_named(signal, "last")) ==
        "RustError: there is no part \"last\""
    @test sample_count(signal) === 3
    gone = without_first(signal)
    @test gone isa RustView{Float64} && gone == [2.0, 20.0]
    @test thrown(() -> sample_count(signal)) isa BorrowError
    close(gone)
    @test sample_count(signal) === 2
end

@testset "options, results, other arguments" begin
    signal, other, empty = Recording([1.0, 2.0, 3.0]), Recording([1.0]), Recording(Float64[])
    @test seen(samples_from(signal, 1)) == [2.0, 3.0]
    @test seen(samples_from(signal, 4)) === nothing
    @test seen(samples_beside(signal, other)) == [1.0]
    @test seen(samples_beside(other, signal)) === nothing
    @test seen(samples_beside(signal, signal, 3)) == [1.0, 2.0, 3.0]
    @test thrown(() -> samples_beside(signal, empty)) isa RustPanic
    # Nothing of these is borrowed any more.
    push_sample(signal, 4.0)
    push_sample(other, 4.0)
    push_sample(empty, 4.0)
end

@testset "an empty one" begin
    signal = Recording(Float64[])
    view = samples(signal)
    @test isempty(view) && collect(view) == Float64[] && sum_of_samples(view) == 0.0
    @test thrown(() -> push_sample(signal, 1.0)) isa BorrowError
    close(view)
    push_sample(signal, 1.0)
    @test thrown(() -> view[1]) isa BoundsError
end

@testset "elements of each kind" begin
    signal = Recording([1.0, 2.0])
    @test seen(spectrum(signal)) == [1.0 - 1.0im, 2.0 - 2.0im]
    spots = sample_spots(signal)
    @test spots isa RustView{Spot} && spots[2] === Spot(2.0, 4.0)
    close(spots)
    changed = spectrum_mut(signal)
    changed[1] = 5im
    close(changed)
    @test seen(spectrum(signal))[1] === 5.0im
    kinds = Kinds()
    @test seen(kind_counts(kinds)) == UInt[1, typemax(UInt)]
    @test seen(kind_flags(kinds)) == [true, false]
    @test seen(kind_colours(kinds)) == [blue, Red]
    @test seen(kind_corners(kinds)) == [(1f0, 2f0, 3f0), (4f0, 5f0, 6f0)]
    corners = kind_corners_mut(kinds)
    corners[2] = (7, 8, 9)
    close(corners)
    @test seen(kind_corners(kinds))[2] === (7f0, 8f0, 9f0)
    @test seen(weights(Weights((1.0, 2.0, 3.0)))) == [1.0, 2.0, 3.0]
end

@testset "as arguments, without a copy" begin
    signal = Recording([1.0, 2.0, 3.0])
    view = samples(signal)
    @test sum_of_samples(view) === 6.0
    @test address_of_samples(view) === samples_address(signal)
    @test address_of_samples(Base.view(view, 2:3)) === samples_address(signal) + 8
    @test sum_of_samples(Base.view(view, 2:3)) === 5.0
    @test with_added(signal, view) == [2.0, 4.0, 6.0]
    @test message(() -> double_samples(view)) == "ArgumentError: a RustView cannot be changed, " *
        "and Rust would: pass a copy, `copy = collect(array)`, and read from it what Rust wrote"
    @test thrown(() -> double_samples(Base.view(view, 2:3))) isa ArgumentError
    numbers = spectrum(signal)
    @test thrown(() -> sum_of_samples(numbers)) isa ArgumentError
    close(numbers)
    # A function of Julia's could close it meanwhile, so Rust has a copy.
    @test fold_samples(view, (a, b) -> (close(view); a + b)) === 6.0
    @test !isopen(view)
    changed = samples_mut(signal)
    @test thrown(() -> with_added(signal, changed)) isa BorrowError
    close(changed)
end

@testset "garbage collection" begin
    before = signals_alive()
    # What it is of stays as long as it does.
    view = samples(Recording([1.0, 2.0]))
    settled_counters()
    @test view == [1.0, 2.0]
    @test signals_alive() > 0
    close(view)
    signal = Recording([1.0])
    function look()
        @test samples(signal)[1] === 1.0
        return nothing
    end
    look()
    settled_counters()
    push_sample(signal, 2.0)
    # An owner that is finalized first waits.
    view = samples(signal)
    finalize(signal)
    @test view == [1.0, 2.0]
    close(view)
    finalize(signal)
    @test thrown(() -> sample_count(signal)) isa ArgumentError
    signal = nothing
    settled_counters()
    @test signals_alive() <= before
end

@testset "other tasks" begin
    signal = Recording([1.0, 2.0, 3.0])
    view = samples(signal)
    elsewhere(call) = fetch(Threads.@spawn try call() catch exception exception end)
    belongs = "BorrowError: this RustView belongs to another task, which has not ended: " *
        "`open(view) do own … end` gives this task one of its own"
    said(call) = sprint(showerror, elsewhere(call))
    @test elsewhere(() -> view[2]) === 2.0
    @test elsewhere(() -> sum(view)) === 6.0
    @test elsewhere(() -> copy(view)) == [1.0, 2.0, 3.0]
    @test elsewhere(() -> length(view)) === 3
    @test said(() -> pointer(view)) == belongs
    @test said(() -> sum_of_samples(view)) == belongs
    @test said(() -> close(view)) == belongs
    @test isopen(view) && view[1] === 1.0
    @test elsewhere(() -> open(sum_of_samples, view)) === 6.0
    own = elsewhere(() -> open(view))
    @test own == view && pointer(own) === pointer(view)
    close(view)
    @test thrown(() -> push_sample(signal, 1.0)) isa BorrowError
    @test thrown(() -> view[1]) isa ArgumentError
    # Its task has ended, so it belongs to this one.
    @test own[1] === 1.0 && sum_of_samples(own) === 6.0
    @test elsewhere(() -> own[1]) === 1.0
    @test elsewhere(() -> close(own)) isa BorrowError
    close(own)
    push_sample(signal, 4.0)
    changed = samples_mut(signal)
    only = "BorrowError: this RustViewMut belongs to another task, which has not ended"
    @test said(() -> changed[1]) == only
    @test said(() -> changed[1] = 1.0) == only
    @test thrown(() -> open(changed)) isa MethodError
    close(changed)
    # A closed one of another task is closed for all.
    @test elsewhere(() -> view[1]) isa ArgumentError
    @test elsewhere(() -> close(view)) === nothing
end

@testset "read by many, closed meanwhile" begin
    for _ in 1:20
        signal = Recording(collect(1.0:1000.0))
        view = samples(signal)
        readers = map(1:4) do _
            Threads.@spawn begin
                reads = 0
                try
                    while true
                        view[reads % 1000 + 1] == reads % 1000 + 1 || return "wrong"
                        reads += 1
                        reads % 100 == 0 && yield()
                    end
                catch exception
                    exception
                end
            end
        end
        sleep(0.001)
        close(view)
        @test all(reader -> fetch(reader) isa ArgumentError, readers)
        @test (push_sample(signal, 0.0); true)
    end
end

@testset "one that stays on its thread" begin
    signal = LocalRecording([1.0, 2.0])
    view = local_samples(signal)
    @test view == [1.0, 2.0] && local_reads(signal) === UInt32(1)
    @test thrown(() -> set_local_reads(signal, 5)) isa BorrowError
    close(view)
    set_local_reads(signal, 5)
    @test local_reads(signal) === UInt32(5)
end

@testset "a shared one" begin
    signal = SharedRecording([1.0, 2.0])
    view = shared_samples(signal)
    @test view == [1.0, 2.0]
    @test thrown(() -> shared_samples_mut(signal)) isa BorrowError
    close(view)
    changed = shared_samples_mut(signal)
    changed[1] = 3.0
    close(changed)
    @test shared_samples(signal) == [3.0, 2.0]
end

@testset "speed" begin
    signal = Recording(rand(10_000))
    view, array = samples(signal), collect(samples(signal))
    function total(values)
        sum = 0.0
        for i in eachindex(values)
            sum += values[i]
        end
        return sum
    end
    @test total(view) === total(array)
    @test allocated(total, (view,)) === 0
    if is_optimized
        times = map((view, array)) do values
            minimum(@elapsed(total(values)) for _ in 1:50)
        end
        @test times[1] < 5 * times[2] + 1e-5
    end
end
