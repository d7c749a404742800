#pragma once
// What a subscriber is sent when a text comes again whose first answer is in doubt: nothing on the wire tells whether the
// SMSC repeats it or he means it twice (docs/decisions/0043). Nothing acts a second time here, whatever the text says.
// Inside the clerk's open transaction.

#include "daemon/clerk/answer_desk.hpp"
#include "daemon/clerk/reply_writer.hpp"
#include "daemon/store/store.hpp"

namespace hall::daemon {

/// Whether the text changed anything for him. What was refused or only asked did not.
bool acted(const store::SaidRow& said);

class RepeatDesk {
public:
    RepeatDesk(store::Store& store, const ClerkSettings& settings, BusinessFloor& business, AnswerDesk& answers,
               ReplyWriter& writer)
        : store_(store), settings_(settings), business_(business), answers_(answers), writer_(writer) {}

    /// `event`, written down as `inbound_id`, repeats the text `text_id`. While a reply to it is still on its way, nothing
    /// is added. Else what had no effect is answered again, and of what acted he is told that it is dealt with; at most
    /// three times for one text. Throws StoreError.
    void answer(const TextArrived& event, std::int64_t text_id, std::int64_t inbound_id, UtcTime now, BatchResult& out);

private:
    std::optional<Reply> reply_to(const store::SaidRow& said, const store::AnsweredRow& last, UtcTime now, BatchResult& out);
    std::optional<Reply> told_of(const store::SaidRow& said) const;
    bool is_over(const store::SaidRow& said, UtcTime now);
    bool question_is_open(const store::SaidRow& said, UtcTime now);

    store::Store& store_;
    const ClerkSettings& settings_;
    BusinessFloor& business_;
    AnswerDesk& answers_;
    ReplyWriter& writer_;
};

}  // namespace hall::daemon
