// Runs when the hall is built: writes, for gbk.cpp, what ICU's GB18030 makes of each two octets and, in runs, of each four.
// GB18030 holds GBK, which holds GB 2312, so one table reads all three. ICU's own converter is not linked, as in han_tables.
//
// The arrays go to the standard output; the exit status is 1 when ICU has not the converter.

#include <unicode/ucnv.h>

#include <array>
#include <cstdint>
#include <cstdio>
#include <vector>

namespace {

/// The one character that these octets are; 0 when they are none.
UChar32 decoded(UConverter* converter, const char* octets, std::int32_t size) {
    UErrorCode status = U_ZERO_ERROR;
    std::array<UChar, 4> out{};
    ucnv_reset(converter);
    const std::int32_t length = ucnv_toUChars(converter, out.data(), 4, octets, size, &status);
    if (U_FAILURE(status) != 0 || length != 1 || out[0] == 0xFFFD) return 0;
    return out[0];
}

}  // namespace

int main() {
    UErrorCode status = U_ZERO_ERROR;
    UConverter* converter = ucnv_open("gb18030", &status);
    if (U_FAILURE(status) != 0) {
        std::fprintf(stderr, "ICU has no GB18030: %s\n", u_errorName(status));
        return 1;
    }
    std::printf("constexpr std::array<char16_t, 126 * 191> of_two = {");
    for (int lead = 0x81; lead <= 0xFE; ++lead) {
        for (int trail = 0x40; trail <= 0xFE; ++trail) {
            const std::array<char, 2> octets{static_cast<char>(lead), static_cast<char>(trail)};
            const auto c = trail == 0x7F ? 0 : decoded(converter, octets.data(), 2);
            std::printf("%s%d,", trail % 16 == 0 ? "\n" : "", static_cast<int>(c));
        }
    }
    // The four octets of U+0080 to U+FFFF are numbered from 0x81308130 on; where the characters follow each other is a run.
    std::printf("\n};\nstruct Run {\n    std::uint16_t number;\n    char16_t character;\n};\nconstexpr auto of_four = std::to_array<Run>({\n");
    UChar32 next = -1;
    for (int number = 0; number < 39420; ++number) {
        const std::array<char, 4> octets{static_cast<char>(0x81 + number / 12600), static_cast<char>(0x30 + number / 1260 % 10),
                                         static_cast<char>(0x81 + number / 10 % 126), static_cast<char>(0x30 + number % 10)};
        const auto c = decoded(converter, octets.data(), 4);
        if (c != next) std::printf("{%d, %d},\n", number, static_cast<int>(c));
        next = c == 0 ? 0 : c + 1;
    }
    std::printf("});\n");
    ucnv_close(converter);
    return 0;
}
