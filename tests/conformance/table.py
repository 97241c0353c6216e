"""usage: table.py TYPES.md INSPECTED.json

Whether the table of docs/types.md has just the types that the conformance crate has, in the same
positions: a row that nothing tests, or a tested type without a row, is an error; and so is a kind
of type that Rust can own and that is not in every position.
"""

import json
import re
import sys

INTEGERS = ["8", "16", "32", "64"]
KINDS = {
    "handle": "#[julia] struct",
    "enum": "#[julia] enum",
    "value": "#[julia(value)] struct",
    "tagged": "#[julia] enum { V(T) }",
    "trait": "#[julia] trait",
}
ELEMENTS_OF_TEXT = ("&str", "String")
OS_TEXTS = ("PathBuf", "OsString")
TIMES = ("Duration", "SystemTime")
# Elements of arrays that lie in memory as they are; `U` in the table is any other.
FLAT = re.compile(
    r"Complex<f(32|64)>|[iu](8|16|32|64|size)|f(32|64)|bool|[A-Z]\w*(::\w+)*|\w+(::\w+)+"
)
FIXED = re.compile(r"(&?)\[(.*); \d+\]")
COLLECTIONS = {
    "VecDeque": "VecDeque<T>",
    "HashSet": "HashSet<T>",
    "BTreeSet": "BTreeSet<T>",
    "HashMap": "HashMap<K, V>",
    "BTreeMap": "BTreeMap<K, V>",
}

FUNCTIONS = ("&dyn Fn", "&mut dyn FnMut", 'extern "C" fn')


def is_flat(element):
    """Whether an array of these lies in memory as it is."""
    leaf = element
    while fixed := FIXED.fullmatch(leaf):
        leaf = fixed[2]
    if leaf != element and leaf in ("usize", "char", "i128", "u128", *ELEMENTS_OF_TEXT):
        return False
    return FLAT.fullmatch(leaf) and leaf not in ("CString", *OS_TEXTS, *TIMES)


def split(text):
    """The parts of `A, B<C, D>` between the outermost commas."""
    parts, depth, start = [], 0, 0
    for i, character in enumerate(text):
        depth += (character in "<([") - (character in ">)]")
        if character == "," and depth == 0:
            parts.append(text[start:i].strip())
            start = i + 1
    return [part for part in [*parts, text[start:].strip()] if part]


def path_of(owner):
    """`shapes::Circle`, as signatures name a type of a module."""
    return "::".join([owner["module"], owner["name"]] if "module" in owner else [owner["name"]])


def rows_of(spelled, kinds):
    """The rows that a type of the crate belongs to."""
    if spelled.startswith("Option<Option<"):
        return {"Option<Option<T>>"}
    if spelled.startswith("Option<"):
        return {"Option<T>"} | rows_of(spelled[7:-1], kinds)
    if spelled.startswith("Result<"):
        return {"Result<T, E>"} | rows_of(split(spelled[7:-1])[0], kinds)
    if spelled.startswith("(") and spelled != "()":
        return {"(A, B)"}.union(*(rows_of(member, kinds) for member in split(spelled[1:-1])))
    if spelled.startswith("view "):
        return {"view &mut [T]" if "&mut " in spelled else "view &[T]"}
    if fixed := FIXED.fullmatch(spelled):
        return {fixed[1] + "[T; N]"}
    for head, row in COLLECTIONS.items():
        if spelled.removeprefix("&").startswith(head + "<"):
            return {"&" + row if spelled.startswith("&") else row}
    for head in FUNCTIONS:
        if spelled.startswith(head + "("):
            return {head + "(A) -> R"}
    if made := re.fullmatch(r"(&dyn |&mut dyn |Box<dyn |Arc<dyn )[\w:]+(>?)", spelled):
        return {made[1] + "Trait" + made[2]}
    if kept := re.match(r"(Box|Arc|Rc)<dyn ", spelled):
        return {kept[0] + "Fn(A) -> R>"}
    if spelled.startswith("*"):
        return {spelled.split()[0] + " T"}
    array = re.fullmatch(r"(&\[|&mut \[|Box<\[)(.*?)(\]>|\])", spelled)
    array = array or re.fullmatch(r"(Vec<)(.*)(>)", spelled)
    if array:
        element = array[2] if array[2] in ELEMENTS_OF_TEXT else "T"
        if element == "T" and not is_flat(array[2]):
            element = "U"
        return {array[1] + element + array[3]}
    name = spelled.replace("&mut ", "").replace("&", "")
    # The crate has a struct `String` as well; what is written so is Rust's.
    return {KINDS[kinds[name]] if name in kinds and name != "String" else spelled}


