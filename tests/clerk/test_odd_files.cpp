// Every file in tests/odd, through a bound session and a clerk: what peers get wrong, and what the hall makes of it. A file is
//
//   # what it is, and who sends it
//   smsc: septets packed                     a setting of its SMSC; any number of such lines, or none
//   expect: read 102                         what follows, in this order; see expectation_of()
//   told: zero octets                        a line of the log holds this; without such a line nothing is told
//   0000003700000005...                      the PDUs in hexadecimal, one a line
//
// What can be expected: "read TEXT" (\n for a line feed), "alphabet WORD" (of the texts read), "unreadable", "waiting",
// "receipt", "ignored", "refused 0xC0" (and written down).

#include "daemon/clerk/clerk.hpp"
#include "daemon/config/smsc_reader.hpp"
#include "tests/clerk/clerk_fixture.hpp"
#include "tests/daemon/session_fixture.hpp"
#include "tests/daemon/stderr_capture.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <catch2/catch.hpp>
#include <fstream>
#include <sstream>

using namespace hall;
using namespace hall::daemon;
using codecs::CommandStatus;

namespace {

struct OddFile {
    std::string name;
    std::string settings;  // YAML
    std::vector<std::string> expected;
    std::vector<std::string> told;
    std::vector<Bytes> pdus;
};

Bytes octets_of(const std::string& hex) {
    Bytes out;
    for (std::size_t at = 0; at + 1 < hex.size(); at += 2)
        out.push_back(static_cast<std::uint8_t>(std::stoul(hex.substr(at, 2), nullptr, 16)));
    return out;
}

OddFile load(const std::filesystem::path& path) {
    OddFile file;
    file.name = path.parent_path().filename().string() + "/" + path.filename().string();
    std::ifstream in(path);
    for (std::string line; std::getline(in, line);) {
        const auto after = [&line](std::string_view key) { return line.substr(key.size()); };
        if (line.empty() || line.starts_with('#')) continue;
        if (line.starts_with("smsc: ")) {
            const auto setting = after("smsc: ");
            const auto blank = setting.find(' ');
            file.settings += setting.substr(0, blank) + ":" + setting.substr(blank) + "\n";
        } else if (line.starts_with("expect: ")) {
            file.expected.push_back(after("expect: "));
        } else if (line.starts_with("told: ")) {
            file.told.push_back(after("told: "));
        } else {
            file.pdus.push_back(octets_of(line));
        }
    }
    return file;
}

std::vector<OddFile> load_all() {
    std::vector<std::filesystem::path> paths;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(HALL_SOURCE_DIR "/tests/odd"))
        if (entry.path().extension() == ".pdu") paths.push_back(entry.path());
    std::sort(paths.begin(), paths.end());
    std::vector<OddFile> files;
    for (const auto& path : paths) files.push_back(load(path));
    return files;
}

SmscSettings smsc_of(const OddFile& file) {
    codecs::Diagnostics faults;
    const auto yaml = "name: main\nhost: localhost\nsystem_id: hall\n" + file.settings;
    auto smsc = read_smsc(codecs::parse_yaml(yaml, "smsc.yaml", faults), faults);
    INFO(faults.to_text());
    REQUIRE(faults.empty());
    return smsc;
}

/// A bound session before a clerk, and what both made of what was fed.
class OddHall {
public:
    explicit OddHall(const OddFile& file) {
        const auto smsc = smsc_of(file);
        Settings settings;
        settings.smscs = {smsc};
        hall_.settings.smscs = clerk_settings(settings, hall_.settings.menu).smscs;
        hall_.restart();
        link_.settings.enquire_link = std::chrono::hours(1);
        link_.bind();
    }

    void feed(const Bytes& pdu) {
        link_.feed_bytes(pdu);
        auto outputs = std::exchange(link_.outputs, {});
        for (auto& output : outputs) {
            if (auto* remark = std::get_if<Remark>(&output)) {
                told_.push_back(remark->detail);
            } else if (auto* text = std::get_if<TextDelivered>(&output)) {
                take(*text);
            } else if (auto* refused = std::get_if<TextRefused>(&output)) {
                hall_.handle(PduRefused{"main", "main", refused->header.command_id, refused->header.sequence_number,
                                        refused->status, refused->why, refused->pdu, hall_.now});
                came_of_.push_back(fmt::format("refused 0x{:02X}", static_cast<unsigned>(refused->status)));
            }
        }
    }

