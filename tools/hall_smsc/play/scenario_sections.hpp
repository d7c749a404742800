#pragma once
// The parts of a scenario file that say what goes wrong, one function a part. Internal to the loader.

#include "tools/hall_smsc/play/scenario.hpp"
#include "tools/hall_smsc/play/scenario_fields.hpp"

namespace hall::tools {

void read_deliver(ScenarioFields& fields, DeliverFaults& deliver);
void read_submit(ScenarioFields& fields, SubmitFaults& submit, codecs::Diagnostics& diagnostics);
void read_links(ScenarioFields& fields, LinkFaults& links, codecs::Diagnostics& diagnostics);
void read_receipts(ScenarioFields& fields, ReceiptWish& receipts, codecs::Diagnostics& diagnostics);

}  // namespace hall::tools
