#pragma once
// The labelled fields in the text of a receipt ("id:... sub:... stat:DELIVRD err:000 text:..."), found by their
// labels alone: in any order, any case, any of them missing. Must not know PDUs, nor what the values mean.

#include <string>
#include <string_view>

namespace hall::codecs {

/// Values as written; empty: the label is missing or nothing stands behind it.
struct ReceiptText {
    std::string id;
    std::string stat;
    std::string err;
};

/// `text` is UTF-8, or any octets with ASCII among them. A value ends at a blank, comma, semicolon or bar; one of more
/// than 64 octets is no value. What stands behind "text:" is our own text sent back, and then perhaps more
/// fields; it is looked at for those that do not stand in front of it.
ReceiptText read_receipt_text(std::string_view text);

/// Whether all of `text` is a receipt and nothing else: from its first character on a field follows a field, up to the end or to
/// "text:"; among them a state of appendix B and another of its fields, or any three of them. Labels of other names may stand
/// between. "id:5 stat:DELIVRD err:000" is one; "id:5 please", "CL id:5 stat:DELIVRD" and "id:5" are what a person may write.
bool is_receipt_text(std::string_view text);

}  // namespace hall::codecs
