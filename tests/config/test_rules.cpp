// The rules of all rooms, looked at together: each says the same in both languages under an id of its own, some test
// holds its wording, and the guide explains it.

#include "tests/support/all_rules.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <cctype>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <set>
#include <sstream>

using namespace hall;

namespace {

namespace fs = std::filesystem;

/// The literal text of a message, cut where its placeholders stand, and their numbers.
struct Message {
    std::vector<std::string> pieces = {""};
    std::set<std::string> placeholders;
};

Message taken_apart(std::string_view text) {
    Message message;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const bool brace = text[i] == '{' || text[i] == '}';
        if (brace && i + 1 < text.size() && text[i + 1] == text[i]) {
            message.pieces.back() += text[i++];
        } else if (brace) {
            const auto close = text.find('}', i);
            message.placeholders.emplace(text.substr(i + 1, close - i - 1));
            message.pieces.emplace_back();
            i = close;
        } else {
            message.pieces.back() += text[i];
        }
    }
    return message;
}

bool holds(std::string_view line, const std::vector<std::string>& pieces) {
    if (!line.starts_with(pieces.front())) return false;
    std::size_t at = 0;
    for (const auto& piece : pieces) {
        at = line.find(piece, at);
        if (at == std::string_view::npos) return false;
        at += piece.size();
    }
    return true;
}

/// "7:9: port is 99999; use ..." or "file:7:9: warning: port ..." without what stands before the message.
std::string message_of(std::string line) {
    for (int colons = 0; colons < 3; ++colons) {
        const auto colon = line.find(": ");
        const auto before = line.substr(0, colon);
        const bool place = colon != std::string::npos && before.find(' ') == std::string::npos && !before.empty() &&
                           std::isdigit(static_cast<unsigned char>(before.back()));
        if (!place && before != "warning") break;
        line.erase(0, colon + 2);
    }
    return line;
}

/// Every message that a file of the tests says must come, word for word.
std::vector<std::string> expected_messages() {
    std::vector<std::string> messages;
    for (const auto* folder : {"tests/codecs/yaml/bad", "tests/campaigns/bad", "tests/config/bad", "tests/menus/bad",
                               "tests/menus/warned", "tests/tools/bad_scenarios"}) {
        for (const auto& entry : fs::directory_iterator(fs::path(HALL_SOURCE_DIR) / folder)) {
            std::ifstream file(entry.path());
            for (std::string line; std::getline(file, line) && line.starts_with("#");)
                if (line.starts_with("# expect: ")) messages.push_back(message_of(line.substr(10)));
        }
    }
    for (const auto& entry : fs::directory_iterator(fs::path(HALL_SOURCE_DIR) / "tests/check/cases")) {
        std::ifstream file(entry.path());
        bool printed = false;
        for (std::string line; std::getline(file, line); printed = printed || line.starts_with("expect "))
            if (printed) messages.push_back(message_of(line));
    }
    return messages;
}

std::string read_file(const fs::path& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

// What no small file can show; each has a test of its own.
const std::set<std::string_view> shown_elsewhere = {
    "unreachable-item",  // the loader wants a code of every item, so no file shows it: test_review.cpp
    "too-many-files",    // a thousand files: tests/config/test_text_file.cpp
    "file-too-large",    // a million values: tests/codecs/yaml
};

}  // namespace

TEST_CASE("every rule has an id of its own, in kebab-case") {
    std::map<std::string_view, int> count;
    for (const auto* rule : test::all_rules()) {
        INFO(rule->id);
        CHECK(++count[rule->id] == 1);
        CHECK_FALSE(rule->id.empty());
        CHECK(std::all_of(rule->id.begin(), rule->id.end(),
                          [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-'; }));
    }
}

TEST_CASE("every rule says the same in English and in Chinese") {
    for (const auto* rule : test::all_rules()) {
        INFO(rule->id);
        CHECK_FALSE(rule->what.en.empty());
        CHECK_FALSE(rule->what.zh.empty());
        CHECK(rule->remedy.en.empty() == rule->remedy.zh.empty());
        CHECK(taken_apart(rule->what.en).placeholders == taken_apart(rule->what.zh).placeholders);
        CHECK(taken_apart(rule->remedy.en).placeholders == taken_apart(rule->remedy.zh).placeholders);
        // A Chinese sentence has a Chinese character; one that was forgotten has none.
        CHECK(std::any_of(rule->what.zh.begin(), rule->what.zh.end(), [](char c) { return (c & 0x80) != 0; }));
    }
}

TEST_CASE("every rule of a room is on its list") {
    for (const auto& room : test::rule_rooms()) {
        constexpr std::string_view head = "constexpr Rule ";
        std::size_t count = 0;
        std::string text;
        for (const auto* header : room.headers) text += read_file(fs::path(HALL_SOURCE_DIR) / header);
        INFO(room.headers.front());
        for (auto at = text.find(head); at != std::string::npos; at = text.find(head, at + 1)) ++count;
        CHECK(count == room.rules.size());
    }
}

TEST_CASE("every rule is broken by a file of the tests that says what must be said") {
    const auto messages = expected_messages();
    CHECK(messages.size() > 200);
    for (const auto* rule : test::all_rules()) {
        if (shown_elsewhere.contains(rule->id)) continue;
        INFO(rule->id);
        // Without a remedy of its own, any may follow.
        const std::string remedy(rule->remedy.en);
        const auto whole = taken_apart(std::string(rule->what.en) + (remedy.empty() ? "" : "; ") + remedy).pieces;
        const auto says_it = [&](const std::string& message) { return holds(message, whole); };
        CHECK(std::any_of(messages.begin(), messages.end(), says_it));
    }
}

TEST_CASE("docs/checker.md explains every rule with its words, in English and in Chinese") {
    const auto english = read_file(HALL_SOURCE_DIR "/docs/checker.md");
    const auto chinese = read_file(HALL_SOURCE_DIR "/docs/zh/checker.md");
    // As people read a message: what it fills in is an ellipsis.
    const auto shown = [](std::string_view text) {
        std::string all;
        for (const auto& piece : taken_apart(text).pieces) all += "…" + piece;
        return all.substr(std::string_view("…").size());
    };
    for (const auto* rule : test::all_rules()) {
        INFO(rule->id);
        const std::string title = "\n### `" + std::string(rule->id) + "`\n";
        CHECK(english.find(title) != std::string::npos);
        CHECK(chinese.find(title) != std::string::npos);
        CHECK(english.find(shown(rule->what.en)) != std::string::npos);
        CHECK(chinese.find(shown(rule->what.zh)) != std::string::npos);
        CHECK(english.find(shown(rule->remedy.en)) != std::string::npos);
        CHECK(chinese.find(shown(rule->remedy.zh)) != std::string::npos);
    }
    const auto titles = [](const std::string& text) {
        std::vector<std::string> all;
        std::istringstream lines(text);
        for (std::string line; std::getline(lines, line);)
            if (line.starts_with("### ")) all.push_back(line);
        return all;
    };
    CHECK(titles(english) == titles(chinese));
    CHECK(titles(english).size() == test::all_rules().size());
}
