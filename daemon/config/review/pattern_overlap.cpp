#include "daemon/config/review/pattern_overlap.hpp"

#include <deque>
#include <map>
#include <vector>

namespace hall::daemon {

namespace {

// A code as steps that each take one byte; a step that repeats may take any number of them, also none.
struct CodeStep {
    enum class Takes { byte, digits, letters };
    Takes takes = Takes::byte;
    char byte = 0;
    bool repeats = false;

    bool accepts(char c) const {
        const bool digit = c >= '0' && c <= '9';
        switch (takes) {
            case Takes::byte:
                return c == byte;
            case Takes::digits:
                return digit;
            case Takes::letters:
                return digit || (c >= 'A' && c <= 'Z') || (static_cast<unsigned char>(c) & 0x80U) != 0;
        }
        return false;
    }
};
using Steps = std::vector<CodeStep>;

/// A number of the plan. One number for all phones: two codes that both take a phone in the same place take this one.
std::string sample_phone(const codecs::NumberPlan& plan) {
    std::string phone;
    const std::string& pattern = plan.mobile_pattern;
    for (std::size_t i = 0; i < pattern.size(); ++i) {
        if (pattern[i] == '[' && i + 1 < pattern.size()) {
            phone += pattern[i + 1];
            i = std::min(pattern.find(']', i), pattern.size());
        } else {
            phone += pattern[i] == '#' ? '0' : pattern[i];
        }
    }
    return phone;
}

void add_bytes(Steps& steps, std::string_view bytes) {
    for (const char byte : bytes) steps.push_back({CodeStep::Takes::byte, byte, false});
}

Steps steps_of(const menus::CodePattern& code, const codecs::NumberPlan& plan) {
    Steps steps;
    const std::string shape = code.shape();
    for (std::size_t i = 0; i < shape.size(); ++i) {
        if (shape[i] != '{') {
            add_bytes(steps, std::string_view(shape).substr(i, 1));
            continue;
        }
        const auto end = shape.find('}', i);
        const auto type = menus::parse_parameter_type(std::string_view(shape).substr(i + 1, end - i - 1));
        if (type == menus::ParameterType::phone) {
            add_bytes(steps, sample_phone(plan));
        } else {
            const auto takes = type == menus::ParameterType::word ? CodeStep::Takes::letters : CodeStep::Takes::digits;
            steps.push_back({takes, 0, false});
            steps.push_back({takes, 0, true});
        }
        i = end;
    }
    return steps;
}

/// A byte that both take, or nothing.
std::optional<char> common_byte(const CodeStep& one, const CodeStep& other) {
    for (const char candidate : {one.takes == CodeStep::Takes::byte ? one.byte : '1',
                                 other.takes == CodeStep::Takes::byte ? other.byte : '1'})
        if (one.accepts(candidate) && other.accepts(candidate)) return candidate;
    return std::nullopt;
}

}  // namespace

std::optional<std::string> common_text(const menus::CodePattern& one, const menus::CodePattern& other,
                                       const codecs::NumberPlan& plan) {
    const Steps a = steps_of(one, plan);
    const Steps b = steps_of(other, plan);
    using State = std::pair<std::size_t, std::size_t>;
    std::map<State, std::string> reached = {{{0, 0}, ""}};
    std::deque<State> waiting = {{0, 0}};
    const auto reach = [&](State state, const std::string& text) {
        if (reached.emplace(state, text).second) waiting.push_back(state);
    };
    // Breadth first, a byte or a skipped repetition at a time: the first text found is as short as any.
    while (!waiting.empty()) {
        const auto state = waiting.front();
        waiting.pop_front();
        const auto [i, j] = state;
        const std::string text = reached[state];
        if (i == a.size() && j == b.size()) {
            const bool right = std::holds_alternative<menus::Match>(one.match(text, plan)) &&
                               std::holds_alternative<menus::Match>(other.match(text, plan));
            return right ? std::optional(text) : std::nullopt;
        }
        if (i < a.size() && a[i].repeats) reach({i + 1, j}, text);
        if (j < b.size() && b[j].repeats) reach({i, j + 1}, text);
        if (i < a.size() && j < b.size())
            if (const auto byte = common_byte(a[i], b[j]))
                reach({i + (a[i].repeats ? 0 : 1), j + (b[j].repeats ? 0 : 1)}, text + *byte);
    }
    return std::nullopt;
}

}  // namespace hall::daemon
