// What subscribers, peers and imported files bring into the book reaches an operator's terminal and spreadsheet disarmed: it is
// planted in every field of theirs, and every command is run.

#include "codecs/text/unicode.hpp"
#include "daemon/store/store.hpp"
#include "tests/hallctl/import_fixture.hpp"
#include "tests/support/captured_output.hpp"
#include "tools/hallctl/all_commands.hpp"
#include "tools/hallctl/dispatch.hpp"
#include "tools/hallctl/rehearsal/map_page.hpp"

#include <catch2/catch.hpp>

#include <boost/json.hpp>
#include <fmt/format.h>

#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <iostream>
#include <map>
#include <set>
#include <sstream>
#include <thread>

using namespace hall;
using namespace std::chrono_literals;

namespace {

const std::filesystem::path conf = std::filesystem::path(HALL_SOURCE_DIR) / "conf";

// A formula for a spreadsheet; a terminal that rings, turns red and reads from the right; a new line that looks like one of
// ours; markup; characters that nobody sees.
const std::string planted =
    "=cmd|'/c calc'!A1\x1b[31m\x07\x7f\u0085\u009b2J\u200e\u200f\u061c\u202a\u202e\u2066\u2069\u2028\u2029\u200b\ufeff\u00ad"
    "\U000e0041\r\nhallctl: forged\t\"</pre><script>";

// Which TEXT columns hold the hall's own words, the operators' (settings, menu, catalogue, users of the machine), or the digits
// of a number that the hall has made canonical. Every other one is planted: a new column belongs to the one or the other.
const std::set<std::string> ours = {
    "inbound.command", "inbound.kind", "inbound.status", "inbound.part_scheme", "inbound.link", "inbound.smsc",
    "texts.smsc", "texts.alphabet", "texts.meaning", "texts.hall_number", "texts.action", "texts.outcome", "texts.node",
    "replies.smsc", "replies.alphabet", "replies.status", "replies.kind", "replies.notice", "replies.source",
    "outbound.status", "outbound.reason", "outbound.receipt_state", "receipts.smsc", "receipts.state", "receipts.status",
    "dialogues.hall_number", "dialogues.node", "dialogues.shown", "link_events.smsc", "link_events.link",
    "link_events.event", "refused_pdus.smsc", "refused_pdus.link", "refused_pdus.command", "refused_pdus.why", "texts.silenced",
    "settings.program_version", "settings.path", "settings.body", "runs.program_version",
    "subscribers.status", "subscribers.tariff", "subscribers.language", "subscribers.number", "usage.unit", "usage.number",
    "gifts.unit", "gifts.number", "movements.kind", "movements.number", "subscriptions.number", "subscriptions.package",
    "subscriptions.offer", "subscriptions.state", "orders.kind", "orders.number", "orders.package", "orders.offer",
    "offer_counts.offer", "package_counts.package", "questions.number", "questions.hall_number", "questions.kind",
    "questions.action", "questions.node", "questions.package", "questions.terms", "cases.number", "cases.hall_number",
    "cases.node", "cases.action", "cases.agreed", "cases.phase", "cases.package", "cases.outcome", "opt_outs.number",
    "referrals.referrer", "referrals.friend", "referrals.package", "referrals.state", "points_lots.number",
    "points_moves.kind", "points_moves.item", "versions.program_version", "versions.how", "versions.who", "versions.hash",
    "versions.summary", "versions.overrules", "version_files.role", "version_files.path", "version_files.body",
    "control_log.who", "control_log.command", "control_log.outcome", "control_log.detail", "notices.subject",
    "notices.kind", "notices.smsc", "notices.hall_number", "set_aside.kind", "set_aside.needed"};

/// The book with what is planted: `?` stands for it.
constexpr const char* rows = R"(
INSERT INTO texts (id, smsc, subscriber, hall_number, received_at, decided_at, parts, alphabet, body, meaning)
  VALUES (1, 'main', ?, '10086', 1800000000000, 0, 1, 'gsm7', ?, 'unknown'),
         (2, 'main', '8613800138000', '10086', 1800000000000, 0, 1, 'gsm7', ?, 'unknown');
INSERT INTO inbound (smsc, link, received_at, recorded_at, command, sequence_number, service_type, source, source_ton,
  source_npi, destination, destination_ton, destination_npi, esm_class, protocol_id, priority_flag, data_coding,
  short_message, tlvs, subscriber, kind, status, text_id)
  VALUES ('main', 'main', 0, 0, 'deliver_sm', 1, ?, ?, 5, 0, ?, 0, 0, 0, 0, 0, 0, x'', x'', ?, 'text', 'read', 1);
INSERT INTO replies (id, text_id, smsc, subscriber, source, source_ton, source_npi, destination, destination_ton,
  destination_npi, body, alphabet, data_coding, parts, open_parts, registered_delivery, created_at)
  VALUES (1, 1, 'main', ?, '10086', 0, 0, ?, 0, 0, ?, 'gsm7', 0, 1, 1, 0, 1800000000000),
         (2, 2, 'main', '8613800138000', '10086', 0, 0, ?, 0, 0, ?, 'gsm7', 0, 1, 1, 0, 1800000000000);
INSERT INTO outbound (id, reply_id, part, esm_class, short_message, tlvs, held, message_id, receipt_error)
  VALUES (1, 1, 1, 0, x'', x'', 1, ?, ?);
INSERT INTO receipts (inbound_id, smsc, subscriber, message_id, state, error, received_at, status)
  VALUES (1, 'main', ?, ?, 'delivered', ?, 0, 'parked');
INSERT INTO dialogues (subscriber, hall_number, node, expires_at, changed_at) VALUES (?, '10086', 'home', 0, 0);
INSERT INTO link_events (at, smsc, link, event, detail) VALUES (0, 'main', 'main', 'bound', ?);
INSERT INTO subscribers (number, status, brand, city, gender, handset) VALUES ('8613800138000', 'active', ?, ?, ?, ?);
INSERT INTO movements (at, day, number, amount, kind, remark) VALUES (0, 20000, '8613800138000', 0, 'correction', ?);
INSERT INTO subscriptions (id, number, package, state, starts, anchor, notice_days, text_id)
  VALUES (1, '8613800138000', 'CL', 'active', 20000, 20000, 3, 1);
INSERT INTO orders (id, at, day, kind, number, package, subscription_id, text_id)
  VALUES (1, 0, 20000, 'order', '8613800138000', 'CL', 1, 1);
INSERT INTO questions (number, hall_number, kind, action, node, package, terms, staff, text_id, expires_at)
  VALUES ('8613800138000', '10086', 'confirm', 'order', 'home', 'CL', '', ?, 1, 0);
INSERT INTO cases (text_id, number, hall_number, node, action, arguments, agreed, phase, opened_at)
  VALUES (1, '8613800138000', '10086', 'home', 'order', ?, '', 'facts', 0);
INSERT INTO staff (id, name, phone, city) VALUES (1234, ?, ?, ?);
INSERT INTO staff_credits (at, day, staff, order_id, amount) VALUES (0, 20000, 1234, 1, 100);
INSERT INTO notices (subject, kind, subscriber, text_id, smsc, hall_number, body, since, not_before)
  VALUES ('text-1', 'incomplete', ?, 1, 'main', '10086', ?, 0, 0);
INSERT INTO set_aside (kind, row_id, number, since, last_at, why) VALUES ('notice', 1, ?, 0, 0, ?);
INSERT INTO versions (id, in_force_from, program_version, how, who, hash, summary)
  VALUES (1, 0, '0', 'start', 'li', '0', 'menu.yaml: 1 line new');
INSERT INTO version_files (version_id, role, path, body) VALUES (1, 'settings', 'smshalld.yaml', 'hall: {}');
)";

