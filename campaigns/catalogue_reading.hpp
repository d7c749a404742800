#pragma once
// The readers of what stands in a catalogue file, and what they share. Internal to the catalogue's loader.

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

/// The entries under `key`, each of which begins with `first_key`; nullptr when it is missing or lists nothing (which is
/// reported, a missing one only when it is required).
const codecs::YamlNode* read_list(codecs::MapReader& reader, std::string_view key, bool required,
                                  std::string_view first_key, codecs::Diagnostics& diagnostics);

/// How much of "data_mb", "minutes" and "texts"; `what` names the map in messages.
std::map<std::string, std::int64_t> read_amounts(const codecs::YamlNode& node, const char* what,
                                                 codecs::Diagnostics& diagnostics);

/// The most of anything that a file may name: data, points, orders.
constexpr std::int64_t most_of_anything = 1'000'000'000;

/// What stands in a package, an offer or a referral about others, for the checks at the end.
struct PackageRead {
    Package package;
    codecs::Place place;
    std::vector<Reference> needs, excludes, codes;
};
struct OfferRead {
    Offer offer;
    codecs::Place place;
    std::vector<Reference> packages;
};
struct ReferralRead {
    Referral referral;
    codecs::Place place;
    std::vector<Reference> package;  // one, or none when it is missing
};

PackageRead read_package(const codecs::YamlNode& node, codecs::Diagnostics& diagnostics);
OfferRead read_offer(const codecs::YamlNode& node, codecs::Diagnostics& diagnostics);
ReferralRead read_referral(const codecs::YamlNode& node, codecs::Diagnostics& diagnostics);
PointsTerms read_points(const codecs::YamlNode& node, codecs::Diagnostics& diagnostics);
ChargingTerms read_charging(const codecs::YamlNode& node, codecs::Diagnostics& diagnostics);

}  // namespace hall::campaigns
