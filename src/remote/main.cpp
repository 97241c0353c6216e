/// `prebind-remote`: what of Prebind talks to caches on servers over HTTP. `prebind` starts it when
/// it does not have a result.
#include "remote/http.h"
#include "remote/serve.h"

int main() {
  return prebind::remote::serve(prebind::remote::http_remote);
}
