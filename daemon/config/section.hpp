#pragma once
// Reading a map inside a map: the settings' sections.

#include "codecs/yaml/map_reader.hpp"

#include <string>
#include <string_view>

namespace hall::daemon {

// Reads a map under `key` with `read`, which gets a MapReader; unknown keys are reported afterwards.
template <class Read>
void section(codecs::MapReader& reader, std::string_view key, codecs::Diagnostics& diagnostics, Read read) {
    if (const auto* node = reader.node(key)) {
        codecs::MapReader inner(*node, std::string(key), diagnostics);
        if (inner.is_map()) read(inner);
        inner.finish();
    }
}

}  // namespace hall::daemon
