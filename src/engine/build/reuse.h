#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "engine/build/build_scene.h"
#include "engine/build/last_build.h"
#include "fingerprint/check.h"
#include "fingerprint/observer.h"
#include "model/model.h"
#include "store/store.h"

namespace prebind::engine {

/// What has changed since a build that is known; nothing if it is fresh. The options are those
/// asked for now. Renews the stat data in its record.
std::vector<fingerprint::Change> changes_since(const Context& context, LastBuild& last, bool all);

/// Looks at each input once, however many results are compared with it, and reads none of those
/// that are as they were in an earlier record.
class Observations {
 public:
  Observations(const fingerprint::Surroundings& surroundings, const fingerprint::Record& earlier,
               fingerprint::Trust trust);

  const fingerprint::Input& of(const fingerprint::InputName& name);

 private:
  fingerprint::Observer observer_;
  std::map<fingerprint::InputName, const fingerprint::Input*> earlier_;
  std::map<fingerprint::InputName, fingerprint::Input> inputs_;
};

/// What a build with these inputs is called in the store; nothing if an input is not known.
std::optional<fingerprint::Digest> build_key(std::vector<fingerprint::Input> inputs);

/// The names of outputs in the store.
inline constexpr const char* kLibraryOutput = "library";
inline constexpr const char* kInterfaceOutput = "interface";  ///< the library's records
inline constexpr const char* kInputsOutput = "inputs";        ///< a record of its inputs

/// Records one after the other, each with its size before it, in four bytes, the lowest first.
std::string encode_interface(const std::vector<model::Record>& records);
Result<std::vector<model::Record>> decode_interface(std::string_view bytes);

/// A result in the store that was made from what there is now.
struct StoredBuild {
  store::Entry entry;
  fingerprint::Digest key;
  std::vector<fingerprint::Input> inputs;  ///< as they are now
  bool is_received = false;                ///< it came from the team's cache just now
};

/// Looks for it, and then in the team's cache. If there is none, the answer is the reason, for
/// statistics.
tl::expected<StoredBuild, std::string> find_stored(const store::Store& store, BuildScene& scene,
                                                   const fingerprint::Record& earlier,
                                                   fingerprint::Trust trust);

}  // namespace prebind::engine
