baremodule HOLE_submodule

import HOLE_imports

HOLE_exports
HOLE_publics
HOLE_content

end
