#include "tools/hall_smsc/play/scenario_loader.hpp"

#include "codecs/yaml/rules.hpp"
#include "tools/hall_smsc/play/rules.hpp"
#include "tools/hall_smsc/play/scenario_sections.hpp"

#include <charconv>
#include <fstream>
#include <iterator>
#include <limits>

namespace hall::tools {

using namespace std::chrono_literals;
using codecs::Diagnostics;
using codecs::YamlNode;

namespace {

constexpr Millis a_day = 24h;

double rate_or(ScenarioFields& fields, double fallback) {
    const auto* node = fields.reader.node("rate");
    if (node == nullptr) return fallback;
    if (node->kind != YamlNode::Kind::scalar) {
        fields.reader.text_or("rate", "");
        return fallback;
    }
    double rate = 0;
    const char* last = node->scalar.data() + node->scalar.size();
    const auto [end, error] = std::from_chars(node->scalar.data(), last, rate, std::chars_format::fixed);
    if (error == std::errc{} && end == last && rate > 0 && rate <= 100'000) return rate;
    fields.complain("rate", rules::not_a_rate, {node->scalar});
    return fallback;
}

/// Nothing when it is no word at all. `follows`: it stands under the `then` of another.
std::optional<Word> word_of(const YamlNode& node, bool follows, Diagnostics& diagnostics) {
    Word word;
    if (node.kind == YamlNode::Kind::scalar) {
        if (node.scalar.empty()) diagnostics.add(node.place, rules::word_is_empty);
        word.text = node.scalar;
        return word;
    }
    ScenarioFields fields(node, rules::word, diagnostics);
    if (!fields.reader.is_map()) return std::nullopt;
    if (fields.reader.has("text") && fields.reader.has("long")) {
        fields.complain("long", rules::text_and_long);
    }
    const bool is_long = fields.reader.has("long");
    if (is_long) {
        word.text = fields.reader.required_text("long");
        word.parts = static_cast<std::size_t>(fields.reader.integer_or("parts", 2, 2, 10));
        word.filler = fields.reader.text_or("filler", " ");
        if (word.filler.empty()) fields.complain("filler", rules::filler_is_empty);
        fields.reader.node("text");
    } else {
        word.text = fields.reader.required_text("text");
        fields.reader.node("long");
    }
    word.answered = fields.reader.flag_or("answered", true);
    word.answer_contains = fields.reader.text_or("answer_contains", "");
    if (follows) word.when = fields.reader.text_or("when", "");
    if (const auto* then = fields.reader.node("then")) {
        if (!word.answered) fields.complain("then", rules::then_of_nothing);
        if (auto next = word_of(*then, true, diagnostics)) word.then.push_back(std::move(*next));
    }
    fields.reader.finish();
    return word;
}

void read_word(const YamlNode& node, TextsWish& texts, Diagnostics& diagnostics) {
    const bool is_long = node.find("long") != nullptr;
    if (auto word = word_of(node, false, diagnostics)) (is_long ? texts.long_words : texts.words).push_back(std::move(*word));
}

void read_words(ScenarioFields& fields, TextsWish& texts, Diagnostics& diagnostics) {
    const auto* node = fields.reader.node("words");
    if (node == nullptr) return;
    texts.words.clear();
    if (node->kind != YamlNode::Kind::sequence || node->items.empty()) {
        return fields.complain("words", rules::words_no_list);
    }
    for (const YamlNode& item : node->items) read_word(item, texts, diagnostics);
    if (texts.words.empty() && texts.long_words.empty()) return;  // each has been complained about
    if (texts.words.empty()) texts.long_share = 1;
}

void read_texts(ScenarioFields& fields, TextsWish& texts, Diagnostics& diagnostics) {
    texts.rate = rate_or(fields, texts.rate);
    if (fields.reader.has("count")) {
        texts.count = static_cast<std::size_t>(fields.reader.integer_or("count", 1, 1, 50'000'000));
    } else {
        fields.reader.node("count");
    }
    texts.subscribers = static_cast<std::size_t>(fields.reader.integer_or("subscribers", 100, 1, 10'000'000));
    texts.long_share = fields.share_or("long", 0);
    read_words(fields, texts, diagnostics);
    if (texts.long_share > 0 && texts.long_words.empty()) {
        fields.complain("long", rules::no_long_words);
    }
    texts.repeat = fields.share_or("repeat", 0);
    texts.repeat_after = fields.span_or("repeat_after", texts.repeat_after);
    texts.timeout = fields.reader.duration_or("timeout", texts.timeout, 100ms, a_day);
    texts.answer_contains = fields.reader.text_or("answer_contains", "");
    if (!texts.answer_contains.empty() && texts.answer_contains.find("{n}") == std::string::npos) {
        fields.complain("answer_contains", rules::no_text_number);
    }
}

}  // namespace

std::optional<Scenario> parse_scenario(std::string_view text, const std::string& file, Diagnostics& diagnostics) {
    const YamlNode root = codecs::parse_yaml(text, file, diagnostics);
    if (diagnostics.has_errors()) return std::nullopt;
    Scenario scenario;
    ScenarioFields fields(root, rules::scenario, diagnostics);
    if (!fields.reader.is_map()) return std::nullopt;
    scenario.about = fields.reader.required_text("about");
    if (fields.reader.node("seed") != nullptr) {
        scenario.seed = static_cast<std::uint64_t>(
            fields.reader.integer_or("seed", 0, 0, std::numeric_limits<std::int64_t>::max()));
    }
    scenario.run = fields.duration("run", 100ms);
    scenario.quiet = fields.reader.duration_or("quiet", scenario.quiet, 10ms, a_day);
    scenario.settle = fields.reader.duration_or("settle", scenario.settle, 10ms, a_day);
    fields.section("texts", [&](ScenarioFields& inner) { read_texts(inner, scenario.texts, diagnostics); });
    if (scenario.run && scenario.texts.count) {
        fields.complain("run", rules::ends_twice);
    }
    fields.section("deliver_sm", [&](ScenarioFields& inner) { read_deliver(inner, scenario.deliver); });
    fields.section("submit_sm", [&](ScenarioFields& inner) { read_submit(inner, scenario.submit, diagnostics); });
    fields.section("links", [&](ScenarioFields& inner) { read_links(inner, scenario.links, diagnostics); });
    fields.section("receipts", [&](ScenarioFields& inner) { read_receipts(inner, scenario.receipts, diagnostics); });
    fields.reader.finish();
    if (diagnostics.has_errors()) return std::nullopt;
    return scenario;
}

std::optional<Scenario> load_scenario(const std::filesystem::path& path, Diagnostics& diagnostics) {
    std::ifstream file(path, std::ios::binary);
    const std::string text((std::istreambuf_iterator<char>(file)), std::istreambuf_iterator<char>());
    if (!file.is_open() || file.bad()) {
        diagnostics.add({path.string(), 1, 1}, codecs::rules::unreadable_file);
        return std::nullopt;
    }
    return parse_scenario(text, path.string(), diagnostics);
}

}  // namespace hall::tools
