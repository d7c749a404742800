// Splitting by example: each case of golden/*.txt says what goes in, what alphabet must come out and where
// the cuts must be. golden/README.txt explains the form.

#include "codecs/text/split.hpp"
#include "codecs/text/unicode.hpp"

#include <catch2/catch.hpp>

#include <filesystem>
#include <fstream>
#include <stdexcept>

using namespace hall;
using namespace hall::codecs;

namespace {

struct GoldenCase {
    std::string where;  // file and line
    std::string name;
    DefaultAlphabet link = DefaultAlphabet::gsm;
    LongMessages method = LongMessages::udh8;
    std::string text;
    std::string expected_alphabet;
    std::vector<std::string> expected_parts;
};

/// Reads "{4F60}" or "{a*152}" at the front of `text` (behind the brace) and takes it off.
std::string take_braces(std::string_view& text) {
    const std::size_t end = text.find('}', 1);
    if (end == std::string_view::npos) throw std::runtime_error("no closing brace");
    const std::string inside(text.substr(0, end));
    text.remove_prefix(end + 1);
    const std::size_t star = inside.rfind('*');
    if (star == std::string::npos) {
        return encode_utf8(std::u32string(1, static_cast<char32_t>(std::stoul(inside, nullptr, 16))));
    }
    std::string out;
    for (unsigned long n = std::stoul(inside.substr(star + 1)); n > 0; --n) out += inside.substr(0, star);
    return out;
}

std::string unescape(std::string_view text) {
    std::string out;
    while (!text.empty()) {
        const char c = text.front();
        text.remove_prefix(1);
        if (c == '{') {
            out += take_braces(text);
        } else if (c == '\\' && !text.empty()) {
            const char escaped = text.front();
            text.remove_prefix(1);
            out += escaped == 'n' ? '\n' : escaped == 'r' ? '\r' : escaped == 'f' ? '\f' : escaped;
        } else {
            out += c;
        }
    }
    return out;
}

void apply(GoldenCase& golden, const std::string& key, const std::string& value) {
    if (key == "link") {
        golden.link = parse_default_alphabet(value).value();
    } else if (key == "method") {
        golden.method = parse_long_messages(value).value();
    } else if (key == "text") {
        golden.text += unescape(value);
    } else if (key == "expect") {
        golden.expected_alphabet = value;
    } else if (key == "part") {
        golden.expected_parts.push_back(unescape(value));
    } else {
        throw std::runtime_error("unknown key " + key);
    }
}

std::vector<GoldenCase> load_golden_cases() {
    std::vector<GoldenCase> out;
    const std::filesystem::path folder = std::filesystem::path(HALL_SOURCE_DIR) / "tests/codecs/text/golden";
    for (const auto& entry : std::filesystem::directory_iterator(folder)) {
        const std::string file_name = entry.path().filename().string();
        if (file_name == "README.txt") continue;
        std::ifstream file(entry.path());
        std::string line;
        for (int number = 1; std::getline(file, line); ++number) {
            if (line.empty() || line.front() == '#') continue;
            const std::string where = file_name + ":" + std::to_string(number);
            const std::size_t colon = line.find(": ");
            if (colon == std::string::npos) throw std::runtime_error(where + ": no key");
            const std::string key = line.substr(0, colon);
            const std::string value = line.substr(colon + 2);
            if (key == "case") {
                out.emplace_back().where = where;
                out.back().name = value;
            } else if (out.empty()) {
                throw std::runtime_error(where + ": no case yet");
            } else {
                apply(out.back(), key, value);
            }
        }
    }
    return out;
}

}  // namespace

TEST_CASE("texts are cut where the golden files say") {
    const auto cases = load_golden_cases();
    REQUIRE(cases.size() >= 40);
    for (const GoldenCase& golden : cases) {
        INFO(golden.where << " " << golden.name);
        const auto split = split_text(golden.text, golden.link, golden.method);
        if (golden.expected_alphabet == "error") {
            CHECK_FALSE(split.has_value());
            continue;
        }
        REQUIRE(split.has_value());
        CHECK(to_string(split->alphabet) == golden.expected_alphabet);
        CHECK(alphabet_of(split->data_coding, golden.link) == split->alphabet);
        CHECK(split->parts.size() == golden.expected_parts.size());
        for (std::size_t i = 0; i < std::min(split->parts.size(), golden.expected_parts.size()); ++i) {
            INFO("part " << i + 1);
            CHECK(decode_text(split->parts[i], split->alphabet) == golden.expected_parts[i]);
        }
    }
}
