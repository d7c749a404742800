// Runs when the hall is built: writes, for han.cpp, what ICU knows of each Chinese character from U+3400 to U+9FFF as
// three arrays: its simplified form, the number of its Mandarin reading, and the readings. ICU's tables are large, and
// the daemon needs but these two columns, so it does not link ICU.
//
// Of a character with several readings (行, 长, 重) ICU's first one is taken: readings only serve to offer codes that
// sound alike, never to act.
//
// The arrays go to the standard output; the exit status is 1 when ICU has not the transliterators or they yield
// something else than one line a character.

#include <unicode/translit.h>
#include <unicode/unistr.h>

#include <cstdint>
#include <cstdio>
#include <map>
#include <memory>
#include <string>
#include <vector>

namespace {

constexpr UChar32 first = 0x3400;
constexpr UChar32 last = 0x9FFF;
constexpr std::size_t columns = 16;

/// What the transliterator makes of each character, in order; empty when that cannot be told.
std::vector<icu::UnicodeString> transliterated(const char* rules) {
    UErrorCode status = U_ZERO_ERROR;
    const std::unique_ptr<icu::Transliterator> transliterator(
        icu::Transliterator::createInstance(icu::UnicodeString::fromUTF8(rules), UTRANS_FORWARD, status));
    if (U_FAILURE(status) != 0 || !transliterator) {
        std::fprintf(stderr, "ICU has no transliterator \"%s\": %s\n", rules, u_errorName(status));
        return {};
    }
    icu::UnicodeString text;
    for (UChar32 c = first; c <= last; ++c) {
        text.append(c).append(UChar32{'\n'});
    }
    transliterator->transliterate(text);
    std::vector<icu::UnicodeString> lines(1);
    for (std::int32_t at = 0; at < text.length(); at = text.moveIndex32(at, 1)) {
        if (text.char32At(at) == '\n') {
            lines.emplace_back();
        } else {
            lines.back().append(text.char32At(at));
        }
    }
    lines.pop_back();
    if (lines.size() != static_cast<std::size_t>(last - first + 1)) {
        std::fprintf(stderr, "ICU's \"%s\" does not yield one line a character\n", rules);
        return {};
    }
    return lines;
}

/// "lǜ" without its tone as people type it: "lv". Empty when it is no syllable (ICU knows no reading).
std::string typed(const icu::UnicodeString& reading) {
    std::string out;
    icu::UnicodeString trimmed = reading;
    trimmed.trim();
    for (std::int32_t at = 0; at < trimmed.length(); ++at) {
        const char16_t c = trimmed.charAt(at);
        if (c >= u'a' && c <= u'z') {
            out.push_back(static_cast<char>(c));
        } else if (c == u'\u00FC') {
            out.push_back('v');
        } else if (c == u'\u00EA') {
            out.push_back('e');
        } else {
            return {};
        }
    }
    return out;
}

/// A few simplified forms have one of their own (薴 -> 苧 -> 苎): after this none has, so that simplifying twice is
/// simplifying once. Characters that lead back to themselves stay as they are.
void follow_chains(std::vector<unsigned>& forms) {
    const auto form_of = [&forms](unsigned c) {
        const bool known = c >= static_cast<unsigned>(first) && c <= static_cast<unsigned>(last);
        return known ? forms[c - static_cast<unsigned>(first)] : c;
    };
    for (unsigned c = static_cast<unsigned>(first); c <= static_cast<unsigned>(last); ++c) {
        unsigned form = form_of(c);
        for (int step = 0; step < 8 && form != c && form_of(form) != form; ++step) {
            form = form_of(form);
        }
        const bool ends = form_of(form) == form;
        forms[c - static_cast<unsigned>(first)] = ends ? form : c;
    }
}

void print_numbers(const char* name, const std::vector<unsigned>& numbers) {
    std::printf("constexpr std::array<std::uint16_t, %zu> %s = {", numbers.size(), name);
    for (std::size_t i = 0; i < numbers.size(); ++i) {
        std::printf("%s%u,", i % columns == 0 ? "\n    " : " ", numbers[i]);
    }
    std::printf("\n};\n");
}

}  // namespace

int main() {
    const auto simplified = transliterated("Hant-Hans");
    const auto readings = transliterated("Han-Latin; NFD; [\\u0300\\u0301\\u0304\\u030C] Remove; NFC");
    if (simplified.empty() || readings.empty()) {
        return 1;
    }

    std::vector<unsigned> forms;
    for (std::size_t i = 0; i < simplified.size(); ++i) {
        // A form outside the plane or of several characters is left alone.
        const bool single = simplified[i].length() == 1;
        forms.push_back(single ? simplified[i].charAt(0) : static_cast<unsigned>(first) + static_cast<unsigned>(i));
    }
    follow_chains(forms);
    std::map<std::string, unsigned> numbers;  // in alphabetical order, so that the file is the same each time
    for (const auto& reading : readings) {
        if (std::string syllable = typed(reading); !syllable.empty()) {
            numbers.emplace(std::move(syllable), 0U);
        }
    }
    unsigned count = 0;
    for (auto& [syllable, number] : numbers) {
        number = ++count;
    }
    std::vector<unsigned> syllables;
    for (const auto& reading : readings) {
        const auto known = numbers.find(typed(reading));
        syllables.push_back(known == numbers.end() ? 0U : known->second);
    }

    std::printf("// Made by codecs/text/tables/han_tables.cpp from ICU %s.\n", U_ICU_VERSION);
    print_numbers("simplified_forms", forms);
    print_numbers("syllables", syllables);
    std::printf("constexpr std::array<std::string_view, %zu> syllable_texts = {\n    \"\",\n", numbers.size() + 1);
    for (const auto& [syllable, number] : numbers) {
        std::printf("    \"%s\",\n", syllable.c_str());
    }
    std::printf("};\n");
    return 0;
}
