#pragma once
// What each kind of import file holds, and how one of its lines gets into the database.

#include "daemon/store/import.hpp"
#include "tools/hallctl/import/fields.hpp"
#include "tools/hallctl/moment.hpp"

#include <unordered_map>

namespace hall::tools {

/// One kind of file.
class Rows {
public:
    virtual ~Rows() = default;

    virtual const std::vector<std::string>& columns() const = 0;
    virtual const std::vector<std::string>& required() const = 0;

    /// Writes the line down, inside the caller's transaction. Nothing, and nothing written, after a fault: also when an
    /// earlier line was about the same number. Throws store::StoreError, and may then have written a part of it. A line
    /// whose transaction was taken back may be taken once more.
    virtual std::optional<store::Imported> take(Fields& fields, std::int64_t line,
                                                std::vector<std::string>& faults) = 0;

    /// What else the last line that was taken came to.
    virtual store::ImportNotes notes() const { return {}; }

protected:
    /// Tells of another line than `line` that was about the same number.
    void check_first(std::int64_t number, std::int64_t line, std::vector<std::string>& faults) const;
    /// `line` was the one about this number.
    void remember(std::int64_t number, std::int64_t line) { line_of_.emplace(number, line); }

private:
    std::unordered_map<std::int64_t, std::int64_t> line_of_;
};

/// Subscribers; what they used counts for the month of `now`.
class SubscriberRows : public Rows {
public:
    SubscriberRows(store::Database& database, const codecs::NumberPlan& plan, const Moment& now)
        : import_(database), plan_(plan), now_(now) {}

    const std::vector<std::string>& columns() const override;
    const std::vector<std::string>& required() const override;
    std::optional<store::Imported> take(Fields& fields, std::int64_t line, std::vector<std::string>& faults) override;
    store::ImportNotes notes() const override { return import_.notes(); }

private:
    /// What is known of the number; nothing of an earlier owner.
    store::SubscriberRow known(const std::string& number, const Fields& fields);

    store::Import import_;
    codecs::NumberPlan plan_;
    Moment now_;
};

/// Employees and agents.
class StaffRows : public Rows {
public:
    StaffRows(store::Database& database, const codecs::NumberPlan& plan) : import_(database), plan_(plan) {}

    const std::vector<std::string>& columns() const override;
    const std::vector<std::string>& required() const override;
    std::optional<store::Imported> take(Fields& fields, std::int64_t line, std::vector<std::string>& faults) override;

private:
    store::Import import_;
    codecs::NumberPlan plan_;
};

}  // namespace hall::tools
