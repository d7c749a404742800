#include "tests/business/business_fixture.hpp"

#include "campaigns/catalogue_loader.hpp"
#include "codecs/text/message_content.hpp"
#include "codecs/text/unicode.hpp"
#include "codecs/text/yuan.hpp"
#include "daemon/config/action_specs.hpp"
#include "daemon/store/import.hpp"
#include "menus/load/menu_loader.hpp"
#include "tests/support/include_files.hpp"

#include <fstream>
#include <sstream>
#include <stdexcept>

namespace hall::test {

namespace {

using namespace std::chrono_literals;

std::string read_file(const std::filesystem::path& path) {
    std::ifstream file(path, std::ios::binary);
    std::ostringstream text;
    text << file.rdbuf();
    return text.str();
}

std::shared_ptr<const campaigns::Catalogue> load_catalogue(const std::string& text) {
    codecs::Diagnostics diagnostics;
    auto catalogue = campaigns::parse_catalogue(codecs::parse_yaml(text, "catalogue.yaml", diagnostics), diagnostics);
    if (!catalogue) throw std::runtime_error(diagnostics.to_text());
    return catalogue;
}

std::string international(const std::string& phone) { return "86" + phone; }

}  // namespace

BusinessFixture::BusinessFixture(const std::string& catalogue, daemon::BackEnd* remote) : back_end(remote) {
    const std::filesystem::path conf = std::filesystem::path(HALL_SOURCE_DIR) / "conf";
    settings.catalogue = load_catalogue(catalogue.empty() ? read_file(conf / "catalogue.yaml") : catalogue);
    codecs::Diagnostics diagnostics;
    settings.menu = menus::parse_menu(codecs::parse_yaml(read_file(conf / "menu.yaml"), "menu.yaml", diagnostics),
                                      {daemon::action_specs(catalogue.empty() ? settings.catalogue.get() : nullptr),
                                       include_from(conf, diagnostics), settings.business.zone.ahead},
                                      diagnostics);
    if (!settings.menu) throw std::runtime_error(diagnostics.to_text());
    settings.hall_number = "10086";
    settings.business.test_clock = true;  // days that are waited for pass one by one
    settings.smscs["main"] = {};
    settings.long_text_limit = 10min;
    // Not at its default: the clock stands still between texts, and a transcript may have a dozen that are answered alike.
    settings.brake = {1'000'000, 1s};
    now = campaigns::begin_of(*campaigns::parse_date("2026-11-22"), settings.business.zone) + 10h;
    open();
}

void BusinessFixture::open() {
    store = std::make_unique<store::Store>(path, 200ms);
    clerk = std::make_unique<daemon::Clerk>(*store, settings, back_end);
    clerk->start(clocks());
}

void BusinessFixture::restart() {
    clerk.reset();
    store.reset();
    open();
}

void BusinessFixture::restart_without_clock() {
    clerk.reset();
    store.reset();
    store::Database(path, store::Database::Mode::read_write, 1s).execute("DELETE FROM test_clock");
    open();
}

daemon::TextArrived BusinessFixture::event_of(const std::string& phone, const std::string& body, const std::string& to) {
    daemon::TextArrived event;
    event.session = {0, 1};
    event.smsc = "main";
    event.link = "main";
    event.sequence_number = ++sequence_;
    event.message.source = {1, 1, international(phone)};
    event.message.destination = {0, 1, to};
    event.message.data_coding = 8;
    event.message.short_message = codecs::encode_utf16be(codecs::decode_utf8(body));
    event.received_at = now;
    return event;
}

std::vector<Shown> BusinessFixture::shown(const daemon::BatchResult& result) {
    std::vector<Shown> all;
    std::int64_t reply = 0;
    std::u32string text;
    for (const auto& part : result.outbox) {
        if (part.reply_id != reply) {
            text.clear();
            all.push_back({part.subscriber.substr(2), ""});
            reply = part.reply_id;
        }
        const auto content = codecs::take_content(part.pdu);
        const auto alphabet = codecs::alphabet_of(part.pdu.data_coding, codecs::DefaultAlphabet::gsm);
        text += codecs::decode_utf8(codecs::decode_text(content.content, alphabet).value_or("?"));
        all.back().text = codecs::encode_utf8(text);
    }
    for (const auto& request : result.asked) asked.push_back(request);
    return all;
}

std::vector<Shown> BusinessFixture::handle(daemon::Event event) {
    std::vector<daemon::Event> events;
    events.push_back(std::move(event));
    return shown(clerk->handle(std::move(events), clocks()));
}

std::vector<Shown> BusinessFixture::text(const std::string& phone, const std::string& body, const std::string& to) {
    std::vector<daemon::Event> arrived;
    arrived.push_back(event_of(phone, body, to));
    const auto result = clerk->handle(std::move(arrived), clocks());
    auto all = shown(result);
    // The SMSC takes the answer: whoever texts the same again later means it.
    daemon::AnswersTraced traced;
    traced.fate = daemon::AnswerFate::safe;
    for (const auto& answer : result.answers) traced.answers.push_back({answer.inbound_id, now, now});
    for (auto& one : handle(traced)) all.push_back(std::move(one));
    // The answer is written last, after what the business had to tell others.
    const auto own = std::find_if(all.rbegin(), all.rend(), [&](const Shown& one) { return one.phone == phone; });
    if (own != all.rend()) std::rotate(all.begin(), own.base() - 1, own.base());
    return all;
}

std::string BusinessFixture::answer(const std::string& phone, const std::string& body) {
    const auto all = text(phone, body);
    return all.empty() ? std::string() : all.front().text;
}

std::vector<Shown> BusinessFixture::settle() {
    std::vector<Shown> all;
    while (true) {
        // Submits are taken at once: an outbox that fills up would make the business wait.
        auto result = clerk->handle({}, clocks());
        std::vector<daemon::Event> taken;
        for (const auto& part : result.outbox) {
            daemon::SubmitSettled settled;
            settled.outbound_id = part.id;
            settled.smsc = part.smsc;
            settled.answered_at = now;
            taken.push_back(settled);
        }
        for (auto& one : shown(result)) all.push_back(std::move(one));
        if (!taken.empty()) {
            for (auto& one : shown(clerk->handle(std::move(taken), clocks()))) all.push_back(std::move(one));
            continue;
        }
        const auto next = clerk->next_wakeup(now);
        if (!next || *next > now) return all;
    }
}

std::vector<Shown> BusinessFixture::wait(Millis duration) {
    now += duration;
    return settle();
}

std::vector<Shown> BusinessFixture::wait_until(campaigns::Date day) {
    now = campaigns::begin_of(day, settings.business.zone) + 10h;
    return settle();
}

void BusinessFixture::subscriber(const std::string& phone, std::int64_t balance,
                                 const std::map<std::string, std::string>& values) {
    const auto value = [&](const char* name, const char* otherwise) {
        const auto found = values.find(name);
        return found == values.end() ? std::string(otherwise) : found->second;
    };
    store::SubscriberRow row;
    row.number = international(phone);
    row.balance = balance;
    row.status = value("status", "active");
    row.city = value("city", "石家庄");
    row.brand = value("brand", "全球通");
    row.tariff = value("tariff", "全球通商旅88套餐");
    row.language = value("language", "");
    row.spend = codecs::parse_yuan(value("spend", "88")).value();
    row.blacklisted = value("blacklisted", "no") == "yes";
    if (const auto joined = campaigns::parse_date(value("joined", ""))) row.joined_day = joined->time_since_epoch().count();
    std::vector<std::pair<std::string, std::int64_t>> usage;
    if (values.contains("data_mb")) usage.emplace_back("data_mb", std::stoll(values.at("data_mb")));
    store::Database database(path, store::Database::Mode::read_write, 1s);
    store::Import import(database);
    store::Transaction transaction(database);
    import.import_subscriber(row, usage, 202611, to_millis(now), today().time_since_epoch().count());
    transaction.commit();
}

void BusinessFixture::staff(std::int64_t id, const std::string& phone, const std::string& name, const std::string& city) {
    store::Database database(path, store::Database::Mode::read_write, 1s);
    store::Import import(database);
    store::Transaction transaction(database);
    import.import_staff({id, name, international(phone), city, true});
    transaction.commit();
}

void BusinessFixture::pay(const std::string& phone, std::int64_t fen) {
    store::Database database(path, store::Database::Mode::read_write, 1s);
    store::Accounts accounts(database);
    store::Transaction transaction(database);
    store::MovementRow row;
    row.at = to_millis(now);
    row.day = today().time_since_epoch().count();
    row.number = international(phone);
    row.amount = fen;
    row.kind = "correction";
    accounts.record_movement(row);
    transaction.commit();
}

std::int64_t BusinessFixture::balance(const std::string& phone) {
    return store->accounts.find(international(phone)).value().balance;
}

std::string BusinessFixture::query(const std::string& sql) const {
    store::Database database(path, store::Database::Mode::read_only, 1s);
    store::Statement statement(database, sql.c_str());
    statement.begin();
    std::string rows;
    while (statement.step()) rows += statement.text(0) + ";";
    return rows;
}

}  // namespace hall::test
