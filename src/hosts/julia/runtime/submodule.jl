baremodule HOLE_submodule

HOLE_imports
HOLE_exports
HOLE_publics
HOLE_content

end
