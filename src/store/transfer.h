#pragma once

#include <chrono>
#include <string>
#include <vector>

#include "store/store.h"
#include "util/temporary.h"

/// How results get from a store to other machines, and from there into a store.
namespace prebind::store {

/// A note of an action (`Action::notes`) that came from another machine, and what it says.
inline constexpr const char* kOriginNote = "origin";
inline constexpr const char* kRemoteOrigin = "remote";

/// A file of a result that comes from elsewhere, for its content to be written to.
Result<TemporaryFile> incoming_file(const Store& store);

/// Puts a result from elsewhere into the store, as one that was published. `files` are those of its
/// outputs, in their order, from `incoming_file`, and have been verified. `list` is the list of
/// inputs that `action` names, empty if it names none.
Result<void> receive(const Store& store, const Digest& key, const Action& action,
                     std::vector<TemporaryFile> files, const std::string& list);

/// Adds lists of inputs of a request to those that the store has. How many were new.
Result<std::size_t> receive_lists(const Store& store, const Digest& request,
                                  const std::vector<std::string>& lists);

/// The results that are to be sent to other machines, the oldest first. They are kept on disk, so
/// that no process has to wait for them; beyond `kMostWaiting` the oldest are forgotten.
inline constexpr std::size_t kMostWaiting = 256;
bool add_to_queue(const Store& store, const Digest& key);
std::vector<Digest> queue(const Store& store);
void remove_from_queue(const Store& store, const Digest& key);

/// Whether a server, by any name of it, is to be left alone: it did not answer in the last minute,
/// which every process with this store then knows.
inline constexpr std::chrono::seconds kLeftAlone(60);
bool is_left_alone(const Store& store, const std::string& server);
void leave_alone(const Store& store, const std::string& server);
/// It is asked again at once.
void forget_left_alone(const Store& store, const std::string& server);

}  // namespace prebind::store
