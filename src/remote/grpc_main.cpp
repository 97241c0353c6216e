/// `prebind-remote-grpc`: as `prebind-remote`, over gRPC. A program of its own, since loading gRPC
/// takes longer than all that the other one does.
#include "remote/grpc.h"
#include "remote/serve.h"

int main() {
  return prebind::remote::serve(prebind::remote::grpc_remote);
}
