#include "tests/simulation/book_hall.hpp"

#include "campaigns/catalogue_loader.hpp"
#include "codecs/text/unicode.hpp"
#include "daemon/clerk/clerk.hpp"
#include "daemon/config/action_specs.hpp"
#include "daemon/store/import.hpp"
#include "menus/load/menu_loader.hpp"
#include "tests/simulation/plan.hpp"
#include "tests/support/include_files.hpp"

#include <fstream>
#include <sstream>
#include <stdexcept>

namespace hall::simulation {

using namespace std::chrono_literals;

namespace {

// D1 and E1 are cheaper for a month, and the subscriber is told before the price returns.
constexpr std::string_view catalogue_text = R"(
packages:
  - {id: A1, name: 甲包, price: 10.00, family: A}
  - {id: A2, name: 乙包, price: 20.00, family: A}
  - {id: B1, name: 丙包, price: 5.00, trial_days: 7}
  - {id: C1, name: 丁包, price: 3.00, confirm: no}
  - {id: D1, name: 戊包, price: 8.00}
  - {id: E1, name: 己包, price: 6.00}
offers:
  - {id: half, name: 首月半价, packages: [D1, E1], steps: [{months: 1, percent: 50}], notice_days: 3}
charging:
  retry_days: [1, 3, 7]
)";

std::string read_file(const std::filesystem::path& path) {
    std::ifstream file(path, std::ios::binary);
    std::ostringstream text;
    text << file.rdbuf();
    return text.str();
}

const campaigns::Date ordered_on{std::chrono::year(2026) / 12 / 16};
const campaigns::Date charged_on{std::chrono::year(2027) / 1 / 16};

/// The hall before the history, event by event.
class Beginning {
public:
    Beginning(const std::filesystem::path& path, const daemon::ClerkSettings& settings)
        : path_(path),
          store_(path, 0ms),
          clerk_(store_, settings),
          zone_(settings.business.zone),
          now_(campaigns::begin_of(ordered_on, zone_) + 10h) {
        clerk_.start(now_);
    }

    void subscriber(std::size_t index, std::int64_t balance) {
        store::SubscriberRow row;
        row.number = subscriber_number(index);
        row.balance = balance;
        store::Database database(path_, store::Database::Mode::read_write, 0ms);
        store::Import import(database);
        store::Transaction transaction(database);
        import.import_subscriber(row, {}, 202612, to_millis(now_), ordered_on.time_since_epoch().count());
        transaction.commit();
    }

    void text(std::size_t index, const std::string& body) {
        daemon::TextArrived event;
        event.session = {0, 1};
        event.smsc = smsc_names[index % most_smscs];
        event.link = event.smsc;
        event.sequence_number = 0;
        event.message.source = {1, 1, subscriber_number(index)};
        event.message.destination = {0, 1, "10086"};
        event.message.data_coding = 8;
        event.message.short_message = codecs::encode_utf16be(codecs::decode_utf8(body));
        event.received_at = now_;
        handle(event);
        now_ += 1s;
    }

    void order(std::size_t index, const std::string& package) {
        text(index, "KT" + package);
        if (!ordered_at_once(package)) text(index, "Y");
    }

    void seen_alive(UtcTime when) {
        now_ = when;
        for (int i = 0; i < 3; ++i) take(clerk_.handle({}, now_));
        clerk_.finish(now_);
    }

private:
    void handle(daemon::Event event) {
        std::vector<daemon::Event> events;
        events.push_back(std::move(event));
        take(clerk_.handle(std::move(events), now_));
    }

    // Everything is read and accepted at once.
    void take(const daemon::BatchResult& result) {
        std::vector<daemon::Event> events;
        daemon::AnswersTraced traced;
        traced.fate = daemon::AnswerFate::safe;
        for (const auto& answer : result.answers) traced.answers.push_back({answer.inbound_id, now_, now_});
        if (!traced.answers.empty()) events.emplace_back(std::move(traced));
        for (const auto& part : result.outbox) {
            daemon::SubmitSettled settled;
            settled.outbound_id = part.id;
            settled.smsc = part.smsc;
            settled.submitted_at = settled.answered_at = now_;
            settled.status = codecs::CommandStatus::ok;
            events.emplace_back(std::move(settled));
        }
        if (!events.empty()) take(clerk_.handle(std::move(events), now_));
    }

    std::filesystem::path path_;
    store::Store store_;
    daemon::Clerk clerk_;
    campaigns::Zone zone_;
    UtcTime now_;
};

}  // namespace

std::shared_ptr<const menus::Menu> book_menu() {
    static const auto menu = [] {
        const std::filesystem::path conf = std::filesystem::path(HALL_SOURCE_DIR) / "conf";
        codecs::Diagnostics diagnostics;
        auto made = menus::parse_menu(codecs::parse_yaml(read_file(conf / "menu.yaml"), "menu.yaml", diagnostics),
                                      {daemon::action_specs(nullptr), test::include_from(conf, diagnostics),
                                       daemon::BusinessSettings().zone.ahead},
                                      diagnostics);
        if (!made) throw std::runtime_error(diagnostics.to_text());
        return made;
    }();
    return menu;
}

std::shared_ptr<const campaigns::Catalogue> book_catalogue() {
    static const auto catalogue = [] {
        codecs::Diagnostics diagnostics;
        auto made =
            campaigns::parse_catalogue(codecs::parse_yaml(catalogue_text, "catalogue.yaml", diagnostics), diagnostics);
        if (!made) throw std::runtime_error(diagnostics.to_text());
        return std::shared_ptr<const campaigns::Catalogue>(std::move(made));
    }();
    return catalogue;
}

bool ordered_at_once(std::string_view package) {
    return package == "C1";
}

UtcTime book_charges_begin() {
    const daemon::BusinessSettings settings;
    return campaigns::begin_of(charged_on, settings.zone) + settings.run_from;
}

const SimDisk::Image& book_image(const std::filesystem::path& path) {
    static const SimDisk::Image image = [&] {
        SimDisk disk(path.parent_path().string() + "/", Random(1));
        {
            daemon::Settings settings;
            for (const auto* name : smsc_names) {
                settings.smscs.emplace_back();
                settings.smscs.back().name = name;
            }
            Beginning beginning(path, daemon::clerk_settings(settings, book_menu(), book_catalogue()));
            // The last one cannot pay the second month.
            for (std::size_t i = 0; i < book_subscribers; ++i)
                beginning.subscriber(i, i + 1 == book_subscribers ? 1200 : 50000);
            for (std::size_t i = 0; i < book_subscribers; ++i) beginning.order(i, i % 2 == 0 ? "A1" : "D1");
            for (std::size_t i = 0; i + 1 < book_subscribers; ++i) beginning.order(i, i % 3 == 0 ? "E1" : "C1");
            beginning.seen_alive(book_charges_begin() - 96h);
        }
        return disk.image();
    }();
    return image;
}

}  // namespace hall::simulation
