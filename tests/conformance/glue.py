"""usage: glue.py INSPECTED.json GLUE-ABI.md [PART] > driver.c

Writes a host in C that calls every glue function of a library, by docs/formats/glue-abi.md alone:
with what it takes, with nothing for each option, and with what it refuses. It reads all that it
gets and releases it. What it passes and takes for each type is compared with the tables of that
page first. With PART it calls only the functions and fields that have this in
their names.
"""

import json
import re
import sys

from table import path_of, split

NUMBERS = {
    "i8": "int8_t",
    "i16": "int16_t",
    "i32": "int32_t",
    "i64": "int64_t",
    "isize": "intptr_t",
    "u8": "uint8_t",
    "u16": "uint16_t",
    "u32": "uint32_t",
    "u64": "uint64_t",
    "usize": "size_t",
    "f32": "float",
    "f64": "double",
    "bool": "bool",
    "char": "uint32_t",
}
OS_TEXTS = ("&Path", "PathBuf", "&OsStr", "OsString")
SHARED = ("Cow<str>", "Cow<'static, str>", "Arc<str>", "Rc<str>")
TEXTS = ("&str", "String", "Box<str>", *SHARED, "&CStr", "CString", *OS_TEXTS)
FUNCTION = re.compile(r'(&dyn Fn|&mut dyn FnMut|extern "C" fn)\((.*)\)(?: -> (.*))?$')

CONTAINER = re.compile(r"(?:&mut |&)?((?:Hash|BTree|Index)(?:Map|Set)|VecDeque)<(.*)>$")
ARRAY = re.compile(r"(?:(?:&mut \[|&\[|Box<\[)(.*?)(?:\]>|\])|Vec<(.*)>)$")
FIXED = re.compile(r"&?\[(.*); (\d+)\]$")
# Arrays of ndarray. The tested crate has none, so of these the page alone is compared.
STRIDED = re.compile(r"(?:ArcArray|Array|ArrayView|ArrayViewMut)([1-6]|D)<.+>$")
# Dates of chrono and jiff. The tested crate has none, as of ndarray's arrays.
CIVIL = ("NaiveDate", "NaiveDateTime", "DateTime<Utc>", "jiff::civil::Date")
TIMES = ("Duration", "SystemTime", *CIVIL, "jiff::civil::DateTime", "jiff::Timestamp")
OBJECTS = ("handle", "trait")  # of these there are handles
COMPLEX = {"Complex<f32>": "float", "Complex<f64>": "double"}


def is_told(function):
    """Whether it takes a function of the host that crosses packed: only Julia writes those."""
    for each in function["arguments"]:
        match = FUNCTION.match(each["type"])
        parts = [*split(match[2] or ""), match[3]] if match else []
        plain = [part for part in parts if part in NUMBERS or (part or "*").startswith("*")]
        if len(plain) < len(parts) or "char" in parts:
            return True
        if re.match(r"(Box|Arc|Rc)<dyn |&(mut )?dyn (?!Fn)", each["type"]):
            return True
    return False


def leaf_of(spelled):
    """T of `[[T; M]; N]`."""
    fixed = FIXED.match(spelled)
    return leaf_of(fixed[1]) if fixed else spelled


def element_of(spelled):
    """Of an array whose length is not in its type; else None."""
    match = None if FIXED.match(spelled) else ARRAY.match(spelled)
    return (match[1] or match[2]) if match else None


def elements_of(spelled):
    """The types of the parts of a map, a set, a `VecDeque` or an array; None if it is none."""
    if match := CONTAINER.match(spelled):
        return split(match[2])
    element = element_of(spelled)
    return None if element is None else [element]


def is_packed(spelled):
    if spelled.startswith("Option<Option<") or CONTAINER.match(spelled):
        return True
    if FIXED.match(spelled):
        leaf = leaf_of(spelled)
        return leaf == "char" or (leaf not in NUMBERS and leaf not in COMPLEX)
    if (element := element_of(spelled)) is None:
        return False
    if FIXED.match(element):
        leaf = leaf_of(element)
        return leaf == "usize" or leaf in TEXTS or is_packed(f"Vec<{leaf}>")
    wide = ("char", "i128", "u128", "CString", "&CStr", *OS_TEXTS, *TIMES)
    nests = element.startswith(("(", "Option<")) or elements_of(element) is not None
    return nests or element in wide


# `taken`: all is there and good. `none`: no option is there, and arrays are empty. `refused`: text
# is not UTF-8, integers are no members, functions of the host fail.
MODES = ("taken", "none", "refused")

# What a raw pointer points at, only the author of a function knows.
LEFT_OUT = ("opaque_new", "opaque_take")

