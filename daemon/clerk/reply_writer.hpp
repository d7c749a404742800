#pragma once
// A text to a subscriber, written down and split into the submits that carry it. Inside the clerk's open transaction.

#include "daemon/clerk/clerk_settings.hpp"
#include "daemon/clerk/event.hpp"
#include "daemon/clerk/open_lanes.hpp"
#include "daemon/store/store.hpp"

#include <optional>

namespace hall::daemon {

struct OutgoingText {
    std::int64_t text_id = 0;   // that it answers, or that led to it
    std::string smsc;
    std::string subscriber;     // canonical
    std::string hall_number;    // the number it comes from, extension included
    codecs::Address destination;
    std::string body;
    std::optional<UtcTime> useful_until;  // nothing: always
    std::optional<std::string> notice;    // the name of its text, where it is no reply
    std::optional<std::int64_t> answers_repeat = {};  // the PDU that repeated the text
    bool replaceable = false;             // it had no effect, see ReplyKind
};

class ReplyWriter {
public:
    ReplyWriter(store::Store& store, const ClerkSettings& settings, OpenLanes& open)
        : store_(store), settings_(settings), open_(open) {}

    /// Appends its parts to `out` and returns the id of its row. Throws StoreError; std::runtime_error when the text cannot
    /// be sent at all.
    std::int64_t write(const OutgoingText& text, UtcTime now, BatchResult& out);

    /// A part that was given up waits again.
    void revive(OutboundPart part, BatchResult& out);

private:
    store::Store& store_;
    const ClerkSettings& settings_;
    OpenLanes& open_;
};

}  // namespace hall::daemon
