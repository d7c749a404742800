#include "tools/hall_smsc/play/scenario_sections.hpp"

#include "codecs/yaml/rules.hpp"
#include "tools/hall_smsc/play/rules.hpp"

#include <algorithm>

namespace hall::tools {

using namespace std::chrono_literals;
using codecs::Diagnostics;
using codecs::YamlNode;

namespace {

constexpr Millis a_day = 24h;

void read_statuses(ScenarioFields& fields, SubmitFaults& submit, Diagnostics& diagnostics) {
    const auto* node = fields.reader.node("statuses");
    if (node == nullptr) return;
    double sum = 0;
    ScenarioFields inner(*node, "statuses", diagnostics);
    for (const auto& entry : node->entries) {
        const auto status = parse_status(entry.key);
        if (!status) {
            inner.reader.node(entry.key);
            diagnostics.add(entry.key_place, rules::not_an_answer_status, {entry.key});
            continue;
        }
        const double share = inner.share_or(entry.key, 0);
        sum += share;
        submit.statuses.emplace_back(*status, share);
    }
    if (sum > 1 + 1e-9) {
        fields.complain("statuses", rules::shares_above_all);
    }
}

void read_congestion(ScenarioFields& fields, LinkFaults& links, Diagnostics& diagnostics) {
    const auto* node = fields.reader.node("congestion_state");
    if (node == nullptr) return;
    if (node->kind != YamlNode::Kind::sequence) {
        links.congestion.push_back({0ms, static_cast<double>(fields.reader.integer_or("congestion_state", 0, 0, 100))});
        return;
    }
    for (const YamlNode& item : node->items) {
        ScenarioFields inner(item, "congestion_state", diagnostics);
        if (!inner.reader.is_map()) continue;
        CongestionPoint point;
        point.at = inner.reader.duration_or("at", 0ms, 0ms, a_day);
        point.state = static_cast<double>(inner.reader.required_integer("state", 0, 100));
        if (!links.congestion.empty() && point.at <= links.congestion.back().at) {
            inner.complain("at", rules::congestion_out_of_order);
        }
        links.congestion.push_back(point);
        inner.reader.finish();
    }
}

}  // namespace

void read_deliver(ScenarioFields& fields, DeliverFaults& deliver) {
    deliver.redeliver_after = fields.reader.duration_or("redeliver_after", deliver.redeliver_after, 100ms, a_day);
    deliver.redeliver_within = fields.span_or("redeliver_within", deliver.redeliver_within);
    deliver.lose_answers = fields.share_or("lose_answers", 0);
    deliver.twice = fields.share_or("twice", 0);
    deliver.delay = fields.span_or("delay", {});
    deliver.reorder = fields.reader.flag_or("reorder", false);
}

void read_submit(ScenarioFields& fields, SubmitFaults& submit, Diagnostics& diagnostics) {
    submit.per_second = static_cast<std::size_t>(fields.reader.integer_or("per_second", 0, 0, 1'000'000));
    read_statuses(fields, submit, diagnostics);
    fields.section("always", [&](ScenarioFields& inner) {
        inner.reader.required_node("status");
        submit.always = inner.status_or("status", submit.always);
        submit.always_for = static_cast<std::size_t>(inner.reader.integer_or("subscribers", 1, 1, 1'000'000));
    });
    submit.lose_answers = fields.share_or("lose_answers", 0);
    submit.never = fields.share_or("never", 0);
    fields.section("late_answers", [&](ScenarioFields& inner) {
        submit.late_share = inner.share_or("share", 0);
        submit.late_by = inner.reader.duration_or("by", 2s, 1ms, a_day);
    });
    submit.answer_delay = fields.span_or("answer_delay", {});
    submit.reorder_answers = fields.reader.flag_or("reorder_answers", false);
    submit.window = static_cast<std::size_t>(fields.reader.integer_or("window", 0, 0, 100'000));
}

void read_links(ScenarioFields& fields, LinkFaults& links, Diagnostics& diagnostics) {
    fields.section("drop", [&](ScenarioFields& inner) {
        inner.reader.required_node("every");
        links.drop_every = inner.duration("every", 10ms);
        links.mid_frame = inner.share_or("mid_frame", 0);
    });
    fields.section("silent", [&](ScenarioFields& inner) {
        inner.reader.required_node("every");
        inner.reader.required_node("for");
        links.silent_every = inner.duration("every", 10ms);
        links.silent_for = inner.duration("for", 10ms).value_or(0ms);
    });
    fields.section("unbind", [&](ScenarioFields& inner) {
        inner.reader.required_node("every");
        links.unbind_every = inner.duration("every", 10ms);
    });
    links.split_writes = static_cast<std::size_t>(fields.reader.integer_or("split_writes", 0, 1, 65536));
    fields.section("refuse_bind", [&](ScenarioFields& inner) {
        inner.reader.required_node("status");
        inner.reader.required_node("for");
        links.refuse_bind = inner.status_or("status", links.refuse_bind);
        links.refuse_for = inner.duration("for", 10ms).value_or(0ms);
        links.refuse_from_start = inner.reader.word_or("after", "loss", {"loss", "start"}) == "start";
    });
    const std::string version = fields.reader.word_or("interface_version", "0x34", {"0x33", "0x34", "0x50", "none"});
    links.interface_version = version == "0x33"   ? std::optional<std::uint8_t>{0x33}
                              : version == "0x50" ? std::optional<std::uint8_t>{0x50}
                              : version == "none" ? std::nullopt
                                                  : std::optional<std::uint8_t>{0x34};
    read_congestion(fields, links, diagnostics);
}

void read_receipts(ScenarioFields& fields, ReceiptWish& receipts, Diagnostics& diagnostics) {
    receipts.share = fields.share_or("share", 1);
    receipts.delay = fields.span_or("delay", receipts.delay);
    receipts.undelivered = fields.share_or("undelivered", 0);
    std::vector<std::string> names;
    for (const ReceiptVariant variant : all_receipt_variants()) names.emplace_back(to_string(variant));
    const auto wanted = fields.reader.scalars("variants");
    if (wanted.empty()) return;
    receipts.variants.clear();
    for (const YamlNode* word : wanted) {
        const auto found = std::find(names.begin(), names.end(), word->scalar);
        if (found == names.end()) {
            const std::string nearest = codecs::nearest_word(word->scalar, names);
            const auto& remedy = nearest.empty() ? codecs::rules::use_one_of : codecs::rules::write_instead;
            diagnostics.add(word->place, rules::unknown_receipt, {word->scalar}, remedy,
                            {nearest.empty() ? codecs::listed(names) : codecs::Argument(nearest)});
            continue;
        }
        receipts.variants.push_back(all_receipt_variants()[static_cast<std::size_t>(found - names.begin())]);
    }
}

}  // namespace hall::tools
