#pragma once
// Whether two writings of a message id mean the same message. SMSCs hand out an id in submit_sm_resp and then
// write it in the receipt with more or fewer zeros, in other letters, or in decimal instead of hexadecimal.

#include <string_view>

namespace hall::codecs {

/// How well two ids agree, from worst to best. What is worse than exact is a guess that only holds together
/// with the destination of the message.
enum class IdMatch {
    none,
    converted,  // one is the decimal, the other the hexadecimal writing of one number of at most 64 bits
    folded,     // the same but for leading zeros and the case of letters
    exact,
};

/// `submitted`: the id of submit_sm_resp. `receipted`: the id of the receipt. An empty id matches nothing.
IdMatch match_message_ids(std::string_view submitted, std::string_view receipted);

bool same_message_id(std::string_view submitted, std::string_view receipted);

}  // namespace hall::codecs
