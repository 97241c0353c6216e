#pragma once

// CLI11's header is long; most of ours need no more of it than this name.
namespace CLI {  // NOLINT(readability-identifier-naming)
class App;
}  // namespace CLI
