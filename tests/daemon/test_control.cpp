// The control socket of a living hall: who may speak over it, and what it bears.

#include "tests/daemon/live_fixture.hpp"

#include "daemon/control/commands.hpp"
#include "daemon/versions/opening.hpp"

#include <catch2/catch.hpp>

#include <sys/stat.h>

using namespace hall;
using namespace std::chrono_literals;
using Catch::Contains;
using Catch::StartsWith;
using test::LiveFixture;

TEST_CASE("the control socket is for the hall's user and group, and goes away with the hall") {
    LiveFixture hall;
    auto smsc = hall.bound();
    hall.ask("status");
    struct ::stat found {};
    REQUIRE(::lstat(hall.socket.c_str(), &found) == 0);
    CHECK(S_ISSOCK(found.st_mode));
    CHECK((found.st_mode & 0777) == 0660);
    hall.stop();
    CHECK_FALSE(std::filesystem::exists(hall.socket));
}

TEST_CASE("the socket of a killed run is replaced, what is no socket is not") {
    LiveFixture hall;
    SECTION("left behind") {
        const int descriptor = ::socket(AF_UNIX, SOCK_STREAM, 0);
        ::sockaddr_un address{};
        address.sun_family = AF_UNIX;
        hall.socket.string().copy(address.sun_path, sizeof(address.sun_path) - 1);
        REQUIRE(::bind(descriptor, reinterpret_cast<const ::sockaddr*>(&address), sizeof(address)) == 0);
        ::close(descriptor);
        REQUIRE(std::filesystem::exists(hall.socket));
        auto smsc = hall.bound();
        CHECK_THAT(hall.ask("status"), StartsWith("0\n"));
    }
    SECTION("a file") {
        LiveFixture::write(hall.socket, "precious");
        CHECK_THROWS_WITH(hall.start(), Contains("is no socket"));
        CHECK(std::filesystem::file_size(hall.socket) == 8);
    }
    SECTION("somebody listens there") {
        const int descriptor = ::socket(AF_UNIX, SOCK_STREAM, 0);
        ::sockaddr_un address{};
        address.sun_family = AF_UNIX;
        hall.socket.string().copy(address.sun_path, sizeof(address.sun_path) - 1);
        REQUIRE(::bind(descriptor, reinterpret_cast<const ::sockaddr*>(&address), sizeof(address)) == 0);
        REQUIRE(::listen(descriptor, 1) == 0);
        CHECK_THROWS_WITH(hall.start(), Contains("another process listens"));
        ::close(descriptor);
        CHECK(std::filesystem::exists(hall.socket));
    }
}

TEST_CASE("a socket whose path is too long is told at the start") {
    LiveFixture hall;
    hall.write_settings("control: {socket: " + std::string(120, 's') + "}\n");
    CHECK_THROWS_WITH(hall.start(), Contains("longer than 107 bytes"));
}

TEST_CASE("the socket stands where the settings say") {
    LiveFixture hall;
    hall.write_settings("control: {socket: other.sock}\n");
    hall.socket = hall.directory / "other.sock";
    auto smsc = hall.bound();
    CHECK_THAT(hall.ask("status"), StartsWith("0\n"));
}

TEST_CASE("what the hall does not understand is answered with what it does") {
    LiveFixture hall;
    auto smsc = hall.bound();
    CHECK_THAT(hall.ask("dance"), StartsWith("64\n") && Contains("reload, rollback"));
    CHECK_THAT(hall.ask(""), StartsWith("64\n"));
    CHECK_THAT(hall.ask("status xml"), StartsWith("64\n"));
    CHECK_THAT(hall.ask("rollback one"), StartsWith("64\n"));
    CHECK_THAT(hall.ask("reload for=a\tb"), StartsWith("64\n"));
    CHECK_THAT(hall.ask("reload for="), StartsWith("64\n"));
    CHECK_THAT(hall.ask("reload for=" + std::string(257, 'a')), StartsWith("64\n"));
    CHECK_THAT(hall.ask("reload for=\xff"), StartsWith("64\n"));
    CHECK_THAT(hall.ask(std::string(5000, 'x')), StartsWith("64\n") && Contains("too long"));
}

