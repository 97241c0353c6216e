#include "expand/definition_glue.h"

#include <fmt/format.h>

#include "abi/failure.h"
#include "expand/carried.h"
#include "expand/complex.h"
#include "expand/operations.h"
#include "expand/rust/templates.h"

namespace prebind::expand {

using model::NamedType;
using model::Type;
using model::TypeKind;
using model::ValueField;

std::string definition(const std::string& symbol, const RecordData& data) {
  return templates::Definition{.symbol = symbol, .type = data.type, .value = data.value}.text();
}

RecordData numbers(const std::vector<std::string>& expressions) {
  RecordData data{fmt::format("[[u8; 8]; {}]", expressions.size()), "["};
  for (const std::string& each : expressions)
    data.value += fmt::format("({}).to_le_bytes(), ", each);
  data.value += "]";
  return data;
}

std::string travelling(const NamedType& named, const std::string& words, const std::string& items) {
  return templates::NamedType{.id = byte_string(named.id), .items = items, .words = words}.text();
}

namespace {

/// What enums and values have in common: they lie in an array as they are.
std::string flat_items(const NamedType& named) {
  return templates::FlatItems{.name = named.name,
                              .refused = std::to_string(abi::number_of(abi::Failure::refused))}
             .text() +
         std::string(templates::kPackedWords);
}

/// Numbers that are no member of the enum are looked for in order: LLVM makes a range check or a
/// table of it.
std::string enum_items(const std::vector<VariantSyntax>& variants, const std::string& integer) {
  std::string members;
  std::string copies;
  std::string valid;
  for (const VariantSyntax& variant : variants) {
    const std::string number = fmt::format("Self::{} as {}", variant.name, integer);
    members += fmt::format(
        "        if prebind_n == {} {{ return prebind_std::option::Option::Some(Self::{}); }}\n",
        number, variant.name);
    copies += fmt::format("Self::{0} => Self::{0}, ", variant.name);
    valid += fmt::format(" || prebind_n == {}", number);
  }
  return templates::EnumItems{
      .copies = copies, .integer = integer, .members = members, .valid = valid}
      .text();
}

/// Where `repr(C)` puts each field, as constants `__PREBIND_O<n>`. (`offset_of!` is newer than the
/// oldest Rust that is supported.)
std::string offsets(const ValueSyntax& syntax) {
  std::string source;
  std::string end = "0";
  std::string alignment = "1";
  for (std::size_t i = 0; i < syntax.fields.size(); ++i) {
    source += fmt::format(
        "type __PrebindM{0} = {1};\n"
        "const __PREBIND_O{0}: usize = __prebind_up({2}, "
        "prebind_std::mem::align_of::<__PrebindM{0}>());\n",
        i, original(syntax.fields[i].type.range), end);
    end = fmt::format("__PREBIND_O{0} + prebind_std::mem::size_of::<__PrebindM{0}>()", i);
    alignment = fmt::format("__prebind_most({}, prebind_std::mem::align_of::<__PrebindM{}>())",
                            alignment, i);
  }
  return templates::Offsets{.alignment = alignment, .end = end, .offsets = source}.text();
}

/// The same of each element of an array of fixed length.
void add_fixed(const Type& type, const std::string& at, std::string& valid, std::string& stores) {
  const Type& leaf = model::leaf_of(type);
  const std::string all = fmt::format("(0..{}usize)", model::leaves_of(type));
  if (leaf.kind == TypeKind::boolean) {
    valid += fmt::format(" && {}.all(|prebind_i| *{}.add(prebind_i) < 2)", all, at);
  }
  if (leaf.kind != TypeKind::named) return;
  const std::string name = type_reference(leaf);
  const std::string offset = fmt::format("prebind_i * prebind_std::mem::size_of::<{}>()", name);
  valid += fmt::format(" && {}.all(|prebind_i| <{}>::__prebind_valid({}.add({})))", all, name, at,
                       offset);
  stores += fmt::format(
      "        for prebind_i in {0} {{ <{1}>::__prebind_store({2}.add({3}), {4}.add({3})); }}\n",
      all, name, at, offset, "prebind_to" + at.substr(std::string_view("prebind_p").size()));
}

/// What a host wrote is looked at before Rust takes it for a value: a `bool` is 0 or 1, an enum one
/// of its members. `store` leaves out the padding between fields, which may not be read.
std::string value_items(const std::vector<ValueField>& members) {
  std::string valid;
  std::string stores;
  for (std::size_t i = 0; i < members.size(); ++i) {
    const Type& type = members[i].type;
    const std::string at = fmt::format("prebind_p.add(__PREBIND_O{})", i);
    if (type.kind == TypeKind::fixed_array) {
      add_fixed(type, at, valid, stores);
      if (model::leaf_of(type).kind == TypeKind::named) continue;
    }
    if (type.kind == TypeKind::boolean) valid += fmt::format(" && *{} < 2", at);
    if (type.kind == TypeKind::named) {
      valid += fmt::format(" && <__PrebindM{}>::__prebind_valid({})", i, at);
      stores += fmt::format(
          "        <__PrebindM{0}>::__prebind_store({1}, prebind_to.add(__PREBIND_O{0}));\n", i,
          at);
    } else {
      stores += fmt::format(
          "        prebind_std::ptr::copy_nonoverlapping({1}, prebind_to.add(__PREBIND_O{0}), "
          "prebind_std::mem::size_of::<__PrebindM{0}>());\n",
          i, at);
    }
  }
  return templates::ValueItems{.stores = stores, .valid = valid}.text();
}

}  // namespace

std::string enum_glue(const NamedType& named, const EnumSyntax& syntax,
                      const GlueContext& context) {
  const std::string integer(model::name_of(syntax.representation.value_or(TypeKind::isize)));
  std::vector<std::string> values;
  for (const VariantSyntax& variant : syntax.variants) {
    values.push_back(fmt::format("__PrebindT0::{} as {} as u64", variant.name, integer));
  }
  const RecordData data = numbers(values);
  const std::string body =
      type_definitions(context) +
      travelling(named, "1", flat_items(named) + enum_items(syntax.variants, integer)) +
      // One word has to hold it.
      fmt::format(
          "const _: () = prebind_std::assert!(prebind_std::mem::size_of::<{}>() <= "
          "prebind_std::mem::size_of::<usize>());\n",
          integer) +
      (syntax.representation
           ? fmt::format("const _: () = prebind_std::assert!(prebind_std::mem::size_of::<"
                         "__PrebindT0>() == prebind_std::mem::size_of::<{}>(), \"an exported "
                         "enum has the layout of its integer: without `align`\");\n",
                         integer)
           : "");
  GlueContext own = context;
  own.references.clear();  // it refers to nobody
  return scope(context, body + definition(named.definition, data) +
                            record(named.definition, named, own, data));
}

std::string value_glue(const NamedType& named, const ValueSyntax& syntax,
                       const GlueContext& context) {
  std::vector<std::string> layout = {"prebind_std::mem::size_of::<__PrebindT0>() as u64",
                                     "prebind_std::mem::align_of::<__PrebindT0>() as u64"};
  for (std::size_t i = 0; i < syntax.fields.size(); ++i) {
    layout.push_back(fmt::format("__PREBIND_O{} as u64", i));
  }
  const RecordData data = numbers(layout);
  // The bound is asked for by the struct's own name, so that rustc shows a missing `Copy` there.
  const std::string copy = fmt::format(
      "fn prebind_copied<T: prebind_std::marker::Copy>() {{}}\n"
      "const _: fn() = prebind_copied::<{}>;\n",
      original({syntax.place, syntax.place}));
  std::vector<const Type*> types;
  for (const ValueField& member : named.members) types.push_back(&member.type);
  const std::string body = type_definitions(context) + std::string(kFallback) + copy +
                           complex_proofs(types) + offsets(syntax) +
                           travelling(named, "(prebind_std::mem::size_of::<Self>() + 7) / 8",
                                      flat_items(named) + value_items(named.members));
  return scope(context, body + definition(named.definition, data) +
                            record(named.definition, named, context, data));
}

std::string constant_glue(const model::Constant& constant, const ConstantSyntax& syntax,
                          const GlueContext& context) {
  const std::string type = original(syntax.type.range);
  std::string body;
  if (syntax.is_static) {
    // The expression once more: until Rust 1.83 a constant cannot read a static. To rustc's lints a
    // `#[used]` one is not dead, and so is what it refers to.
    body = fmt::format(
        "const __PREBIND_VALUE: {0} = {2};\n#[used] static __PREBIND_USED: &{0} = &{1};\n", type,
        syntax.name, original(syntax.value));
  } else {
    body = fmt::format("const __PREBIND_VALUE: {} = {};\n", type, syntax.name);
  }
  const TypeKind kind = constant.type.kind;
  std::string bits = "__PREBIND_VALUE as u64";
  if (kind == TypeKind::f32) {
    bits = "unsafe { prebind_std::mem::transmute::<f32, u32>(__PREBIND_VALUE) } as u64";
  } else if (kind == TypeKind::f64) {
    bits = "unsafe { prebind_std::mem::transmute::<f64, u64>(__PREBIND_VALUE) }";
  }
  RecordData data = numbers({bits});
  if (model::family_of(kind) == model::Family::wide) {
    data = numbers({bits, "(__PREBIND_VALUE >> 64) as u64"});
  }
  if (kind == TypeKind::str) {
    data = {"[u8; __PREBIND_VALUE.len()]",
            "unsafe { *(__PREBIND_VALUE.as_ptr() as *const [u8; __PREBIND_VALUE.len()]) }"};
  }
  return scope(context, body + definition(constant.definition, data) +
                            record(constant.definition, constant, context, data));
}

}  // namespace prebind::expand
