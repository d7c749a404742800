#include "daemon/clerk/event.hpp"

#include "codecs/text/receipt.hpp"

#include <iterator>

namespace hall::daemon {

bool is_text(const codecs::ShortMessage& message) {
    return codecs::message_type(message) == codecs::MessageType::text && !codecs::is_plain_receipt(message);
}

void BatchResult::append(BatchResult other) {
    const auto take = [](auto& mine, auto& theirs) {
        mine.insert(mine.end(), std::make_move_iterator(theirs.begin()), std::make_move_iterator(theirs.end()));
    };
    take(answers, other.answers);
    take(outbox, other.outbox);
    take(released, other.released);
    take(recalled, other.recalled);
    take(asked, other.asked);
    take(configured, other.configured);
    take(retried, other.retried);
    take(clock_accepted, other.clock_accepted);
    pdus_refused += other.pdus_refused;
    never_answered += other.never_answered;
    if (other.health) health = std::move(other.health);
}

}  // namespace hall::daemon
