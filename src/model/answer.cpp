#include "model/answer.h"

#include <algorithm>
#include <vector>

namespace prebind::model {
namespace {

/// `Result<@5-5, #1>`, of a head and of what stands for each of its parts.
std::string put_together(std::string_view head, const std::vector<std::string_view>& parts) {
  std::string text;
  while (!head.empty()) {
    const bool is_part = head.size() > 1 && head[0] == '#' && head[1] >= '0' &&
                         head[1] < static_cast<char>('0' + parts.size());
    text += is_part ? parts[static_cast<std::size_t>(head[1] - '0')] : head.substr(0, 1);
    head.remove_prefix(is_part ? 2 : 1);
  }
  return text;
}

}  // namespace

std::optional<Answer> parse_answer(std::string_view bytes) {
  constexpr std::size_t kLines = 9, kMeaning = 3, kFirstPart = 5;
  std::vector<std::string_view> lines;
  while (lines.size() < kLines) {
    const std::size_t end = bytes.find('\n');
    if (end == bytes.npos) break;
    lines.push_back(bytes.substr(0, end));
    bytes.remove_prefix(end + 1);
  }
  if (lines.size() < kMeaning) return std::nullopt;
  Answer answer{.package = std::string(lines[0]),
                .key = std::string(lines[1]),
                .meaning = "?",
                .is_awaited = lines[2] == "1"};
  // A meaning that is too long counts as none, so that what waits for it is refused.
  if (lines.size() < kLines || !bytes.starts_with('.')) return answer;
  answer.meaning = lines[kMeaning];
  const std::string_view head = lines[4].substr(0, lines[4].find('!'));
  const std::vector<std::string_view> parts(lines.begin() + kFirstPart, lines.end());
  // What the item itself has is read as it stands there.
  const bool has_own =
      std::ranges::any_of(parts, [](std::string_view each) { return each.starts_with('@'); });
  if (head != "?" && (has_own || answer.meaning == "?")) answer.meaning = put_together(head, parts);
  return answer;
}

}  // namespace prebind::model
