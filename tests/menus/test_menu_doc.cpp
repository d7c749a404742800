// docs/menu-file.md lists what operators must write texts for. Here it is held against what the program asks for.

#include "campaigns/action.hpp"
#include "menu_fixture.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <set>
#include <sstream>

using namespace hall;

namespace {

/// One line of the tables of texts.
struct Row {
    std::string slug;
    std::set<std::string> actions;
    std::vector<std::string> placeholders;
};

/// The words of a cell that stand in backquotes, without braces.
std::vector<std::string> words_in(const std::string& cell) {
    std::vector<std::string> words;
    for (std::size_t at = cell.find('`'); at != std::string::npos; at = cell.find('`', at)) {
        const std::size_t end = cell.find('`', at + 1);
        REQUIRE(end != std::string::npos);
        std::string word = cell.substr(at + 1, end - at - 1);
        if (word.starts_with('{') && word.ends_with('}')) {
            word = word.substr(1, word.size() - 2);
        }
        words.push_back(word);
        at = end + 1;
    }
    return words;
}

std::vector<Row> rows_of(const std::string& doc) {
    std::vector<Row> rows;
    std::istringstream lines(doc);
    bool of_texts = false;
    for (std::string line; std::getline(lines, line);) {
        of_texts = line == "| text | of | shows | when |" || (of_texts && line.starts_with("|"));
        if (!of_texts || !line.starts_with("| `")) {
            continue;
        }
        std::vector<std::string> cells;
        std::istringstream parts(line.substr(1));
        for (std::string cell; std::getline(parts, cell, '|');) {
            cells.push_back(cell);
        }
        INFO(line);
        REQUIRE(cells.size() == 4);
        const auto slug = words_in(cells[0]);
        REQUIRE(slug.size() == 1);
        const auto actions = words_in(cells[1]);
        rows.push_back({slug.front(), {actions.begin(), actions.end()}, words_in(cells[2])});
        CHECK(cells[3].size() > 5);
    }
    return rows;
}

}  // namespace

TEST_CASE("the tables of docs/menu-file.md name every text of every action with its placeholders, and no other") {
    const auto doc = test::read_file(std::filesystem::path(HALL_SOURCE_DIR) / "docs/menu-file.md");
    const auto rows = rows_of(doc);
    std::set<std::pair<std::string, std::string>> listed;  // action, slug
    for (const Row& row : rows) {
        for (const std::string& action : row.actions) {
            INFO(row.slug << " of " << action);
            CHECK(listed.emplace(action, row.slug).second);
        }
    }
    std::set<std::pair<std::string, std::string>> needed;
    for (const auto& action : campaigns::known_actions()) {
        CHECK(doc.find("`" + action.name + "`") != std::string::npos);
        auto texts = action.outcomes;
        texts.insert(texts.end(), action.follow_ups.begin(), action.follow_ups.end());
        for (const auto& text : texts) {
            needed.emplace(action.name, text.slug);
            const auto row = std::find_if(rows.begin(), rows.end(), [&](const Row& one) {
                return one.slug == text.slug && one.actions.contains(action.name);
            });
            INFO(text.slug << " of " << action.name);
            REQUIRE(row != rows.end());
            CHECK(row->placeholders == text.values);
        }
    }
    CHECK(listed == needed);
}
