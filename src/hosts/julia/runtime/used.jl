# What the package calls while it is precompiled is compiled with it. For these calls it loads the
# library.
_prebind.IS_PRECOMPILED && __init__()
