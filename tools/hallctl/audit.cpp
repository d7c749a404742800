#include "tools/hallctl/audit.hpp"

#include "campaigns/catalogue_loader.hpp"
#include "codecs/yaml/rules.hpp"
#include "daemon/business/audit.hpp"
#include "daemon/config/text_file.hpp"
#include "daemon/store/wal_keeper.hpp"
#include "tools/hallctl/moment.hpp"
#include "tools/hallctl/say.hpp"

#include <fmt/format.h>

#include <cstdio>

namespace hall::tools {

namespace {

std::shared_ptr<const campaigns::Catalogue> catalogue_of(const std::filesystem::path& path) {
    if (path.empty()) return nullptr;
    codecs::Diagnostics diagnostics;
    const auto text = daemon::read_from_disk(path);
    if (!text) daemon::tell_unread(path, {path.string(), 1, 1}, codecs::rules::unreadable_file, {}, diagnostics);
    if (diagnostics.has_errors()) throw SettingsError(diagnostics.to_text());
    auto catalogue = campaigns::parse_catalogue(codecs::parse_yaml(*text, path.string(), diagnostics), diagnostics);
    if (!catalogue) throw SettingsError(diagnostics.to_text());
    return catalogue;
}

int audit(const Arguments& arguments) {
    if (!arguments.words.empty())
        throw UsageError(fmt::format("audit takes no '{}'; it looks at the whole book", arguments.words[0]));
    const auto hall = find_hall(arguments);
    const auto catalogue = catalogue_of(hall.catalogue);
    if (!catalogue) warn("hallctl: without a catalogue neither due days nor tiers nor offers' numbers are checked\n");
    const auto began = std::chrono::steady_clock::now();
    const auto wal_before = store::wal_octets(hall.database);
    store::AuditReader book(hall.database);
    std::int64_t found = 0;
    const auto tell = [&found](const std::string& difference) {
        ++found;
        say("{}\n", difference);
    };
    daemon::audit(book, catalogue.get(), tell);
    // What came due yesterday is left to a hall that is being restarted.
    const auto now = std::chrono::floor<Millis>(std::chrono::system_clock::now()) + Millis(book.ahead_ms());
    book.check_overdue(moment_of(now, hall.zone).day - 1, tell);
    // It reads everything as it was at one moment, and the write-ahead log has grown by what came meanwhile.
    const auto wal_after = store::wal_octets(hall.database);
    warn("hallctl: read for {:.1f} s; the write-ahead log grew by {} KiB meanwhile\n",
               std::chrono::duration<double>(std::chrono::steady_clock::now() - began).count(),
               wal_after > wal_before ? (wal_after - wal_before) / 1024 : 0);
    if (found > 0) {
        warn("hallctl: {} differences\n", found);
        return 1;
    }
    const auto counts = book.counts();
    say("clean: {} subscribers, {} subscriptions, {} movements, {} orders, {} referrals, {} grants of points\n",
               counts.subscribers, counts.subscriptions, counts.movements, counts.orders, counts.referrals,
               counts.points_lots);
    return 0;
}

}  // namespace

Command audit_command() {
    return {"audit",
            "  hallctl audit                                   recomputes the book and tells every difference; smshalld may run\n",
            {},
            audit};
}

}  // namespace hall::tools