/// As a literal of SQL.
std::string quoted(const std::string& text) {
    std::string literal = "'";
    for (const char c : text) literal += c == '\'' ? std::string("''") : std::string(1, c);
    return literal + "'";
}

/// Answers every request with the same.
class HostileHall {
public:
    HostileHall(const std::filesystem::path& socket, std::string answer) : answer_(std::move(answer)) {
        ::sockaddr_un address{};
        address.sun_family = AF_UNIX;
        socket.string().copy(address.sun_path, sizeof(address.sun_path) - 1);
        listener_ = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
        if (::bind(listener_, reinterpret_cast<const ::sockaddr*>(&address), sizeof(address)) != 0 ||
            ::listen(listener_, 8) != 0)
            throw std::runtime_error("cannot listen");
        thread_ = std::thread([this] {
            for (int peer = 0; (peer = ::accept(listener_, nullptr, nullptr)) >= 0; ::close(peer)) {
                char byte = 0;
                while (::recv(peer, &byte, 1, 0) == 1 && byte != '\n') continue;
                ::send(peer, answer_.data(), answer_.size(), MSG_NOSIGNAL);
            }
        });
    }
    ~HostileHall() {
        ::shutdown(listener_, SHUT_RDWR);
        thread_.join();
        ::close(listener_);
    }

private:
    std::string answer_;
    int listener_ = -1;
    std::thread thread_;
};

