#pragma once
// The whole daemon in this process: real sockets, a real database, its own threads.

#include "codecs/text/message_content.hpp"
#include "codecs/text/unicode.hpp"
#include "daemon/application.hpp"
#include "daemon/observe/log.hpp"
#include "tests/support/small_menu.hpp"
#include "tests/support/temp_directory.hpp"
#include "tests/support/test_smsc.hpp"

#include <thread>

namespace hall::test {

struct HallFixture {
    TempDirectory directory;
    std::filesystem::path path = directory / "hall.db";
    TestSmsc smsc;
    daemon::Configuration configuration;
    std::unique_ptr<daemon::Application> application;
    std::thread thread;

    HallFixture() {
        daemon::set_log_level(daemon::LogLevel::error);
        daemon::SmscSettings link;
        link.name = "main";
        link.hosts = {{"127.0.0.1", smsc.port()}};
        link.system_id = "hall";
        link.password = "secret";
        link.reconnect_from = 20ms;
        link.reconnect_to = 50ms;
        configuration.settings.smscs.push_back(link);
        configuration.settings.store_path = path;
        configuration.settings.drain = 2s;
        configuration.menu = small_menu();
    }
    ~HallFixture() { stop(); }

    daemon::SmscSettings& link() { return configuration.settings.smscs.at(0); }

    void start() {
        application = std::make_unique<daemon::Application>(configuration);
        thread = std::thread([this] { application->run(); });
    }

    void stop() {
        if (!application) return;
        application->stop();
        thread.join();
        application.reset();
    }

    /// Starts the hall and accepts its bind.
    SmscConnection bound() {
        start();
        auto connection = smsc.accept();
        connection.accept_bind();
        return connection;
    }

    std::string query(const char* sql) const {
        store::Database database(path, store::Database::Mode::read_only, 2s);
        store::Statement statement(database, sql);
        statement.begin();
        std::string rows;
        while (statement.step()) rows += statement.text(0) + ";";
        return rows;
    }

    /// Waits until the query gives `expected` (records follow the wire by a commit).
    bool becomes(const char* sql, const std::string& expected) const {
        const auto deadline = std::chrono::steady_clock::now() + 5s;
        while (std::chrono::steady_clock::now() < deadline) {
            if (query(sql) == expected) return true;
            std::this_thread::sleep_for(10ms);
        }
        return false;
    }

    static std::string text_of(const codecs::Pdu& submit) {
        const auto& message = std::get<codecs::SubmitSm>(submit.body);
        const auto alphabet = codecs::alphabet_of(message.data_coding, codecs::DefaultAlphabet::gsm);
        return codecs::decode_text(codecs::take_content(message).content, alphabet).value_or("(binary)");
    }
};

}  // namespace hall::test
