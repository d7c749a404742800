#pragma once
// A database and files to import into it.

#include "daemon/store/reader.hpp"
#include "tests/support/temp_directory.hpp"
#include "tools/hallctl/import/importer.hpp"

#include <fstream>

namespace hall::test {

inline std::filesystem::path write_file(const std::filesystem::path& path, const std::string& bytes) {
    std::ofstream(path, std::ios::binary) << bytes;
    return path;
}

struct ImportFixture {
    TempDirectory directory;
    std::filesystem::path database = directory / "hall.db";
    std::optional<std::filesystem::path> errors;
    tools::Moment now = tools::moment_of(from_millis(1'795'340'000'000), campaigns::Zone{});  // 2026-11-22 in China
    std::vector<std::string> told;
    std::vector<std::string> notes;  // that follow the last line

    /// The importer's last line.
    std::string import(const std::string& kind, const std::string& bytes) {
        told.clear();
        tools::CsvReader file(write_file(directory / "file.csv", bytes));
        tools::Faults faults([this](const std::string& sentence) { told.push_back(sentence); }, errors);
        store::SecondWriter writer(database);
        std::unique_ptr<tools::Rows> rows;
        if (kind == "staff") {
            rows = std::make_unique<tools::StaffRows>(writer.database(), codecs::NumberPlan{});
        } else {
            rows = std::make_unique<tools::SubscriberRows>(writer.database(), codecs::NumberPlan{}, now);
        }
        tools::ImportCounts counts;
        tools::import_file(file, *rows, writer, faults, counts, [] {});
        faults.close();
        notes = tools::notes_of(counts);
        return tools::to_string(counts);
    }

    std::string subscribers(const std::string& bytes) { return import("subscribers", bytes); }
    std::string staff(const std::string& bytes) { return import("staff", bytes); }

    std::optional<store::SubscriberRow> find(const std::string& number) {
        return store::Reader(database).subscriber(number);
    }
};

}  // namespace hall::test