TEST_CASE("whoever asks may have any name that a directory gives, and it breaks neither log nor JSON") {
    LiveFixture hall;
    auto smsc = hall.bound();
    const std::string name = GENERATE("li@corp.example", "CORP\\li", "CORP\\Li Wei", "a\"b", "李伟");
    CHECK_THAT(hall.ask("reload for=" + name), StartsWith("0\nnothing has changed"));
    const auto who = daemon::user_name(::getuid()) + " for " + name;
    CHECK(hall.becomes("SELECT who FROM control_log", who + ";"));
    CHECK_THAT(hall.ask("status"), Contains("reload by " + who));
    auto escaped = name;
    for (std::size_t at = 0; (at = escaped.find_first_of("\"\\", at)) != std::string::npos; at += 2) escaped.insert(at, "\\");
    CHECK_THAT(hall.ask("status json"), Contains(" for " + escaped + "\""));
}

TEST_CASE("a name that is slow to find keeps only who asked to change something waiting") {
    std::vector<std::string> told;
    std::function<void(std::string)> found;
    daemon::ControlCommands::Hands hands;
    hands.reload = [](const daemon::Changeover::Asker& asker, const auto& answer) {
        answer({daemon::ControlCode::done, asker.who + " reloads\n"});
    };
    hands.status = [](const auto& tell) { tell(daemon::HallStatus{}); };
    hands.name_of = [&](std::optional<unsigned> user, std::function<void(std::string)> then) {
        CHECK(user == 17U);
        found = std::move(then);
    };
    const daemon::ControlCommands commands(std::move(hands));
    const auto answer = [&told](const daemon::ControlAnswer& one) { told.push_back(one.text); };
    commands.run({17, "reload for=li"}, answer);
    commands.run({17, "status json"}, answer);
    REQUIRE(told.size() == 1);
    CHECK_THAT(told[0], StartsWith("{"));
    REQUIRE(found);
    found("root");
    REQUIRE(told.size() == 2);
    CHECK(told[1] == "root for li reloads\n");
}

TEST_CASE("more connections than the hall bears are closed, and the others go on") {
    LiveFixture hall;
    auto smsc = hall.bound();
    std::vector<int> idle;
    for (int i = 0; i < 16; ++i) idle.push_back(hall.connect());
    // Accepted in order, so that this one is the seventeenth.
    CHECK(hall.ask("status").empty());
    for (const auto descriptor : idle) ::close(descriptor);
    const auto deadline = std::chrono::steady_clock::now() + 5s;
    auto answer = hall.ask("status");
    while (answer.empty() && std::chrono::steady_clock::now() < deadline) answer = hall.ask("status");
    CHECK_THAT(answer, StartsWith("0\n"));
    CHECK(LiveFixture::answer_to_42(smsc) == "八折优惠三个月");
}

TEST_CASE("status tells version, links, queues and rates, in three forms, and nothing of subscribers") {
    LiveFixture hall;
    auto smsc = hall.bound();
    LiveFixture::answer_to_42(smsc);
    REQUIRE(hall.becomes("SELECT status FROM replies", "accepted;"));
    const auto text = hall.ask("status");
    CHECK_THAT(text, StartsWith("0\nsmshalld ") && Contains("version       1\n"));
    CHECK_THAT(text, Contains("by start of " + daemon::user_name(::getuid())));
    CHECK_THAT(text, Contains("on disk     the same"));
    CHECK_THAT(text, Contains(" +08:00") && !Contains("UTC"));
    CHECK_THAT(text, Contains("  main        bound, bound since"));
    CHECK_THAT(text, Contains("inbox         0 of 5000 texts"));
    CHECK_THAT(text, Contains("outbox main   0 of 50000 parts"));
    CHECK_THAT(text, Contains("texts         1 in the last minute"));
    CHECK_THAT(text, Contains("1 texts, 0 refused, 1 parts"));
    CHECK_THAT(hall.ask("status json"), Contains("\"version\": {\"id\": 1,") && Contains("\"files_on_disk\": \"same\"") &&
                                            Contains("\"bound\": true") && Contains("\"last_change\": null"));
    const auto metrics = hall.ask("status metrics");
    CHECK_THAT(metrics, Contains("# TYPE smshall_texts_total counter\nsmshall_texts_total 1\n"));
    CHECK_THAT(metrics, Contains("smshall_link_bound{smsc=\"main\",link=\"main\"} 1\n"));
    CHECK_THAT(metrics, Contains("smshall_version 1\n") && Contains("smshall_last_change_failed 0\n"));
    for (const auto& all : {text, metrics, hall.ask("status json")}) CHECK_THAT(all, !Contains("1380013"));

    hall.write_menu("半价");
    CHECK_THAT(hall.ask("status"), Contains("on disk     changed since: menu.yaml"));
    CHECK_THAT(hall.ask("status metrics"), Contains("smshall_files_changed 1\n"));
}
