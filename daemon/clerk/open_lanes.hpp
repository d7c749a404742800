#pragma once
// What the clerk knows of replies that are committed and not settled: how many parts an SMSC's outbox holds, how many of
// them can move, how many replies one subscriber must still be told. It decides by that whom it can answer. A memory
// beside the store that follows the batch: keep() with its commit, undo() with its rollback. Must not know why a lane rests.

#include "daemon/clerk/event.hpp"

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace hall::daemon {

class OpenLanes {
public:
    /// Where a part stands that was found at the start.
    enum class Found {
        now,     // it was written just now
        before,  // by an earlier run: whether its lane moves is not known until something of it does
        held,    // it waits for a person, and counts among all parts only
    };
    void add(const OutboundPart& part, Found found = Found::now);
    void held(std::int64_t outbound_id);
    /// Of one that it does not know: nothing.
    void settled(std::int64_t outbound_id, Settlement how);
    void rests(const LaneRests& lane);

    /// Parts that are not settled.
    std::size_t all(std::string_view smsc) const;
    /// Of these, those that neither wait for a person nor stand in a lane that rests.
    std::size_t movable(std::string_view smsc) const;
    /// Replies of his that are open and that nothing may replace. Held ones and notices are not counted.
    std::size_t must_be_told(std::string_view smsc, const std::string& subscriber) const;

    /// Since the last call of one of these: it stays; it did not happen.
    void keep() { undo_.clear(); }
    void undo() { undo_to(0); }
    /// What happened since mark() did not happen.
    std::size_t mark() const { return undo_.size(); }
    void undo_to(std::size_t mark);

private:
    struct Part {
        std::string smsc;
        std::string subscriber;
        std::int64_t reply_id = 0;
        bool told = false;  // counts for must_be_told()
        bool held = false;
    };
    struct Lane {
        std::size_t parts = 0;  // without held ones
        bool rests = false;
        std::map<std::int64_t, std::size_t> told;  // open parts by reply
    };
    struct Smsc {
        std::size_t all = 0;
        std::size_t movable = 0;
        std::unordered_map<std::string, Lane> lanes;  // by subscriber; none without parts
    };
    struct Step {
        enum class What { added, removed, held, turned } what = What::added;
        std::int64_t id = 0;
        Part part = {};      // of `turned`: whose lane; of `removed`: the part
        bool rested = false;
    };
    void put(std::int64_t id, Part part, bool rests);
    std::optional<Step> take(std::int64_t id);
    void occupy(const Part& part, bool rests);
    bool vacate(const Part& part);
    void turn(const std::string& smsc, const std::string& subscriber, bool rests);
    bool set(const std::string& smsc, const std::string& subscriber, bool rests);

    std::map<std::string, Smsc, std::less<>> smscs_;
    std::unordered_map<std::int64_t, Part> parts_;  // by outbound id
    std::vector<Step> undo_;
};

}  // namespace hall::daemon
