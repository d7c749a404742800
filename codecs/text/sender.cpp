#include "codecs/text/sender.hpp"

#include "codecs/text/hall_number.hpp"

#include <algorithm>

namespace hall::codecs {
namespace {

constexpr std::uint8_t ton_alphanumeric = 5;  // [SMPP v3.4, 5.2.5]

/// Country code 1 has ten digits behind it, and no area code begins with 0 or 1: 10658206 announced as international is a service
/// number of some network, and no American.
bool possible_abroad(std::string_view digits) {
    if (!digits.starts_with('1')) return true;
    constexpr std::size_t north_american = 11;
    return digits.size() == north_american && digits[1] >= '2';
}

bool is_named(std::string_view address, const std::vector<std::string>& patterns) {
    if (address.starts_with('+')) address.remove_prefix(1);
    return std::any_of(patterns.begin(), patterns.end(),
                       [address](const std::string& one) { return matches_number_pattern(address, one); });
}

bool has_letters(std::string_view address) {
    return std::any_of(address.begin(), address.end(), [](char c) {
        return (c < '0' || c > '9') && std::string_view("+ \t-().").find(c) == std::string_view::npos;
    });
}

}  // namespace

Sender read_sender(const Address& source, const SenderRules& rules) {
    const auto& written = source.digits;
    if (written.empty()) return {SenderKind::nobody, written};
    if (source.ton == ton_alphanumeric) {
        // Some SMSCs announce every source so: what is a good mobile number of the plan is one.
        const auto mobile = parse_msisdn(written, rules.plan);
        if (!mobile || !mobile->home) return {SenderKind::name, written};
        return {SenderKind::subscriber, mobile->digits};
    }
    if (hall_extension(written, rules.hall_number, rules.plan))
        return {SenderKind::hall, canonical_hall_number(written, rules.hall_number, rules.plan)};

    const auto read = parse_source(written, source.ton, rules.plan, rules.source_numbers);
    if (read && (read->home || possible_abroad(read->digits))) {
        Sender sender{SenderKind::subscriber, read->digits};
        if (!read->home && source.ton != 0) {
            const auto at_home = parse_source(written, source.ton, rules.plan, SourceNumbers::home_first);
            sender.read_abroad = at_home && at_home->home;
        }
        return sender;
    }
    if (is_named(written, rules.also_answered)) return {SenderKind::exception, written};
    return {has_letters(written) ? SenderKind::name : SenderKind::service, written};
}

}  // namespace hall::codecs