HEAD = r"""
#include <dlfcn.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

struct failure {
  uint32_t kind, reserved;
  uint8_t *message;
  size_t message_length;
  uint8_t *place;
  size_t place_length;
  uint64_t value[2];
  uint8_t *causes;
  size_t causes_length;
};
struct text { uint8_t *bytes; size_t length, capacity; };
struct array { uint8_t *elements; size_t length, bytes, alignment; };
struct texts { struct array bytes, ends; };
struct view { uint8_t *elements; size_t length; uint8_t *guard, *release; };
struct borrowed { const uint8_t *bytes; size_t length; };

static void *library;
static uint64_t cells[64];
static void *cell[] = {cells};
static int counts[6], results, options;
static size_t sum;

static void *symbol(const char *name) {
  void *found = dlsym(library, name);
  if (!found) { fprintf(stderr, "no symbol %s\n", name); exit(3); }
  return found;
}

// Memory of its own for each argument, so that a byte too far is seen.
static void *copy(const void *bytes, size_t size) {
  return memcpy(malloc(size ? size : 1), bytes, size);
}

static void read_all(const void *bytes, size_t size) {
  for (size_t i = 0; i < size; ++i) sum += ((const uint8_t *)bytes)[i] & 1;
  if (sum == 77777777) puts("so that what is not initialized would be seen");
}

static void release_memory(void *memory, size_t bytes, size_t alignment) {
  ((void (*)(void *, size_t, size_t))symbol("@release_memory@"))(memory, bytes, alignment);
}
static size_t count_at(const uint8_t **at) {
  size_t count;
  memcpy(&count, *at, sizeof(count));
  *at += sizeof(count);
  return count;
}
static void take_text(struct text t) {
  read_all(t.bytes, t.length);
  release_memory(t.bytes, t.capacity, 1);
}
static void take_array(struct array a, bool is_plain, size_t size) {
  if (is_plain) read_all(a.elements, a.length * size);
  release_memory(a.elements, a.bytes, a.alignment);
}
static void take_view(struct view v, bool is_plain, size_t size) {
  if (is_plain) read_all(v.elements, v.length * size);
  ((void (*)(uint8_t *))v.release)(v.guard);
}
static void take_texts(struct texts t) {
  const size_t *ends = (const size_t *)t.ends.elements;
  read_all(t.bytes.elements, t.ends.length ? ends[t.ends.length - 1] : 0);
  take_array(t.bytes, true, 1);
  take_array(t.ends, true, sizeof(size_t));
}

typedef void unpacker(const uint8_t **);
static void fails(struct failure *failure, const char *release, unpacker *error);

static void release(const char *name, void *handle) {
  struct failure *failure = ((struct failure *(*)(void *))symbol(name))(handle);
  if (failure) fails(failure, 0, 0);
}

// `release_of_error` is that of an error that is an object, `error` reads an enum with data.
static void fails(struct failure *failure, const char *release_of_error, unpacker *error) {
  read_all(failure->message, failure->message_length);
  read_all(failure->place, failure->place_length);
  const uint8_t *at = failure->causes, *end = at + failure->causes_length;
  while (at < end) {
    const size_t length = count_at(&at);
    read_all(at, length);
    at += length;
  }
  if (at != end) exit(5);
  if (failure->kind < 1 || failure->kind > 5) {
    fprintf(stderr, "failure %u\n", failure->kind);
    exit(3);
  }
  ++counts[failure->kind];
  if (failure->kind == 2 && release_of_error)
    release(release_of_error, (void *)(uintptr_t)failure->value[0]);
  if (failure->kind == 2 && error) {
    const uint8_t *value = (const uint8_t *)(uintptr_t)failure->value[0];
    error(&value);
    if (value != (const uint8_t *)(uintptr_t)(failure->value[0] + failure->value[1])) exit(6);
    release_memory((void *)(uintptr_t)failure->value[0], failure->value[1], 1);
  }
  ((void (*)(struct failure *))symbol("@release_failure@"))(failure);
}

static bool is_pending(uintptr_t status) {
  return status > 1 && ((struct failure *)status)->kind == 6;
}

static int ring(uint8_t *at) {
  __atomic_fetch_add((int *)at, 1, __ATOMIC_SEQ_CST);
  return 0;
}

// The future when it is ready; null if this is one of those that are cancelled: some whose objects
// nobody needs, and those that wait for what nobody sends.
static void *waited(uintptr_t status, bool is_needed) {
  static int rings, calls;
  struct failure *failure = (struct failure *)status;
  void *future = (void *)(uintptr_t)failure->value[0];
  const uint64_t id = failure->value[1];
  ((void (*)(struct failure *))symbol("@release_failure@"))(failure);
  ((void (*)(void *, void *))symbol("@futures@_listen"))(ring, &rings);
  ((void (*)(void *))symbol("@futures@_launch"))(future);
  if (!is_needed && ++calls % 3 == 0) {
    ((void (*)(void *))symbol("@futures@_cancel"))(future);
    return 0;
  }
  for (int tries = 0; is_needed || tries < 10000; ++tries) {
    uint64_t ids[4];
    const size_t count = ((size_t (*)(uint64_t *, size_t))symbol("@futures@_collect"))(ids, 4);
    for (size_t i = 0; i < count; ++i) {
      if (ids[i] == id) return future;
    }
    if (count == 0) usleep(100);
  }
  ((void (*)(void *))symbol("@futures@_cancel"))(future);
  return 0;
}
"""


