#!/usr/bin/env python3
"""Fails on an include against the layers of src/, and on a picture of them that is out of date.

usage: includes.py [--draw] [ROOT]

Which parts a part may include, its CMakeLists.txt says: those that its library DEPENDS on. Prints
`file:line: error: …` for each include of another part, and `warning: …` for a source that has grown
too long. ARCHITECTURE.md has a picture of the includes; --draw writes it again. Exit status 1 if
there was an error.
"""

import pathlib
import re
import sys

# LLVM is in these and nowhere else: a folder, or one file and what makes libraries for its test.
MAY_INCLUDE_LLVM = [
    "assembler/", "model/library_needs.cpp", "model/library_reader.cpp",
    "model/test_libraries.cpp"]
LONGEST_SOURCE = 600

INCLUDE = re.compile(r'\s*#\s*include\s*(?P<open>[<"])(?P<name>[^>"]+)[>"]')
SOURCES = {".h", ".cpp"}
KEYWORDS = {"SOURCES", "DEPENDS", "LIBRARIES"}

PICTURE = re.compile(
    r"(?P<begin><!-- The picture is drawn by cmake/checks/includes.py --draw. -->\n).*?"
    r"(?P<end><!-- End of the picture. -->\n)", re.DOTALL)


def layers(src):
    """The parts that each part of `src` may include beside itself, as their CMakeLists.txt say."""
    found = {}
    for path in sorted(src.glob("*/CMakeLists.txt")):
        part = path.parent.name
        text = path.read_text(encoding="utf-8")
        library = re.search(rf"prebind_library\({part}\b(?P<arguments>[^)]*)\)", text)
        words = library["arguments"].split() if library else []
        depends, is_dependency = [], False
        for word in words:
            if word in KEYWORDS:
                is_dependency = word == "DEPENDS"
            elif is_dependency:
                depends.append(word)
        found[part] = sorted(depends)
    return found


def includes_of(src, may_include):
    """The parts that each part does include, as a dict of sets; tests are left out."""
    found = {part: set() for part in may_include}
    for path in src.rglob("*"):
        part = path.relative_to(src).parts[0]
        if path.suffix not in SOURCES or path.stem.endswith("_test") or part not in found:
            continue
        for line in path.read_text(encoding="utf-8").splitlines():
            match = INCLUDE.match(line)
            included = match["name"].split("/")[0] if match else part
            if included != part and included in found:
                found[part].add(included)
    return found


def picture(includes):
    """The includes as a Mermaid graph. An arrow is left out where others lead there as well."""
    def reaches(start, goal, skipped):
        return any(
            (start, each) != skipped and (each == goal or reaches(each, goal, skipped))
            for each in includes[start])

    lines = ["```mermaid", "graph TD"]
    for part in sorted(includes):
        for included in sorted(includes[part]):
            if not reaches(part, included, (part, included)):
                lines.append(f"  {part} --> {included}")
    return "\n".join(lines + ["```", ""])


def draw(root, may_write):
    """The picture in ARCHITECTURE.md: findings, if it is not the one of today."""
    document = root / "ARCHITECTURE.md"
    text = document.read_text(encoding="utf-8")
    today = picture(includes_of(root / "src", layers(root / "src")))
    drawn = PICTURE.sub(lambda match: match["begin"] + today + match["end"], text)
    if drawn == text and PICTURE.search(text):
        return []
    if may_write and PICTURE.search(text):
        document.write_text(drawn, encoding="utf-8")
        return []
    return [(document, 1, "error", "the picture of the includes is not the one of today: "
             "run `cmake/checks/includes.py --draw`")]


def broken_rule(file, name, quoted, exists, may_include):
    """The rule that including `name` in `file` (both relative to src/) breaks, or None."""
    part, included = file.split("/")[0], name.split("/")[0]

    if included in ("llvm", "llvm-c"):
        if any(file == allowed or file.startswith(allowed) and allowed.endswith("/")
               for allowed in MAY_INCLUDE_LLVM):
            return None
        return f"LLVM's headers may be included in {', '.join(MAY_INCLUDE_LLVM)} only, not {name}"
    if included not in may_include or "/" not in name:
        if quoted:
            return (f'"{name}" is not written from src/: write the part first, as in '
                    '"util/result.h", and others\' headers in <>')
        return None
    if not quoted:
        return f"<{name}> is a header of ours: write it in quotes"
    if not exists(name) and not name.endswith("/templates.h"):  # those are generated
        return f'there is no src/{name}'
    if included != part:
        allowed = may_include[part]
        if included in allowed:
            return None
        return (f"{part} may not include {included} ({name}); it may include "
                f"{', '.join(allowed) or 'nothing of ours'}")
    if part == "hosts" and file.count("/") > 1 and name.count("/") > 1:
        host, other = file.split("/")[1], name.split("/")[1]
        if host != other:
            return ("hosts do not include each other: "
                    f"hosts/{host} may not include hosts/{other} ({name})")
    return None


def check(src, may_include):
    """All findings in the tree below `src`: (path, line, 'error' or 'warning', text)."""
    findings = []
    paths = sorted(path for path in src.rglob("*") if path.suffix in SOURCES)
    for path in paths:
        file = path.relative_to(src).as_posix()
        part = file.split("/")[0]
        if part not in may_include or "/" not in file:
            findings.append((path, 1, "error", f"src/{part} is no part: it has no CMakeLists.txt"))
            continue
        lines = path.read_text(encoding="utf-8").splitlines()
        for number, line in enumerate(lines, 1):
            match = INCLUDE.match(line)
            if not match:
                continue
            rule = broken_rule(file, match["name"], match["open"] == '"',
                               lambda name: (src / name).is_file(), may_include)
            if rule:
                findings.append((path, number, "error", rule))
        if len(lines) > LONGEST_SOURCE:
            text = (f"{len(lines)} lines, and a source has at most {LONGEST_SOURCE}: "
                    "split it by what it does")
            findings.append((path, LONGEST_SOURCE + 1, "warning", text))
    if not paths:
        findings.append((src, 1, "error", "there are no sources here"))
    return findings


def main(arguments):
    may_draw = "--draw" in arguments
    roots = [each for each in arguments if each != "--draw"]
    root = pathlib.Path(roots[0]) if roots else pathlib.Path(__file__).resolve().parents[2]
    findings = check(root / "src", layers(root / "src"))
    findings += draw(root, may_draw)
    for path, line, kind, text in findings:
        shown = path.relative_to(root) if path.is_relative_to(root) else path
        print(f"{shown}:{line}: {kind}: {text}")
    return 1 if any(kind == "error" for _, _, kind, _ in findings) else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
