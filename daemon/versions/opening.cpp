#include "daemon/versions/opening.hpp"

#include "daemon/config/passwords.hpp"
#include "daemon/observe/log.hpp"
#include "daemon/store/reader.hpp"
#include "daemon/versions/changes.hpp"
#include "daemon/versions/disk_state.hpp"

#include <fmt/format.h>
#include <pwd.h>
#include <unistd.h>

#include <array>

namespace hall::daemon {

namespace {

struct InForce {
    store::VersionRow version;
    VersionFiles files;
    std::optional<store::VersionRow> rollback;  // that put it into force; a newer program makes a row of its own
};

// Whatever is wrong with the database is told by whoever opens it for writing; here it only has nothing to offer.
std::optional<InForce> last_version(const std::filesystem::path& database) {
    try {
        store::Reader reader(database);
        auto versions = reader.versions();
        const auto last = versions.last();
        if (!last) return std::nullopt;
        return InForce{*last, versions.files_of(last->id),
                       last->of_version ? versions.rollback_to(last->hash) : std::nullopt};
    } catch (const store::StoreError&) {
        return std::nullopt;
    }
}

// In the zone of the settings on disk: those are what the hall starts with.
std::optional<Configuration> load_version(const InForce& in_force, const Configuration& started,
                                          const codecs::EnvironmentLookup& environment, std::string& faults) {
    codecs::Diagnostics diagnostics;
    auto loaded = load_configuration(started.path, environment, diagnostics, source_of(in_force.files, started.path),
                                     started.settings.business.zone);
    if (!loaded) faults = diagnostics.to_text();
    return loaded;
}

// Files on disk that are good, under a version that may have been rolled back to.
void follow_rollback(Opening& opening, const InForce& in_force, const codecs::EnvironmentLookup& environment) {
    opening.rollback = in_force.rollback;
    const auto on_disk = to_rows(opening.configuration);
    if (!sets_aside(in_force.version, on_disk)) return;
    const auto version = load_version(in_force, opening.configuration, environment, opening.faults);
    if (!version) {
        opening.why = Opening::Why::rollback_lost;
        return;
    }
    opening.why = Opening::Why::rolled_back;
    opening.differ = differing_paths(in_force.files, on_disk);
    opening.set_aside = changed_live_settings(settings_text(in_force.files), opening.configuration.settings_text);
    opening.configuration = with_live_parts(std::move(opening.configuration), *version);
}

std::string rolled_back_at(const store::VersionRow& rollback, const Opening& opening) {
    return campaigns::format_time(from_millis(rollback.in_force_from), opening.configuration.settings.business.zone);
}

}  // namespace

Configuration with_live_parts(Configuration of, const Configuration& from) {
    of.menu = from.menu;
    of.catalogue = from.catalogue;
    of.files = from.files;
    of.settings.business.yes = from.settings.business.yes;
    of.settings.business.no = from.settings.business.no;
    of.settings.business.wait = from.settings.business.wait;
    of.settings.business.run_from = from.settings.business.run_from;
    of.settings.log_level = from.settings.log_level;
    return of;
}

std::optional<Opening> open_configuration(const std::filesystem::path& path,
                                          const codecs::EnvironmentLookup& environment,
                                          codecs::Diagnostics& diagnostics) {
    Opening opening;
    opening.who = user_name(::getuid());
    if (auto loaded = load_configuration(path, environment, diagnostics)) {
        opening.configuration = std::move(*loaded);
        if (const auto in_force = last_version(opening.configuration.settings.store_path))
            follow_rollback(opening, *in_force, environment);
        return opening;
    }
    if (!settings_are_sound(path, environment)) return std::nullopt;
    codecs::Diagnostics of_settings;
    opening.configuration.path = path;
    opening.configuration.settings = load_settings(path, environment, of_settings);
    opening.configuration.settings_text = without_passwords(read_from_disk(path).value_or(""));
    const auto in_force = last_version(opening.configuration.settings.store_path);
    if (!in_force) return std::nullopt;
    opening.rollback = in_force->rollback;
    const auto version = load_version(*in_force, opening.configuration, environment, opening.faults);
    if (!version) {
        log(LogLevel::error, "version_lost",
            {{"version", in_force->version.id},
             {"what", "the files on disk are faulty, and the version that was in force can no longer be loaded either"},
             {"faults", opening.faults}});
        return std::nullopt;
    }
    opening.configuration = with_live_parts(std::move(opening.configuration), *version);
    opening.why = Opening::Why::faulty_files;
    opening.faults = diagnostics.to_text();
    return opening;
}

void log_opening(const Opening& opening, const store::VersionRow& version) {
    const auto by = opening.rollback ? opening.rollback->who : std::string();
    const auto at = opening.rollback ? rolled_back_at(*opening.rollback, opening) : std::string();
    const auto differ = fmt::format("{}", fmt::join(opening.differ, ", "));
    const auto set_aside = fmt::format("{}", fmt::join(opening.set_aside, ", "));
    switch (opening.why) {
        case Opening::Why::files:
            if (opening.rollback && version.id != opening.rollback->id && !version.of_version)
                log(LogLevel::warn, "rollback_over",
                    {{"rolled_back_by", by}, {"rolled_back_at", at}, {"what", "the files on disk were changed since"}});
            break;
        case Opening::Why::rolled_back:
            log(LogLevel::warn, "files_rolled_back",
                {{"running_version", version.id},
                 {"rolled_back_by", by},
                 {"rolled_back_at", at},
                 {"differ", differ},
                 {"settings_set_aside", set_aside},
                 {"what", "the files on disk are as they were at the rollback, and are left alone"}});
            break;
        case Opening::Why::faulty_files:
            log(LogLevel::error, "files_faulty",
                {{"running_version", version.id},
                 {"what", "the files on disk are faulty; the version that was in force before runs"},
                 {"faults", opening.faults}});
            break;
        case Opening::Why::rollback_lost:
            log(LogLevel::error, "rollback_lost",
                {{"version", opening.rollback ? opening.rollback->id : 0},
                 {"running_version", version.id},
                 {"rolled_back_by", by},
                 {"rolled_back_at", at},
                 {"what",
                  "the version that was rolled back to can no longer be loaded; the files on disk, which had been "
                  "taken back, are in force"},
                 {"faults", opening.faults}});
            break;
    }
    const bool from_disk = opening.why == Opening::Why::files || opening.why == Opening::Why::rollback_lost;
    log(LogLevel::info, "version_in_force",
        {{"version", version.id},
         {"how", version.how},
         {"who", version.who},
         {"hash", version.hash},
         {"from", from_disk ? "disk" : "database"}});
}

store::VersionRow first_version(const Opening& opening, store::Versions& versions) {
    const auto files = to_rows(opening.configuration);
    store::VersionRow row;
    row.how = "start";
    row.who = opening.who;
    row.hash = fingerprint_of(files);
    const auto last = versions.last();
    if (opening.why == Opening::Why::rollback_lost && last)
        row.summary = fmt::format("version {} could not be loaded any more: back to the files on disk\n", last->id);
    row.summary += last ? summary_of(changed_files(versions.files_of(last->id), files)) : "first";
    return row;
}

std::string user_name(unsigned uid) {
    std::array<char, 4096> buffer{};
    ::passwd entry{};
    ::passwd* found = nullptr;
    if (::getpwuid_r(uid, &entry, buffer.data(), buffer.size(), &found) == 0 && found != nullptr) return found->pw_name;
    return fmt::format("uid {}", uid);
}

}  // namespace hall::daemon
