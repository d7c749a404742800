#include "codecs/text/visible.hpp"

#include "codecs/text/unicode.hpp"

#include <fmt/format.h>

#include <cstdint>
#include <iterator>

namespace hall::codecs {

namespace {

std::string escape(char32_t c) {
    const auto value = static_cast<std::uint32_t>(c);
    return value < 0x80 ? fmt::format("\\x{:02x}", value)
           : value < 0x10000 ? fmt::format("\\u{:04x}", value)
                             : fmt::format("\\U{:08x}", value);
}

/// Beyond the first 65,536 characters JSON writes two surrogates.
void append_json_escape(std::string& out, char32_t c) {
    const auto value = static_cast<std::uint32_t>(c);
    if (value < 0x10000) {
        fmt::format_to(std::back_inserter(out), "\\u{:04x}", value);
    } else {
        const auto rest = value - 0x10000;
        fmt::format_to(std::back_inserter(out), "\\u{:04x}\\u{:04x}", 0xD800 + (rest >> 10U), 0xDC00 + (rest & 0x3FFU));
    }
}

// Spreadsheets look behind blanks, and where Chinese is written take full-width signs for plain ones.
bool begins_a_formula(std::string_view text) {
    for (const char32_t c : decode_utf8(text)) {
        if (c == U' ' || c == 0xA0 || c == 0x3000 || is_unseen(c)) continue;
        return std::u32string_view(U"=+-@＝＋－＠").find(c) != std::u32string_view::npos;
    }
    return false;
}

}  // namespace

std::string visible(std::string_view text, LineBreaks breaks) {
    std::string out;
    out.reserve(text.size());
    for (std::size_t at = 0; at < text.size();) {
        const auto step = step_utf8(text, at);
        const auto octets = text.substr(at, step.length);
        at += step.length;
        if (!step.well_formed) {
            for (const char octet : octets) out += fmt::format("\\x{:02x}", static_cast<unsigned char>(octet));
        } else if (is_unseen(step.code_point) && !(step.code_point == U'\n' && breaks == LineBreaks::kept)) {
            out += escape(step.code_point);
        } else {
            out += octets;
        }
    }
    return out;
}

std::string visible_json(std::string_view json) {
    std::string out;
    out.reserve(json.size());
    for (std::size_t at = 0; at < json.size();) {
        const auto step = step_utf8(json, at);
        const auto octets = json.substr(at, step.length);
        at += step.length;
        if (!step.well_formed) {
            out += encode_utf8(std::u32string_view(&replacement_character, 1));
        } else if (is_unseen(step.code_point) && step.code_point != U'\n') {
            append_json_escape(out, step.code_point);
        } else {
            out += octets;
        }
    }
    return out;
}

std::string csv_field(std::string_view text) {
    const auto shown = (begins_a_formula(text) ? "'" : "") + visible(text);
    if (shown.find_first_of("\",;") == std::string::npos) return shown;
    std::string quoted = "\"";
    for (const char c : shown) quoted += c == '"' ? std::string("\"\"") : std::string(1, c);
    return quoted + "\"";
}

}  // namespace hall::codecs
