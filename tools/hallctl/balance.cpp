#include "tools/hallctl/balance.hpp"

#include "codecs/text/unicode.hpp"
#include "codecs/text/yuan.hpp"
#include "daemon/store/accounts.hpp"
#include "daemon/store/reader.hpp"
#include "daemon/store/second_writer.hpp"
#include "tools/hallctl/import/fields.hpp"
#include "tools/hallctl/iso_time.hpp"
#include "tools/hallctl/moment.hpp"
#include "tools/hallctl/say.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstdio>

namespace hall::tools {

namespace {

constexpr std::int64_t movements_shown = 20;
constexpr std::size_t longest_remark = 200;

struct BalanceRequest {
    std::string number;                      // as the operator typed it
    std::optional<std::int64_t> correction;  // fen
    std::string remark;
};

BalanceRequest read_request(const Arguments& arguments) {
    const auto& words = arguments.words;
    if (words.empty()) throw UsageError("whose balance? for example: hallctl balance 13800138000");
    BalanceRequest request{words[0], std::nullopt, arguments.value("--remark").value_or("")};
    if (words.size() == 1) {
        if (arguments.has("--remark")) throw UsageError("--remark goes with a correction, such as +50.00");
        return request;
    }
    if (words.size() > 2) throw UsageError(fmt::format("one correction at a time; '{}' is too much", words[2]));
    const auto fen = parse_signed_yuan(words[1]);
    // The sign must be there: whoever writes 50.00 may mean that this is what the balance shall be.
    if (!fen || *fen == 0 || (words[1][0] != '+' && words[1][0] != '-'))
        throw UsageError(fmt::format("'{}' is no correction; use yuan with a sign, such as +50.00 or -3.00", words[1]));
    request.correction = fen;
    const auto& remark = request.remark;
    if (remark.empty()) throw UsageError("say why: --remark \"paid at the counter\"");
    if (!codecs::is_valid_utf8(remark) || remark.size() > longest_remark ||
        std::any_of(remark.begin(), remark.end(), [](unsigned char c) { return c < 0x20 || c == 0x7F; }))
        throw UsageError(fmt::format("--remark must be one line of UTF-8, at most {} bytes", longest_remark));
    return request;
}

int no_subscriber(const std::string& number) {
    warn("hallctl: {} is no subscriber\n", number);
    return 1;
}

int correct(const Hall& hall, const std::string& number, const BalanceRequest& request) {
    store::Reader{hall.database};  // a database that is not there is not made for this
    store::SecondWriter writer(hall.database);
    const auto now = moment_now(writer.database(), hall.zone);
    store::Accounts accounts(writer.database());
    auto transaction = writer.begin();
    if (!accounts.find(number)) return no_subscriber(number);
    store::MovementRow row;
    row.at = now.at;
    row.day = now.day;
    row.number = number;
    row.amount = *request.correction;
    row.kind = "correction";
    row.remark = request.remark;
    accounts.record_movement(row);
    const auto balance = accounts.find(number)->balance;
    transaction.commit();
    say("{}  balance {}\n", number, codecs::format_yuan(balance));
    return 0;
}

int show(const Hall& hall, const std::string& number) {
    store::Reader reader(hall.database);
    const auto subscriber = reader.subscriber(number);
    if (!subscriber) return no_subscriber(number);
    say("{}  balance {}\n", number, codecs::format_yuan(subscriber->balance));
    for (const auto& row : reader.movements_of(number, movements_shown))
        say("{}  {:>12}  {:<10}  {}\n", zone_time(row.at, hall.zone), codecs::format_yuan(row.amount), row.kind,
                   row.remark);
    return 0;
}

int balance(const Arguments& arguments) {
    const auto request = read_request(arguments);
    const auto hall = find_hall(arguments);
    const auto number = subscriber_named(request.number, hall.number_plan);
    return request.correction ? correct(hall, number, request) : show(hall, number);
}

}  // namespace

Command balance_command() {
    return {"balance",
            "  hallctl balance NUMBER                          what a subscriber has, and its last movements\n"
            "  hallctl balance NUMBER +50.00|-3.00 --remark TEXT    corrects it\n",
            {{"--remark"}},
            balance};
}

}  // namespace hall::tools
