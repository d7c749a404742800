#include "codecs/yaml/document.hpp"

#include "codecs/yaml/rules.hpp"
#include "codecs/yaml/source_text.hpp"
#include "codecs/yaml/syntax_fault.hpp"
#include "codecs/yaml/syntax_sketch.hpp"
#include "codecs/yaml/tree_builder.hpp"

#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/parser.h>

#include <algorithm>
#include <cstdint>
#include <sstream>

namespace hall::codecs {

namespace {

/// Length of the UTF-8 character at the front of `rest`, or 0 when it is none. [Unicode 15, table 3-7]
std::size_t character_length(std::string_view rest) {
    const auto byte = [&](std::size_t i) -> std::uint32_t {
        return i < rest.size() ? static_cast<unsigned char>(rest[i]) : 0U;
    };
    const auto continues = [&](std::size_t i, std::uint32_t least = 0x80, std::uint32_t most = 0xBF) {
        return byte(i) >= least && byte(i) <= most;
    };
    const std::uint32_t lead = byte(0);
    if (lead < 0x80) {
        return 1;
    }
    if (lead >= 0xC2 && lead <= 0xDF) {
        return continues(1) ? 2 : 0;
    }
    if (lead >= 0xE0 && lead <= 0xEF) {
        const bool second = continues(1, lead == 0xE0 ? 0xA0 : 0x80, lead == 0xED ? 0x9F : 0xBF);
        return second && continues(2) ? 3 : 0;
    }
    if (lead >= 0xF0 && lead <= 0xF4) {
        const bool second = continues(1, lead == 0xF0 ? 0x90 : 0x80, lead == 0xF4 ? 0x8F : 0xBF);
        return second && continues(2) && continues(3) ? 4 : 0;
    }
    return 0;
}

/// yaml-cpp takes some control characters for the end of the file and guesses at other encodings, so that a
/// file could be cut short without a word: what is no clean UTF-8 never reaches it.
bool is_clean(const SourceText& source, Diagnostics& diagnostics) {
    const std::string_view text = source.text();
    for (std::size_t i = 0; i < text.size();) {
        const std::size_t length = character_length(text.substr(i));
        if (length == 0) {
            diagnostics.add(source.place_at(i), rules::not_utf8);
            return false;
        }
        const auto value = static_cast<unsigned char>(text[i]);
        if ((value < 0x20 && value != '\t' && value != '\n' && value != '\r') || value == 0x7F) {
            diagnostics.add(source.place_at(i), rules::control_character);
            return false;
        }
        if (value == '\r' && text.substr(i + 1, 1) != "\n") {
            diagnostics.add(source.place_at(i), rules::carriage_return);
            return false;
        }
        i += length;
    }
    return true;
}

/// yaml-cpp keeps every bracket of "[[[[..." before it tells us of the first: a megabyte of them takes 240.
bool is_bottomless(const SourceText& source, Diagnostics& diagnostics) {
    constexpr std::ptrdiff_t few = 1000;
    constexpr std::size_t deepest = 64;
    const std::string_view text = source.text();
    if (std::count_if(text.begin(), text.end(), [](char c) { return c == '[' || c == '{'; }) <= few) {
        return false;
    }
    const SyntaxSketch sketch = sketch_syntax(text);
    if (sketch.bottomless) {
        diagnostics.add(source.place_at(sketch.open_brackets[deepest]), rules::nested_too_deep);
    }
    return sketch.bottomless;
}

}  // namespace

const YamlNode* YamlNode::find(std::string_view key) const {
    for (const Entry& entry : entries) {
        if (entry.key == key) {
            return &entry.value;
        }
    }
    return nullptr;
}

YamlNode parse_yaml(std::string_view text, const std::string& file, Diagnostics& diagnostics) {
    if (text.starts_with("\xEF\xBB\xBF")) {
        text.remove_prefix(3);  // the byte order mark that Windows editors write
    }
    const SourceText source(text, file);
    YamlNode nothing;
    nothing.place = {file, 1, 1};
    if (!is_clean(source, diagnostics) || is_bottomless(source, diagnostics)) {
        return nothing;
    }
    TreeBuilder builder(source, diagnostics);
    try {
        std::istringstream stream{std::string(text)};
        YAML::Parser parser(stream);
        while (parser.HandleNextDocument(builder)) {
        }
        return builder.take_root();
    } catch (const ReadingStopped&) {
        return nothing;
    } catch (const YAML::Exception& fault) {
        const Diagnostic said = explain_syntax_fault(source, fault.mark.line, fault.mark.column, fault.msg);
        diagnostics.add(said.place, *said.rule, said.arguments);
        return nothing;
    }
}

}  // namespace hall::codecs
