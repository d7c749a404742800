// Every file in bad/ states in its first comment lines what the loader must say about it, word for word and
// place for place: the folder is the manual of messages about settings files.

#include "daemon/config/settings_loader.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <fstream>
#include <iterator>
#include <sstream>

using namespace hall;

namespace {

const std::filesystem::path folder = std::filesystem::path(HALL_SOURCE_DIR) / "tests/config/bad";

std::optional<std::string> no_environment(std::string_view name) {
    if (name == "KNOWN") return "known";
    return std::nullopt;
}

std::string expected_of(const std::filesystem::path& path) {
    std::ifstream file(path);
    std::string expected;
    for (std::string line; std::getline(file, line) && line.starts_with("#");)
        if (line.starts_with("# expect: ")) expected += path.string() + ":" + line.substr(10) + "\n";
    constexpr std::string_view placeholder = "{folder}";  // messages name files by their full path
    for (auto at = expected.find(placeholder); at != std::string::npos; at = expected.find(placeholder))
        expected.replace(at, placeholder.size(), folder.string());
    return expected;
}

}  // namespace

TEST_CASE("every wrong settings file is refused with exactly the faults it states") {
    std::vector<std::filesystem::path> files;
    for (const auto& entry : std::filesystem::directory_iterator(folder))
        if (entry.path().extension() == ".yaml") files.push_back(entry.path());
    std::sort(files.begin(), files.end());
    CHECK(files.size() >= 10);
    for (const auto& path : files) {
        codecs::Diagnostics diagnostics;
        const auto configuration = daemon::load_configuration(path, no_environment, diagnostics);
        INFO(path.filename().string());
        CHECK_FALSE(configuration.has_value());
        CHECK(diagnostics.to_text() == expected_of(path));
        CHECK_FALSE(expected_of(path).empty());
    }
}

TEST_CASE("the shipped settings are good, and each of their keys says what its default is") {
    codecs::Diagnostics diagnostics;
    const auto path = std::filesystem::path(HALL_SOURCE_DIR) / "conf/smshalld.yaml";
    const auto configuration = daemon::load_configuration(path, no_environment, diagnostics);
    INFO(diagnostics.to_text());
    REQUIRE(configuration.has_value());
    const auto& settings = configuration->settings;
    const daemon::Settings defaults;
    CHECK(settings.hall_number == "10086");
    CHECK(settings.store_path == "/var/lib/smshall/hall.db");
    CHECK(settings.inbox_limit == defaults.inbox_limit);
    CHECK(settings.batch_limit == defaults.batch_limit);
    CHECK(settings.outbox_limit == defaults.outbox_limit);
    CHECK(settings.store_busy_timeout == defaults.store_busy_timeout);
    CHECK(settings.long_text_limit == defaults.long_text_limit);
    CHECK(settings.long_texts_most == defaults.long_texts_most);
    CHECK(settings.drain == defaults.drain);
    CHECK(settings.also_answered == defaults.also_answered);
    CHECK(settings.brake.equal == defaults.brake.equal);
    CHECK(settings.brake.within == defaults.brake.within);
    REQUIRE(settings.smscs.size() == 1);
    const auto& smsc = settings.smscs[0];
    const daemon::SmscSettings usual;
    CHECK(smsc.hosts.at(0).port == daemon::HostSettings{}.port);
    CHECK(smsc.links == usual.links);
    CHECK(smsc.interface_version == usual.interface_version);
    CHECK(smsc.source_numbers == usual.source_numbers);
    CHECK(smsc.unanswered == usual.unanswered);
    CHECK(settings.redelivery.patience == defaults.redelivery.patience);
    CHECK(settings.redelivery.doubt == defaults.redelivery.doubt);
    CHECK(settings.redelivery.window == defaults.redelivery.window);
    CHECK(smsc.window == usual.window);
    CHECK(smsc.rate == usual.rate);
    CHECK(smsc.enquire_link == usual.enquire_link);
    CHECK(smsc.response_timeout == usual.response_timeout);
    CHECK(smsc.connect_timeout == usual.connect_timeout);
    CHECK(smsc.reconnect_from == usual.reconnect_from);
    CHECK(smsc.reconnect_to == usual.reconnect_to);
    CHECK(smsc.max_pdu == usual.max_pdu);
    CHECK(smsc.long_messages == usual.long_messages);
    CHECK(smsc.default_alphabet == usual.default_alphabet);
}

TEST_CASE("a password that the file gives as a default is not in what is recorded of it") {
    codecs::Diagnostics diagnostics;
    const auto path = std::filesystem::temp_directory_path() / "smshall-password.yaml";
    const auto menu = std::filesystem::path(HALL_SOURCE_DIR) / "conf/menu.yaml";
    std::ofstream(path) << "hall: {number: \"10086\", menu: " << menu.string()
                        << "}\nstore: {path: hall.db}\nsmscs:\n  - name: main\n    host: localhost\n"
                           "    system_id: hall\n    password: ${SECRET:-hunter2}  # ours\n"
                           "  - {name: two, host: h, system_id: hall, password: \"${OTHER:-hunter3}\"}\n";
    const auto configuration = daemon::load_configuration(path, no_environment, diagnostics);
    std::filesystem::remove(path);
    INFO(diagnostics.to_text());
    REQUIRE(configuration.has_value());
    CHECK(configuration->settings.smscs.at(0).password == "hunter2");
    CHECK(configuration->settings.smscs.at(1).password == "hunter3");
    CHECK(configuration->files.at(0).text.find("hunter") == std::string::npos);
    CHECK(configuration->files.at(0).text.find("system_id: hall") != std::string::npos);
}
