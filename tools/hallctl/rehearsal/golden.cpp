#include "tools/hallctl/rehearsal/golden.hpp"

#include "tools/hallctl/rehearsal/rules.hpp"

#include <algorithm>
#include <iterator>
#include <optional>

namespace hall::tools {

namespace {

std::vector<std::string> lines_of(std::string_view text) {
    constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";
    if (text.starts_with(byte_order_mark)) text.remove_prefix(byte_order_mark.size());
    std::vector<std::string> lines;
    while (!text.empty()) {
        const auto end = std::min(text.find('\n'), text.size());
        auto line = text.substr(0, end);
        if (line.ends_with('\r')) line.remove_suffix(1);
        lines.emplace_back(line);
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return lines;
}

std::string_view trimmed(std::string_view text) {
    while (text.starts_with(' ') || text.starts_with('\t')) text.remove_prefix(1);
    while (text.ends_with(' ') || text.ends_with('\t')) text.remove_suffix(1);
    return text;
}

// Behind the mark stands one blank that does not belong to the text.
std::string behind_mark(std::string_view line) {
    line.remove_prefix(1);
    if (line.starts_with(' ')) line.remove_prefix(1);
    return std::string(line);
}

struct KeyValue {
    std::string key, value;
};

// "brand: 全球通"; also with the colon that Chinese keyboards give.
std::optional<KeyValue> key_value(std::string_view line) {
    constexpr std::string_view wide_colon = "：";
    const auto narrow = line.find(':');
    const auto wide = line.find(wide_colon);
    const auto end = std::min(narrow, wide);
    if (end == std::string_view::npos || end == 0) return std::nullopt;
    const auto key = line.substr(0, end);
    const bool word = std::all_of(key.begin(), key.end(), [](char c) { return (c >= 'a' && c <= 'z') || c == '_'; });
    if (!word) return std::nullopt;
    const auto length = end == narrow ? 1 : wide_colon.size();
    return KeyValue{std::string(key), std::string(trimmed(line.substr(end + length)))};
}

std::vector<std::string> listed(std::string_view text) {
    std::vector<std::string> words;
    std::string word;
    const auto close = [&] {
        if (!word.empty()) words.push_back(std::exchange(word, {}));
    };
    for (const char c : text) c == ',' || c == ' ' ? close() : word.push_back(c);
    close();
    return words;
}

bool begins_like_a_mark(std::string_view line) {
    if (line.empty()) return true;
    return std::string_view(">\\<@#").find(line.front()) != std::string_view::npos;
}

class Parser {
public:
    Parser(Golden& golden, codecs::Diagnostics& diagnostics) : golden_(golden), diagnostics_(diagnostics) {}

    void run() {
        for (std::size_t i = 0; i < golden_.lines.size(); ++i) take(golden_.lines[i], static_cast<int>(i) + 1);
        const bool texted = std::any_of(golden_.steps.begin(), golden_.steps.end(),
                                        [](const GoldenStep& step) { return step.kind == GoldenStep::Kind::text; });
        if (!texted) diagnostics_.add({golden_.file, 1, 1}, conversation_rules::conversation_empty);
    }

private:
    void take(std::string_view line, int number) {
        const codecs::Place place{golden_.file, number, 1};
        if (trimmed(line).empty() || line.starts_with('#')) {
            answer_ = nullptr;
        } else if (line.starts_with('>')) {
            step(GoldenStep::Kind::text, behind_mark(line), place);
        } else if (line.starts_with('@')) {
            step(GoldenStep::Kind::clock, std::string(trimmed(line.substr(1))), place);
        } else if (line.starts_with('<')) {
            if (golden_.steps.empty()) return diagnostics_.add(place, conversation_rules::conversation_answer_early);
            golden_.steps.back().expected.push_back({behind_mark(line), number});
            answer_ = &golden_.steps.back().expected.back();
        } else if (answer_ != nullptr) {
            answer_->text += "\n" + std::string(line.starts_with('\\') ? line.substr(1) : line);
        } else if (const auto pair = key_value(line)) {
            take(*pair, place);
        } else {
            diagnostics_.add(place, conversation_rules::conversation_line, {std::string(line)});
        }
    }

    void step(GoldenStep::Kind kind, std::string value, const codecs::Place& place) {
        answer_ = nullptr;
        golden_.steps.push_back({kind, std::move(value), place, {}});
    }

    void take(const KeyValue& pair, const codecs::Place& place) {
        const auto& columns = subscriber_columns();
        const bool column = std::find(columns.begin(), columns.end(), pair.key) != columns.end();
        if (pair.key == "from") return step(GoldenStep::Kind::from, pair.value, place);
        if (pair.key == "to" && !golden_.steps.empty()) return step(GoldenStep::Kind::to, pair.value, place);
        if (!column && pair.key != "to" && pair.key != "clock" && pair.key != "subscriber" && pair.key != "has")
            return unknown(pair.key, place);
        if (!golden_.steps.empty())
            return diagnostics_.add(place, conversation_rules::conversation_key_late, {pair.key});
        if (pair.key == "to") {
            golden_.to = pair.value;
        } else if (pair.key == "clock") {
            golden_.clock = pair.value;
            golden_.clock_place = place;
        } else if (pair.key == "subscriber") {
            golden_.subscribers.push_back({{pair.value, {}, {}}, place});
        } else if (golden_.subscribers.empty()) {
            diagnostics_.add(place, conversation_rules::conversation_nobody, {pair.key});
        } else if (pair.key == "has") {
            golden_.subscribers.back().sheet.packages = listed(pair.value);
        } else {
            golden_.subscribers.back().sheet.columns.emplace_back(pair.key, pair.value);
        }
    }

    void unknown(const std::string& key, const codecs::Place& place) {
        std::vector<std::string> known{"clock", "subscriber", "has", "from", "to"};
        known.insert(known.end(), subscriber_columns().begin(), subscriber_columns().end());
        auto offered = codecs::nearest_word(key, known);
        if (offered.empty())
            for (const auto& word : known) offered += (offered.empty() ? "" : ", ") + word;
        diagnostics_.add(place, conversation_rules::conversation_key, {key, offered});
    }

    Golden& golden_;
    codecs::Diagnostics& diagnostics_;
    Expected* answer_ = nullptr;  // whose further lines may follow
};

std::string written(const std::string& text) {
    std::string out = "< ";
    bool first = true;
    for (std::size_t begin = 0; begin <= text.size();) {
        const auto end = std::min(text.find('\n', begin), text.size());
        const auto line = text.substr(begin, end - begin);
        if (!first) out += begins_like_a_mark(trimmed(line)) ? "\\" : "";
        out += line + "\n";
        first = false;
        begin = end + 1;
    }
    return out;
}

// Whether the line belongs to an answer, in a file without faults: nothing else can stand below a step.
bool of_answer(const std::string& line, bool in_answer) {
    if (line.starts_with('<')) return true;
    return in_answer && !trimmed(line).empty() && !line.starts_with('#');
}

}  // namespace

Golden parse_golden(std::string_view text, const std::string& file, codecs::Diagnostics& diagnostics) {
    Golden golden;
    golden.file = file;
    golden.lines = lines_of(text);
    Parser(golden, diagnostics).run();
    return golden;
}

std::string golden_text(const Golden& golden, const std::vector<std::vector<std::string>>& arrived) {
    std::string out;
    std::size_t line = 0;
    const auto copy_until = [&](std::size_t end) {
        for (; line < end; ++line) out += golden.lines[line] + "\n";
    };
    for (std::size_t i = 0; i < golden.steps.size(); ++i) {
        const auto& step = golden.steps[i];
        copy_until(static_cast<std::size_t>(step.place.line));
        const bool same = std::equal(step.expected.begin(), step.expected.end(), arrived[i].begin(), arrived[i].end(),
                                     [](const Expected& one, const std::string& other) { return one.text == other; });
        if (same) continue;
        for (const auto& text : arrived[i]) out += written(text);
        const auto end = i + 1 < golden.steps.size() ? static_cast<std::size_t>(golden.steps[i + 1].place.line) - 1
                                                     : golden.lines.size();
        for (bool in_answer = false; line < end; ++line) {
            in_answer = of_answer(golden.lines[line], in_answer);
            if (!in_answer) out += golden.lines[line] + "\n";
        }
    }
    copy_until(golden.lines.size());
    return out;
}

}  // namespace hall::tools