def tested(library):
    kinds = {path_of(each): each["kind"] for each in library["objects"]}
    found = set()
    functions = [(None, each) for each in library["functions"]]
    functions += [
        (path_of(owner), each) for owner in library["objects"] for each in owner["functions"]
    ]
    for owner, function in functions:
        arguments = [each["type"] for each in function["arguments"]]
        if function["receiver"]:
            arguments.append(owner)
        for spelled in arguments:
            found |= {(row, "argument") for row in rows_of(spelled, kinds)}
        found |= {(row, "result") for row in rows_of(function["returns"], kinds)}
    return found


POSITIONS = (
    "argument",
    "result",
    "field",
    "argument in Option",
    "result in Option",
    "field in Option",
    "value of Result",
    "Option in Result",
    "argument in a tuple",
    "result in a tuple",
)
# What borrows, what is nothing, what points, and what stays in Rust is not everywhere; of options
# of options there are tests by hand.
NOT_OWNED = ("Option<Option", "&", "view", "*", "()", 'extern "C" fn', "#[julia] struct",
             "#[julia] trait", "Vec<&str>", "Cow<str>", "Box<dyn", "Arc<dyn")


def positions_in(spelled, position, kinds):
    """(row, position) of a type and all that is in it."""
    if spelled.startswith("Result<"):
        inner = split(spelled[7:-1])[0]
        if inner.startswith("Option<"):
            return positions_in(inner[7:-1], "Option in Result", kinds)
        return positions_in(inner, "value of Result", kinds)
    if spelled.startswith("Option<") and not spelled.startswith("Option<Option<"):
        return positions_in(spelled[7:-1], f"{position} in Option", kinds)
    found = {(row, position) for row in rows_of(spelled, kinds)}
    if spelled.startswith("(") and spelled != "()":
        found = {("(A, B)", position)}
        for member in split(spelled[1:-1]):
            found |= positions_in(member, f"{position.split()[0]} in a tuple", kinds)
    return found


def missing_positions(library):
    kinds = {path_of(each): each["kind"] for each in library["objects"]}
    found = set()
    for function in library["functions"] + [
        each for owner in library["objects"] for each in owner["functions"]
    ]:
        found |= positions_in(function["returns"], "result", kinds)
        for argument in function["arguments"]:
            found |= positions_in(argument["type"], "argument", kinds)
    for owner in library["objects"]:
        for field in owner["fields"] if owner["kind"] == "handle" else []:
            found |= positions_in(field["type"], "field", kinds)
    owned = {row for row, _ in found if not row.startswith(NOT_OWNED)}
    return sorted(
        (row, position) for row in owned for position in POSITIONS if (row, position) not in found
    )


def documented(text):
    table = text.split("\n\n")[1].splitlines()[2:]
    found = set()
    for line in table:
        cell = line.split("|")[1]
        names = re.findall(r"`([^`]*)`", cell.split(", by value")[0].split(", with")[0])
        if "`#[julia(view)]`" in cell:
            names = ["view " + name for name in names]
        for letter in "iu":
            if f"`{letter}8` … `{letter}64`" in cell:
                names += [letter + width for width in INTEGERS]
        positions = [each for each in ("argument", "result") if f"as {each}" in cell] or [
            "argument",
            "result",
        ]
        found |= {(name, position) for name in names for position in positions}
    return found


def main():
    with open(sys.argv[1], encoding="utf-8") as file:
        rows = documented(file.read())
    with open(sys.argv[2], encoding="utf-8") as file:
        library = json.load(file)
    types = tested(library)
    missing = missing_positions(library)
    for name, position in sorted(rows - types):
        print(
            f"docs/types.md has `{name}` as {position}, but no function of tests/conformance/crate does"
        )
    for name, position in sorted(types - rows):
        print(
            f"tests/conformance/crate has `{name}` as {position}, but the table of docs/types.md does not"
        )
    for name, position in missing:
        print(f"no function and no struct of tests/conformance/crate has `{name}` as {position}")
    return 1 if rows != types or missing else 0


if __name__ == "__main__":
    sys.exit(main())