struct HostileBook {
    test::TempDirectory directory;
    std::string database = (directory / "hall.db").string();
    std::string socket = (directory / "control.sock").string();
    // Where its lines end is the hall's own affair (tests/daemon/test_hostile_status.cpp).
    HostileHall hall{socket, "1\nlink main is not bound: " + planted.substr(0, planted.find('\r')) + "\n"};

    HostileBook() {
        ::unsetenv("SUDO_USER");
        store::Store store(database, 1s);
        store::Database book(database, store::Database::Mode::read_write, 1s);
        std::string sql;
        for (const char* at = rows; *at != '\0'; ++at) sql += *at == '?' ? quoted(planted) : std::string(1, *at);
        book.execute(sql.c_str());
        test::write_file(directory / "staff.csv", "staff,name,phone,city\n1," + csv(planted) + "," + csv(planted) + ",x\n");
        test::write_file(directory / "subscribers.csv", "number,status\n13800138001," + csv(planted) + "\n");
        test::write_file(directory / "odd.txt", "> " + planted.substr(0, planted.find('\r')) + "\n< x\n");
    }

    static std::string csv(const std::string& text) {
        std::string field = "\"";
        for (const char c : text) field += c == '"' ? std::string("\"\"") : std::string(1, c);
        return field + "\"";
    }

    std::string file(const std::string& name) const { return (directory / name).string(); }

    /// All that the command writes.
    std::string said(const std::vector<std::string>& words, const std::string& typed = "") const {
        std::ostringstream out;
        std::istringstream in(typed);
        auto* const keyboard = std::cin.rdbuf(in.rdbuf());
        const auto written =
            test::captured_output([&] { tools::dispatch(tools::all_commands(), words, out, out); });
        std::cin.rdbuf(keyboard);
        std::cin.clear();
        return written + out.str();
    }
};

/// What a terminal would act on, or nobody would see, of what a program for people writes; empty: nothing.
std::string armed(const std::string& output) {
    if (!codecs::is_valid_utf8(output)) return "octets that are no UTF-8";
    for (const char32_t c : codecs::decode_utf8(output)) {
        const bool control = (c < 0x20 && c != '\n') || (c >= 0x7F && c < 0xA0);
        const bool unseen = c == 0xAD || c == 0x61C || c == 0x200B || c == 0x200E || c == 0x200F || c == 0xFEFF ||
                            (c >= 0x2028 && c <= 0x202E) || (c >= 0x2060 && c <= 0x206F) || (c >= 0xE0000 && c < 0xE0080);
        if (control || unseen) return fmt::format("U+{:04X}", static_cast<unsigned>(c));
    }
    return output.starts_with("hallctl: forged") || output.find("\nhallctl: forged") != std::string::npos ? "a forged line" : "";
}

}  // namespace

TEST_CASE("every field of a subscriber or a peer is planted") {
    HostileBook book;
    store::Database database(book.database, store::Database::Mode::read_only, 1s);
    store::Statement columns(database, R"(
SELECT t.name || '.' || c.name, t.name, c.name FROM sqlite_schema t JOIN pragma_table_info(t.name) c
WHERE t.type = 'table' AND c.type = 'TEXT' ORDER BY 1)");
    columns.begin();
    std::set<std::string> all;
    while (columns.step()) {
        const auto name = columns.text(0);
        all.insert(name);
        store::Statement count(database, fmt::format("SELECT count(*) FROM \"{}\" WHERE instr(\"{}\", ?) > 0", columns.text(1),
                                                     columns.text(2)).c_str());
        count.begin(planted);
        count.step();
        INFO(name);
        CHECK((count.integer(0) > 0) != ours.contains(name));
    }
    for (const auto& name : ours) CHECK(all.contains(name));
}

