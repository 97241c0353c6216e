/// For a release, which has gRPC inside: without xDS, by which gRPC asks the control plane of a
/// service mesh for servers, the program is much smaller. gRPC calls this function to register xDS,
/// and has the same empty one where it is built without. Its own is not linked then, nor is what it
/// names.
namespace grpc_core {

class CoreConfiguration {
 public:
  class Builder;
};

void RegisterExtraFilters(CoreConfiguration::Builder* builder);
void RegisterExtraFilters(CoreConfiguration::Builder* /*builder*/) {}

}  // namespace grpc_core
