#include "daemon/versions/preparation.hpp"

#include "daemon/store/reader.hpp"
#include "daemon/versions/changes.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace hall::daemon {

namespace {

void refuse(PreparedVersion& prepared, std::string why) {
    prepared.first_fault = why;
    prepared.refused = std::move(why) + "\n";
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
bool closes_the_shop(PreparedVersion& prepared, const Configuration& loaded, const PresentVersion& present) {
    if (!present.catalogue || loaded.catalogue) return false;
    refuse(prepared, "the settings name no catalogue any more (hall: catalogue:); that needs a restart");
    return true;
}

void take_over(PreparedVersion& prepared, const Configuration& loaded, const PresentVersion& present) {
    const auto& settings = loaded.settings;
    prepared.files = to_rows(loaded);
    prepared.version.hash = fingerprint_of(prepared.files);
    prepared.parts = {loaded.menu,           loaded.catalogue,       settings.business.yes,
                      settings.business.no,  settings.business.wait, settings.business.run_from};
    prepared.log_level = settings.log_level;
    auto& changes = prepared.changes;
    const auto tell = [&changes](const std::vector<std::string>& lines) {
        changes.insert(changes.end(), lines.begin(), lines.end());
    };
    tell(changed_files(*present.files, prepared.files));
    for (const auto& key : changed_settings(settings_text(*present.files), settings_text(prepared.files)))
        if (changes_live(key)) changes.push_back("setting " + key);
    tell(changed_ids(*present.menu, *loaded.menu));
    tell(changed_ids(present.catalogue.get(), loaded.catalogue.get()));
    prepared.version.summary = fmt::format("{}", fmt::join(changes, "\n"));
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
    const auto loaded = load_configuration(present.settings_path, process_environment(), diagnostics);
    if (!loaded) {
        refuse(prepared, diagnostics, language);
        return prepared;
    }
    prepared.warnings = diagnostics.to_text(language);
    if (closes_the_shop(prepared, *loaded, present)) return prepared;
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
            refuse(prepared, wanted ? fmt::format("there is no version {}; hallctl versions lists them", *wanted)
                                    : "there is no version before this one; hallctl versions lists them");
            return prepared;
        }
        auto files = versions.files_of(target->id);
        prepared.version.of_version = target->of_version.value_or(target->id);
        // The files on disk are the last that were loaded from there, however often it was rolled back since.
        prepared.version.overrules = present.version.overrules.value_or(present.version.hash);
        codecs::Diagnostics diagnostics;
        const auto loaded = load_configuration(present.settings_path, process_environment(), diagnostics,
                                               source_of(std::move(files), present.settings_path));
        if (!loaded) {
            refuse(prepared, diagnostics, language);
            return prepared;
        }
        if (closes_the_shop(prepared, *loaded, present)) return prepared;
        take_over(prepared, *loaded, present);
        prepared.unchanged = prepared.version.hash == present.version.hash;
        // Rolled back to what lies on disk: then nothing is set aside.
        if (prepared.version.hash == *prepared.version.overrules) prepared.version.overrules.reset();
    } catch (const store::StoreError& error) {
        refuse(prepared, error.what());
    }
    return prepared;
}

}  // namespace hall::daemon
