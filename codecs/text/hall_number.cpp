#include "codecs/text/hall_number.hpp"

#include <array>

namespace hall::codecs {
namespace {

std::string_view without_zeros(std::string_view digits) {
    const auto first = digits.find_first_not_of('0');
    return first == std::string_view::npos ? std::string_view() : digits.substr(first);
}

/// What may stand in front of a number within a country, taken off; the number as it is goes first.
std::array<std::string_view, 3> domestic_readings(std::string_view digits, const NumberPlan& plan) {
    const auto& trunk = plan.trunk_prefix;
    const bool has_trunk = !trunk.empty() && digits.starts_with(trunk);
    return {digits, has_trunk ? digits.substr(trunk.size()) : std::string_view(), without_zeros(digits)};
}

std::optional<std::string> behind(std::string_view own, const std::array<std::string_view, 3>& readings) {
    for (const auto reading : readings)
        if (reading.starts_with(own)) return std::string(reading.substr(own.size()));
    return std::nullopt;
}

/// Digits alone; nothing where something else stands among them.
std::optional<std::string> plain_digits(std::string_view address) {
    std::string digits;
    for (const char c : address) {
        if (c >= '0' && c <= '9') {
            digits.push_back(c);
        } else if (c == '+' ? !digits.empty() : std::string_view(" -.()").find(c) == std::string_view::npos) {
            return std::nullopt;
        }
    }
    return digits;
}

}  // namespace

std::optional<std::string> hall_extension(std::string_view address, std::string_view own, const NumberPlan& plan) {
    const auto digits = plain_digits(address);
    if (!digits || digits->empty() || own.empty()) return std::nullopt;
    if (*digits == own) return "";

    auto extension = behind(own, domestic_readings(*digits, plan));
    if (!extension) {
        const auto international = without_zeros(*digits);
        if (!international.starts_with(plan.country_code)) return std::nullopt;
        extension = behind(own, domestic_readings(international.substr(plan.country_code.size()), plan));
    }
    if (!extension || extension->empty()) return extension;
    const auto mobile = parse_msisdn(address, plan);
    return mobile && mobile->home ? std::nullopt : extension;
}

std::string canonical_hall_number(std::string_view address, std::string_view own, const NumberPlan& plan) {
    const auto extension = hall_extension(address, own, plan);
    return extension ? std::string(own) + *extension : std::string(address);
}

}  // namespace hall::codecs
