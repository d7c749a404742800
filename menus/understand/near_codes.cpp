#include "menus/understand/near_codes.hpp"

#include "codecs/text/han.hpp"
#include "codecs/text/unicode.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <optional>
#include <utility>

namespace hall::menus {

namespace {

/// Characters that one takes for another: O and 0, I, L and 1, Z and 2, S and 5, B and 8, and the Greek and Cyrillic
/// capitals that look Latin.
constexpr std::array<std::pair<std::u32string_view, char32_t>, 17> look_alikes = {{
    {U"OΟО○◯", U'0'},
    {U"ILΙІ|", U'1'},
    {U"ZΖ", U'2'},
    {U"SЅ", U'5'},
    {U"BΒВ", U'8'},
    {U"ΑА", U'A'},
    {U"С", U'C'},
    {U"ΕЕ", U'E'},
    {U"ΗН", U'H'},
    {U"Ј", U'J'},
    {U"ΚК", U'K'},
    {U"ΜМ", U'M'},
    {U"Ν", U'N'},
    {U"ΡР", U'P'},
    {U"ΤТ", U'T'},
    {U"ΧХ", U'X'},
    {U"ΥУ", U'Y'},
}};

char32_t look_of(char32_t c) {
    if (codecs::is_settled(c) && c >= 0x80) {
        return c;
    }
    for (const auto& [forms, look] : look_alikes) {
        if (forms.find(c) != std::u32string_view::npos) {
            return look;
        }
    }
    return c;
}

std::string look_of(std::u32string_view text) {
    std::u32string look(text);
    std::transform(look.begin(), look.end(), look.begin(), [](char32_t c) { return look_of(c); });
    return codecs::encode_utf8(look);
}

/// How the text would be typed without Chinese characters: 彩铃 and CAILING are both "CAILING". `chinese` tells whether
/// there are any.
std::string sound_of(std::u32string_view text, bool& chinese) {
    std::string sound;
    for (const char32_t c : text) {
        const std::uint16_t syllable = codecs::syllable_of(c);
        if (syllable == 0) {
            sound += codecs::encode_utf8(std::u32string(1, c));
            continue;
        }
        chinese = true;
        for (const char letter : codecs::syllable_text(syllable)) {
            sound += static_cast<char>(letter - 'a' + 'A');
        }
    }
    return sound;
}

std::uint64_t characters_of(std::u32string_view text) {
    std::uint64_t bits = 0;
    for (const char32_t c : text) {
        bits |= std::uint64_t{1} << ((c * 0x9E3779B1U >> 16U) & 63U);
    }
    return bits;
}

int edits_allowed(std::u32string_view code) {
    const bool digits = std::all_of(code.begin(), code.end(), [](char32_t c) { return c >= U'0' && c <= U'9'; });
    return code.size() <= 2 ? 0 : code.size() <= 5 || digits ? 1 : 2;
}

bool is_exchanged(std::u32string_view a, std::u32string_view b) {
    if (a.size() != b.size()) {
        return false;
    }
    const auto first = std::mismatch(a.begin(), a.end(), b.begin());
    if (first.first == a.end() || first.first + 1 == a.end()) {
        return false;
    }
    return first.first[0] == first.second[1] && first.first[1] == first.second[0] &&
           std::equal(first.first + 2, a.end(), first.second + 2);
}

/// Whether `most` (1 or 2) insertions, deletions, replacements and exchanges of neighbours, none in a place where
/// another was, turn one into the other. Only the diagonals that can stay within `most` are looked at.
bool within_edits(std::u32string_view a, std::u32string_view b, int most) {
    if (a.size() > b.size()) {
        std::swap(a, b);
    }
    if (b.size() - a.size() > static_cast<std::size_t>(most)) {
        return false;
    }
    constexpr int band = 2;
    constexpr int far = 9;
    // Row i holds the distances of the first i characters of a to the first i + d - band of b, at d.
    using Row = std::array<int, 2 * band + 1>;
    Row before_last{};
    Row last{};
    before_last.fill(far);
    for (int d = 0; d <= 2 * band; ++d) {
        last[static_cast<std::size_t>(d)] = d >= band ? d - band : far;
    }
    const auto value = [](const Row& row, int d) {
        return d < 0 || d > 2 * band ? far : row[static_cast<std::size_t>(d)];
    };
    const int rows = static_cast<int>(a.size());
    const int columns = static_cast<int>(b.size());
    for (int i = 1; i <= rows; ++i) {
        Row row{};
        row.fill(far);
        int least = far;
        for (int d = 0; d <= 2 * band; ++d) {
            const int j = i + d - band;
            if (j < 0 || j > columns) {
                continue;
            }
            int best = value(last, d + 1) + 1;  // a character of a more
            if (j > 0) {
                const auto x = static_cast<std::size_t>(i - 1);
                const auto y = static_cast<std::size_t>(j - 1);
                best = std::min(best, value(row, d - 1) + 1);  // one of b more
                best = std::min(best, value(last, d) + (a[x] == b[y] ? 0 : 1));
                if (i > 1 && j > 1 && a[x] == b[y - 1] && a[x - 1] == b[y]) {
                    best = std::min(best, value(before_last, d) + 1);
                }
            }
            row[static_cast<std::size_t>(d)] = best;
            least = std::min(least, best);
        }
        if (least > most) {
            return false;
        }
        before_last = last;
        last = row;
    }
    return value(last, columns - rows + band) <= most;
}

}  // namespace

void NearCodes::add(std::string_view code, std::size_t entry) {
    Code added{codecs::decode_utf8(code), 0, 0, entry};
    if (added.text.size() < 2) {
        return;
    }
    added.characters = characters_of(added.text);
    added.allowed = edits_allowed(added.text);
    longest_ = std::max(longest_, added.text.size());
    entries_ = std::max(entries_, entry + 1);
    by_look_[look_of(added.text)].push_back(codes_.size());
    bool chinese = false;
    std::string sound = sound_of(added.text, chinese);
    if (chinese) {
        by_sound_[std::move(sound)].push_back(codes_.size());
    }
    codes_.push_back(std::move(added));
}

std::vector<NearCodes::Found> NearCodes::find(std::string_view text) const {
    // Typed as pinyin a code is up to six times as long as it is in characters.
    if (text.size() > longest_ * 6) {
        return {};
    }
    const std::u32string written = codecs::decode_utf8(text);
    if (written.size() < 2) {
        return {};
    }
    std::vector<std::pair<Nearness, std::size_t>> found;
    const auto take_all = [&](const auto& map, const std::string& key) {
        if (const auto same = map.find(key); same != map.end()) {
            for (const std::size_t position : same->second) {
                if (codes_[position].text != written) {
                    found.emplace_back(Nearness::alike, codes_[position].entry);
                }
            }
        }
    };
    take_all(by_look_, look_of(written));
    bool chinese = false;
    take_all(by_sound_, sound_of(written, chinese));

    const std::uint64_t characters = characters_of(written);
    for (const Code& code : codes_) {
        const int allowed = code.allowed;
        const std::size_t longer = std::max(code.text.size(), written.size());
        const std::size_t shorter = std::min(code.text.size(), written.size());
        // A replacement changes two of the bits at most, all else one or none.
        if (longer - shorter > static_cast<std::size_t>(allowed) ||
            std::popcount(code.characters ^ characters) > 2 * allowed || code.text == written) {
            continue;
        }
        if (is_exchanged(code.text, written)) {
            found.emplace_back(Nearness::exchanged, code.entry);
        } else if (allowed >= 1 && within_edits(code.text, written, 1)) {
            found.emplace_back(Nearness::one_edit, code.entry);
        } else if (allowed >= 2 && within_edits(code.text, written, 2)) {
            found.emplace_back(Nearness::two_edits, code.entry);
        }
    }

    std::vector<Found> out;
    std::sort(found.begin(), found.end());
    std::vector<bool> taken(entries_);
    for (const auto& [nearness, entry] : found) {
        if (!taken[entry]) {
            taken[entry] = true;
            out.push_back({entry, nearness});
        }
    }
    return out;
}

}  // namespace hall::menus
