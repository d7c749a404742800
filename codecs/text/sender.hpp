#pragma once
// Who can be behind the source address of a text: the one place that decides who is a subscriber, under which number he is known,
// and whether he is answered.

#include "codecs/smpp/pdu.hpp"
#include "codecs/text/msisdn.hpp"

#include <optional>
#include <string>
#include <vector>

namespace hall::codecs {

enum class SenderKind {
    subscriber,  // a mobile number of the plan, or a number that another country can have
    exception,   // answered all the same, because the settings say so
    hall,        // the hall itself, in whatever spelling
    nobody,      // no address at all
    name,        // letters: no handset stands behind them
    service,     // any other number: short codes, 106..., landlines, what no plan has
};

struct SenderRules {
    const std::string& hall_number;
    const NumberPlan& plan;
    const std::vector<std::string>& also_answered;  // patterns, see is_number_pattern()
    SourceNumbers source_numbers = SourceNumbers::as_announced;
};

struct Sender {
    SenderKind kind = SenderKind::service;
    std::string number;      // canonical; what is no subscriber's as it is written
    bool read_abroad = false;  // announced as another country's, and a subscriber of the plan if read nationally

    bool answered() const { return kind == SenderKind::subscriber || kind == SenderKind::exception; }
};

Sender read_sender(const Address& source, const SenderRules& rules);

}  // namespace hall::codecs