class Writer:
    def __init__(self, library, part=""):
        self.part = part
        self.objects = {
            path_of(each): each
            for each in library["objects"]
            if each["name"] not in ("String", "Vector")
        }
        self.functions = [each for each in library["functions"] if each["name"] not in LEFT_OUT]
        self.functions += [
            function for each in self.objects.values() for function in each["functions"]
        ]
        self.functions = [each for each in self.functions if not is_told(each)]
        self.lines, self.count, self.mode, self.depth, self.turn = [], 0, "taken", 0, 0

    def name(self, kind):
        self.count += 1
        return f"{kind}{self.count}"

    def say(self, line):
        self.lines.append("  " + line)

    def named(self, spelled):
        return self.objects.get(spelled.replace("&mut ", "").replace("&", ""))

    def size_of(self, element):
        if fixed := FIXED.match(element):
            return f"{fixed[2]} * {self.size_of(fixed[1])}"
        if element in COMPLEX:
            return f"2 * sizeof({COMPLEX[element]})"
        if element in NUMBERS:
            return f"sizeof({NUMBERS[element]})"
        named = self.named(element)
        if named["kind"] == "value":
            return str(named["size"])
        return f"sizeof({NUMBERS[named['representation']]})"

    # ------------------------------------------------------------------------------- arguments

    def memory(self, literal, size, undone):
        """A copy of bytes, freed after the call."""
        name = self.name("p")
        self.say(f"void *{name} = copy({literal}, {size});")
        undone.append(f"free({name});")
        return name

    def text(self, spelled, undone):
        good = "g\\303\\266\\303\\237er"
        literal = "\\377\\0x" if self.mode == "refused" else good
        length = 3 if self.mode == "refused" else 7
        if self.mode == "none":
            length = 0
        room = length + 1 if spelled == "&CStr" else length
        return [
            ("const uint8_t *", self.memory(f'"{literal}"' if length else '"\\0"', room, undone)),
            ("size_t", str(length)),
        ]

    def array(self, spelled, undone):
        element = element_of(spelled)
        length = 0 if self.mode == "none" else 3
        if element in TEXTS:
            names = []
            for _ in range(length):
                (_, bytes_), (_, size) = self.text("&str", undone)
                names.append(f"{{{bytes_}, {size}}}")
            list_ = self.name("t")
            self.say(f"struct borrowed {list_}[] = {{{', '.join(names) or '{0, 0}'}}};")
            pointer = self.memory(list_, f"{length} * sizeof(struct borrowed)", undone)
        else:
            byte = 0x5A if self.mode == "refused" else 0
            if self.is_tagged(element):
                digits = "".join(self.packed_bytes(element) for _ in range(length))
                pointer = self.memory(self.literal(digits), len(digits) // 2, undone)
                return [("void *", pointer), ("size_t", str(length))]
            if self.is_object(element):
                return self.object_array(element, length, undone)
            name = self.name("b")
            self.say(
                f"uint8_t {name}[3 * {self.size_of(element)}]; memset({name}, {byte}, sizeof({name}));"
            )
            pointer = self.memory(name, f"{length} * {self.size_of(element)}", undone)
        return [("void *", pointer), ("size_t", str(length))]

    def object_array(self, element, length, undone):
        """Of handles; the same one twice is refused where Rust takes each."""
        handles = [self.handle(self.named(element), undone) for _ in range(length)]
        if None in handles:
            return None
        if self.mode == "refused" and handles:
            handles[-1] = handles[0]
        list_ = self.name("t")
        self.say(f"void *{list_}[] = {{{', '.join(handles) or '0'}}};")
        pointer = self.memory(list_, f"{length} * sizeof(void *)", undone)
        return [("void *", pointer), ("size_t", str(length))]

    def is_object(self, spelled):
        named = self.named(spelled)
        return named is not None and named["kind"] in OBJECTS

    def is_tagged(self, spelled):
        named = self.named(spelled)
        return named is not None and named["kind"] == "tagged"

    def literal(self, digits):
        return '"' + re.sub("(..)", r"\\x\1", digits) + '"'

    def tagged_bytes(self, named):
        """Each variant in its turn; inside of some, one that has no such value in it."""
        self.turn += 1
        variants = list(enumerate(named["variants"]))
        if self.depth > 3:
            variants = [
                each
                for each in variants
                if not any(re.search(rf"\b{name}\b", field["type"])
                           for name, other in self.objects.items() if other["kind"] == "tagged"
                           for field in each[1]["fields"])
            ]
        tag, variant = variants[self.turn % len(variants)]
        self.depth += 1
        fields = "".join(self.packed_bytes(field["type"]) for field in variant["fields"])
        self.depth -= 1
        if self.mode == "refused" and self.turn % 2:
            tag = 255
        length = (len(fields) // 2).to_bytes(8, "little").hex() if named["open"] else ""
        return tag.to_bytes(4, "little").hex() + length + fields

    def unpacker(self, spelled):
        return "unpack_" + re.sub(r"\W", "_", path_of(self.named(spelled)))

    def unpackers(self):
        """A function in C for each enum with data: they hold each other."""
        tagged = [each for each in self.objects.values() if each["kind"] == "tagged"]
        for each in tagged:
            print(f"static void {self.unpacker(path_of(each))}(const uint8_t **at);")
        for each in tagged:
            self.lines = []
            for tag, variant in enumerate(each["variants"]):
                self.say(f"if (tag == {tag}) {{")
                for field in variant["fields"]:
                    self.unpack(field["type"], "(*at)")
                self.say("}")
            print(f"static void {self.unpacker(path_of(each))}(const uint8_t **at) {{")
            print("  uint32_t tag; memcpy(&tag, *at, 4); *at += 4;")
            print(f"  if (tag >= {len(each['variants'])}) exit(7);")
            if each["open"]:
                print("  const size_t length = count_at(at); const uint8_t *end = *at + length;")
            print("\n".join(self.lines))
            print("  if (*at != end) exit(8);\n}" if each["open"] else "}")

    def packed_bytes(self, spelled):
        """What lies in memory for a packed value, in hexadecimal digits."""
        is_none = self.mode == "none"
        if spelled in NUMBERS:
            size = {"bool": 1, "char": 4, "f32": 4, "f64": 8, "isize": 8, "usize": 8}
            size = size.get(spelled) or int(spelled[1:]) // 8
            refused = {"char": 0xD800, "bool": 2}.get(spelled, 1)
            value = refused if self.mode == "refused" else 0 if spelled in ("bool", "char") else 1
            return value.to_bytes(size, "little").hex()
        if spelled in ("i128", "u128"):
            return "01" + "00" * 15
        if spelled in TIMES:
            return ("01" + "00" * 7) * 2
        if spelled in COMPLEX:
            return "00" * (8 if spelled == "Complex<f32>" else 16)
        if fixed := FIXED.match(spelled):
            return self.packed_bytes(fixed[1]) * int(fixed[2])
        if spelled in TEXTS:
            text = "" if is_none else "ff30" if self.mode == "refused" else "67c3b6"
            return (len(text) // 2).to_bytes(8, "little").hex() + text
        if spelled.startswith("("):
            return "".join(self.packed_bytes(each) for each in split(spelled[1:-1]))
        if spelled.startswith("Option<"):
            return "00" if is_none else "01" + self.packed_bytes(spelled[7:-1])
        if (parts := elements_of(spelled)) is not None:
            count = 0 if is_none else 2
            each = "".join(self.packed_bytes(part) for part in parts)
            return count.to_bytes(8, "little").hex() + each * count
        named = self.named(spelled)
        if named["kind"] == "tagged":
            return self.tagged_bytes(named)
        if named["kind"] == "enum":
            value = 0x5A5A if self.mode == "refused" else int(named["variants"][0]["value"])
            return (value % 2**64).to_bytes(8, "little").hex()
        byte = "5a" if self.mode == "refused" else "00"
        return byte * ((named["size"] + 7) // 8 * 8)

    def packed(self, spelled, undone):
        digits = self.packed_bytes(spelled)
        size = len(digits) // 2
        memory = self.memory(self.literal(digits), size, undone)
        return [("const uint8_t *", memory), ("size_t", str(size))]

    def unpack(self, spelled, at):
        """Reads a packed value at the address that the variable `at` has, and goes behind it."""
        if spelled in NUMBERS or spelled in ("i128", "u128", *TIMES):
            size = f"sizeof({NUMBERS[spelled]})" if spelled in NUMBERS else "16"
            self.say(f"read_all({at}, {size}); {at} += {size};")
        elif spelled in COMPLEX:
            self.say(f"read_all({at}, {self.size_of(spelled)}); {at} += {self.size_of(spelled)};")
        elif fixed := FIXED.match(spelled):
            count = self.name("n")
            self.say(f"for (size_t {count} = {fixed[2]}; {count} > 0; --{count}) {{")
            self.unpack(fixed[1], at)
            self.say("}")
        elif spelled in TEXTS:
            count = self.name("n")
            self.say(f"size_t {count} = count_at(&{at}); read_all({at}, {count}); {at} += {count};")
        elif spelled.startswith("("):
            for each in split(spelled[1:-1]):
                self.unpack(each, at)
        elif spelled.startswith("Option<"):
            self.say(f"if (*{at}++) {{")
            self.unpack(spelled[7:-1], at)
            self.say("}")
        elif (parts := elements_of(spelled)) is not None:
            count = self.name("n")
            self.say(f"for (size_t {count} = count_at(&{at}); {count} > 0; --{count}) {{")
            for part in parts:
                self.unpack(part, at)
            self.say("}")
        elif (named := self.named(spelled))["kind"] in OBJECTS:
            self.say(f'release("{named["release"]}", (void *)(uintptr_t)count_at(&{at}));')
        elif named["kind"] == "tagged":
            self.say(f"{self.unpacker(spelled)}(&{at});")
        else:
            words = (named["size"] + 7) // 8 if named["kind"] == "value" else 1
            self.say(f"{at} += 8 * {words};")

    def function(self, match, undone):
        """A function of the host that is defined ahead of the one that is being written."""
        head, types, returns = match.groups()
        result = self.plain(returns) if returns else "void"
        types = [self.plain(each) for each in split(types or "")]
        name = self.name("callback")
        parameters = "".join(f", {each}" for each in types)
        if head.startswith("extern"):
            value = "" if result == "void" else "return 0;"
            self.ahead.append(f"static {result} {name}({parameters[2:] or 'void'}) {{ {value} }}")
            return [("void *", f"(void *){name}")]
        stored = "" if result == "void" else f"*result = ({result})1;"
        good = "false" if self.mode == "refused" else "true"
        self.ahead.append(
            f"static bool {name}(uint8_t *data, {result} *result{parameters}) {{ (void)data; (void)result; "
            f"{stored if good == 'true' else ''} return {good}; }}"
        )
        return [("void *", f"(void *){name}"), ("uint8_t *", "(uint8_t *)&sum")]

    def plain(self, spelled):
        return NUMBERS.get(spelled, "void *")

    def handle(self, named, undone):
        """A new object, by the first function that makes one without another."""
        makers = [
            each
            for each in self.functions
            if self.made(each) == path_of(named)
            and not each["receiver"]
            and not any(self.is_handle(argument["type"]) for argument in each["arguments"])
        ]
        makers.sort(
            key=lambda each: (
                "Result" in each["returns"] or "Option" in each["returns"],
                len(each["arguments"]),
            )
        )
        if not makers:
            return None
        name = self.name("h")
        self.say(f"void *{name} = 0;")
        mode, self.mode = self.mode, "taken"
        self.call(makers[0], into=name)
        self.mode = mode
        self.say(f'if (!{name}) {{ fprintf(stderr, "no {path_of(named)}\\n"); exit(3); }}')
        undone.append(f'release("{named["release"]}", {name});')
        return name

    def is_handle(self, spelled):
        return any(
            each["kind"] == "handle" and re.search(rf"(?<![\w:]){name}\b", spelled)
            for name, each in self.objects.items()
        )

    def made(self, function):
        inner = re.match(r"(?:Result<)?(?:Option<)?([\w:]+)", function["returns"])
        return inner[1] if inner else None

    def argument(self, spelled, undone):
        """(C type, expression) of each parameter; None if there can be no such argument."""
        if spelled in NUMBERS:
            refused = {"char": "0xd800", "bool": "true"}.get(spelled, "1")
            taken = "false" if spelled == "bool" and self.mode == "none" else "1"
            return [(NUMBERS[spelled], refused if self.mode == "refused" else taken)]
        if spelled in ("i128", "u128"):
            return [("uint64_t", "1"), ("uint64_t", "2")]
        if spelled in TIMES:
            return [("uint64_t", "-1" if self.mode == "none" else "1"), ("uint32_t", "2")]
        if spelled == "()":
            return []
        if spelled in TEXTS:
            return self.text(spelled, undone)
        if is_packed(spelled):
            return self.packed(spelled, undone)
        if spelled in COMPLEX:
            return [(COMPLEX[spelled], "1"), (COMPLEX[spelled], "2")]
        if FIXED.match(spelled):
            return self.fixed(spelled, undone)
        if match := STRIDED.match(spelled):
            rank = [("size_t", "1")] if match[1] == "D" else []
            return [("const uint8_t *", "0"), ("const size_t *", "0"), *rank]
        if spelled.startswith("*"):
            return [("void *", "cell" if spelled.startswith("*const *") else "cells")]
        if match := FUNCTION.match(spelled):
            return self.function(match, undone)
        if spelled.startswith("("):
            parts = [self.argument(each, undone) for each in split(spelled[1:-1])]
            return None if None in parts else sum(parts, [])
        if spelled.startswith("Option<"):
            return self.option(spelled[7:-1], undone)
        if re.match(r"&\[|&mut \[|Vec<|Box<\[", spelled):
            return self.array(spelled, undone)
        return self.word(self.named(spelled), undone)

    def fixed(self, spelled, undone):
        name, size = self.name("f"), self.size_of(spelled)
        byte = 0x5A if self.mode == "refused" else 0
        self.say(f"uint8_t {name}[{size}]; memset({name}, {byte}, sizeof({name}));")
        return [("void *", self.memory(name, f"sizeof({name})", undone))]

    def option(self, inner, undone):
        parts = self.argument(inner, undone)
        if parts is None:
            return None
        if inner in TEXTS:
            return [(parts[0][0], "0"), parts[1]] if self.mode == "none" else parts
        if self.mode == "none" and self.is_handle(inner):
            parts = [(type_, "0" if type_ == "uint8_t *" else value) for type_, value in parts]
        return parts + [("bool", "false" if self.mode == "none" else "true")]

    def word(self, named, undone):
        if named["kind"] in OBJECTS:
            handle = self.handle(named, undone)
            return None if handle is None else [("uint8_t *", handle)]
        if named["kind"] == "enum":
            value = "0x5a5a" if self.mode == "refused" else named["variants"][0]["value"]
            least = value == str(-(2**63))
            word = "INTPTR_MIN" if least else f"(intptr_t){value}LL"
            return [("uint8_t *", f"(uint8_t *){word}")]
        if named["kind"] == "tagged":
            digits = self.tagged_bytes(named)
            memory = self.memory(self.literal(digits), len(digits) // 2, undone)
            return [("uint8_t *", memory)]
        name, size = self.name("v"), named["size"]
        byte = 0x5A if self.mode == "refused" else 0
        self.say(f"uint8_t {name}[{size}]; memset({name}, {byte}, {size});")
        return [("uint8_t *", self.memory(name, named["size"], undone))]

    # --------------------------------------------------------------------------------- results

    def slot(self, spelled):
        """The C type of a slot."""
        if spelled in NUMBERS:
            return NUMBERS[spelled]
        if spelled in ("i128", "u128", *TIMES):
            return "struct { uint64_t words[2]; }"
        if spelled in TEXTS or is_packed(spelled):
            return "struct text"
        if spelled in COMPLEX:
            return f"struct {{ {COMPLEX[spelled]} re; {COMPLEX[spelled]} im; }}"
        if fixed := FIXED.match(spelled):
            return f"struct {{ {self.slot(fixed[1])} words[{fixed[2]}]; }}"
        if match := STRIDED.match(spelled):
            sizes = "struct array m1" if match[1] == "D" else f"size_t m1[{match[1]}]"
            return f"struct {{ struct array m0; {sizes}; }}"
        if spelled.startswith("*"):
            return "void *"
        if spelled.startswith("("):
            members = "".join(
                f"{self.slot(each)} m{i}; " for i, each in enumerate(split(spelled[1:-1]))
            )
            return f"struct {{ {members}}}"
        if spelled.startswith("Option<"):
            return f"struct {{ {self.slot(spelled[7:-1])} value; bool present; }}"
        if spelled.startswith("view "):
            return "struct view"
        if re.match(r"&\[|Vec<|Box<\[", spelled):
            is_text = element_of(spelled) in ("&str", "String", "Box<str>", *SHARED)
            return "struct texts" if is_text else "struct array"
        named = self.named(spelled)
        words = {"value": (named.get("size", 0) + 7) // 8, "tagged": 3}.get(named["kind"], 1)
        return f"struct {{ uint64_t words[{words}]; }}"

    def take(self, spelled, value, into):
        is_fixed = FIXED.match(spelled) and not is_packed(spelled)
        is_wide = spelled in ("i128", "u128", *TIMES)
        if spelled in NUMBERS or is_wide or spelled in COMPLEX or is_fixed:
            self.say(f"read_all(&{value}, sizeof({value}));")
        elif spelled in TEXTS:
            self.say(f"take_text({value});")
        elif is_packed(spelled):
            at = self.name("at")
            self.say(f"const uint8_t *{at} = {value}.bytes;")
            self.unpack(spelled, at)
            self.say(f"if ({at} != {value}.bytes + {value}.length) exit(4);")
            self.say(f"release_memory({value}.bytes, {value}.capacity, 1);")
        elif spelled.startswith("*"):
            self.say(f"sum += (uintptr_t){value} & 1;")
        elif spelled.startswith("("):
            for i, each in enumerate(split(spelled[1:-1])):
                self.take(each, f"{value}.m{i}", None)
        elif spelled.startswith("Option<"):
            self.say(f"if ({value}.present) {{")
            self.take(spelled[7:-1], f"{value}.value", None)
            self.say("}")
        elif self.slot(spelled) == "struct texts":
            self.say(f"take_texts({value});")
        elif spelled.startswith("view "):
            element = element_of(spelled.removeprefix("view "))
            plain = "true" if leaf_of(element) in (*NUMBERS, *COMPLEX) else "false"
            self.say(f"take_view({value}, {plain}, {self.size_of(element)});")
        elif self.slot(spelled) == "struct array":
            element = element_of(spelled)
            if self.is_tagged(element):
                at = self.name("at")
                self.say(f"const uint8_t *{at} = {value}.elements;")
                self.say(f"for (size_t i = 0; i < {value}.length; ++i) "
                         f"{self.unpacker(element)}(&{at});")
                self.say(f"take_array({value}, false, 0);")
                return
            if self.is_object(element):
                release = self.named(element)["release"]
                self.say(f"for (size_t i = 0; i < {value}.length; ++i) "
                         f'release("{release}", ((void **){value}.elements)[i]);')
                self.say(f"take_array({value}, false, 0);")
                return
            plain = "true" if leaf_of(element) in (*NUMBERS, *COMPLEX) else "false"
            self.say(f"take_array({value}, {plain}, {self.size_of(element)});")
        elif (named := self.named(spelled))["kind"] in OBJECTS:
            handle = f"(void *)(uintptr_t){value}.words[0]"
            self.say(f"{into} = {handle};" if into else f'release("{named["release"]}", {handle});')
        elif named["kind"] == "enum":
            self.say(f"read_all(&{value}, 8);")
        elif named["kind"] == "tagged":
            at = self.name("at")
            self.say(f"const uint8_t *{at} = (const uint8_t *)(uintptr_t){value}.words[0];")
            self.say(f"{self.unpacker(spelled)}(&{at});")
            memory = f"{value}.words[0]"
            self.say(f"if ((uintptr_t){at} != {memory} + {value}.words[1]) exit(4);")
            self.say(f"release_memory((void *)(uintptr_t){memory}, {value}.words[2], 1);")

    def call(self, function, into=None):
        """A block that calls the function and takes what it returns.

        A handle goes `into` a variable.
        """
        self.say("{")
        undone = []
        arguments = []
        if function["receiver"]:
            arguments.append(self.argument(function["owner"], undone))
        arguments += [self.argument(each["type"], undone) for each in function["arguments"]]
        if None in arguments:
            return self.end(undone)
        arguments = sum(arguments, [])
        types = ", ".join(type_ for type_, _ in arguments) or "void"
        values = ", ".join(value for _, value in arguments)
        finish = function["symbol"] + "_finish" if function.get("async") else None
        self.result(function["symbol"], function["returns"], types, values, into, finish)
        self.end(undone)

    def end(self, undone):
        for each in reversed(undone):
            self.say(each)
        self.say("}")

    def finish(self, symbol, returned, variable, is_needed="false"):
        """Waits for a future that is not ready."""
        if symbol is None:
            return
        self.say("if (is_pending(status)) {")
        self.say(f"void *future = waited(status, {is_needed});")
        self.say("status = 1;")
        finish = f'(({returned} (*)(void *))symbol("{symbol}"))(future)'
        status = "" if variable == "status" else " status = r.status;"
        self.say(f"if (future) {{ {variable} = {finish};{status} }}")
        self.say("}")

    def parts_of_result(self, returns):
        """The type of the value, and that of the error."""
        error = None
        if returns.startswith("Result<"):
            returns, error = split(returns[7:-1])
        if is_packed(returns):
            return returns, error
        return returns[7:-1] if returns.startswith("Option<") else returns, error

    def result(self, symbol, returns, types, values, into, finish=None):
        returns, error = self.parts_of_result(returns)
        named = self.named(error) if error else None
        release = f'"{named["release"]}"' if named and named["kind"] in OBJECTS else "0"
        taker = self.unpacker(error) if named and named["kind"] == "tagged" else "0"
        if returns == "()":
            self.say(f'uintptr_t status = ((uintptr_t (*)({types}))symbol("{symbol}"))({values});')
            self.finish(finish, "uintptr_t", "status")
        else:
            self.say(
                f"typedef struct {{ {self.slot(returns)} value; uintptr_t status; }} returned;"
            )
            self.say(f'returned r = ((returned (*)({types}))symbol("{symbol}"))({values});')
            self.say("uintptr_t status = r.status;")
            self.finish(finish, "returned", "r", "true" if into else "false")
            self.say("if (status == 0) {")
            self.take(returns, "r.value", into)
            self.say("}")
        self.say("if (status == 0) ++results; else if (status == 1) ++options;")
        self.say(f"else fails((struct failure *)status, {release}, {taker});")

    def field(self, owner, field):
        undone = []
        self.say("{")
        handle = self.handle(owner, undone)
        if handle:
            self.say("{")
            self.result(field["getter"], field["type"], "void *", handle, None)
            self.say("}")
        if handle and field["setter"]:
            more = []
            self.say("{")
            arguments = [("void *", handle)] + self.argument(field["type"], more)
            types = ", ".join(type_ for type_, _ in arguments)
            values = ", ".join(value for _, value in arguments)
            self.result(field["setter"], "()", types, values, None)
            self.end(more)
        self.end(undone)

    def write(self):
        self.unpackers()
        calls = []
        for mode in MODES:
            self.mode = mode
            for function in self.functions:
                if self.part not in function["name"]:
                    continue
                calls.append(self.whole(lambda f=function: self.call(f)))
            for owner in self.objects.values():
                for field in owner.get("fields", []) if owner["kind"] == "handle" else []:
                    if self.part not in field["name"]:
                        continue
                    calls.append(self.whole(lambda o=owner, f=field: self.field(o, f)))
        return calls

    def whole(self, body):
        self.lines, self.ahead = [], []
        body()
        name = self.name("call")
        print("\n".join(self.ahead))
        print(f"static void {name}(void) {{")
        print("\n".join(self.lines))
        print("}")
        return name


class OfTable(Writer):
    """For the types that the tables of the page name; `T` is a handle there."""

    def __init__(self):
        handle = {"name": "T", "kind": "handle", "functions": []}
        super().__init__({"objects": [handle], "functions": []})
        self.ahead = []

    def handle(self, named, undone):
        return "handle"

    def parameters(self, spelled):
        return [shape_of(type_) for type_, _ in self.argument(spelled, [])]

    def returned(self, spelled):
        value = self.parts_of_result(spelled)[0]
        if value == "()":
            return "*"
        return shape_of(f"struct {{ {self.slot(value)} value; void *status; }}")


def shape_of(declared):
    """A C type as the page or as this writes it, without names; all addresses are alike."""
    if "(*" in declared:
        return "*"
    texts = "{ Elements; Elements; }"
    for ours, theirs in (("texts", texts), ("text", "Text"), ("array", "Elements"),
                         ("view", "View")):
        declared = re.sub(rf"struct {ours}\b", theirs, declared)
    names = r"const|struct|value|present|status|words|re|im|_\d|m\d|x\w*"
    declared = re.sub(rf"\b(?:{names})\b|\s", "", declared)
    declared = declared.replace("[N]", "[1]")
    # An array is a struct here, so that it can be the member of another.
    array = r"\{(\w+|\{[\w;]*\})((?:\[\d+\])+);\}"
    for pattern, flat in ((array + r"(\[\d+\])", r"\1\3\2"), (array, r"\1\2")):
        while declared != (shorter := re.sub(pattern, flat, declared)):
            declared = shorter
    return re.sub(r"\w+\*", "*", declared)


def rows_of(page):
    """Of each row of the page's tables the type, where it is, and the shape of its C type."""
    head = r"<!-- What follows is written by abi_test: (?:arguments|returns). -->"
    _, arguments, returns = re.split(head, page)
    for type_, each in re.findall(r"^\| `(.*?)` \| .*? \| (none|`.*`) \|$", arguments, re.M):
        parts = [] if each == "none" else split(each.strip("`"))
        yield type_, "argument", [shape_of(part) for part in parts]
    returns = returns.split("## Named types")[0]
    for type_, each in re.findall(r"^\| `(.*?)` \| `(.*?)` \|$", returns, re.M):
        yield type_, "result", shape_of(each)


def differences(page):
    """Where this host and the page differ about a type, or only one of them has it."""
    found, listed = [], []
    for type_, position, theirs in rows_of(page):
        listed.append(type_)
        host = OfTable()
        try:
            ours = host.parameters(type_) if position == "argument" else host.returned(type_)
        except (KeyError, TypeError):
            ours = "nothing"
        if ours != theirs:
            found.append(f"`{type_}` as {position}: glue.py has {ours}, the page {theirs}")
    found += [f"`{type_}`: glue.py has it, the page does not"
              for type_ in (*NUMBERS, *COMPLEX, *TEXTS) if listed.count(type_) != 2]
    return found


def main():
    with open(sys.argv[1], encoding="utf-8") as file:
        library = json.load(file)
    with open(sys.argv[2], encoding="utf-8") as file:
        if found := differences(file.read()):
            sys.exit("\n".join(found))
    crate = library["crates"][0]
    crate["futures"] = f"prebind_{crate['name']}_futures"
    for owner in library["objects"]:
        for function in owner["functions"]:
            receiver = function["receiver"] or ""
            function["owner"] = receiver.replace("self", path_of(owner))
    print(re.sub(r"@(\w+)@", lambda hole: crate[hole[1]], HEAD))
    calls = Writer(library, sys.argv[3] if len(sys.argv) > 3 else "").write()
    print("int main(int count, char **arguments) {")
    print("  library = count == 2 ? dlopen(arguments[1], RTLD_NOW) : 0;")
    print("  if (!library) { fputs(dlerror(), stderr); return 3; }")
    print(f'  ((void (*)(bool))symbol("{crate["initialize"]}"))(false);')
    for name in calls:
        print(f"  {name}();")
    print(
        '  printf("%d results, %d none, %d panics, %d errors, %d refused, %d of the host\\n", '
        "results, options, counts[1], counts[2], counts[3], counts[4]);"
    )
    print("  return 0;")
    print("}")


if __name__ == "__main__":
    main()
