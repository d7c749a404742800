#include "tools/hallctl/import/importer.hpp"

#include <fmt/format.h>

#include <chrono>
#include <map>
#include <thread>

namespace hall::tools {

namespace {

using Clock = std::chrono::steady_clock;

// While a transaction is open the clerk waits, so it is short; and because SQLite wakes nobody who waits for a lock but
// lets him try again now and then, the lock is free for as long as it was held.
constexpr auto longest_transaction = std::chrono::milliseconds(20);
constexpr std::size_t lines_at_once = 1000;

class Importer {
public:
    Importer(CsvReader& file, Rows& rows, store::SecondWriter& writer, Faults& faults, ImportCounts& counts)
        : file_(file), rows_(rows), writer_(writer), faults_(faults), counts_(counts), header_(read_header()) {}

    /// Reads, then writes, the next thousand lines: a file that comes slowly (a pipe) must not hold the database up.
    bool step() {
        lines_.clear();
        while (lines_.size() < lines_at_once) {
            auto line = file_.next();
            if (!line) break;
            lines_.push_back(std::move(*line));
        }
        for (auto line = lines_.cbegin(); line != lines_.cend();) line = write_from(line);
        return !lines_.empty();
    }

private:
    using Lines = std::vector<CsvLine>;

    Header read_header() {
        const auto line = file_.next();
        if (!line) throw HeaderError(refusal({"the file is empty"}));
        if (!line->fault.empty()) throw HeaderError(refusal({line->fault}));
        std::vector<std::string> faults;
        Header header(line->fields, rows_.columns(), rows_.required(), faults);
        if (!faults.empty()) throw HeaderError(refusal(faults));
        return header;
    }

    std::string refusal(const std::vector<std::string>& faults) const {
        return fmt::format("{}\nnothing was imported; the first line names the columns, which are {} (needed: {})",
                           fmt::join(faults, "\n"), fmt::join(rows_.columns(), ", "),
                           fmt::join(rows_.required(), ", "));
    }

    // One transaction. Returns the first line that is not in it: all of them, when one was found on a damaged page, after
    // which SQLite lets a transaction do nothing but roll back.
    Lines::const_iterator write_from(const Lines::const_iterator first) {
        ImportCounts after = counts_;
        std::vector<std::pair<std::int64_t, std::string>> told;  // once they are on disk
        auto line = first;
        auto transaction = writer_.begin();
        const auto begin = Clock::now();
        do {
            try {
                write(*line, after, told);
            } catch (const store::StoreError& error) {
                if (!error.page_damaged()) throw;
                on_damaged_page_[line->number] = refused(error);
                return first;
            }
            ++line;
        } while (line != lines_.cend() && Clock::now() - begin < longest_transaction);
        transaction.commit();
        counts_ = after;
        for (const auto& [number, fault] : told) faults_.add(number, fault);
        std::this_thread::sleep_for(Clock::now() - begin);
        return line;
    }

    static std::string refused(const store::StoreError& error) {
        return fmt::format("the database does not take it: {}; the other lines are not concerned, hallctl audit may tell more",
                           error.what());
    }

    // What the database refuses of a line is taken back, and the line is at fault; the others go in.
    std::optional<store::Imported> take_alone(const CsvLine& line, std::vector<std::string>& faults) {
        if (const auto damaged = on_damaged_page_.find(line.number); damaged != on_damaged_page_.end()) {
            faults.push_back(damaged->second);
            return std::nullopt;
        }
        try {
            store::Savepoint savepoint(writer_.database());
            auto imported = take(line, faults);
            savepoint.release();
            return imported;
        } catch (const store::StoreError& error) {
            if (!error.row_at_fault() || error.page_damaged()) throw;
            faults.push_back(refused(error));
            return std::nullopt;
        }
    }

    void write(const CsvLine& line, ImportCounts& counts, std::vector<std::pair<std::int64_t, std::string>>& told) {
        std::vector<std::string> faults;
        const auto imported = take_alone(line, faults);
        if (!imported) {
            for (auto& fault : faults) told.emplace_back(line.number, std::move(fault));
            ++counts.faulty;
            return;
        }
        const auto notes = rows_.notes();
        counts.cancelled += notes.cancelled ? 1 : 0;
        counts.new_owners += notes.new_owner ? 1 : 0;
        counts.joined_corrected += notes.joined_corrected ? 1 : 0;
        switch (*imported) {
            case store::Imported::added:
                ++counts.added;
                break;
            case store::Imported::changed:
                ++counts.changed;
                break;
            case store::Imported::unchanged:
                ++counts.unchanged;
                break;
        }
    }

    std::optional<store::Imported> take(const CsvLine& line, std::vector<std::string>& faults) {
        if (!line.fault.empty()) {
            faults.push_back(line.fault);
            return std::nullopt;
        }
        if (line.fields.size() != header_.size()) {
            faults.push_back(
                fmt::format("{} fields where the first line names {} columns; quote a field that holds a "
                            "comma",
                            line.fields.size(), header_.size()));
            return std::nullopt;
        }
        Fields fields(header_, line.fields, faults);
        return rows_.take(fields, line.number, faults);
    }

    CsvReader& file_;
    Rows& rows_;
    store::SecondWriter& writer_;
    Faults& faults_;
    ImportCounts& counts_;
    Header header_;
    Lines lines_;
    std::map<std::int64_t, std::string> on_damaged_page_;  // line -> why it is at fault
};

}  // namespace

std::string to_string(const ImportCounts& counts) {
    return fmt::format("{} read: {} added, {} changed, {} unchanged, {} faulty", counts.read(), counts.added,
                       counts.changed, counts.unchanged, counts.faulty);
}

std::vector<std::string> notes_of(const ImportCounts& counts) {
    std::vector<std::string> notes;
    if (counts.cancelled > 0) notes.push_back(fmt::format("{} cancelled: what they had has ended", counts.cancelled));
    if (counts.new_owners > 0)
        notes.push_back(fmt::format("{} with a new owner: they begin anew; what the earlier owner had stands under NUMBER~1, ~2 ...",
                                    counts.new_owners));
    if (counts.joined_corrected > 0)
        notes.push_back(fmt::format("{} with another day in 'joined' and the same owner: taken as a correction, which touches "
                                    "nothing else",
                                    counts.joined_corrected));
    return notes;
}

void import_file(CsvReader& file, Rows& rows, store::SecondWriter& writer, Faults& faults, ImportCounts& counts,
                 const std::function<void()>& progress) {
    Importer importer(file, rows, writer, faults, counts);
    while (importer.step()) progress();
}

}  // namespace hall::tools
