#include "tools/hall_smsc/play/play_report.hpp"

#include "tools/hall_smsc/play/recorder.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace hall::tools {

namespace {

std::string row(std::string_view name, std::size_t count, const std::string& remark = "") {
    return fmt::format("  {:<44}{:>10}{}{}\n", name, count, remark.empty() ? "" : "   ", remark);
}

double share(std::size_t part, std::size_t whole) {
    return whole == 0 ? 0 : 100.0 * static_cast<double>(part) / static_cast<double>(whole);
}

std::string a_second(std::size_t count, double seconds) {
    return seconds > 0 ? fmt::format("{:.1f}/s", static_cast<double>(count) / seconds) : "";
}

std::string each(std::size_t count, std::size_t texts) {
    return texts == 0 ? "" : fmt::format("{:.3f} a text", static_cast<double>(count) / static_cast<double>(texts));
}

/// How long they waited.
std::string in_ms(const Quantiles& q) {
    return fmt::format("waited p50 {:.0f}, p90 {:.0f}, p99 {:.0f}, longest {:.0f} ms", q.p50, q.p90, q.p99, q.max);
}

std::string json_of(const Quantiles& q) {
    return fmt::format(R"({{"p50": {:.1f}, "p90": {:.1f}, "p99": {:.1f}, "max": {:.1f}}})", q.p50, q.p90, q.p99, q.max);
}

/// "text 4, 7, 9 ...", at most ten of them.
std::string first_of(const std::vector<std::uint32_t>& texts) {
    constexpr std::size_t most = 10;
    if (texts.empty()) return "";
    const auto shown = std::min(texts.size(), most);
    return fmt::format("text {}{}", fmt::join(texts.begin(), texts.begin() + static_cast<std::ptrdiff_t>(shown), ", "),
                       texts.size() > most ? " ..." : "");
}

}  // namespace

std::string to_table(const PlayReport& r) {
    std::string out = fmt::format("{}\nseed {}, {:.1f} s, {}\n\n", r.about, r.seed, r.seconds,
                                  r.settled ? "settled" : "ended before it was settled");
    out += row("texts begun", r.begun, a_second(r.begun, r.texted_seconds));
    out += row("acknowledged", r.acknowledged);
    out += row("answered", r.answered, fmt::format("of {} that want an answer", r.owed));
    out += row("answered while texts were offered", r.answered_meanwhile, a_second(r.answered_meanwhile, r.texted_seconds));
    out += row("texts whose own submits were troubled", r.hit, in_ms(r.hit_ms));
    out += row("all other texts", r.answered + r.unanswered.size() - r.hit, in_ms(r.others_ms));
    out += row("deliver_sm", r.delivered, fmt::format("{} of them again", r.redelivered));
    out += row("deliver_sm_resp with another status than 0", r.refused);
    out += row("deliver_sm_resp lost or too late", r.delivery_answers_lost);
    out += row("submit_sm", r.submits);
    out += row("submit_sm taken", r.kept);
    out += row("submit_sm throttled", r.throttled,
               fmt::format("{:.2f}%; {:.2f}% after the first five seconds", share(r.throttled, r.submits),
                           share(r.throttled_later, r.submits_later)));
    out += row("submit_sm_resp lost", r.submit_answers_lost);
    out += row("submit_sm_resp late", r.late_answers);
    out += row("receipts", r.receipts);
    out += row("enquire_links from the hall", r.enquire_links, each(r.enquire_links, r.begun));
    out += row("links bound", r.links_bound, fmt::format("{} binds refused", r.binds_refused));
    out += row("links dropped by the SMSC", r.links_dropped, fmt::format("{} silent for a time", r.silences));
    out += row("links lost otherwise", r.links_lost);
    out += "\n  broken, as far as the SMSC can see\n";
    out += row("texts not acknowledged", r.begun - r.acknowledged);
    out += row("replies missing", r.owed - r.answered, first_of(r.unanswered));
    out += row("replies out of order", r.overtaken);
    out += row("replies repeated", r.repeated);
    out += row("messages that no text asked for", r.stray);
    out += row("replies later than the subscriber waited", r.waited_in_vain);
    return out;
}

std::string to_json(const PlayReport& r) {
    std::string out = fmt::format(
        "{{\n  \"about\": {},\n  \"seed\": {},\n  \"seconds\": {:.3f},\n  \"texted_seconds\": {:.3f},\n"
        "  \"settled\": {}",
        json_string(r.about), r.seed, r.seconds, r.texted_seconds, r.settled);
    const auto add = [&](std::string_view name, std::size_t count) {
        out += fmt::format(",\n  \"{}\": {}", name, count);
    };
    add("begun", r.begun);
    add("acknowledged", r.acknowledged);
    add("owed", r.owed);
    add("answered", r.answered);
    add("answered_meanwhile", r.answered_meanwhile);
    add("hit", r.hit);
    out += fmt::format(",\n  \"others_ms\": {},\n  \"hit_ms\": {}", json_of(r.others_ms), json_of(r.hit_ms));
    add("waited_in_vain", r.waited_in_vain);
    add("delivered", r.delivered);
    add("redelivered", r.redelivered);
    add("refused", r.refused);
    add("delivery_answers_lost", r.delivery_answers_lost);
    add("submits", r.submits);
    add("kept", r.kept);
    add("throttled", r.throttled);
    add("submits_later", r.submits_later);
    add("throttled_later", r.throttled_later);
    add("submit_answers_lost", r.submit_answers_lost);
    add("late_answers", r.late_answers);
    add("receipts", r.receipts);
    add("links_bound", r.links_bound);
    add("binds_refused", r.binds_refused);
    add("links_dropped", r.links_dropped);
    add("links_lost", r.links_lost);
    add("silences", r.silences);
    add("enquire_links", r.enquire_links);
    add("overtaken", r.overtaken);
    add("repeated", r.repeated);
    add("stray", r.stray);
    return out + fmt::format(",\n  \"unanswered\": [{}]\n}}\n", fmt::join(r.unanswered, ", "));
}

}  // namespace hall::tools
