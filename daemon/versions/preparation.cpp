#include "daemon/versions/preparation.hpp"

#include "daemon/config/review/review.hpp"
#include "daemon/observe/clock.hpp"
#include "daemon/store/reader.hpp"
#include "daemon/versions/change_words.hpp"
#include "daemon/versions/disk_state.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <sstream>

namespace hall::daemon {

namespace {

namespace words = change_words;

void refuse(PreparedVersion& prepared, const codecs::Argument& why, codecs::MessageLanguage language) {
    prepared.first_fault = why.in(codecs::MessageLanguage::en);
    prepared.refused = why.in(language) + "\n";
}

void refuse(PreparedVersion& prepared, const codecs::Diagnostics& diagnostics, codecs::MessageLanguage language) {
    prepared.refused = diagnostics.to_text(language);
    for (const auto& diagnostic : diagnostics.sorted()) {
        if (diagnostic.severity() != codecs::Severity::error) continue;
        if (prepared.faults++ == 0) prepared.first_fault = to_string(diagnostic);
    }
    if (prepared.faults == 0) prepared.faults = 1;
}

/// Without a catalogue nobody is charged, told or able to cancel any more: that is no change to make in passing.
bool closes_the_shop(PreparedVersion& prepared, const Configuration& loaded, const PresentVersion& present,
                     codecs::MessageLanguage language) {
    if (!present.catalogue || loaded.catalogue) return false;
    refuse(prepared, words::no_catalogue, language);
    return true;
}

void take_over(PreparedVersion& prepared, const Configuration& loaded, const PresentVersion& present) {
    const auto& settings = loaded.settings;
    prepared.files = to_rows(loaded);
    prepared.version.hash = fingerprint_of(prepared.files);
    prepared.parts = {loaded.menu,          loaded.catalogue,       settings.business.yes,
                      settings.business.no, settings.business.wait, settings.business.run_from};
    prepared.log_level = settings.log_level;
    auto& changes = prepared.changes;
    const auto tell = [&changes](const Lines& lines) { changes.insert(changes.end(), lines.begin(), lines.end()); };
    tell(changed_files(*present.files, prepared.files));
    for (const auto& key : changed_live_settings(settings_text(*present.files), settings_text(prepared.files)))
        changes.push_back(codecs::filled(words::setting, {key}));
    tell(changed_ids(*present.menu, *loaded.menu));
    tell(changed_ids(present.catalogue.get(), loaded.catalogue.get()));
    tell(changed_prices(present.catalogue.get(), loaded.catalogue.get(), campaigns::date_of(utc_now(), present.zone)));
    prepared.version.summary = summary_of(changes);
}

/// The fingerprints that a start must not take: what lies on disk, the version taken back (the disk may be unreadable
/// now, or hold it again later), and what earlier rollbacks in a row have set aside; but not what comes into force.
std::string hashes_set_aside(const std::string& on_disk, const PreparedVersion& prepared,
                             const PresentVersion& present) {
    std::set<std::string> all{fingerprint_of_content(*present.files)};
    std::istringstream earlier(present.version.overrules.value_or(""));
    for (std::string one; earlier >> one;) all.insert(one);
    all.erase(fingerprint_of_content(prepared.files));
    all.insert(on_disk);
    return fmt::format("{}", fmt::join(all, " "));
}

/// What lies on disk at the moment of a rollback is set aside, whatever it is; and whoever asked hears what it is.
void look_at_disk(PreparedVersion& prepared, const PresentVersion& present) {
    const auto disk = read_disk(present.settings_path, present.zone);
    const auto content = fingerprint_of_content(disk.files);
    const bool back_again = content == fingerprint_of_content(prepared.files);
    const bool settings_too = changed_live_settings(settings_text(disk.files), settings_text(prepared.files)).empty();
    if (disk.faults > 0)
        prepared.disk.push_back(codecs::filled(words::disk_is_faulty, {std::to_string(disk.faults), disk.first_fault}));
    if (!disk.settings_sound) prepared.disk.emplace_back(words::start_would_fail);
    if (back_again && settings_too) {
        prepared.disk.emplace_back(words::disk_is_in_force);
        return;
    }
    prepared.version.overrules = hashes_set_aside(content, prepared, present);
    const bool as_before = content == fingerprint_of_content(*present.files) &&
                           changed_live_settings(settings_text(disk.files), settings_text(*present.files)).empty();
    if (as_before) {
        const auto id = present.version.of_version.value_or(present.version.id);
        prepared.disk.push_back(codecs::filled(words::disk_is_taken_back, {std::to_string(id)}));
        return;
    }
    if (sets_aside(present.version, disk.files)) {
        prepared.disk.emplace_back(words::disk_is_still_aside);
        return;
    }
    const auto state = compare_with_disk(prepared.version, prepared.files, present.settings_path, present.zone);
    prepared.disk.push_back(codecs::filled(words::disk_is_another, {codecs::listed(state.changed)}));
}

std::optional<store::VersionRow> version_before(store::Versions& versions, const store::VersionRow& present) {
    constexpr std::int64_t most = 1'000'000;
    const auto of = present.of_version.value_or(present.id);
    for (auto& row : versions.newest(most))
        if (row.id < of && row.hash != present.hash) return std::move(row);
    return std::nullopt;
}

}  // namespace

PreparedVersion prepare_reload(const PresentVersion& present, codecs::MessageLanguage language) {
    PreparedVersion prepared;
    prepared.version.how = "reload";
    codecs::Diagnostics diagnostics;
    const auto loaded =
        load_configuration(present.settings_path, process_environment(), diagnostics, read_from_disk, present.zone);
    if (!loaded) {
        refuse(prepared, diagnostics, language);
        return prepared;
    }
    prepared.warnings = diagnostics.to_text(language);
    codecs::Diagnostics reviewed;
    ReviewLimits limits;
    limits.now = utc_now();
    review({*loaded->menu, loaded->catalogue.get(), loaded->settings}, limits, reviewed);
    if (const auto found = reviewed.sorted().size(); found > 0)
        prepared.warnings += codecs::filled(words::check_warns, {std::to_string(found)}).in(language) + "\n";
    if (closes_the_shop(prepared, *loaded, present, language)) return prepared;
    take_over(prepared, *loaded, present);
    prepared.unchanged = prepared.version.hash == present.version.hash;
    for (const auto& key : changed_settings(*present.started_settings, settings_text(prepared.files)))
        if (!changes_live(key)) prepared.waits.push_back(key);
    return prepared;
}

PreparedVersion prepare_rollback(const PresentVersion& present, std::optional<std::int64_t> wanted,
                                 codecs::MessageLanguage language) {
    PreparedVersion prepared;
    prepared.version.how = "rollback";
    try {
        store::Reader reader(present.database);
        auto versions = reader.versions();
        const auto target = wanted ? versions.find(*wanted) : version_before(versions, present.version);
        if (!target) {
            refuse(prepared,
                   wanted ? codecs::filled(words::no_such_version, {std::to_string(*wanted)}) : words::none_before,
                   language);
            return prepared;
        }
        auto files = versions.files_of(target->id);
        prepared.version.of_version = target->of_version.value_or(target->id);
        codecs::Diagnostics diagnostics;
        const auto loaded = load_configuration(present.settings_path, process_environment(), diagnostics,
                                               source_of(std::move(files), present.settings_path), present.zone);
        if (!loaded) {
            refuse(prepared, diagnostics, language);
            return prepared;
        }
        if (closes_the_shop(prepared, *loaded, present, language)) return prepared;
        take_over(prepared, *loaded, present);
        prepared.unchanged = prepared.version.hash == present.version.hash;
        if (!prepared.unchanged) look_at_disk(prepared, present);
    } catch (const store::StoreError& error) {
        refuse(prepared, error.what(), language);
    }
    return prepared;
}

}  // namespace hall::daemon
