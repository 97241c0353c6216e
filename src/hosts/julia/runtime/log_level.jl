function __init__()
    _prebind.Loader.load()
    _prebind.begin_logs()
    return Base.nothing
end

function rust_log_level! end
_prebind.@document "rust_log_level!" """
    rust_log_level!(level)

What the Rust crate logs below this level of Julia's Logging is left out, before it costs anything.
At first it is the least level of the logger that was there when this module was loaded.
"""
rust_log_level!(level) = _prebind.set_log_level(level)
