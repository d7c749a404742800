#pragma once
// Kinds of values that only scenario files have: shares, spans of time, statuses. Beside MapReader, and with its
// manners: what is wrong is reported and the fallback returned.

#include "codecs/smpp/status.hpp"
#include "codecs/yaml/map_reader.hpp"
#include "tools/hall_smsc/play/draws.hpp"

#include <optional>

namespace hall::tools {

/// Reads maps of one file; knows where to complain.
class ScenarioFields {
public:
    ScenarioFields(const codecs::YamlNode& node, codecs::Argument what, codecs::Diagnostics& diagnostics)
        : reader(node, std::move(what), diagnostics), diagnostics_(diagnostics) {}

    codecs::MapReader reader;

    /// "1%", "0.5%" or "0.01"; from 0 to 1.
    double share_or(std::string_view key, double fallback);
    /// "250ms", or {from: 10ms, to: 2s}; at most a day.
    Span span_or(std::string_view key, const Span& fallback);
    /// Nothing when the key is missing.
    std::optional<Millis> duration(std::string_view key, Millis least);
    /// "0x58" or a decimal number, from 0x1 to 0xffffffff.
    codecs::CommandStatus status_or(std::string_view key, codecs::CommandStatus fallback);

    /// The map under `key`, read by `read`; what it does not ask for is reported.
    template <class Read>
    void section(std::string_view key, Read read) {
        if (const auto* node = reader.node(key)) {
            ScenarioFields inner(*node, std::string(key), diagnostics_);
            if (!inner.reader.is_map()) return;
            read(inner);
            inner.reader.finish();
        }
    }

    /// Of the value under `key`.
    void complain(std::string_view key, const codecs::Rule& rule, codecs::Arguments arguments = {}) {
        diagnostics_.add(reader.place_of(key), rule, std::move(arguments));
    }

private:
    codecs::Diagnostics& diagnostics_;
};

/// Nothing when `text` is no share, no status.
std::optional<double> parse_share(std::string_view text);
std::optional<codecs::CommandStatus> parse_status(std::string_view text);

}  // namespace hall::tools