    /// In the order in which they came; several texts or PDUs are several lines.
    std::vector<std::string> came_of(bool alphabets) {
        const auto texts = hall_.query(
            alphabets ? "SELECT CASE WHEN body IS NULL THEN 'unreadable' ELSE 'read ' || body END || char(10) || 'alphabet ' || "
                        "alphabet || char(10) FROM texts ORDER BY id"
                      : "SELECT CASE WHEN body IS NULL THEN 'unreadable' ELSE 'read ' || body END || char(10) FROM texts ORDER BY id");
        auto lines = came_of_;
        for (std::size_t begin = 0; begin < texts.size();) {
            const auto end = texts.find("\n;", begin);
            auto one = texts.substr(begin, end - begin);
            const auto alphabet = alphabets ? one.rfind('\n') : std::string::npos;
            auto body = one.substr(0, alphabet);
            for (auto at = body.find('\n'); at != std::string::npos; at = body.find('\n')) body.replace(at, 1, "\\n");
            lines.push_back(body);
            if (alphabets) lines.push_back(one.substr(alphabet + 1));
            begin = end + 2;
        }
        return lines;
    }

    const std::vector<std::string>& told() const { return told_; }
    std::string query(const char* sql) const { return hall_.query(sql); }

private:
    /// What the clerk says of it in the log is told, too.
    BatchResult handle(TextArrived event) {
        const test::StderrCapture log;
        auto result = hall_.handle(std::move(event));
        std::istringstream lines(log.text());
        for (std::string line; std::getline(lines, line);)
            if (line.find("event=odd_text") != std::string::npos) told_.push_back(line);
        return result;
    }

    void take(TextDelivered& text) {
        TextArrived event;
        event.session = {0, 1};
        event.smsc = event.link = "main";
        event.command = text.command;
        event.sequence_number = text.sequence_number;
        event.message = std::move(text.message);
        event.received_at = hall_.now;
        const auto result = handle(std::move(event));
        REQUIRE(result.answers.size() == 1);
        CHECK(result.answers[0].status == CommandStatus::ok);
        const auto status = hall_.query("SELECT status FROM inbound ORDER BY id DESC LIMIT 1");
        if (status == "read;") {
            CHECK(!result.outbox.empty());
        } else {
            came_of_.push_back(status.substr(0, status.size() - 1));
        }
    }

    test::ClerkFixture hall_;
    test::SessionFixture link_;
    std::vector<std::string> came_of_;
    std::vector<std::string> told_;
};

}  // namespace

TEST_CASE("what peers get wrong is read as it was meant, or refused and written down, as its file says") {
    const auto files = load_all();
    REQUIRE(files.size() >= 10);
    for (const auto& file : files) {
        INFO(file.name);
        REQUIRE_FALSE(file.expected.empty());
        REQUIRE_FALSE(file.pdus.empty());
        OddHall hall(file);
        for (const auto& pdu : file.pdus) {
            REQUIRE(pdu.size() >= codecs::header_size);
            REQUIRE(codecs::read_header(pdu).command_length == pdu.size());
            hall.feed(pdu);
        }
        const bool alphabets = std::any_of(file.expected.begin(), file.expected.end(),
                                           [](const auto& line) { return line.starts_with("alphabet "); });
        CHECK(hall.came_of(alphabets) == file.expected);
        CHECK(hall.told().size() == file.told.size());
        for (std::size_t i = 0; i < std::min(hall.told().size(), file.told.size()); ++i) {
            INFO(hall.told()[i]);
            CHECK(hall.told()[i].find(file.told[i]) != std::string::npos);
        }
        const auto refused = std::count_if(file.expected.begin(), file.expected.end(),
                                           [](const auto& line) { return line.starts_with("refused "); });
        CHECK(hall.query("SELECT count(*) FROM v_refused WHERE length(pdu) > 32 AND why <> ''") ==
              std::to_string(refused) + ";");
    }
}
