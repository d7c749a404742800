#include "daemon/clerk/repeat_desk.hpp"

#include "campaigns/reason.hpp"

#include <algorithm>
#include <array>

namespace hall::daemon {

namespace {

using namespace std::chrono_literals;

// An SMSC that never reads our answers repeats for a day. Nobody is sent more than this for one text.
constexpr std::int64_t most_again = 3;
constexpr Millis again_after = 1min;

// For menus that do not say it in words of their own (texts: already_done).
constexpr std::string_view already_done =
    "您的这条短信此前已收到并处理，没有重复办理，也不会重复收费。查已订业务请发0000；如需再次办理，请再发送一次。";

bool is_query(const store::SaidRow& said) { return said.action.value_or("").starts_with("query_"); }

bool asks(const store::SaidRow& said) { return said.action && said.outcome.value_or("").starts_with("ask"); }

// Means the same wherever he stands by now. A digit, a yes, "back" do not.
bool absolute(const store::SaidRow& said) {
    constexpr std::array meanings = {"code", "moved", "keyword", "home"};
    const bool stands_alone = std::find(meanings.begin(), meanings.end(), said.meaning) != meanings.end();
    return stands_alone && (!said.action || is_query(said));
}

}  // namespace

bool acted(const store::SaidRow& said) {
    const auto outcome = said.outcome.value_or("");
    if (outcome == "being_processed" || outcome == "declined") return true;
    if (!said.action || is_query(said) || asks(said)) return false;
    const auto& reasons = campaigns::all_reasons();
    const bool refused = std::any_of(reasons.begin(), reasons.end(), [&](const auto& one) { return one.slug == outcome; });
    return !refused && outcome != "not_available_yet" && outcome != "opted_out_already" && outcome != "try_later";
}

void RepeatDesk::answer(const TextArrived& event, std::int64_t text_id, std::int64_t inbound_id, UtcTime now,
                        BatchResult& out) {
    const auto said = store_.texts.said(text_id);
    const auto replies = store_.replies.of_text(text_id);
    if (!said || replies.empty()) return;
    // He gets that one; or nobody knows whether he has it, and the settings forbid to send it twice.
    if (std::any_of(replies.begin(), replies.end(), [](const auto& one) { return one.open || one.unanswered; })) return;
    const auto again = std::count_if(replies.begin(), replies.end(), [](const auto& one) { return one.again; });
    const auto& last = replies.back();
    if (again >= most_again || (again > 0 && to_millis(now) - last.created_at < again_after.count())) return;

    const bool told = is_over(*said, now);
    auto reply = told ? told_of(*said) : reply_to(*said, last, now, out);
    if (!reply) return;
    OutgoingText text;
    text.text_id = text_id;
    text.smsc = event.smsc;
    text.subscriber = said->subscriber;
    text.hall_number = event.message.destination.digits;
    text.destination = event.message.source;
    text.body = std::move(reply->body);
    text.useful_until = reply->useful_until;
    text.notice = told ? "already_done" : "answered_again";
    text.answers_repeat = inbound_id;
    writer_.write(text, now, out);
}

// What acted, and a question that nobody waits for any more.
bool RepeatDesk::is_over(const store::SaidRow& said, UtcTime now) {
    return acted(said) || (asks(said) && !question_is_open(said, now));
}

std::optional<Reply> RepeatDesk::told_of(const store::SaidRow& said) const {
    auto words = business_.text(said.subscriber, {"already_done", {}, ""});
    return Reply{words.empty() ? std::string(already_done) : std::move(words), {}, said.id};
}

std::optional<Reply> RepeatDesk::reply_to(const store::SaidRow& said, const store::AnsweredRow& last, UtcTime now,
                                          BatchResult& out) {
    if (absolute(said) && said.body)
        if (auto fresh = answers_.answer_again(said, now, out)) return fresh;
    if (last.useful_until && *last.useful_until <= to_millis(now)) return std::nullopt;  // its digits count no more
    return Reply{last.body, last.useful_until ? std::optional(from_millis(*last.useful_until)) : std::nullopt, said.id};
}

bool RepeatDesk::question_is_open(const store::SaidRow& said, UtcTime now) {
    const auto question = store_.questions.find(said.subscriber, said.hall_number);
    return question && question->text_id == said.id && to_millis(business_.clock().at(now).at) < question->expires_at;
}

}  // namespace hall::daemon
