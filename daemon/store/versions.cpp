#include "daemon/store/versions.hpp"

namespace hall::store {

namespace {

constexpr const char* columns =
    "SELECT id, in_force_from, program_version, how, who, hash, summary, of_version, overrules FROM versions ";

std::vector<VersionRow> read(Statement& statement) {
    std::vector<VersionRow> rows;
    while (statement.step()) {
        VersionRow row;
        row.id = statement.integer(0);
        row.in_force_from = statement.integer(1);
        row.program_version = statement.text(2);
        row.how = statement.text(3);
        row.who = statement.text(4);
        row.hash = statement.text(5);
        row.summary = statement.text(6);
        row.of_version = statement.optional_integer(7);
        row.overrules = statement.optional_text(8);
        rows.push_back(std::move(row));
    }
    return rows;
}

std::optional<VersionRow> first_of(std::vector<VersionRow> rows) {
    if (rows.empty()) return std::nullopt;
    return std::move(rows.front());
}

}  // namespace

// All of this happens a few times a day: no statement is kept for it.

std::int64_t Versions::record(const VersionRow& row, const std::vector<VersionFileRow>& files) {
    Statement insert(database_, R"(
INSERT INTO versions (in_force_from, program_version, how, who, hash, summary, of_version, overrules)
VALUES (?,?,?,?,?,?,?,?))");
    insert.run(row.in_force_from, row.program_version, row.how, row.who, row.hash, row.summary, row.of_version,
               row.overrules);
    const auto id = database_.last_insert_id();
    Statement insert_file(database_, "INSERT INTO version_files (version_id, role, path, body) VALUES (?,?,?,?)");
    for (const auto& file : files) insert_file.run(id, file.role, file.path, file.body);
    return id;
}

void Versions::record_control(const ControlRow& row) {
    Statement insert(database_, "INSERT INTO control_log (at, who, command, outcome, detail) VALUES (?,?,?,?,?)");
    insert.run(row.at, row.who, row.command, row.outcome, row.detail);
}

std::optional<VersionRow> Versions::last() { return first_of(newest(1)); }

std::optional<VersionRow> Versions::find(std::int64_t id) {
    Statement select(database_, (std::string(columns) + "WHERE id = ?").c_str());
    select.begin(id);
    return first_of(read(select));
}

std::optional<VersionRow> Versions::rollback_to(std::string_view hash) {
    Statement select(database_,
                     (std::string(columns) + "WHERE how = 'rollback' AND hash = ? ORDER BY id DESC LIMIT 1").c_str());
    select.begin(hash);
    return first_of(read(select));
}

std::vector<VersionRow> Versions::newest(std::int64_t limit) {
    Statement select(database_, (std::string(columns) + "ORDER BY id DESC LIMIT ?").c_str());
    select.begin(limit);
    return read(select);
}

std::vector<VersionFileRow> Versions::files_of(std::int64_t id) {
    Statement select(database_, "SELECT role, path, body FROM version_files WHERE version_id = ? ORDER BY rowid");
    select.begin(id);
    std::vector<VersionFileRow> files;
    while (select.step()) files.push_back({select.text(0), select.text(1), select.text(2)});
    return files;
}

}  // namespace hall::store
