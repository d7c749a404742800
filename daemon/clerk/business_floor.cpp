#include "daemon/clerk/business_floor.hpp"

#include "daemon/business/package_word.hpp"
#include "daemon/observe/log.hpp"
#include "daemon/store/owners.hpp"

#include <algorithm>
#include <stdexcept>

namespace hall::daemon {

namespace {

constexpr std::uint8_t international = 1;
constexpr std::uint8_t isdn = 1;

}  // namespace

BusinessFloor::BusinessFloor(store::Store& store, const ClerkSettings& settings, ReplyWriter& writer, RowGuard& rows,
                             BackEnd* back_end)
    : store_(store), settings_(settings), writer_(writer), rows_(rows), clock_(store, settings.business),
      book_(store), back_end_(back_end == nullptr ? static_cast<BackEnd&>(book_) : *back_end) {
    reopen();
}

// What the desks remember beside the store (facts that a slow back end has told so far) is forgotten, as after a
// rollback: it is asked for again.
void BusinessFloor::reopen() {
    desk_.reset();
    course_.reset();
    phrases_ = std::make_unique<Phrases>(*settings_.menu, settings_.number_plan.country_code);
    phrases_->find_language_by([this](std::string_view number) {
        const auto subscriber = store_.accounts.find(number);
        return subscriber ? subscriber->language : std::string();
    });
    planned_ = false;
    course_due_.reset();
    cases_due_.reset();
    if (!settings_.catalogue) return;
    const BusinessTools tools{store_, *settings_.catalogue, *phrases_, settings_.business, rows_};
    desk_ = std::make_unique<BusinessDesk>(tools, back_end_);
    course_ = std::make_unique<CourseDesk>(tools, back_end_);
}

Heard BusinessFloor::hear(const std::string& subscriber, const std::string& hall_number,
                          const QuestionDesk::Said& said, UtcTime now) {
    if (!desk_) return NoAnswer{};
    return desk_->questions().hear(subscriber, hall_number, said, clock_.at(now), still_);
}

bool BusinessFloor::may_act(std::string_view action) const {
    return !still_ || action.starts_with("query_") || action == "opt_out";
}

std::optional<ToldAnswer> BusinessFloor::ask_again(const std::string& subscriber, const std::string& hall_number,
                                                   UtcTime now) {
    if (!desk_) return std::nullopt;
    return desk_->questions().ask_again(subscriber, hall_number, clock_.at(now));
}

std::optional<UtcTime> BusinessFloor::question_until(const std::string& subscriber, const std::string& hall_number) {
    const auto question = store_.questions.find(subscriber, hall_number);
    if (!question) return std::nullopt;
    return clock_.real(from_millis(question->expires_at));
}

void BusinessFloor::lapse(const std::string& subscriber, const std::string& hall_number) {
    if (desk_) desk_->questions().lapse(subscriber, hall_number);
}

BusinessFloor::Done BusinessFloor::act(campaigns::ActionRequest request, const ActionOrigin& origin, std::string agreed,
                                       UtcTime now, BatchResult& out) {
    const auto listening = phrases_->to(request.subscriber);
    auto outcome = campaigns::not_available_yet();
    if (desk_) {
        // "彩铃" and "cl" are CL from here on; what is no package stays as he wrote it.
        for (auto& [name, value] : request.values)
            if (name == "package")
                if (const auto* package = package_meant(*settings_.catalogue, value)) value = package->id;
        BusinessOutput output;
        outcome = desk_->take(request, origin, std::move(agreed), clock_.at(now), output);
        send(std::move(output), now, out);
    }
    return {outcome.slug, phrases_->reply(origin.node, request, outcome)};
}

void BusinessFloor::answered(const BackEndAnswer& answer, UtcTime now, BatchResult& out) {
    if (!desk_) return;
    // What came of an order is asked about again when the clock is believed again; see cases_due_.
    if (const auto row = store_.cases.find(answer.case_id); row && !may_act(row->action)) return;
    BusinessOutput output;
    desk_->answered(answer, clock_.at(now), output);
    send(std::move(output), now, out);
}

void BusinessFloor::run_due(UtcTime now, bool room, BatchResult& out) {
    clock_.follow();
    if (!desk_ || !room || still_) return;
    if (!planned_) plan();
    const auto time = clock_.at(now);
    BusinessOutput output;
    if (cases_due_ && *cases_due_ <= time.at) {
        desk_->ask_again(time, output);
        planned_ = false;
    }
    if (course_due_ && *course_due_ <= time.at) {
        course_->run(time, output);
        planned_ = false;
    }
    send(std::move(output), now, out);
    if (!planned_) plan();
}

std::vector<PackageGone> BusinessFloor::warn_before(const campaigns::Catalogue* next) {
    if (next == nullptr || !settings_.catalogue) return {};
    // Who has what is asked only where something leaves: it reads every subscription while texts wait.
    const auto& before = *settings_.catalogue;
    if (std::all_of(before.packages.begin(), before.packages.end(),
                    [next](const auto& one) { return next->find(one.id) != nullptr; }))
        return {};
    auto gone = warn_of_gone_packages(*next);
    std::erase_if(gone, [&before](const auto& one) { return before.find(one.package) == nullptr; });  // told before
    return gone;
}

std::vector<PackageGone> BusinessFloor::warn_of_gone_packages(const campaigns::Catalogue& catalogue) {
    std::vector<PackageGone> gone;
    for (const auto& row : store_.subscriptions.in_use()) {
        if (catalogue.find(row.package) != nullptr) continue;
        log(LogLevel::error, "package_gone",
            {{"package", row.package},
             {"subscriptions", row.amount},
             {"what", "they are charged and can be cancelled; put it back into the catalogue with sold: no"}});
        gone.push_back({row.package, row.amount});
    }
    return gone;
}

void BusinessFloor::plan() {
    course_due_ = course_->next_due();
    cases_due_.reset();
    if (const auto at = store_.cases.next_at()) cases_due_ = from_millis(*at);
    planned_ = true;
}

std::optional<UtcTime> BusinessFloor::next_due(UtcTime now) const {
    std::optional<UtcTime> next;
    for (const auto& due : {course_due_, cases_due_})
        if (due && (!next || clock_.real(*due) < *next)) next = clock_.real(*due);
    if (const auto every = clock_.look_every(); every && (!next || now + *every < *next)) next = now + *every;
    return next;
}

void BusinessFloor::send(BusinessOutput output, UtcTime now, BatchResult& out) {
    for (auto& notice : output.notices) {
        if (store::is_earlier_owner(notice.subscriber)) continue;  // the number is somebody else's
        BatchResult own;
        // What it tells of has happened; a notice that cannot be written does not undo it.
        store::AsideRow what{0, "notice", notice.text_id, notice.subscriber};
        what.needed = notice.name + "\n" + notice.body;
        if (rows_.attempt(what, [&] { send(notice, now, own); })) out.append(std::move(own));
    }
    for (auto& request : output.asked) out.asked.push_back(std::move(request));
    if (desk_) planned_ = false;
}

void BusinessFloor::send(Notice notice, UtcTime now, BatchResult& out) {
    const auto origin = store_.texts.origin(notice.text_id);
    if (!origin) throw std::runtime_error("text " + std::to_string(notice.text_id) + ", which led to it, is not there");
    OutgoingText text;
    text.text_id = notice.text_id;
    text.smsc = settings_.smscs.contains(origin->smsc) ? origin->smsc : settings_.smscs.begin()->first;
    text.subscriber = notice.subscriber;
    text.hall_number = origin->hall_number;
    text.destination = {international, isdn, notice.subscriber};
    text.body = std::move(notice.body);
    text.notice = std::move(notice.name);
    writer_.write(text, now, out);
}

}  // namespace hall::daemon
