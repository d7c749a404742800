#include "tools/hallctl/balance.hpp"

#include "daemon/store/import.hpp"
#include "daemon/store/second_writer.hpp"
#include "tests/hallctl/import_fixture.hpp"
#include "tools/hallctl/held.hpp"
#include "tools/hallctl/import.hpp"
#include "tools/hallctl/iso_time.hpp"
#include "tools/hallctl/messages.hpp"

#include <catch2/catch.hpp>

using namespace hall;

namespace {

// As main does it.
int run(const tools::Command& command, const std::vector<std::string>& arguments) {
    return command.run(tools::parse_arguments(arguments, command));
}

}  // namespace

TEST_CASE("words, options with a value and options without are told apart") {
    const auto command = tools::messages_command();
    const auto arguments = tools::parse_arguments({"13800138000", "--limit", "5", "--json"}, command);
    CHECK(arguments.words == std::vector<std::string>{"13800138000"});
    CHECK(arguments.whole_number("--limit", 20) == 5);
    CHECK(arguments.has("--json"));
    CHECK_THROWS_WITH(tools::parse_arguments({"--limt"}, command), "unknown option '--limt'");
    CHECK_THROWS_WITH(tools::parse_arguments({"1", "--limit"}, command), "--limit needs a value");
    CHECK_THROWS_WITH(run(command, {"1", "--limit", "0"}), "--limit is '0'; use a whole number from 1");
}

TEST_CASE("a command that makes no sense is refused with what would") {
    CHECK_THROWS_WITH(run(tools::messages_command(), {}), "which number? for example: hallctl messages 13800138000");
    CHECK_THROWS_WITH(run(tools::messages_command(), {"1", "2"}), "one number at a time; '2' is a second one");
    CHECK_THROWS_WITH(run(tools::held_command(), {"drop"}), "'drop' is no decision; use send or give-up");
    CHECK_THROWS_WITH(run(tools::held_command(), {"send"}), "which ones? all, or the ids that hallctl held shows");
    CHECK_THROWS_WITH(run(tools::held_command(), {"send", "x"}), "'x' is no id; hallctl held shows them");
    CHECK_THROWS_WITH(run(tools::import_command(), {}), "import what? subscribers or staff");
    CHECK_THROWS_WITH(run(tools::import_command(), {"menu", "x"}),
                      "'menu' cannot be imported; use subscribers or staff");
    CHECK_THROWS_WITH(run(tools::import_command(), {"staff"}),
                      "which file? for example: hallctl import staff staff.csv");
    CHECK_THROWS_WITH(run(tools::balance_command(), {}), "whose balance? for example: hallctl balance 13800138000");
    CHECK_THROWS_WITH(run(tools::balance_command(), {"1", "50", "--remark", "x"}),
                      "'50' is no correction; use yuan with a sign, such as +50.00 or -3.00");
    CHECK_THROWS_WITH(run(tools::balance_command(), {"1", "+50"}), "say why: --remark \"paid at the counter\"");
    CHECK_THROWS_WITH(run(tools::balance_command(), {"1", "+50", "--remark", "a\nb"}),
                      "--remark must be one line of UTF-8, at most 200 bytes");
}

TEST_CASE("times are told on the clocks of the hall's zone, with how far they are ahead") {
    using namespace std::chrono_literals;
    const std::int64_t ten = 1'795'341'600'123;  // 2026-11-22T10:00:00.123Z
    CHECK(tools::zone_time(ten, {}) == "2026-11-22T18:00:00.123+08:00");
    CHECK(tools::zone_time(ten, campaigns::Zone{-210min}) == "2026-11-22T06:30:00.123-03:30");
    CHECK(tools::zone_time(ten, campaigns::Zone{0min}) == "2026-11-22T10:00:00.123+00:00");
}

TEST_CASE("a correction is written down with its remark and shows in the balance") {
    test::ImportFixture fixture;
    fixture.subscribers("number,balance\n13800138000,100\n");
    const auto path = fixture.database.string();
    const auto balance = tools::balance_command();
    CHECK(run(balance, {"13800138000", "+50.00", "--remark", "paid at the counter", "--database", path}) == 0);
    CHECK(run(balance, {"13800138000", "-3", "--remark", "%s{}", "--database", path}) == 0);
    CHECK(run(balance, {"13900000000", "-3", "--remark", "x", "--database", path}) == 1);
    CHECK(run(balance, {"13900000000", "--database", path}) == 1);
    CHECK(run(balance, {"13800138000", "--database", path}) == 0);
    CHECK(fixture.find("8613800138000")->balance == 14700);
    const auto movements = store::Reader(fixture.database).movements_of("8613800138000", 10);
    REQUIRE(movements.size() == 3);
    CHECK(movements[0].kind == "correction");
    CHECK(movements[0].amount == -300);
    CHECK(movements[0].remark == "%s{}");
    CHECK(movements[1].remark == "paid at the counter");
}

TEST_CASE("a correction makes no database where there is none") {
    test::ImportFixture fixture;
    CHECK_THROWS_AS(
        run(tools::balance_command(), {"13800138000", "-3", "--remark", "x", "--database", fixture.database.string()}),
        store::StoreError);
    CHECK_FALSE(std::filesystem::exists(fixture.database));
}

TEST_CASE("an import says by its exit code whether all, some or none of the file was read") {
    test::ImportFixture fixture;
    const auto import = tools::import_command();
    const auto path = fixture.database.string();
    const auto file = test::write_file(fixture.directory / "s.csv", "number\n13800138000\n").string();
    const auto bad = test::write_file(fixture.directory / "bad.csv", "number\nx\n").string();
    const auto header = test::write_file(fixture.directory / "header.csv", "phone\nx\n").string();
    CHECK(run(import, {"subscribers", file, "--database", path}) == 0);
    CHECK(run(import, {"subscribers", bad, "--database", path}) == 1);
    CHECK(run(import, {"subscribers", header, "--database", path}) == tools::exit_no_input);
    CHECK(run(import, {"subscribers", file + "x", "--database", path}) == tools::exit_no_input);
    CHECK(run(import, {"subscribers", file, "--errors", "/nowhere/e", "--database", path}) == tools::exit_no_input);
    CHECK_THROWS_AS(run(import, {"subscribers", file, "--config", "/nowhere/smshalld.yaml"}), tools::SettingsError);
}
