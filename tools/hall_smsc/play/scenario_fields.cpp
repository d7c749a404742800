#include "tools/hall_smsc/play/scenario_fields.hpp"

#include "tools/hall_smsc/play/rules.hpp"

#include <charconv>

namespace hall::tools {

using namespace std::chrono_literals;

namespace {

constexpr Millis a_day = 24h;

const codecs::YamlNode* scalar_of(codecs::MapReader& reader, std::string_view key) {
    const auto* node = reader.node(key);
    if (node == nullptr || node->kind == codecs::YamlNode::Kind::scalar) return node;
    reader.text_or(key, "");  // says what it is instead
    return nullptr;
}

}  // namespace

std::optional<double> parse_share(std::string_view text) {
    const bool percent = text.ends_with('%');
    if (percent) text.remove_suffix(1);
    double value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value, std::chars_format::fixed);
    if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
    if (percent) value /= 100;
    if (!(value >= 0 && value <= 1)) return std::nullopt;
    return value;
}

std::optional<codecs::CommandStatus> parse_status(std::string_view text) {
    const bool hex = text.starts_with("0x") || text.starts_with("0X");
    if (hex) text.remove_prefix(2);
    std::uint32_t value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value, hex ? 16 : 10);
    if (error != std::errc{} || end != text.data() + text.size() || value == 0) return std::nullopt;
    return static_cast<codecs::CommandStatus>(value);
}

double ScenarioFields::share_or(std::string_view key, double fallback) {
    const auto* node = scalar_of(reader, key);
    if (node == nullptr) return fallback;
    if (const auto share = parse_share(node->scalar)) return *share;
    complain(key, rules::not_a_share, {key, node->scalar});
    return fallback;
}

Span ScenarioFields::span_or(std::string_view key, const Span& fallback) {
    const auto* node = reader.node(key);
    if (node == nullptr) return fallback;
    if (node->kind == codecs::YamlNode::Kind::sequence || node->kind == codecs::YamlNode::Kind::null) {
        complain(key, rules::not_a_span, {key});
        return fallback;
    }
    if (node->kind == codecs::YamlNode::Kind::scalar) {
        const Millis both = reader.duration_or(key, fallback.from, 0ms, a_day);
        return {both, both};
    }
    Span span = fallback;
    section(key, [&](ScenarioFields& inner) {
        span.from = inner.reader.duration_or("from", 0ms, 0ms, a_day);
        if (!inner.reader.has("to")) inner.reader.required_text("to");
        span.to = inner.reader.duration_or("to", span.from, 0ms, a_day);
        if (span.to < span.from) {
            inner.complain("to", rules::span_backwards, {key});
            span.to = span.from;
        }
    });
    return span;
}

std::optional<Millis> ScenarioFields::duration(std::string_view key, Millis least) {
    if (reader.node(key) == nullptr) return std::nullopt;
    return reader.duration_or(key, least, least, a_day);
}

codecs::CommandStatus ScenarioFields::status_or(std::string_view key, codecs::CommandStatus fallback) {
    const auto* node = scalar_of(reader, key);
    if (node == nullptr) return fallback;
    if (const auto status = parse_status(node->scalar)) return *status;
    complain(key, rules::not_an_error_status, {key, node->scalar});
    return fallback;
}

}  // namespace hall::tools
