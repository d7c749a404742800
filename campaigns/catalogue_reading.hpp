#pragma once
// What the readers of packages and of offers share. Internal to the catalogue's loader.

#include "campaigns/catalogue.hpp"
#include "codecs/yaml/map_reader.hpp"

namespace hall::campaigns {

/// A value with its place, to be checked once the whole file is read.
struct Reference {
    std::string id;
    codecs::Place place;
};

/// The words under `key`; each once, none empty.
std::vector<Reference> read_references(codecs::MapReader& reader, std::string_view key, codecs::Diagnostics& diagnostics);
std::vector<std::string> ids_of(const std::vector<Reference>& references);

/// The sum under `key` in fen; nothing when the key is missing or its value no sum (which is reported).
std::optional<std::int64_t> read_yuan(codecs::MapReader& reader, std::string_view key, codecs::Diagnostics& diagnostics);

/// An id under "id": a letter, then letters and digits, at most 20.
std::string read_id(codecs::MapReader& reader, codecs::Diagnostics& diagnostics);

/// What stands in a package or an offer about others, for the checks at the end.
struct PackageRead {
    Package package;
    codecs::Place place;
    std::vector<Reference> needs, excludes;
};
struct OfferRead {
    Offer offer;
    codecs::Place place;
    std::vector<Reference> packages;
};

PackageRead read_package(const codecs::YamlNode& node, codecs::Diagnostics& diagnostics);
OfferRead read_offer(const codecs::YamlNode& node, codecs::Diagnostics& diagnostics);

}  // namespace hall::campaigns
