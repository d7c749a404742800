#pragma once
// One entry of `smscs:` as SmscSettings, with everything that is wrong with it reported.

#include "codecs/yaml/diagnostic.hpp"
#include "codecs/yaml/document.hpp"
#include "daemon/config/settings.hpp"

namespace hall::daemon {

SmscSettings read_smsc(const codecs::YamlNode& node, codecs::Diagnostics& diagnostics);

}  // namespace hall::daemon
