/// A future was cancelled before it was ready.
class Cancelled : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

