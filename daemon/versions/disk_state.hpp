#pragma once
// The hall's files as they stand on disk now, and how they compare to those in force. Touches the disk: for the reader
// thread, or a start.

#include "daemon/versions/version_files.hpp"

namespace hall::daemon {

/// What a reload would read, as far as it can be read.
struct DiskFiles {
    VersionFiles files;  // the settings first; passwords blanked. Roles other than "settings" are not told apart
    std::size_t faults = 0;
    std::string all_faults;  // lines
    std::string first_fault;
    bool settings_sound = true;  // false: a start would fail, whatever is in the database
};

DiskFiles read_disk(const std::filesystem::path& settings_path, campaigns::Zone zone);

struct DiskState {
    enum class Kind {
        same,       // those in force
        set_aside,  // menu, catalogue and includes are such as a rollback set aside: only a reload takes them
        changed,    // others; the next start takes them
        unknown,
    };
    Kind kind = Kind::unknown;
    std::vector<std::string> changed;  // paths that are not as in force, new ones too
    std::size_t faults = 0;            // a reload would be refused
    std::string all_faults;
    std::string first_fault;
    bool settings_sound = true;
};

/// `version` and `files`: what is in force. `zone`: of the running hall.
DiskState compare_with_disk(const store::VersionRow& version, const VersionFiles& files,
                            const std::filesystem::path& settings_path, campaigns::Zone zone);

/// Whether the files on disk are those that `version`, a rollback, has set aside.
bool sets_aside(const store::VersionRow& version, const VersionFiles& on_disk);

}  // namespace hall::daemon
