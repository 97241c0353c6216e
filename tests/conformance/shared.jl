# Objects that Rust and Julia both keep, in an `Arc`.
held(owner) = shared(Account, owner)

function settled_accounts()
    foreach(_ -> GC.gc(), 1:3)
    return live_accounts()
end

@testset "one object, several handles" begin
    account = held("anna")
    twin = again(account)
    @test twin == account && twin !== account && isequal(twin, account)
    @test hash(twin) == hash(account)
    @test length(Set([account, twin])) == 1
    @test account != held("anna") && account != Account("anna")
    @test deposit(twin, 5) == 5
    @test deposit(account, 2) == 7
    @test twin.owner == "anna"
    @test count_of(account) == 3
    finalize(twin)
    @test count_of(account) == 2
    @test twin != account && twin == twin
    @test_throws ArgumentError deposit(twin, 1)
    @test (@inferred again(account)) isa Account
end

@testset "handles of unshared types are as they were" begin
    counter = Counter(1)
    @test counter == counter && counter != Counter(1)
    @test hash(counter) == hash(counter)
    bank = Bank(Account[])
    @test haskey(Dict(bank => 1), bank)
    @test bank != counter
end

@testset "freed when the last side lets go" begin
    before = settled_accounts()
    let account = held("ben"), bank = Bank([account])
        @test live_accounts() == before + 1
        finalize(account)
        @test live_accounts() == before + 1
        again_here = first_account(bank)
        finalize(bank)
        @test deposit(again_here, 3) == 3
        @test live_accounts() == before + 1
        finalize(again_here)
    end
    @test settled_accounts() == before
end

@testset "changed and taken while nobody else has it" begin
    account = Account("carla")
    @test rename(account, "clara") == "carla"
    twin = again(account)
    told = "BorrowError: argument `self` is in use by a call that has not returned yet, or " *
        "shared: Rust or another handle has it"
    @test message(() -> rename(account, "x")) == told
    @test message(() -> close_account(twin)) == told
    @test_throws BorrowError account.owner = "x"
    @test_throws BorrowError with_clone(account, _ -> rename(account, "x"))
    finalize(twin)
    account.owner = "chiara"
    @test account.owner == "chiara"
    @test close_account(account) == 0
    @test_throws ArgumentError account.owner
    # Rust has dropped what it had meanwhile.
    kept = held("doris")
    bank = Bank([kept])
    @test_throws BorrowError rename(kept, "x")
    finalize(bank)
    @test rename(kept, "dora") == "doris"
    @test with_clone(kept, n -> @test(n == 0 && deposit(kept, 4) == 4)) == 4
end

@testset "in all that nests" begin
    first_one, second_one = held("a"), held("b")
    bank = Bank([first_one, second_one, first_one])
    list = @inferred accounts(bank)
    @test list == [first_one, second_one, first_one]
    add_account(bank, list[2])
    @test length(accounts(bank)) == 4
    @test by_owner(bank) == Dict("a" => first_one, "b" => second_one)
    @test first_account(bank) == first_one
    @test first_account(Bank(Account[])) === nothing
    @test account_at(bank, 1) == second_one
    @test message(() -> account_at(bank, 9)) == "RustError: no such account"
    @test has_account(bank, first_one) && !has_account(bank, held("a"))
    @test !has_account(bank, nothing)
    deposit(first_one, 10)
    @test total_of([first_one, second_one, first_one], nothing) == 20
    @test total_of(Account[], [first_one]) == 10
    @test pair_of((second_one, 3)) == (3, second_one)
    @test deposit(second_one, 0) == 3
    @test deposit_later(second_one, 2) == second_one
    @test deposit(second_one, 0) == 5
end

@testset "on all threads" begin
    account = held("all")
    Threads.@threads for _ in 1:1000
        deposit(again(account), 1)
    end
    @test deposit(account, 0) == 1000
    foreach(_ -> GC.gc(), 1:3)
    @test count_of(account) == 2
end
