// Phone numbers. The first octet chooses a plan, or makes one of the input; the rest is what was typed.

#include "codecs/text/msisdn.hpp"

#include <algorithm>
#include <cstdint>
#include <cstdlib>

using namespace hall;
using namespace hall::codecs;

namespace {

void check(bool holds) {
    if (!holds) std::abort();
}

/// Plan 3 reads "country code,trunk prefix,pattern," off the front of the text.
NumberPlan choose_plan(std::uint8_t choice, std::string_view& text) {
    if (choice % 4U == 0) return {};
    if (choice % 4U == 1) return {"44", "0", "7#########"};
    if (choice % 4U == 2) return {"7", "8", "9#########"};
    NumberPlan plan;
    for (std::string* field : {&plan.country_code, &plan.trunk_prefix, &plan.mobile_pattern}) {
        const std::size_t comma = std::min(text.find(','), text.size());
        *field = std::string(text.substr(0, comma));
        text.remove_prefix(std::min(comma + 1, text.size()));
    }
    return plan;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size < 2) return 0;
    const std::string bytes(data + 2, data + size);
    std::string_view text = bytes;
    const NumberPlan plan = choose_plan(data[0], text);

    const std::string subscriber = canonical_subscriber(text, data[1], plan);
    check(mask_number(text).size() == text.size());
    const auto number = parse_msisdn(text, plan);
    if (fault_of(plan)) return 0;  // such a plan is never used, but it must not break anything either

    check(canonical_subscriber(subscriber, data[1], plan).empty() == text.empty());
    if (!number) return 0;
    check(number->digits.size() >= 7 && number->digits.size() <= 15);
    check(number->digits.find_first_not_of("0123456789") == std::string::npos);
    check(number->home == number->digits.starts_with(plan.country_code));
    check(parse_msisdn("+" + number->digits, plan) == number);
    check(mask_number(number->digits) != number->digits);
    return 0;
}
