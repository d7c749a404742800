#pragma once
// The hall as shipped, menu and catalogue, over a real store and with a set clock: texts in, what the phones show out.

#include "daemon/clerk/clerk.hpp"
#include "daemon/config/settings_loader.hpp"
#include "tests/support/temp_directory.hpp"

#include <map>
#include <memory>
#include <string>
#include <vector>

namespace hall::test {

/// A text on a phone.
struct Shown {
    std::string phone;  // as people write it
    std::string text;
    bool operator==(const Shown&) const = default;
};

class BusinessFixture {
public:
    /// `catalogue`: text of another catalogue file than the shipped one; its menu is then checked against it too.
    explicit BusinessFixture(const std::string& catalogue = "", daemon::BackEnd* back_end = nullptr);

    /// `phone` texts to the hall. What arrives on phones because of it, the answer first.
    std::vector<Shown> text(const std::string& phone, const std::string& body, const std::string& to = "10086");

    /// The answer alone.
    std::string answer(const std::string& phone, const std::string& body);

    /// The clock goes on by so much; what arrives on phones meanwhile.
    std::vector<Shown> wait(Millis duration);

    /// The clock goes on until 10:00 on that day.
    std::vector<Shown> wait_until(campaigns::Date day);

    /// An event that is no text.
    std::vector<Shown> handle(daemon::Event event);

    /// The process dies and begins again on the same database.
    void restart();

    /// The same on a database of a real hall.
    void restart_without_clock();

    /// Makes it a subscriber, active, of 石家庄 and 全球通; `values` as in the columns of an import. Of a number that is
    /// known: what a line of an import with these values does.
    void subscriber(const std::string& phone, std::int64_t balance, const std::map<std::string, std::string>& values = {});
    void staff(std::int64_t id, const std::string& phone, const std::string& name, const std::string& city = "石家庄");
    /// Pays onto (or off) the account.
    void pay(const std::string& phone, std::int64_t fen);

    std::int64_t balance(const std::string& phone);
    campaigns::Date today() const { return campaigns::date_of(now, settings.business.zone); }

    daemon::TextArrived event_of(const std::string& phone, const std::string& body, const std::string& to = "10086");
    std::vector<Shown> shown(const daemon::BatchResult& result);

    /// The rows of a query, columns with blanks and rows with ';' between.
    std::string query(const std::string& sql) const;

    TempDirectory directory;
    std::filesystem::path path = directory / "hall.db";
    daemon::ClerkSettings settings;
    UtcTime now;
    std::unique_ptr<store::Store> store;
    std::unique_ptr<daemon::Clerk> clerk;
    std::vector<daemon::BackEndRequest> asked;  // of a back end that takes its time, not yet answered
    daemon::BackEnd* back_end;

private:
    void open();
    std::vector<Shown> settle();
    std::uint32_t sequence_ = 0;
};

}  // namespace hall::test