TEST_CASE("no command lets what a subscriber sent act on a terminal") {
    HostileBook book;
    const std::string number = "13800138000";
    const std::string raw = planted;
    const auto sockets = std::vector<std::string>{"--socket", book.socket};
    const auto in_book = [&](std::vector<std::string> words) {
        words.insert(words.end(), {"--database", book.database});
        return words;
    };
    const auto asked = [&](std::vector<std::string> words) {
        words.insert(words.end(), {"--socket", book.socket, "--database", book.database});
        return words;
    };
    const auto settings = (conf / "smshalld.yaml").string();
    // Where what was planted must be seen, as escapes; the others have nothing of it to show, and show nothing of it.
    struct Run {
        std::vector<std::string> words;
        bool shows = true;
    };
    const std::map<std::string, std::vector<Run>> runs = {
        {"phone", {{{"phone", "--config", settings}}, {{"phone", "--config", settings, "--from", raw}}}},
        {"replay", {{{"replay", book.file("odd.txt"), "--config", settings}}}},
        {"map", {{{"map", "--config", settings}, false}}},
        {"diff", {{{"diff", settings, settings}, false}, {{"diff", settings, raw}}}},
        {"status", {{asked({"status"})}}},
        {"reload", {{asked({"reload"})}}},
        {"rollback", {{asked({"rollback"})}, {asked({"rollback", raw})}}},
        {"versions", {{in_book({"versions"}), false}, {in_book({"versions", "--export", "1", book.file("out")}), false}}},
        {"messages", {{in_book({"messages", number})}, {in_book({"messages", raw})}, {in_book({"messages", number, "--json"}), false}, {in_book({"messages", "x" + raw})}}},
        {"held", {{in_book({"held"})}, {in_book({"held", raw})}, {in_book({"held", "give-up", "all"}), false}}},
        {"lanes", {{asked({"lanes"})}, {asked({"lanes", "empty", number})}}},
        {"notices", {{in_book({"notices"})}, {in_book({"notices", "retry", "1"}), false}}},
        {"aside", {{in_book({"aside"})}, {asked({"aside", "retry", "all"})}}},
        {"subscriptions", {{in_book({"subscriptions", number}), false}, {in_book({"subscriptions", raw})}}},
        {"balance", {{in_book({"balance", number})}, {in_book({"balance", raw})}}},
        {"import", {{in_book({"import", "staff", book.file("staff.csv")}), false},
                    {in_book({"import", "subscribers", book.file("subscribers.csv"), "--errors", book.file("errors.txt")}), false},
                    {in_book({"import", raw})}}},
        {"payroll", {{in_book({"payroll", "2024-10"})}}},
        {"standings", {{in_book({"standings", "--from", "2024-10-01", "--until", "2024-11-01"})}}},
        {"audit", {{in_book({"audit"}), false}}},
        {"clock", {{in_book({"clock"}), false}, {asked({"clock", "accept"})}}},
        {"check", {{{"check", settings}, false}, {{"check", raw}}, {{"check", "--format", raw}}}},
    };
    for (const auto& command : tools::all_commands()) {
        const auto found = runs.find(std::string(command.name));
        CAPTURE(command.name);
        REQUIRE(found != runs.end());  // each command is run here
        for (const auto& [words, shows] : found->second) {
            const auto typed = raw.substr(0, raw.find('\r')) + "\n/why\n/" + raw.substr(0, raw.find('\r')) + "\n/parts\n";
            const auto output = book.said(words, typed);
            INFO(fmt::format("hallctl {}", fmt::join(words, " ")));
            INFO(output);
            CHECK(armed(output) == "");
            if (shows) CHECK(output.find("\\x1b[31m\\x07") != std::string::npos);
        }
    }
    const auto unknown = book.said({raw});
    CHECK(armed(unknown) == "");
    std::ifstream errors(book.file("errors.txt"));
    CHECK(armed(std::string(std::istreambuf_iterator<char>(errors), {})) == "");
}

TEST_CASE("what is escaped in JSON is what was sent") {
    HostileBook book;
    const auto json = book.said({"messages", "13800138000", "--json", "--database", book.database});
    CHECK(armed(json) == "");
    const auto all = boost::json::parse(json);
    const auto& list = all.as_array();
    REQUIRE(list.size() == 2);
    for (const auto& one : list) CHECK(one.at("body").as_string() == planted);
}

TEST_CASE("a row of the payroll is a row, and no field of it is a formula") {
    HostileBook book;
    const auto [begin, disarmed] = GENERATE(table<std::string, bool>({
        {"=1+1", true},
        {"+1", true},
        {"-1", true},
        {"@SUM(1)", true},
        {"\t=1", true},
        {"\r=1", true},
        {" =1", true},
        {"\u200b=1", true},
        {"＝1+1", true},
        {"＠SUM(1)", true},
        {"\u3000-1", true},
        {"王芳", false},
        {"O'Neil, \"Al\"", false},
    }));
    CAPTURE(begin);
    {
        store::Database database(book.database, store::Database::Mode::read_write, 1s);
        database.execute(fmt::format("UPDATE staff SET name = {}, city = 'a', phone = '1'", quoted(begin)).c_str());
    }
    const auto csv = book.said({"payroll", "2024-10", "--database", book.database});
    INFO(csv);
    CHECK(armed(csv) == "");
    const auto row = csv.find("\n1234,");
    REQUIRE(row != std::string::npos);
    const auto field = csv.substr(row + 6);
    CHECK((field.starts_with("'") || field.starts_with("\"'")) == disarmed);
}

TEST_CASE("markup and control characters of a text are text in the page") {
    CHECK(tools::html_escaped("<b>&\"'\x1b\u202e\n\x80") == "&lt;b&gt;&amp;&quot;&#39;\\x1b\\u202e\n\\x80");
}
