#pragma once
// The versions of the hall's files that were ever in force, and what was asked of the running hall.
// Writing is for the clerk's thread, inside its transaction. Every function throws StoreError.

#include "daemon/store/database.hpp"

#include <optional>
#include <string>
#include <vector>

namespace hall::store {

struct VersionRow {
    std::int64_t id = 0;  // given by the store
    std::int64_t in_force_from = 0;
    std::string program_version;
    std::string how;  // "start", "reload", "rollback"
    std::string who;
    std::string hash;     // of all files
    std::string summary;  // what changed, a line each
    std::optional<std::int64_t> of_version;  // of a rollback: whose files they are
    std::optional<std::string> overrules;    // of a rollback: hashes of menu, catalogue and includes that it has set aside
};

struct VersionFileRow {
    std::string role;  // "settings", "menu", "catalogue", "include"
    std::string path;
    std::string body;
};

struct ControlRow {
    std::int64_t at = 0;
    std::string who;
    std::string command;
    std::string outcome;  // "done", "unchanged", "refused", "failed"
    std::string detail;
};

class Versions {
public:
    explicit Versions(Database& database) : database_(database) {}

    /// Returns the new version's id.
    std::int64_t record(const VersionRow& row, const std::vector<VersionFileRow>& files);

    void record_control(const ControlRow& row);

    /// The version in force, or that was when the last run ended.
    std::optional<VersionRow> last();

    std::optional<VersionRow> find(std::int64_t id);

    /// The newest rollback to files with this hash.
    std::optional<VersionRow> rollback_to(std::string_view hash);

    /// The newest first, at most `limit`.
    std::vector<VersionRow> newest(std::int64_t limit);

    /// The files of a version, the settings first, in the order in which they were read.
    std::vector<VersionFileRow> files_of(std::int64_t id);

private:
    Database& database_;
};

}  // namespace hall::store
