// Texts as subscribers type them (noisy/*.txt), each with what the hall must make of it on the shipped menu. Files
// whose name begins with "exact" hold texts that are a code but for what folding and reading take away; only those may
// act.

#include "menu_fixture.hpp"
#include "understanding.hpp"

#include "codecs/text/unicode.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <map>
#include <set>
#include <sstream>

using namespace hall;

namespace {

struct Line {
    std::string file;
    int number = 0;
    std::string text;
    std::string expected;
    std::string meant;  // what a person reads in it where the hall does not: an item, or "nothing"
    bool exact = false;
};

/// "\n", "\t", "\s" (a blank at the end of a line) and "\u200B" stand for what an editor does not show.
std::string unescaped(const std::string& written) {
    std::string text;
    for (std::size_t at = 0; at < written.size(); ++at) {
        if (written[at] != '\\' || at + 1 == written.size()) {
            text += written[at];
        } else if (written[++at] == 'u') {
            const auto c = static_cast<char32_t>(std::stoul(written.substr(at + 1, 4), nullptr, 16));
            text += codecs::encode_utf8(std::u32string(1, c));
            at += 4;
        } else {
            text += written[at] == 'n' ? '\n' : written[at] == 't' ? '\t' : ' ';
        }
    }
    return text;
}

std::vector<Line> corpus() {
    std::vector<Line> lines;
    for (const auto& path : test::files_in("noisy", ".txt")) {
        const std::string file = path.filename().string();
        std::istringstream in(test::read_file(path));
        int number = 0;
        for (std::string line; std::getline(in, line);) {
            ++number;
            const std::size_t arrow = line.find(" => ");
            if (line.starts_with("#")) {
                continue;
            }
            INFO(file << ":" << number << ": " << line);
            REQUIRE(arrow != std::string::npos);
            std::string expected = line.substr(arrow + 4);
            std::string meant;
            if (const std::size_t mark = expected.find(" ! "); mark != std::string::npos) {
                meant = expected.substr(mark + 3);
                expected.resize(mark);
            }
            lines.push_back(
                {file, number, unescaped(line.substr(0, arrow)), expected, meant, file.starts_with("exact")});
        }
    }
    return lines;
}

void rewrite(const Line& line, const std::string& outcome) {
    const auto path = std::filesystem::path(HALL_SOURCE_DIR) / "tests/menus/noisy" / line.file;
    std::istringstream in(test::read_file(path));
    std::ofstream out(path);
    int number = 0;
    for (std::string each; std::getline(in, each);) {
        const std::size_t arrow = each.find(" => ");
        if (++number == line.number) {
            const std::size_t end = each.find(" ! ") == std::string::npos ? each.size() : each.find(" ! ");
            each.replace(arrow + 4, end - arrow - 4, outcome);
        }
        out << each << "\n";
    }
}

}  // namespace

TEST_CASE("every noisy text is understood as its line says") {
    const auto menu = test::shipped_menu();
    const auto lines = corpus();
    std::set<std::string> texts;
    std::map<std::string, int> kinds;
    for (const Line& line : lines) {
        const std::string outcome = test::understood_as(*menu, line.text);
        ++kinds[outcome.substr(0, outcome.find(' '))];
        texts.insert(line.text);
        INFO(line.file << ":" << line.number << ": " << line.text);
        if (std::getenv("HALL_UPDATE") != nullptr) {
            rewrite(line, outcome);  // read the difference before it is committed
        } else {
            CHECK(outcome == line.expected);
        }
    }
    CHECK(texts.size() == lines.size());
    CHECK(texts.size() >= 400);
    // What a text means to a person: its line says so where the hall does not find it.
    int meaning = 0;
    int missed = 0;
    int misled = 0;
    for (const Line& line : lines) {
        const bool found = line.expected != "unknown";
        meaning += line.meant.empty() ? (found ? 1 : 0) : (line.meant != "nothing" ? 1 : 0);
        missed += !line.meant.empty() && line.meant != "nothing" ? 1 : 0;
        misled += line.meant == "nothing" ? 1 : 0;
    }
    std::string by_kind;
    for (const auto& [kind, count] : kinds) {
        by_kind += " " + kind + " " + std::to_string(count);
    }
    WARN("noisy texts: " << lines.size() << "; of " << meaning << " that mean something in the hall "
                         << meaning - missed << " are understood; of " << static_cast<int>(lines.size()) - meaning
                         << " that mean nothing there " << misled << " are taken for something;" << by_kind);
    CHECK(missed * 16 < meaning);
}

TEST_CASE("of the noisy texts that are no code nothing acts but free queries, and charged items are only offered") {
    const auto menu = test::shipped_menu();
    int inexact = 0;
    for (const Line& line : corpus()) {
        if (line.exact) {
            continue;
        }
        ++inexact;
        const std::string outcome = test::understood_as(*menu, line.text);
        INFO(line.file << ":" << line.number << ": " << line.text << " => " << outcome);
        const std::size_t blank = outcome.find(' ');
        const std::string kind = outcome.substr(0, blank);
        // An alias leads there: what people write for a free item.
        if (kind == "act") CHECK_FALSE(menu->by_id(outcome.substr(blank + 1))->acts);
        CHECK(kind != "choice");
        if (kind == "answer") {
            CHECK_FALSE(menu->by_id(outcome.substr(blank + 1))->acts);
        }
    }
    CHECK(inexact >= 300);
}
