// One frame, header included: what decodes and can be encoded must decode to the same value again, what
// is refused must have a well-formed answer, and libsmpp34 must never refuse what our own walk found good.

#include "codecs/smpp/library_fence.hpp"
#include "codecs/smpp/pdu_codec.hpp"

#include <cstdlib>

using namespace hall::codecs;

namespace {

void require(bool good) {
    if (!good) {
        std::abort();
    }
}

void check_refusal(const Header& request, const DecodeError& error) {
    require(error.what.find("libsmpp34") == std::string::npos);
    require(error.answer != CommandStatus::ok);
    const hall::Bytes answer = encode_refusal(request, error.answer);
    if (answer.empty()) {
        return;
    }
    const Header header = read_header(answer);
    require(!is_response(request.command_id) && is_response(header.command_id));
    require(header.command_length == answer.size() && header.sequence_number == request.sequence_number);
    // A known answer must itself be readable; the one to submit_multi is not for us.
    require(header.command_id == CommandId::submit_multi_resp ||
            decode_pdu(header, hall::ByteView(answer).subspan(header_size)).has_value());
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size < header_size) {
        return 0;
    }
    const hall::ByteView bytes(data, size);
    const Header header = read_header(bytes);
    const auto pdu = decode_pdu(header, bytes.subspan(header_size));
    require(library_log_length() < library_log_limit);
    if (!pdu) {
        check_refusal(header, pdu.error());
        return 0;
    }
    require(command_id_of(pdu->body) == header.command_id);
    const auto again = encode_pdu(*pdu);
    require(library_log_length() < library_log_limit);
    if (!again) {
        require(again.error().what.find("libsmpp34") == std::string::npos);
        return 0;
    }
    require(read_header(*again).command_length == again->size());
    const auto same = decode_pdu(read_header(*again), hall::ByteView(*again).subspan(header_size));
    // What was mended is written without its flaw.
    require(same.has_value() && same->body == pdu->body && same->status == pdu->status &&
            same->sequence_number == pdu->sequence_number);
    return 0;
}
