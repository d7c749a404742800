#pragma once
// What a whole text comes to: an answer to what the hall asked, a move in the menu, or an action of the business. Inside
// the clerk's open transaction. Must not know PDUs.

#include "daemon/clerk/business_floor.hpp"
#include "daemon/clerk/clerk_settings.hpp"
#include "daemon/store/store.hpp"
#include "menus/answer/decide.hpp"

#include <optional>

namespace hall::daemon {

/// What the subscriber reads, until when that is of use to him (nothing: always), and whether nothing came of it, so that
/// the answer to a later text may take its place.
struct Reply {
    std::string body;
    std::optional<UtcTime> useful_until;
    std::int64_t text_id = 0;  // of the text that it answers
    bool replaceable = false;
};

class AnswerDesk {
public:
    AnswerDesk(store::Store& store, const ClerkSettings& settings, BusinessFloor& business)
        : store_(store), settings_(settings), business_(business) {}

    /// `row` says where the text comes from; what it means is filled in, and it is written down. Notices to others are
    /// appended to `out`. Throws StoreError.
    Reply answer(const std::string& body, store::TextRow row, UtcTime now, BatchResult& out);

    /// What the text comes to now, without its first answer: of a code, a name or home that asks for nothing but to be
    /// told. He goes to that place. Nothing: it would ask for something else by now. Throws StoreError.
    std::optional<Reply> answer_again(const store::SaidRow& said, UtcTime now, BatchResult& out);

private:
    /// He agrees to something whose time is over, or that is not for him any more: the item that asked him, or all items
    /// that name the package.
    std::optional<Reply> closed_meanwhile(const AnsweredQuestion& answered, store::TextRow& row, UtcTime now);
    Reply told(const ToldAnswer& told, std::string_view meaning, store::TextRow& row);
    /// The question stays open: how to answer it.
    Reply asked_again(const ToldAnswer& told, store::TextRow& row);
    Reply follow(menus::Decision decision, const std::optional<menus::Dialogue>& place, store::TextRow& row, UtcTime now,
                 BatchResult& out);
    Reply put_off(const campaigns::ActionRequest& request, const std::string& node, store::TextRow& row);
    Reply act(const campaigns::ActionRequest& request, const std::string& node, const std::string& agreed,
              store::TextRow& row, UtcTime now, BatchResult& out);
    /// The digits behind the hall's own number in the one that was texted to: "08" of 1008608.
    std::string extension_of(std::string_view hall_number) const;

    store::Store& store_;
    const ClerkSettings& settings_;
    BusinessFloor& business_;
};

}  // namespace hall::daemon
