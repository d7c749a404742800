#include "daemon/versions/opening.hpp"

#include "daemon/store/reader.hpp"
#include "daemon/versions/changes.hpp"

#include <fmt/format.h>
#include <pwd.h>
#include <unistd.h>

#include <array>

namespace hall::daemon {

namespace {

struct InForce {
    store::VersionRow version;
    VersionFiles files;
};

// Whatever is wrong with the database is told by whoever opens it for writing; here it only has nothing to offer.
std::optional<InForce> last_version(const std::filesystem::path& database) {
    try {
        store::Reader reader(database);
        auto versions = reader.versions();
        const auto last = versions.last();
        if (!last) return std::nullopt;
        return InForce{*last, versions.files_of(last->id)};
    } catch (const store::StoreError&) {
        return std::nullopt;
    }
}

std::optional<Configuration> load_version(const InForce& in_force, const std::filesystem::path& path,
                                          const codecs::EnvironmentLookup& environment) {
    codecs::Diagnostics diagnostics;  // it was in force; a fault now is this program's stricter view
    return load_configuration(path, environment, diagnostics, source_of(in_force.files, path));
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
        const auto in_force = last_version(opening.configuration.settings.store_path);
        if (!in_force || !in_force->version.overrules) return opening;
        const auto on_disk = fingerprint_of(to_rows(opening.configuration));
        if (on_disk != *in_force->version.overrules) return opening;
        if (const auto version = load_version(*in_force, path, environment)) {
            opening.configuration = with_live_parts(std::move(opening.configuration), *version);
            opening.rolled_back = on_disk;
        }
        return opening;
    }
    if (!settings_are_sound(path, environment)) return std::nullopt;
    codecs::Diagnostics of_settings;
    opening.configuration.path = path;
    opening.configuration.settings = load_settings(path, environment, of_settings);
    opening.configuration.settings_text =
        without_passwords(read_from_disk(path).value_or(""), opening.configuration.settings);
    const auto in_force = last_version(opening.configuration.settings.store_path);
    if (!in_force) return std::nullopt;
    const auto version = load_version(*in_force, path, environment);
    if (!version) return std::nullopt;
    opening.configuration = with_live_parts(std::move(opening.configuration), *version);
    opening.faulty_files = diagnostics.to_text();
    return opening;
}

store::VersionRow first_version(const Opening& opening, store::Versions& versions) {
    const auto files = to_rows(opening.configuration);
    store::VersionRow row;
    row.how = "start";
    row.who = opening.who;
    row.hash = fingerprint_of(files);
    const auto last = versions.last();
    row.summary = last ? fmt::format("{}", fmt::join(changed_files(versions.files_of(last->id), files), "\n")) : "first";
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
