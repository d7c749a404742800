#pragma once
// Who takes part in a rehearsal: subscribers and staff out of import files, and single ones with the attributes that
// somebody wants to see the hall with. Writes to the rehearsal's own database only.

#include "campaigns/catalogue.hpp"
#include "codecs/text/msisdn.hpp"
#include "daemon/store/store.hpp"
#include "tools/hallctl/moment.hpp"

#include <filesystem>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

namespace hall::tools {

/// One subscriber: the columns of an import file by name, and the packages that he has already.
struct SubscriberSheet {
    std::string number;
    std::vector<std::pair<std::string, std::string>> columns;  // "brand", "动感地带"; without "number"
    std::vector<std::string> packages;                         // ids of the catalogue
    bool operator==(const SubscriberSheet&) const = default;
};

/// The names that SubscriberSheet::columns may hold.
const std::vector<std::string>& subscriber_columns();

/// A file of subscribers cannot be read, or lines of it are at fault. The message is a list, a line each.
class SubscribersError : public std::runtime_error {
public:
    using std::runtime_error::runtime_error;
};

class SubscriberBook {
public:
    SubscriberBook(std::filesystem::path database, codecs::NumberPlan plan, Moment now,
                   const campaigns::Catalogue* catalogue)
        : database_(std::move(database)), plan_(std::move(plan)), now_(now), catalogue_(catalogue) {}

    /// Throws SubscribersError, store::StoreError.
    void import_subscribers(const std::filesystem::path& csv);
    void import_staff(const std::filesystem::path& csv);

    /// Adds him, or changes what `sheet` names of one who is there, the balance too. Packages are his since today, paid
    /// for this month. Returns what is wrong, a sentence each; then nothing was written.
    std::vector<std::string> add(const SubscriberSheet& sheet, store::Store& store);

private:
    void import_file_of(const std::filesystem::path& csv, bool staff);
    void give(const std::string& number, const campaigns::Package& package, store::Store& store) const;

    std::filesystem::path database_;
    codecs::NumberPlan plan_;
    Moment now_;
    const campaigns::Catalogue* catalogue_;
};

}  // namespace hall::tools
