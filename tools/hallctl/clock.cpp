#include "tools/hallctl/clock.hpp"

#include "daemon/store/reader.hpp"
#include "daemon/store/second_writer.hpp"
#include "daemon/store/test_clock.hpp"
#include "tools/hallctl/hall_client.hpp"
#include "tools/hallctl/iso_time.hpp"
#include "tools/hallctl/say.hpp"

#include <fmt/format.h>

#include <charconv>

namespace hall::tools {

namespace {

using namespace std::chrono_literals;

// Beyond it dates have more digits than people expect.
constexpr int most_units = 100000;
constexpr int most_months = 120;

UtcTime real_now() { return std::chrono::floor<Millis>(std::chrono::system_clock::now()); }

std::string shown(UtcTime time, campaigns::Zone zone) {
    const auto local = time + zone.ahead;
    const auto day = std::chrono::floor<std::chrono::days>(local);
    const std::chrono::hh_mm_ss clock(std::chrono::floor<std::chrono::seconds>(local - day));
    return fmt::format("{} {:02}:{:02}:{:02}", campaigns::format_date(day), clock.hours().count(),
                       clock.minutes().count(), clock.seconds().count());
}

int clock(const Arguments& arguments) {
    if (arguments.words == std::vector<std::string>{"accept"}) return ask_and_print(arguments, "clock accept");
    if (arguments.words.size() > 1)
        throw UsageError(fmt::format("one step at a time; '{}' is too much", arguments.words[1]));
    const auto hall = find_hall(arguments);
    store::Reader{hall.database};  // a database that is not there is not made for this
    store::SecondWriter writer(hall.database);
    store::TestClock test_clock(writer.database());
    auto transaction = writer.begin();
    const auto ahead = test_clock.ahead_ms();
    if (!ahead) {
        warn("hallctl: this hall's clock is the real one; only a hall that was started with business: test_clock: "
                   "yes (SMSHALL_TEST_CLOCK=yes) has one that moves; hallctl clock accept tells a hall that doubts it that it is right\n");
        return 1;
    }
    const auto before = real_now() + Millis(*ahead);
    if (arguments.words.empty()) {
        say("{}\n", shown(before, hall.zone));
        return 0;
    }
    const auto& by = arguments.words[0];
    const auto after = by.starts_with('+') ? moved(before, by.substr(1), hall.zone) : std::nullopt;
    if (!after) throw UsageError(fmt::format("'{}' is no step; use +30m, +2h, +3d or +4mo; the clock never goes back", by));
    test_clock.advance((*after - before).count());
    transaction.commit();
    say("{} -> {}\n", shown(before, hall.zone), shown(*after, hall.zone));
    return 0;
}

}  // namespace

std::optional<UtcTime> moved(UtcTime from, std::string_view by, campaigns::Zone zone) {
    int count = 0;
    const auto [stop, error] = std::from_chars(by.data(), by.data() + by.size(), count);
    const std::string_view unit(stop, static_cast<std::size_t>(by.data() + by.size() - stop));
    if (error != std::errc{} || count < 1 || count > most_units) return std::nullopt;
    if (unit == "m") return from + count * 1min;
    if (unit == "h") return from + count * 1h;
    if (unit == "d") return from + count * 24h;
    if (unit != "mo" || count > most_months) return std::nullopt;
    const auto day = campaigns::date_of(from, zone);
    return campaigns::begin_of(campaigns::months_later(day, count), zone) + (from - campaigns::begin_of(day, zone));
}

Command clock_command() {
    return {"clock",
            "  hallctl clock [+30m|+2h|+3d|+4mo]               the clock of a hall for tests, and moves it on\n"
            "  hallctl clock accept                            tells a hall that doubts the machine's clock that it is right\n",
            {{"--socket"}},
            clock};
}

}  // namespace hall::tools
