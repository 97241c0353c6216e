# Made by Prebind HOLE_prebind. Do not edit it: changes are lost.
set(PACKAGE_VERSION "HOLE_version")
# Another number here may be another interface, as cargo has it.
if(PACKAGE_VERSION VERSION_LESS PACKAGE_FIND_VERSION OR
   PACKAGE_FIND_VERSION VERSION_LESS "HOLE_compatible")
  set(PACKAGE_VERSION_COMPATIBLE FALSE)
else()
  set(PACKAGE_VERSION_COMPATIBLE TRUE)
  if(PACKAGE_VERSION VERSION_EQUAL PACKAGE_FIND_VERSION)
    set(PACKAGE_VERSION_EXACT TRUE)
  endif()
endif()
