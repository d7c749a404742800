// The exit codes of hallctl audit; what it finds is proven in tests/business/test_audit.cpp.

#include "tests/hallctl/import_fixture.hpp"
#include "tools/hallctl/audit.hpp"

#include <catch2/catch.hpp>

using namespace hall;

namespace {

int audit(const std::vector<std::string>& arguments) {
    const auto command = tools::audit_command();
    return command.run(tools::parse_arguments(arguments, command));
}

}  // namespace

TEST_CASE("an audit says by its exit code whether the book is clean, also while somebody writes") {
    test::ImportFixture fixture;
    fixture.subscribers("number,balance\n13800138000,100\n");
    const auto path = fixture.database.string();
    store::SecondWriter writer(fixture.database);
    {
        auto transaction = writer.begin();
        writer.database().execute("UPDATE subscribers SET balance = 1");
        CHECK(audit({"--database", path}) == 0);  // not committed: not yet wrong
        transaction.commit();
    }
    CHECK(audit({"--database", path}) == 1);
}

TEST_CASE("an audit needs a database, readable settings and no words") {
    test::ImportFixture fixture;
    CHECK_THROWS_WITH(audit({"13800138000"}), "audit takes no '13800138000'; it looks at the whole book");
    CHECK_THROWS_AS(audit({"--database", fixture.database.string()}), store::StoreError);
    CHECK_THROWS_AS(audit({"--config", "/nowhere/smshalld.yaml"}), tools::SettingsError);
}

TEST_CASE("an audit finds the database and the catalogue by the settings, and says what is wrong with them") {
    test::ImportFixture fixture;
    fixture.subscribers("number,balance\n13800138000,100\n");
    const auto settings = test::write_file(fixture.directory / "smshalld.yaml",
                                           "hall: {menu: menu.yaml, catalogue: catalogue.yaml}\nstore: {path: hall.db}\n")
                              .string();
    CHECK_THROWS_AS(audit({"--config", settings}), tools::SettingsError);  // no catalogue there
    const auto file = test::write_file(fixture.directory / "catalogue.yaml", "packages: 1\n");
    CHECK_THROWS_AS(audit({"--config", settings}), tools::SettingsError);
    std::filesystem::copy_file(std::filesystem::path(HALL_SOURCE_DIR) / "conf" / "catalogue.yaml", file,
                               std::filesystem::copy_options::overwrite_existing);
    CHECK(audit({"--config", settings}) == 0);
}

TEST_CASE("an audit tells what was due days ago and has not happened") {
    test::ImportFixture fixture;
    fixture.subscribers("number,balance\n13800138000,100\n");
    const auto path = fixture.database.string();
    store::SecondWriter writer(fixture.database);
    writer.database().execute(R"(
INSERT INTO texts (id, smsc, subscriber, hall_number, received_at, decided_at, parts, alphabet, meaning)
  VALUES (1, 'main', '8613800138000', '10086', 0, 0, 1, 'gsm7', 'code');
INSERT INTO referrals (at, day, referrer, friend, package, points, hold_days, window_until, state, next_day, text_id)
  VALUES (0, 19000, '8613800138000', '8613903591234', 'CL', 500, 30, 40000, 'open', 40000, 1))");
    CHECK(audit({"--database", path}) == 0);
    writer.database().execute("UPDATE referrals SET window_until = 19030, next_day = 19030");
    CHECK(audit({"--database", path}) == 1);
}
