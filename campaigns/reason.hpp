#pragma once
// Every way a business action can fail. The slug is stable: it is stored, counted, and names the text that tells the
// subscriber why, and what to do next.

#include <array>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace hall::campaigns {

/// In the order in which they are told when several apply: what no other step can mend comes first, what the subscriber
/// can mend at once comes last.
enum class Reason {
    no_such_package,
    no_such_item,
    not_a_subscriber,
    number_cancelled,
    number_suspended,
    blacklisted,
    no_such_staff,
    order_pending,
    already_has,
    trial_runs,
    trial_used,
    no_trial,
    wrong_city,
    wrong_brand,
    wrong_spend,
    excluded,
    needs_other,
    sold_out,
    balance_short,
    not_ordered,
    other_tier,
    already_ending,
    no_referral,
    own_number,
    friend_not_ours,
    friend_opted_out,
    friend_has_it,
    friend_invited,
    pair_reversed,
    day_limit,
    month_limit,
    points_short,
    system_failed,
};

struct ReasonInfo {
    Reason reason;
    std::string_view slug;
    bool passes;  // the same text may succeed later without the subscriber doing anything
    std::vector<std::string_view> values;  // what its text may show
};

/// Each reason once, in the order of the enumeration.
const std::vector<ReasonInfo>& all_reasons();

const ReasonInfo& info_of(Reason reason);

/// What a text may show, by the names of its placeholders.
using Values = std::vector<std::pair<std::string, std::string>>;

/// Why not, with the values for its text.
struct Refusal {
    Reason reason;
    Values values;
    bool operator==(const Refusal&) const = default;
};

}  // namespace hall::campaigns
