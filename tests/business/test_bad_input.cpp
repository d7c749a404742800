// Texts that nobody can carry out get an answer each, and leave the books as they were.

#include "tests/business/business_fixture.hpp"
#include "tests/business/transcript.hpp"

#include <catch2/catch.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <sstream>

using namespace hall;

namespace {

const std::string phone = "13800138000";

/// Every row of every table of the business, but for the open question: that it is asked changes nothing yet.
std::string books(const test::BusinessFixture& hall) {
    constexpr std::array tables = {"subscribers", "opt_outs",  "usage", "movements",    "subscriptions", "phases",
                                   "charges",     "orders",    "cases", "offer_counts", "package_counts", "staff",
                                   "referrals",   "staff_credits", "points_lots", "points_moves"};
    std::string all;
    for (const auto* table : tables) {
        std::istringstream names(hall.query(fmt::format("SELECT name FROM pragma_table_info('{}')", table)));
        std::string columns;
        for (std::string name; std::getline(names, name, ';');)
            columns += (columns.empty() ? "" : " || ' ' || ") + fmt::format("quote({})", name);
        INFO("table " << table);
        REQUIRE_FALSE(columns.empty());
        all += fmt::format("{}: {}\n", table, hall.query(fmt::format("SELECT {} FROM {} ORDER BY 1", columns, table)));
    }
    return all;
}

/// What the subscriber texts in the transcript of bad input.
std::vector<std::string> bad_texts() {
    std::istringstream lines(test::read_transcript(std::filesystem::path(HALL_SOURCE_DIR) /
                                                   "tests/business/transcripts/bad_input.txt"));
    std::vector<std::string> texts;
    for (std::string line; std::getline(lines, line);)
        if (line.starts_with(phone + " > ")) texts.push_back(line.substr(phone.size() + 3));
    return texts;
}

}  // namespace

TEST_CASE("bad input is answered, and every book of the business stays as it was") {
    test::BusinessFixture hall;
    hall.subscriber(phone, 10000);
    hall.subscriber("13903591234", 10000);
    hall.staff(1234, "13700001234", "王芳");
    const auto before = books(hall);
    CHECK(bad_texts().size() > 60);
    for (const auto& text : bad_texts()) {
        INFO(text);
        const auto shown = hall.text(phone, text);
        CHECK(shown.size() == 1);  // to nobody else
        CHECK(shown.front().phone == phone);
        CHECK(shown.front().text.starts_with("【中国移动】"));
        CHECK(books(hall) == before);
    }
}

TEST_CASE("an order is seen in the books, so that their comparison can fail") {
    test::BusinessFixture hall;
    hall.subscriber(phone, 10000);
    const auto before = books(hall);
    hall.text(phone, "KTCL");
    CHECK(books(hall) == before);
    hall.text(phone, "是");
    CHECK(books(hall) != before);
}
