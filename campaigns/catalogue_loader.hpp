#pragma once
// The operators' catalogue file becomes a Catalogue, or a list of everything that is wrong with it. The keys of the
// file are described in docs/catalogue-file.md.

#include "campaigns/catalogue.hpp"
#include "codecs/yaml/document.hpp"

#include <memory>

namespace hall::campaigns {

/// Reads a parsed catalogue file. Nothing when at least one fault was added to `diagnostics`.
std::shared_ptr<const Catalogue> parse_catalogue(const codecs::YamlNode& root, codecs::Diagnostics& diagnostics);

}  // namespace hall::campaigns
