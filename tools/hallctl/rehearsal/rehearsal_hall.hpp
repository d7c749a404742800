#pragma once
// The hall as it would answer, for people who want to see it before subscribers do: the real clerk on a database of
// its own that is gone afterwards, with a clock that is set. No daemon, no SMSC, nothing of the real hall is touched.

#include "daemon/clerk/clerk.hpp"
#include "daemon/config/settings_loader.hpp"
#include "tools/hallctl/rehearsal/subscribers.hpp"
#include "tools/hallctl/rehearsal/temporary_folder.hpp"
#include "tools/hallctl/rehearsal/why.hpp"

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace hall::tools {

/// A text on a phone.
struct Arrived {
    std::string phone;  // as people write it at home: "13800138000"
    std::string text;
    codecs::Alphabet alphabet = codecs::Alphabet::ucs2;
    std::vector<std::string> parts;         // what each part holds
    std::vector<std::size_t> part_lengths;  // in units of the alphabet: characters, septets
    std::size_t part_capacity = 0;          // most units of one of these parts
    bool answer = false;                    // to the text just sent; else a notice
};

class RehearsalHall {
public:
    /// A hall without subscribers. Throws store::StoreError, std::system_error.
    RehearsalHall(const daemon::Configuration& configuration, UtcTime begin);

    UtcTime now() const { return now_; }
    campaigns::Zone zone() const { return configuration_.settings.business.zone; }
    const daemon::Configuration& configuration() const { return configuration_; }

    /// Everybody in an import file; see read_subscribers.
    void add_subscribers(const std::filesystem::path& csv);
    void add_staff(const std::filesystem::path& csv);
    /// One more, or other attributes of one who is there. Returns what is wrong with them, a sentence each.
    std::vector<std::string> add_subscriber(const SubscriberSheet& sheet);
    bool is_subscriber(const std::string& phone) const;
    /// However it is written ("+8613800138000"): as it stands in Arrived::phone.
    std::string at_home(const std::string& phone) const;

    /// `phone` texts to `to`. What arrives on phones because of it, the answer first.
    std::vector<Arrived> text(const std::string& phone, const std::string& to, const std::string& body);

    /// The clock goes on; what arrives meanwhile. The hall does what comes due at the moment when it is due.
    std::vector<Arrived> wait_until(UtcTime moment);

    /// Of the last text of `phone`. It points into the menu.
    std::optional<Understood> understood(const std::string& phone) const;

private:
    daemon::TextArrived event_of(const std::string& phone, const std::string& to, const std::string& body);
    std::string canonical(const std::string& phone) const;
    /// What the menu makes of a text that has not come yet.
    Understood forethought(const std::string& subscriber, const std::string& to, const std::string& body);
    /// Handles the events and lets the SMSC take all that comes out.
    std::vector<Arrived> handle(std::vector<daemon::Event> events);
    std::vector<Arrived> shown(const daemon::BatchResult& result) const;
    daemon::Clerk& clerk();
    SubscriberBook book();

    const daemon::Configuration& configuration_;
    UtcTime now_;
    TemporaryFolder folder_;
    std::filesystem::path path_;
    std::string smsc_;
    std::unique_ptr<store::Store> store_;
    std::unique_ptr<daemon::Clerk> clerk_;  // begins with the first text
    std::uint32_t sequence_ = 0;
    std::map<std::string, Understood> last_;  // of each subscriber, of his last text
};

}  // namespace hall::tools
