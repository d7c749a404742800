#include "daemon/versions/disk_state.hpp"

#include "daemon/config/passwords.hpp"

#include <algorithm>
#include <sstream>

namespace hall::daemon {

namespace {

/// `files` as they stand on disk; one that cannot be read is left out.
VersionFiles as_on_disk(const VersionFiles& files, const std::filesystem::path& settings_path) {
    VersionFiles rows;
    for (const auto& file : files) {
        auto text = read_from_disk(settings_path.parent_path() / file.path);
        if (!text) continue;
        if (file.role == "settings") text = without_passwords(std::move(*text));
        rows.push_back({file.role, file.path, std::move(*text)});
    }
    return rows;
}

const store::VersionFileRow* find_path(const VersionFiles& files, std::string_view path) {
    const auto found = std::find_if(files.begin(), files.end(), [&](const auto& file) { return file.path == path; });
    return found == files.end() ? nullptr : &*found;
}

}  // namespace

DiskFiles read_disk(const std::filesystem::path& settings_path, campaigns::Zone zone) {
    DiskFiles disk;
    const auto recorded = [&](const std::filesystem::path& path) {
        auto text = read_from_disk(path);
        const auto shown = kept_path(path, settings_path.parent_path());
        if (text && find_path(disk.files, shown) == nullptr)
            disk.files.push_back(disk.files.empty() ? store::VersionFileRow{"settings", shown, without_passwords(*text)}
                                                    : store::VersionFileRow{"include", shown, *text});
        return text;
    };
    codecs::Diagnostics diagnostics;
    if (load_configuration(settings_path, process_environment(), diagnostics, recorded, zone)) return disk;
    disk.settings_sound = settings_are_sound(settings_path, process_environment());
    disk.all_faults = diagnostics.to_text();
    for (const auto& diagnostic : diagnostics.sorted()) {
        if (diagnostic.severity() != codecs::Severity::error) continue;
        if (disk.faults++ == 0) disk.first_fault = to_string(diagnostic);
    }
    return disk;
}

bool sets_aside(const store::VersionRow& version, const VersionFiles& on_disk) {
    const auto content = fingerprint_of_content(on_disk);
    std::istringstream all(version.overrules.value_or(""));
    for (std::string one; all >> one;)
        if (one == content) return true;
    return version.overrules == fingerprint_of(on_disk);  // as programs before this one wrote it
}

DiskState compare_with_disk(const store::VersionRow& version, const VersionFiles& files,
                            const std::filesystem::path& settings_path, campaigns::Zone zone) {
    DiskState state;
    if (files.empty()) return state;
    const auto on_disk = as_on_disk(files, settings_path);
    if (fingerprint_of(on_disk) == version.hash) {
        state.kind = DiskState::Kind::same;
        return state;
    }
    // What the files on disk include may be others than what those in force include: only reading them tells.
    auto disk = read_disk(settings_path, zone);
    state.kind = sets_aside(version, disk.files) ? DiskState::Kind::set_aside : DiskState::Kind::changed;
    state.faults = disk.faults;
    state.settings_sound = disk.settings_sound;
    state.all_faults = std::move(disk.all_faults);
    state.first_fault = std::move(disk.first_fault);
    for (const auto& file : files) {
        const auto* now = find_path(on_disk, file.path);
        if (now == nullptr || now->body != file.body) state.changed.push_back(file.path);
    }
    for (const auto& file : disk.files)
        if (find_path(files, file.path) == nullptr) state.changed.push_back(file.path);
    return state;
}

}  // namespace hall::daemon
