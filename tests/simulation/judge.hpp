#pragma once
// Judges a history: sees what the SMSC read and took, looks into the database as it would be after a power cut, and
// says which promise was broken. Checks while it goes on what can be seen at once; the rest at the end.

#include "daemon/store/database.hpp"
#include "tests/simulation/sim_disk.hpp"
#include "tests/simulation/sim_smsc.hpp"
#include "tests/simulation/witness.hpp"

#include <filesystem>
#include <map>
#include <optional>
#include <memory>
#include <set>

namespace hall::simulation {

class Judge : public Witness {
public:
    Judge(World& world, const Plan& plan, SimDisk& disk, std::filesystem::path database);

    /// The hall has opened the database, or is about to let go of it.
    void hall_began();
    void hall_ended() { beside_hall_.reset(); }
    /// The database as the hall has committed it; nullptr while it is down.
    store::Database* beside_hall() const { return beside_hall_.get(); }

    void acknowledged(const Parcel& parcel, RequestId delivery) override;
    void submit_written(RequestId submit, std::int64_t outbound_id) override;
    void given_up(std::int64_t outbound_id) override { given_up_.insert(outbound_id); }
    void submit_read(RequestId submit, const codecs::SubmitSm& pdu) override;
    void submit_taken(RequestId submit, const codecs::SubmitSm& pdu) override;
    void submit_answered(RequestId submit) override;
    void connection_over(std::uint64_t connection) override;

    /// How often the SMSC took the part, and the first time as a number that counts all takings.
    struct Taken {
        int times = 0;
        std::uint64_t first = 0;
    };
    const Taken* taken(std::int64_t outbound_id) const;
    /// Whether the hall once gave the part up unanswered; should the text come again, so does the part, out of order.
    bool was_given_up(std::int64_t outbound_id) const { return given_up_.contains(outbound_id); }

    /// The last rows from before the history.
    struct Before {
        std::int64_t text = 0;
        std::int64_t outbound = 0;
    };
    static Before rows_of(store::Database& database);
    void began_with(Before before) { before_ = before; }
    const Before& before() const { return before_; }

private:
    bool durable(std::uint32_t sequence);
    void learn(store::Database& database);

    struct Submit {
        std::int64_t outbound_id = 0;
        Instant written{};
        bool read = false;
        std::optional<Instant> overtaken = {};  // when the hall first read the answer to a later one
    };
    bool overdue(const Submit& submit) const;

    World& world_;
    const Plan& plan_;
    SimDisk& disk_;
    std::filesystem::path path_;
    SimDisk worst_;  // where the database is laid out as a power cut would leave it
    std::unique_ptr<store::Database> beside_hall_;
    std::set<std::uint32_t> durable_;  // sequence numbers of deliveries that are written down for good
    std::int64_t last_inbound_ = 0;
    std::map<RequestId, Submit> submits_;
    std::map<std::int64_t, Taken> taken_;
    std::uint64_t takings_ = 0;
    std::set<std::int64_t> given_up_;
    Before before_;
};

}  // namespace hall::simulation
