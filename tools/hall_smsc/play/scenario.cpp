#include "tools/hall_smsc/play/scenario.hpp"

namespace hall::tools {

std::string_view to_string(ReceiptVariant variant) {
    switch (variant) {
        case ReceiptVariant::tlv:
            return "tlv";
        case ReceiptVariant::text:
            return "text";
        case ReceiptVariant::no_tlv:
            return "no_tlv";
        case ReceiptVariant::text_shuffled:
            return "text_shuffled";
        case ReceiptVariant::lower_case:
            return "lower_case";
        case ReceiptVariant::hex_id:
            return "hex_id";
        case ReceiptVariant::decimal_id:
            return "decimal_id";
        case ReceiptVariant::zero_padded:
            return "zero_padded";
        case ReceiptVariant::early:
            return "early";
        case ReceiptVariant::other_link:
            return "other_link";
        case ReceiptVariant::twice:
            return "twice";
        case ReceiptVariant::backwards:
            return "backwards";
        case ReceiptVariant::intermediate:
            return "intermediate";
        case ReceiptVariant::plain:
            return "plain";
    }
    return "";
}

const std::vector<ReceiptVariant>& all_receipt_variants() {
    static const std::vector<ReceiptVariant> all{
        ReceiptVariant::tlv,           ReceiptVariant::text,        ReceiptVariant::no_tlv,
        ReceiptVariant::text_shuffled, ReceiptVariant::lower_case,  ReceiptVariant::hex_id,
        ReceiptVariant::decimal_id,    ReceiptVariant::zero_padded, ReceiptVariant::early,
        ReceiptVariant::other_link,    ReceiptVariant::twice,       ReceiptVariant::backwards,
        ReceiptVariant::intermediate,  ReceiptVariant::plain};
    return all;
}

}  // namespace hall::tools
