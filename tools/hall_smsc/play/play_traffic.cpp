// What a play puts on the links and takes from them: texts, receipts, replies. Its phases stand in play.cpp.

#include "tools/hall_smsc/connection.hpp"
#include "tools/hall_smsc/delivery_frames.hpp"
#include "tools/hall_smsc/play/play.hpp"
#include "tools/hall_smsc/wire.hpp"

#include <algorithm>
#include <cstdio>

namespace hall::tools {

using codecs::CommandStatus;
using namespace std::chrono_literals;

namespace {

constexpr auto retry_without_link = 50ms;

}  // namespace

void Play::begin_texts(Instant now) {
    const auto gap =
        std::chrono::duration_cast<Instant::duration>(std::chrono::duration<double>(1 / scenario_.texts.rate));
    for (; next_text_ <= now && !texts_are_over(now); next_text_ += gap) {
        const auto begun = crowd_.begin(now);
        if (!begun) {  // everybody waits; what was not texted is not made up for
            next_text_ = now;
            return;
        }
        begin_text(*begun, now);
    }
}

void Play::begin_text(const TextBegun& begun, Instant now) {
    auto frames =
        encode_deliveries(subscriber_number(begun.subscriber), options_.to, bodies_.body_of(*begun.word, begun.number),
                          options_.post, static_cast<std::uint16_t>(begun.reference));
    if (!frames) return remark("a text could not be written: " + frames.error().what);
    // Who never gets anything is owed nothing, or no such play could succeed.
    const bool owed = begun.word->answered && begun.subscriber >= scenario_.submit.always_for;
    const std::uint32_t text = book_.begin(begun.subscriber, begun.number, frames->size(), owed,
                                           begun.word->answer_contains);
    waits_.begin(begun.subscriber, now);
    for (const std::size_t i : plan_.order_of_parts(frames->size())) {
        Parcel parcel;
        parcel.text = text;
        parcel.part = static_cast<std::uint8_t>(i + 1);
        parcel.parts = static_cast<std::uint8_t>(frames->size());
        parcel.subscriber = begun.subscriber;
        parcel.body = std::move((*frames)[i].body);
        parcel.frame = std::move((*frames)[i].frame);
        deliveries_.add(std::move(parcel), now + plan_.delivery_delay());
    }
}

void Play::message_taken(std::optional<std::uint32_t> subscriber, const std::string& text) {
    const ReplyFound found = subscriber ? book_.reply(*subscriber, text) : ReplyFound{};
    switch (found.outcome) {
        case ReplyOutcome::overtaken:
            ++report_.overtaken;
            [[fallthrough]];
        case ReplyOutcome::answers:
            waits_.answered(found.text, Instant::clock::now());
            if (phase_ == Phase::texting) ++report_.answered_meanwhile;
            if (found.text == book_.last_text_of(*subscriber)) crowd_.answered(*subscriber, text, Instant::clock::now());
            return;
        case ReplyOutcome::repeated:
            ++report_.repeated;
            return;
        case ReplyOutcome::stray:
            ++report_.stray;
            return;
    }
}

void Play::hand_now() {
    const Instant now = Instant::clock::now();
    while (smsc_.can_deliver()) {
        const auto id = deliveries_.next_due(now);
        if (!id) return;
        hand(*id, now);
    }
}

void Play::hand(ParcelId id, Instant now) {
    Parcel& parcel = deliveries_.parcel(id);
    const bool twice = plan_.hand_twice();
    LinkId first = 0;
    for (int copy = 0; copy < (twice ? 2 : 1); ++copy) {
        const std::uint32_t sequence = smsc_.next_sequence();
        const LinkId link = send(parcel, sequence, first);
        if (link == 0) break;
        first = link;
        deliveries_.handed(id, link, sequence, now);
        ++report_.delivered;
        if (parcel.attempts > 1) ++report_.redelivered;
        if (parcel.text != 0) {
            recorder_.deliver(parcel, subscriber_number(parcel.subscriber), options_.to, link, sequence);
        } else {
            if (parcel.attempts == 1) ++report_.receipts;
            recorder_.receipt(parcel, parcel.body, link);
        }
    }
    if (first == 0) deliveries_.not_handed(id, now + retry_without_link);
}

/// Sends it on a link that its wishes allow, and never on `not_on`; 0 when there is none.
LinkId Play::send(Parcel& parcel, std::uint32_t sequence, LinkId not_on) {
    put_u32(parcel.frame, 12, sequence);
    auto links = smsc_.receivers();
    std::erase(links, not_on);
    if (std::find(links.begin(), links.end(), parcel.only) != links.end()) links = {parcel.only};
    if (links.size() > 1) std::erase(links, parcel.avoid);
    if (links.empty()) return 0;
    const LinkId link = links[sequence % links.size()];
    smsc_.find(link)->send(parcel.frame);
    return link;
}

void Play::delivery_answered(LinkId link, const codecs::Header& answer) {
    const Instant now = Instant::clock::now();
    const bool lost = plan_.lose_delivery_answer();
    CommandStatus status = answer.command_status;
    if (answer.command_id != codecs::CommandId::deliver_sm_resp && status == CommandStatus::ok) {
        status = CommandStatus::invalid_command_id;  // a generic_nack with status 0 takes nothing
    }
    const DeliveryAnswer found = deliveries_.answered(answer.sequence_number, status, !lost, now);
    if (found.outcome == Outcome::unknown) return;
    const bool forgotten = found.outcome == Outcome::given_up;
    if (forgotten) ++report_.delivery_answers_lost;
    if (found.outcome == Outcome::refused) ++report_.refused;
    if (found.text != 0) recorder_.answer(found, link, answer.sequence_number, status, forgotten);
    if (found.outcome == Outcome::acknowledged && found.text != 0 && book_.part_acknowledged(found.text)) {
        crowd_.acknowledged(book_.subscriber_of(found.text), now);
    }
    if (!lost) return;
    if (Connection* connection = smsc_.find(link)) connection->drop();
}

std::optional<CommandStatus> Play::submitted(LinkId link, const codecs::Frame& frame) {
    if (phase_ == Phase::ended) return CommandStatus::system_error;
    const Instant now = Instant::clock::now();
    last_activity_ = now;
    return submits_.submitted(link, frame, now);
}

void Play::link_lost(LinkId) {}

void Play::link_event(LinkId link, LinkEvent what) {
    const Instant now = Instant::clock::now();
    last_activity_ = now;
    recorder_.link(link, what);
    troubles_.link_event(what, now);
    if (what == LinkEvent::bound || what == LinkEvent::refused) return;
    deliveries_.link_lost(link, now);
    submits_.link_lost(link);
}

CommandStatus Play::bind_wanted() {
    return troubles_.bind_wanted(Instant::clock::now());
}

void Play::remark(const std::string& sentence) {
    // A link that is lost every five seconds is told once; the record has them all.
    if (said_.insert(sentence).second) std::fprintf(stderr, "hall-smsc: %s\n", sentence.c_str());
}

}  // namespace hall::tools
