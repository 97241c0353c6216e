
#include "cli/command_line.h"
#include "cli/session.h"
#include "util/environment.h"

int main(int argc, char** argv) {
  prebind::cli::Session session(prebind::Environment::of_process(), stdout, stderr);
  return static_cast<int>(session.finish(run_command_line(argc, argv, session)));
}
