const __init__ = _prebind.Loader.load
