#pragma once
// Random texts for the property tests: each is drawn from one mood (plain GSM, ASCII, Chinese, emoji and
// marks, anything in Unicode), because a text of wholly random code points never meets the borders that
// real texts meet. Never draws surrogates.

#include <array>
#include <cstddef>
#include <random>
#include <string>
#include <string_view>

namespace hall::test {

using Random = std::mt19937_64;

inline std::size_t below(Random& random, std::size_t limit) {
    return static_cast<std::size_t>(random() % limit);
}

inline char32_t any_of(Random& random, std::u32string_view choices) {
    return choices[below(random, choices.size())];
}

inline char32_t between(Random& random, char32_t low, char32_t high) {
    return low + static_cast<char32_t>(below(random, high - low + 1));
}

/// One to many code points that belong together, or nearly.
inline std::u32string random_cluster(Random& random) {
    static constexpr std::u32string_view joiners = U"\u200D\uFE0F\uFE0E\u20E3\u0301\u0308\U0001F3FB\U0001F3FF";
    std::u32string out;
    switch (below(random, 9)) {
        case 0:  // people joined
            for (std::size_t i = below(random, 5); i > 0; --i) {
                out += between(random, 0x1F466, 0x1F469);
                if (below(random, 4) == 0) out += any_of(random, U"\U0001F3FB\U0001F3FD\U0001F3FF\uFE0F");
                out += U'\u200D';
            }
            out += between(random, 0x1F300, 0x1F6FF);
            break;
        case 1:  // a row of flag letters, odd or even
            for (std::size_t i = 1 + below(random, 5); i > 0; --i) out += between(random, 0x1F1E6, 0x1F1FF);
            break;
        case 2:  // a letter under marks, sometimes more than a part can hold
            out += between(random, U'a', U'z');
            for (std::size_t i = below(random, 40) == 0 ? below(random, 200) : below(random, 6); i > 0; --i) {
                out += between(random, 0x0300, 0x036F);
            }
            break;
        case 3:
            out += any_of(random, U"\r\n");
            break;
        case 4:
            out += U"\r\n";
            break;
        case 5:  // Hangul from its letters
            out += {between(random, 0x1100, 0x1112), between(random, 0x1161, 0x1175), between(random, 0x11A8, 0x11C2)};
            break;
        case 6:
            out += any_of(random, joiners);
            break;
        case 7:
            out += {between(random, 0x0915, 0x0939), U'\u094D', between(random, 0x0915, 0x0939), U'\u093F'};
            break;
        default:
            out += {any_of(random, U"\u0600\u06DD\u0E33\u00AD\u200B\u2028"), between(random, U'0', U'9')};
            break;
    }
    return out;
}

inline char32_t any_scalar(Random& random) {
    const char32_t c = between(random, 0, 0x10F7FF);
    return c < 0xD800 ? c : c + 0x800;
}

/// A text of at most `longest` code points.
inline std::u32string random_text(Random& random, std::size_t longest) {
    static constexpr std::u32string_view gsm_only = U"@£$¥èéùìòÇØøÅåΔΦΓΛΩΠΨΣΘΞÆæßÉ¤¡ÄÖÑÜ§¿äöñüà";
    static constexpr std::u32string_view gsm_extension = U"^{}\\[~]|€\f";
    static constexpr std::u32string_view chinese =
        U"尊敬的客户您好套餐已开通费用元月回复查询取消业务，。《》【】：１２３ＡＢ";
    // Half of the texts are short, so that the first borders are met often.
    const std::size_t wanted = below(random, 2) == 0 ? below(random, longest + 1) : below(random, longest / 8 + 1);
    const std::size_t mood = below(random, 7);
    std::u32string out;
    while (out.size() < wanted) {
        const std::size_t dice = below(random, 16);
        switch (mood) {
            case 0:
                out += dice < 3 ? any_of(random, gsm_extension) : between(random, U'a', U'z');
                break;
            case 1:
                out += dice < 8 ? any_of(random, gsm_only) : any_of(random, gsm_extension);
                break;
            case 2:
                out += dice < 2 ? char32_t{U'\n'} : between(random, U' ', U'~');
                break;
            case 3:
                out += between(random, 0xA0, 0xFF);
                break;
            case 4:
                out += dice < 2 ? between(random, U'0', U'9') : any_of(random, chinese);
                break;
            case 5:
                out += dice < 8 ? random_cluster(random) : std::u32string(1, any_of(random, chinese));
                break;
            default:
                out += dice < 4 ? random_cluster(random) : std::u32string(1, any_scalar(random));
                break;
        }
    }
    out.resize(wanted);
    return out;
}

}  // namespace hall::test
