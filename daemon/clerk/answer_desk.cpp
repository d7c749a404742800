#include "daemon/clerk/answer_desk.hpp"

#include "daemon/business/subscriber_view.hpp"
#include "daemon/config/action_specs.hpp"
#include "menus/answer/withdrawal.hpp"
#include "menus/understand/places.hpp"
#include "menus/understand/readings.hpp"

#include <algorithm>

namespace hall::daemon {

namespace {

campaigns::ActionRequest request_of(const menus::ActionCall& call, const std::string& subscriber) {
    campaigns::ActionRequest request{call.name, subscriber, {}};
    for (const auto& [name, value] : call.arguments) request.values.emplace_back(name, value);
    for (const auto& parameter : call.parameters) request.values.emplace_back(parameter.name, parameter.value);
    return request;
}

std::optional<menus::Dialogue> from_row(const std::optional<store::DialogueRow>& row) {
    if (!row) return std::nullopt;
    return menus::Dialogue{row->node, from_millis(row->expires_at), menus::parse_shown(row->shown), row->page};
}

store::DialogueRow to_row(const menus::Dialogue& dialogue) {
    return {dialogue.node_id, to_millis(dialogue.expires), menus::to_text(dialogue.shown), dialogue.page};
}

/// Whether the menu made something of the text that is not only a guess.
bool understood(const menus::Decision& decision) {
    return decision.meaning != menus::Meaning::unknown && decision.meaning != menus::Meaning::offered;
}

}  // namespace

std::string AnswerDesk::extension_of(std::string_view hall_number) const {
    return codecs::hall_extension(hall_number, settings_.hall_number, settings_.number_plan).value_or("");
}

Reply AnswerDesk::answer(const std::string& body, store::TextRow row, UtcTime now, BatchResult& out) {
    const auto& menu = *settings_.menu;
    const auto readings = menus::readings(body);
    const bool is_code = std::any_of(readings.begin(), readings.end(), [&](const auto& reading) {
        return menu.by_code(reading) != nullptr || menu.moved_code(reading) != nullptr;
    });
    auto said = readings;
    if (const auto place = menus::place_on_list(readings); place && !menus::asks(body)) said.push_back(std::to_string(*place));
    const auto heard = business_.hear(row.subscriber, row.hall_number, {said, menus::asks(body), is_code}, now);
    if (const auto* answered = std::get_if<AnsweredQuestion>(&heard)) {
        row.meaning = "answer";
        if (!business_.may_act(answered->request.name)) return put_off(answered->request, answered->node, row);
        if (auto closed = closed_meanwhile(*answered, row, now)) return *std::move(closed);
        return act(answered->request, answered->node, answered->agreed, row, now, out);
    }
    if (const auto* answer = std::get_if<ToldAnswer>(&heard)) return told(*answer, "answer", row);

    menus::Situation situation{from_row(store_.dialogues.find(row.subscriber, row.hall_number)), {},
                               extension_of(row.hall_number), business_.clock().at(now).at,
                               [&](std::string_view package) {
                                   const auto all = store_.subscriptions.of(row.subscriber);
                                   return std::any_of(all.begin(), all.end(),
                                                      [&](const auto& one) { return one.package == package; });
                               }};
    if (menu.needs_subscriber) situation.subscriber = subscriber_view(store_, row.subscriber);
    auto decision = menus::decide(menu, situation, body, settings_.number_plan);
    if (std::get<NoAnswer>(heard).asked) {
        if (!understood(decision))
            if (const auto again = business_.ask_again(row.subscriber, row.hall_number, now))
                return asked_again(*again, row);
        business_.lapse(row.subscriber, row.hall_number);
    }
    return follow(std::move(decision), situation.dialogue, row, now, out);
}

// Neither the list that he was shown last nor an open question has a say: what he wrote chose from neither.
std::optional<Reply> AnswerDesk::answer_again(const store::SaidRow& said, UtcTime now, BatchResult& out) {
    const auto& menu = *settings_.menu;
    menus::Situation situation{std::nullopt, {}, extension_of(said.hall_number), business_.clock().at(now).at, {}};
    if (menu.needs_subscriber) situation.subscriber = subscriber_view(store_, said.subscriber);
    auto decision = menus::decide(menu, situation, *said.body, settings_.number_plan);
    using enum menus::Meaning;
    const auto meaning = decision.meaning;
    if (meaning != code && meaning != moved && meaning != keyword && meaning != home) return std::nullopt;
    if (decision.action && !decision.action->name.starts_with("query_")) return std::nullopt;
    business_.lapse(said.subscriber, said.hall_number);
    if (decision.next)
        store_.dialogues.record(said.subscriber, said.hall_number, to_row(*decision.next), to_millis(now));
    if (decision.action) {
        const auto request = request_of(*decision.action, said.subscriber);
        auto done = business_.act(request, {said.id, said.hall_number, decision.node->id}, "", now, out);
        if (!decision.notice.empty()) done.reply = decision.notice + "\n" + done.reply;
        return Reply{std::move(done.reply), {}, said.id};
    }
    Reply reply{std::move(decision.reply), {}, said.id};
    if (decision.next && (decision.node == nullptr || !decision.node->choices.empty()))
        reply.useful_until = business_.clock().real(decision.next->expires);
    return reply;
}

std::optional<Reply> AnswerDesk::closed_meanwhile(const AnsweredQuestion& answered, store::TextRow& row, UtcTime now) {
    const auto& request = answered.request;
    if (releases(request.name)) return std::nullopt;
    const auto& menu = *settings_.menu;
    menus::SubscriberView subscriber;
    if (menu.needs_subscriber) subscriber = subscriber_view(store_, row.subscriber);
    const menus::Viewer viewer{subscriber, business_.clock().at(now).at, menu.language_of(subscriber.language)};
    std::optional<menus::Withdrawn> closed;
    // When the item is gone, the other items of the package and the catalogue decide whether it is still sold.
    if (const auto* item = menu.by_id(answered.node))
        if (const auto* hindering = menus::hindrance(menu, *item, viewer)) closed = menus::Withdrawn{item, hindering};
    if (!closed) closed = menus::withdrawn(menu, request.name, request.values, viewer);
    if (!closed) return std::nullopt;
    row.node = closed->item->id;
    row.outcome = "refused";
    return Reply{menus::refusal_text(menu, *closed->item, *closed->hindering, viewer), {}, store_.texts.record_text(row)};
}

Reply AnswerDesk::told(const ToldAnswer& told, std::string_view meaning, store::TextRow& row) {
    row.meaning = meaning;
    row.outcome = told.text;
    const bool came_to_nothing = told.text == "nothing_to_confirm" || told.text == "not_on_list";
    return {business_.text(row.subscriber, told), {}, store_.texts.record_text(row), came_to_nothing};
}

Reply AnswerDesk::asked_again(const ToldAnswer& told_answer, store::TextRow& row) {
    auto reply = told(told_answer, "unclear_answer", row);
    reply.replaceable = true;
    reply.useful_until = business_.question_until(row.subscriber, row.hall_number);
    return reply;
}

Reply AnswerDesk::follow(menus::Decision decision, const std::optional<menus::Dialogue>& place, store::TextRow& row,
                         UtcTime now, BatchResult& out) {
    row.meaning = menus::to_string(decision.meaning);
    if (decision.next)
        store_.dialogues.record(row.subscriber, row.hall_number, to_row(*decision.next), to_millis(now));
    if (decision.node != nullptr) row.node = decision.node->id;
    if (decision.action) {
        const auto request = request_of(*decision.action, row.subscriber);
        if (!business_.may_act(request.name)) return put_off(request, decision.node->id, row);
        auto reply = act(request, decision.node->id, "", row, now, out);
        if (!decision.notice.empty()) reply.body = decision.notice + "\n" + reply.body;
        return reply;
    }

    Reply reply{std::move(decision.reply), {}, 0, true};
    // A list is of no use when its digits have stopped to count; what the business did must be told all the same.
    if (decision.node == nullptr || !decision.node->choices.empty()) {
        const auto& clock = business_.clock();
        if (decision.next) {
            reply.useful_until = clock.real(decision.next->expires);
        } else if (place && place->expires > clock.at(now).at) {
            reply.useful_until = clock.real(place->expires);
        } else {
            // Nobody cares any more what a text of so long ago was not understood as.
            reply.useful_until = now + settings_.menu->dialogue_lifetime;
        }
    }
    reply.text_id = store_.texts.record_text(row);
    return reply;
}

// The clock is in doubt: whoever orders now would be charged for months that may never have been.
Reply AnswerDesk::put_off(const campaigns::ActionRequest& request, const std::string& node, store::TextRow& row) {
    row.node = node;
    row.action = request.name;
    row.outcome = "try_later";
    const auto* key = settings_.menu->texts.contains("try_later") ? "try_later" : "fault";
    return {business_.text(row.subscriber, {key, {}, ""}), {}, store_.texts.record_text(row)};
}

Reply AnswerDesk::act(const campaigns::ActionRequest& request, const std::string& node, const std::string& agreed,
                      store::TextRow& row, UtcTime now, BatchResult& out) {
    row.node = node;
    row.action = request.name;
    const auto text_id = store_.texts.record_text(row);  // what the business writes down names the text as its cause
    auto done = business_.act(request, {text_id, row.hall_number, node}, agreed, now, out);
    store_.texts.record_outcome(text_id, done.outcome);
    Reply reply{std::move(done.reply), {}, text_id, !acts(request.name) || done.outcome == "not_available_yet"};
    // A question is of use as long as it can be answered, and asking has changed nothing.
    if (done.outcome == "listed" || done.outcome == "ask" || done.outcome.starts_with("ask_")) {
        reply.useful_until = business_.question_until(row.subscriber, row.hall_number);
        reply.replaceable = true;
    }
    return reply;
}

}  // namespace hall::daemon
