/// `prebind-remote` of a release: over HTTP or gRPC, as the address says. Two programs would each
/// have libcrypto and protobuf inside, and gRPC loads quickly where it is linked statically.
#include <utility>

#include "remote/grpc.h"
#include "remote/http.h"
#include "remote/serve.h"

int main() {
  using prebind::remote::Access;
  return prebind::remote::serve([](Access access) {
    return access.url.starts_with("grpc") ? prebind::remote::grpc_remote(std::move(access))
                                          : prebind::remote::http_remote(std::move(access));
  });
}
