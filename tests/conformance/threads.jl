# From all threads at once: values stay with the call that they belong to, failures with the thread that caused them.
using Base.Threads

function work(thread, calls)
    wrong = 0
    for i in 1:calls
        number = thread * 1_000_000 + i
        add(number, 1) == number + 1 || (wrong += 1)
        echo_str("$number") == "$number" || (wrong += 1)
        thrown(() -> panic_with_format(number)).message == "$number is not good" || (wrong += 1)
        thrown(() -> result_i32(number, false)).value === Int32(number) || (wrong += 1)
        counter = Counter(number)
        increment(counter) == number + 1 || (wrong += 1)
        counter.label = "$number"
        counter.label == "$number" || (wrong += 1)
        i % 2 == 0 && finalize(counter)
    end
    return wrong
end

wrong = zeros(Int, nthreads())
@threads for thread in 1:nthreads()
    wrong[thread] = work(thread, 500)
end
@test all(iszero, wrong)

before = settled_counters()
@threads for thread in 1:4nthreads()
    for i in 1:500
        Counter(i)
    end
end
@test settled_counters() <= before + nthreads()
