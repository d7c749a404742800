// No password of the settings file ends in the database or in an answer.

#include "tests/daemon/live_fixture.hpp"

#include <catch2/catch.hpp>

#include <cstdlib>

using namespace hall;
using namespace std::chrono_literals;
using Catch::Contains;
using Catch::StartsWith;
using test::LiveFixture;

namespace {

/// The settings with `password` as it is written in the file.
void write_password(const LiveFixture& hall, const std::string& password, const std::string& more = "") {
    hall.write_settings("business: {wait: 30m}\n");
    std::ifstream file(hall.settings);
    std::string text((std::istreambuf_iterator<char>(file)), std::istreambuf_iterator<char>());
    const std::string before = "password: \"${SMSHALL_TEST_NO_SUCH:-secret}\"";
    text.replace(text.find(before), before.size(), password);
    LiveFixture::write(hall.settings, text + more);
}

}  // namespace

TEST_CASE("no password of the files ends in the database or in an answer") {
    ::setenv("SMSHALL_TEST_PASSWORD", "fromenv", 1);
    LiveFixture hall;
    write_password(hall, "password: \"${SMSHALL_TEST_PASSWORD:-hunter1}\"");
    auto smsc = hall.bound();
    std::string told;
    const auto reload = [&](const std::string& password, const std::string& more = "") {
        write_password(hall, password, more);
        told += hall.ask("reload") + hall.ask("status") + hall.ask("status json");
    };
    reload("password: &pw \"${SMSHALL_TEST_NO_SUCH:-hunter2}\", system_type: *pw");
    reload("password: \"${SMSHALL_TEST_NO_SUCH:-hunter3}\", password: \"${SMSHALL_TEST_NO_SUCH:-hunter4}\"");
    reload("password: hunter5");
    reload("password: ${SMSHALL_TEST_NO_SUCH:-hunter6}");
    reload("password: \"${SMSHALL_TEST_NO_SUCH:-hunter7hunter7}\"");
    reload("password: [\"${SMSHALL_TEST_NO_SUCH:-hunter8}\"]");
    reload("password: \"${SMSHALL_TEST_PASSWORD:-hunter9}\"");
    told += hall.ask("rollback");
    CHECK_THAT(told, Contains("version 2 is in force") && !Contains("hunter") && !Contains("fromenv"));
    const auto kept = hall.query("SELECT body FROM version_files") + hall.query("SELECT summary FROM versions") +
                      hall.query("SELECT who || command || detail FROM control_log");
    CHECK_THAT(kept, Contains("(hidden)") && !Contains("hunter") && !Contains("fromenv"));
    ::unsetenv("SMSHALL_TEST_PASSWORD");
}
