#pragma once
// The whole daemon on files of its own, which the test changes while it answers, and its control socket.

#include "tests/daemon/hall_fixture.hpp"

#include <atomic>
#include <csignal>
#include <fstream>

#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

namespace hall::test {

struct LiveFixture {
    TempDirectory directory;
    TestSmsc smsc;
    std::filesystem::path settings = directory / "smshalld.yaml";
    std::filesystem::path menu = directory / "menu.yaml";
    std::filesystem::path database = directory / "hall.db";
    std::filesystem::path socket = directory / "control.sock";
    std::unique_ptr<daemon::Application> application;
    std::atomic<bool> ended = false;
    std::thread thread;
    codecs::Diagnostics diagnostics;  // of the last start
    daemon::LogLevel log_level = daemon::LogLevel::error;  // of the next start

    LiveFixture() {
        write_settings("business: {wait: 30m}\n");
        write_menu("八折优惠三个月");
    }
    ~LiveFixture() { stop(); }

    static void write(const std::filesystem::path& path, const std::string& text) {
        std::ofstream(path, std::ios::binary) << text;
    }

    /// `more`: further sections.
    void write_settings(const std::string& more) const {
        write(settings, "hall: {number: \"10086\", menu: menu.yaml}\n"
                        "store: {path: hall.db}\n"
                        "smscs:\n"
                        "  - {name: main, host: 127.0.0.1, port: " +
                            std::to_string(smsc.port()) +
                            ", system_id: hall, password: \"${SMSHALL_TEST_NO_SUCH:-secret}\", reconnect: {from: 20ms, to: 50ms}}\n"
                            "log: {level: error}\n" +
                            more);
    }

    /// The small menu, whose item 42 says `text`.
    void write_menu(const std::string& text) const {
        std::string yaml(small_menu_text());
        const std::string before = "八折优惠三个月";
        yaml.replace(yaml.find(before), before.size(), text);
        write(menu, yaml);
    }

    void break_menu() const { write(menu, std::string(small_menu_text()) + "colour: red\n"); }

    /// False when it has nothing to start with; `diagnostics` say why.
    bool start() {
        diagnostics = {};
        auto opening = daemon::open_configuration(settings, daemon::process_environment(), diagnostics);
        if (!opening) return false;
        daemon::set_log_level(log_level);
        application = std::make_unique<daemon::Application>(std::move(*opening));
        ended = false;
        thread = std::thread([this] {
            application->run();
            ended = true;
        });
        return true;
    }

    void stop() {
        if (!application) return;
        application->stop();
        // The SMSC of these tests answers no unbind; what is under way has left long before.
        for (int i = 0; i < 50 && !ended; ++i) std::this_thread::sleep_for(10ms);
        application->stop();
        thread.join();
        application.reset();
    }

    SmscConnection bound() {
        if (!start()) throw std::runtime_error(diagnostics.to_text());
        return accept();
    }

    /// An earlier run of the hall.
    void run_once() {
        const auto connection = bound();
        stop();
    }

    SmscConnection accept() {
        auto connection = smsc.accept();
        connection.accept_bind();
        return connection;
    }

    /// Connects to the control socket; waits until the hall listens.
    int connect() const {
        ::sockaddr_un address{};
        address.sun_family = AF_UNIX;
        socket.string().copy(address.sun_path, sizeof(address.sun_path) - 1);
        const int descriptor = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
        const auto deadline = std::chrono::steady_clock::now() + 5s;
        while (::connect(descriptor, reinterpret_cast<const ::sockaddr*>(&address), sizeof(address)) != 0) {
            if (std::chrono::steady_clock::now() > deadline) throw std::runtime_error("the hall does not listen");
            std::this_thread::sleep_for(5ms);
        }
        return descriptor;
    }

    /// All that the other side says until it closes.
    static std::string read_all(int descriptor) {
        ::timeval limit{10, 0};
        ::setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof(limit));
        std::string answer;
        char buffer[4096];
        for (ssize_t count = 0; (count = ::recv(descriptor, buffer, sizeof(buffer), 0)) > 0;)
            answer.append(buffer, static_cast<std::size_t>(count));
        return answer;
    }

    /// "0\n..." as it comes over the socket.
    std::string ask(const std::string& line) const {
        const int descriptor = connect();
        const auto request = line + "\n";
        if (::send(descriptor, request.data(), request.size(), MSG_NOSIGNAL) < 0) throw std::runtime_error("send");
        auto answer = read_all(descriptor);
        ::close(descriptor);
        return answer;
    }

    /// What the hall answers to "42". Each time somebody else asks: behind a restart the same text of the same subscriber
    /// would be a redelivery.
    static std::string answer_to_42(SmscConnection& smsc) {
        static int subscribers = 0;
        smsc.deliver(std::to_string(13800138000 + subscribers++), "42");
        smsc.expect<codecs::DeliverSmResp>();
        const auto submit = smsc.expect<codecs::SubmitSm>();
        smsc.accept_submit(submit);
        return HallFixture::text_of(submit);
    }

    std::string query(const char* sql) const {
        store::Database connection(database, store::Database::Mode::read_only, 2s);
        store::Statement statement(connection, sql);
        statement.begin();
        std::string rows;
        while (statement.step()) rows += statement.text(0) + ";";
        return rows;
    }

    bool becomes(const char* sql, const std::string& expected) const {
        const auto deadline = std::chrono::steady_clock::now() + 5s;
        while (std::chrono::steady_clock::now() < deadline) {
            if (query(sql) == expected) return true;
            std::this_thread::sleep_for(10ms);
        }
        return false;
    }
};

}  // namespace hall::test
