// hallctl status, reload, rollback and versions: what they ask the hall, and what they make of its answer.

#include "daemon/store/store.hpp"
#include "tests/support/temp_directory.hpp"
#include "tools/hallctl/aside.hpp"
#include "tools/hallctl/change.hpp"
#include "tools/hallctl/export.hpp"
#include "tools/hallctl/hall_client.hpp"
#include "tools/hallctl/status.hpp"

#include <catch2/catch.hpp>

#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <cstdlib>
#include <fstream>
#include <iterator>
#include <thread>

using namespace hall;
using namespace std::chrono_literals;

namespace {

int run(const tools::Command& command, std::vector<std::string> arguments) {
    return command.run(tools::parse_arguments(arguments, command));
}

/// Answers one request with what it is told.
class FakeHall {
public:
    explicit FakeHall(std::string answer) : answer_(std::move(answer)) {
        ::unsetenv("SUDO_USER");
        ::sockaddr_un address{};
        address.sun_family = AF_UNIX;
        socket.string().copy(address.sun_path, sizeof(address.sun_path) - 1);
        listener_ = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
        if (::bind(listener_, reinterpret_cast<const ::sockaddr*>(&address), sizeof(address)) != 0 ||
            ::listen(listener_, 1) != 0)
            throw std::runtime_error("cannot listen");
        thread_ = std::thread([this] { serve(); });
    }
    ~FakeHall() { end(); }

    /// What it was asked.
    std::string asked() {
        end();
        return request_;
    }

    test::TempDirectory directory;
    std::filesystem::path socket = directory / "control.sock";

private:
    void serve() {
        for (bool knocked = true; knocked;) {
            request_.clear();
            const int peer = ::accept(listener_, nullptr, nullptr);
            char byte = 0;
            while (::recv(peer, &byte, 1, 0) == 1 && byte != '\n') request_ += byte;
            knocked = request_ == "ping";
            const auto& answer = knocked ? pong_ : answer_;
            ::send(peer, answer.data(), answer.size(), MSG_NOSIGNAL);
            ::close(peer);
        }
    }
    void end() {
        if (!thread_.joinable()) return;
        thread_.join();
        ::close(listener_);
    }

    const std::string pong_ = "0\n";
    std::string answer_;
    std::string request_;
    int listener_ = -1;
    std::thread thread_;
};

}  // namespace

TEST_CASE("without a running hall the commands say so, with a code of their own") {
    const test::TempDirectory directory;
    const auto socket = (directory / "control.sock").string();
    try {
        run(tools::reload_command(), {"--socket", socket});
        FAIL("nobody answers");
    } catch (const tools::HallAway& away) {
        CHECK(away.code == 69);
        CHECK(std::string(away.what()) == "no smshalld answers on " + socket + ": it is not running");
    }
}

TEST_CASE("the socket is the one beside the database unless it is named") {
    const test::TempDirectory directory;
    const auto command = tools::status_command();
    const auto database = (directory / "hall.db").string();
    CHECK(tools::control_socket(tools::parse_arguments({"--database", database}, command)) == directory / "control.sock");
    CHECK(tools::control_socket(tools::parse_arguments({"--socket", "x"}, command)) == "x");
}

TEST_CASE("status asks for the form that was wished") {
    FakeHall hall("0\nsmshalld\n");
    std::vector<std::string> arguments{"--socket", hall.socket.string()};
    std::string expected = "status text";
    SECTION("text") {}
    SECTION("json") {
        arguments.insert(arguments.end(), {"--format", "json"});
        expected = "status json";
    }
    SECTION("metrics") {
        arguments.emplace_back("--metrics");
        expected = "status metrics";
    }
    CHECK(run(tools::status_command(), arguments) == 0);
    CHECK(hall.asked() == expected);
}

