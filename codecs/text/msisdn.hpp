#pragma once
// Subscriber numbers in one canonical form: country code and national number, digits only, no plus
// ("8613800138000"). The country is a setting.

#include "codecs/result.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace hall::codecs {

/// How numbers are written in the home country.
struct NumberPlan {
    std::string country_code = "86";
    std::string trunk_prefix;  // what is dialled before a national number at home; none in China's mobile plan
    /// A mobile number without country code: '#' is any digit, "[3-9]" one of a range.
    std::string mobile_pattern = "1[3-9]#########";
};

/// Why a plan cannot be used.
struct PlanFault {
    enum class Kind {
        country_code,         // detail: the code
        trunk_prefix,         // detail: the prefix
        trunk_prefix_abroad,  // begins with 00, which marks other countries
        mobile_pattern,       // detail: the pattern from where it cannot be read
        no_mobile_pattern,
        length,  // detail: how many digits a number would have
    };
    Kind kind = Kind::country_code;
    std::string detail;
};

/// Nothing when `plan` can be used.
std::optional<PlanFault> fault_of(const NumberPlan& plan);

struct Msisdn {
    std::string digits;  // canonical
    bool home = false;   // a mobile number of the plan's country
    bool operator==(const Msisdn&) const = default;
};

/// Reads +86..., 0086..., 86... or a bare national number; blanks, hyphens, parentheses and dots between
/// digits are skipped. A number marked international (+ or 00) of another country is taken as it is,
/// 7 to 15 digits [E.164], home = false. Everything else is nothing, also a number of the plan's country that
/// is no mobile number (+86 10 ...): it must not pass for a foreign one.
std::optional<Msisdn> parse_msisdn(std::string_view text, const NumberPlan& plan);

/// How digits are read that are announced as international (TON 1, no plus) and would be a mobile number of the plan as well:
/// 13055551234 is an American's, or one of ours whose SMSC announces everything as international.
enum class SourceNumbers { as_announced, home_first };

/// An SMPP source address as parse_msisdn reads it; TON international counts as a plus, see SourceNumbers. What cannot be read as
/// it is announced is read as if nothing were announced.
std::optional<Msisdn> parse_source(std::string_view digits, std::uint8_t ton, const NumberPlan& plan, SourceNumbers how);

/// The subscriber behind an SMPP source address: parse_source where it fits, otherwise the address itself unchanged (a short code,
/// an alphanumeric sender). Who is a subscriber at all: sender.hpp.
std::string canonical_subscriber(std::string_view digits, std::uint8_t ton, const NumberPlan& plan,
                                 SourceNumbers how = SourceNumbers::as_announced);

/// A number as the settings name it: digits, '#' for any digit, "[3-9]" for one of a range; a '*' at the end stands for whatever
/// digits follow. "10010", "106#####", "95[0-9]##*".
bool is_number_pattern(std::string_view pattern);
bool matches_number_pattern(std::string_view digits, std::string_view pattern);

/// "86138****8000", "138****8000" for logs: of 7 digits or more the last four are left and at most the first
/// five, at least three between them are hidden. Short codes (up to 6 digits) and alphanumeric senders are not
/// personal and are shown as they are.
std::string mask_number(std::string_view number);

}  // namespace hall::codecs
