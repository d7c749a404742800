#pragma once
// A PDU value as lines of text, for the golden files and for failure messages. Written out member by
// member on purpose: sharing the codec's own field order would hide a swapped pair.

#include "codecs/smpp/pdu.hpp"

namespace hall::test {

std::vector<std::string> print_pdu(const codecs::Pdu& pdu);

}  // namespace hall::test