TEST_CASE("the exit code of status is how bad it is, and 3 where that is not known") {
    const auto [answer, code] = GENERATE(table<std::string, int>({
        {"0\nsmshalld\n", 0},
        {"1\nlink main/2 is not bound\n", 1},
        {"2\nthe database takes nothing\n", 2},
        {"64\nwhat?\n", 3},
        {"-1\n", 3},
        {"", 3},
        {"HTTP/1.1 400 Bad Request\r\n\r\n", 3},
        {"99999999999999999999\n", 3},
    }));
    CAPTURE(answer);
    FakeHall hall(answer);
    CHECK(run(tools::status_command(), {"--socket", hall.socket.string()}) == code);
}

TEST_CASE("status without a hall, or without permission, is not known") {
    const test::TempDirectory directory;
    const auto socket = (directory / "control.sock").string();
    CHECK(run(tools::status_command(), {"--socket", socket}) == 3);
    CHECK(run(tools::status_command(), {"--config", (directory / "no-such.yaml").string()}) == 3);
}

TEST_CASE("nobody waits longer than asked for a hall that stands still") {
    const test::TempDirectory directory;
    const auto socket = directory / "control.sock";
    ::sockaddr_un address{};
    address.sun_family = AF_UNIX;
    socket.string().copy(address.sun_path, sizeof(address.sun_path) - 1);
    const int listener = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    REQUIRE(::bind(listener, reinterpret_cast<const ::sockaddr*>(&address), sizeof(address)) == 0);
    REQUIRE(::listen(listener, 0) == 0);  // it takes the connection and never answers, as a daemon that was stopped
    const auto began = std::chrono::steady_clock::now();
    CHECK(run(tools::status_command(), {"--socket", socket.string(), "--timeout", "100ms"}) == 3);
    // The queue of connections is full now: not even connect() comes back by itself.
    CHECK(run(tools::status_command(), {"--socket", socket.string(), "--timeout", "100ms"}) == 3);
    CHECK(std::chrono::steady_clock::now() - began < 3s);
    CHECK_THROWS_WITH(tools::ask_hall(socket, "reload", {200ms, false}),
                      Catch::Contains("it did not answer within 0.2 s"));
    ::close(listener);
}

TEST_CASE("a reload that the hall refuses is worth its code, and the operator behind sudo is named") {
    FakeHall hall("1\nmenu.yaml:3:1: ...\n");
    ::setenv("SUDO_USER", "li", 1);
    CHECK(run(tools::reload_command(), {"--socket", hall.socket.string(), "--lang", "zh"}) == 1);
    ::unsetenv("SUDO_USER");
    CHECK(hall.asked() == "reload lang=zh for=li");
}

TEST_CASE("rows that are set aside are listed from the database, and tried again by the running hall alone") {
    FakeHall hall("1\nstill set aside:\n");
    CHECK(run(tools::aside_command(), {"retry", "3", "--socket", hall.socket.string()}) == 1);
    CHECK(hall.asked() == "aside retry 3");
    CHECK_THROWS_WITH(run(tools::aside_command(), {"retry", "all", "--socket", (hall.directory / "none").string()}),
                      Catch::Contains("the running hall alone"));
    CHECK_THROWS_WITH(run(tools::aside_command(), {"retry"}), "which one? all, or an id that hallctl aside shows");
    CHECK_THROWS_WITH(run(tools::aside_command(), {"retry", "x"}), "'x' is no id; hallctl aside shows them");
    const auto database = hall.directory / "hall.db";
    {
        store::Store store(database, 1s);
        auto transaction = store.begin();
        store::AsideRow row{0, "subscription", 17, "8613800138000"};
        row.since = row.last_at = 1'800'000'000'000;
        row.why = "odd";
        store.aside.record(row);
        transaction.commit();
    }
    CHECK(run(tools::aside_command(), {"--database", database.string()}) == 0);
}

TEST_CASE("a hall that closes without an answer has not done what it was asked") {
    FakeHall hall("");
    CHECK_THROWS_AS(run(tools::rollback_command(), {"3", "--socket", hall.socket.string()}), tools::HallAway);
    CHECK(hall.asked() == "rollback 3");
}

