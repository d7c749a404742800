#pragma once
// Reads the `business:` section of the settings.

#include "codecs/yaml/map_reader.hpp"
#include "daemon/business/business_settings.hpp"

namespace hall::daemon {

void read_business(codecs::MapReader& reader, BusinessSettings& business, codecs::Diagnostics& diagnostics);

}  // namespace hall::daemon
