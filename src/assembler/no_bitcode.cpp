// Stands in for the parts of LLVM's reader of object files that need LLVM's whole intermediate
// language, a quarter of the program. Prebind assembles text and reads libraries; where the rest of
// the reader meets bitcode or a text stub, it gets an error as for any file of an unknown kind.
#include <llvm/IR/Attributes.h>
#include <llvm/IR/LLVMContext.h>
#include <llvm/IR/Mangler.h>
#include <llvm/IR/Value.h>
#include <llvm/Object/Binary.h>
#include <llvm/Object/Error.h>
#include <llvm/Object/IRObjectFile.h>
#include <llvm/Object/OffloadBinary.h>
#include <llvm/Object/TapiUniversal.h>

/// The linker is told to look for it first, and so finds all that is in this file before it looks
/// into LLVM's libraries.
extern "C" const char prebind_no_bitcode = 0;

namespace llvm {
namespace {

Error unknown_kind() {
  return errorCodeToError(object::object_error::invalid_file_type);
}

}  // namespace

// No function here makes one that is used.
LLVMContext::LLVMContext() : pImpl(nullptr) {}
LLVMContext::~LLVMContext() = default;

// Asked by parts of the machines' descriptions that serve the code generator.
bool AttributeList::hasFnAttr(StringRef) const {
  return false;
}
StringRef Value::getName() const {
  return {};
}
std::optional<std::string> getArm64ECMangledFunctionName(StringRef) {
  return std::nullopt;
}
std::optional<std::string> getArm64ECDemangledFunctionName(StringRef) {
  return std::nullopt;
}

Expected<std::string> getBitcodeTargetTriple(MemoryBufferRef) {
  return unknown_kind();
}

namespace object {

Expected<MemoryBufferRef> IRObjectFile::findBitcodeInObject(const ObjectFile&) {
  return unknown_kind();
}
Expected<std::unique_ptr<IRObjectFile>> IRObjectFile::create(MemoryBufferRef, LLVMContext&) {
  return unknown_kind();
}
StringRef IRObjectFile::getTargetTriple() const {
  return {};
}
Expected<std::unique_ptr<OffloadBinary>> OffloadBinary::create(MemoryBufferRef) {
  return unknown_kind();
}
Expected<std::unique_ptr<TapiUniversal>> TapiUniversal::create(MemoryBufferRef) {
  return unknown_kind();
}

}  // namespace object
}  // namespace llvm