TEST_CASE("live commands that make no sense are refused with what would") {
    CHECK_THROWS_WITH(run(tools::rollback_command(), {"x"}), "'x' is no version; hallctl versions lists them");
    CHECK_THROWS_WITH(run(tools::rollback_command(), {"1", "2"}), "one version at a time");
    CHECK_THROWS_WITH(run(tools::reload_command(), {"menu.yaml"}), "reload takes no 'menu.yaml'");
    CHECK_THROWS_WITH(run(tools::reload_command(), {"--lang", "fr"}), "--lang is 'fr'; use en or zh");
    CHECK_THROWS_WITH(run(tools::status_command(), {"--timeout", "x"}), Catch::Contains("use for example 10s"));
    CHECK_THROWS_WITH(run(tools::status_command(), {"--timeout", "0s"}), Catch::Contains("--timeout is '0s'"));
    CHECK_THROWS_WITH(run(tools::status_command(), {"--timeout", "-1"}), Catch::Contains("--timeout is '-1'"));
    CHECK_THROWS_WITH(run(tools::status_command(), {"--timeout", "99999999999999999m"}), Catch::Contains("to 60m"));
    CHECK_THROWS_WITH(run(tools::status_command(), {"--format", "xml"}), "--format is 'xml'; use text or json");
}

TEST_CASE("versions lists what is in the database, also while no hall runs") {
    const test::TempDirectory directory;
    const auto path = directory / "hall.db";
    {
        store::Store store(path, 1s);
        CHECK(run(tools::versions_command(), {"--database", path.string()}) == 1);
        auto transaction = store.begin();
        store::VersionRow row;
        row.how = "start";
        row.who = "li";
        row.summary = "menu.yaml: 1 lines new, 1 gone\nnew in the menu: trial";
        store.versions.record(row, {{"settings", "smshalld.yaml", "hall: {menu: ../shared/menu.yaml, catalogue: /srv/catalogue.yaml}\n"},
                                    {"menu", "../shared/menu.yaml", "home: {}\n"},
                                    {"include", "../shared/zones/41.yaml", "zones: {}\n"}});
        transaction.commit();
    }
    CHECK(run(tools::versions_command(), {"--database", path.string(), "--limit", "5"}) == 0);

    SECTION("and writes the files of one into a folder, as they lay beside each other") {
        const auto folder = directory / "old";
        CHECK(run(tools::versions_command(), {"--database", path.string(), "--export", "1", folder.string()}) == 0);
        std::ifstream settings(folder / "settings/smshalld.yaml");
        CHECK(settings.good());
        std::ifstream zone(folder / "shared/zones/41.yaml");
        CHECK(std::string(std::istreambuf_iterator<char>(zone), {}) == "zones: {}\n");
        CHECK(std::filesystem::exists(folder / "shared/menu.yaml"));
        CHECK_THROWS_AS(run(tools::versions_command(), {"--database", path.string(), "--export", "1", folder.string()}),
                        std::filesystem::filesystem_error);
    }
    SECTION("a version that is not there, or no folder, is told") {
        CHECK(run(tools::versions_command(), {"--database", path.string(), "--export", "9", (directory / "x").string()}) == 1);
        CHECK_THROWS_AS(run(tools::versions_command(), {"--database", path.string(), "--export", "1"}), tools::UsageError);
    }
}

TEST_CASE("what the settings name by its whole path is not the exported file, and that is said") {
    CHECK(tools::named_by_whole_path({{"settings", "smshalld.yaml", "hall: {menu: menu.yaml, catalogue: /srv/catalogue.yaml}\n"}}) ==
          std::vector<std::string>{"/srv/catalogue.yaml"});
    CHECK(tools::named_by_whole_path({{"menu", "menu.yaml", "hall: 营业厅\n"}}).empty());
}
