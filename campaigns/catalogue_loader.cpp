#include "campaigns/catalogue_loader.hpp"

#include "campaigns/catalogue_reading.hpp"
#include "codecs/text/unicode.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace hall::campaigns {

namespace {

using codecs::Diagnostics;
using codecs::MapReader;
using codecs::YamlNode;

class Loader {
public:
    explicit Loader(Diagnostics& diagnostics) : diagnostics_(diagnostics) {}

    std::shared_ptr<const Catalogue> load(const YamlNode& root) {
        MapReader reader(root, "the catalogue file", diagnostics_);
        if (!reader.is_map()) return nullptr;
        if (const auto* list = read_list(reader, "packages", true, "id", diagnostics_))
            for (const auto& node : list->items) packages_.push_back(read_package(node, diagnostics_));
        if (const auto* list = read_list(reader, "offers", false, "id", diagnostics_))
            for (const auto& node : list->items) offers_.push_back(read_offer(node, diagnostics_));
        if (const auto* list = read_list(reader, "referrals", false, "package", diagnostics_))
            for (const auto& node : list->items) referrals_.push_back(read_referral(node, diagnostics_));
        auto catalogue = std::make_shared<Catalogue>();
        if (const auto* node = reader.node("points")) catalogue->points = read_points(*node, diagnostics_);
        if (const auto* node = reader.node("charging")) catalogue->charging = read_charging(*node, diagnostics_);
        catalogue->top_days = static_cast<int>(reader.integer_or("top_days", catalogue->top_days, 1, 31));
        reader.finish();
        check_ids();
        check_codes();
        for (const auto& read : packages_) {
            check_references(read.package.id, "needs", read.needs);
            check_references(read.package.id, "excludes", read.excludes);
            check_sense(read);
        }
        for (const auto& read : offers_) check_references("", "packages", read.packages);
        for (const auto& read : referrals_) check_references("", "package", read.package);
        check_overlaps();
        if (!diagnostics_.empty()) return nullptr;
        for (auto& read : packages_) catalogue->packages.push_back(std::move(read.package));
        for (auto& read : offers_) catalogue->offers.push_back(std::move(read.offer));
        for (auto& read : referrals_) catalogue->referrals.push_back(std::move(read.referral));
        return catalogue;
    }

private:
    const PackageRead* find(std::string_view id) const {
        const auto found = std::find_if(packages_.begin(), packages_.end(),
                                        [id](const PackageRead& read) { return read.package.id == id; });
        return found == packages_.end() ? nullptr : &*found;
    }

    template <class Read, class Id>
    void check_twins(const std::vector<Read>& all, const char* what, const char* remedy, Id id_of) {
        for (std::size_t i = 0; i < all.size(); ++i) {
            const auto& id = id_of(all[i]);
            const auto first = std::find_if(all.begin(), all.end(), [&](const Read& other) { return id_of(other) == id; });
            if (!id.empty() && first - all.begin() < static_cast<std::ptrdiff_t>(i))
                diagnostics_.add(all[i].place, fmt::format("{} {} stands in line {} already", what, id, first->place.line),
                                 remedy);
        }
    }

    void check_ids() {
        const auto* own_id = "give each its own id";
        check_twins(packages_, "package", own_id, [](const auto& read) -> const auto& { return read.package.id; });
        check_twins(offers_, "offer", own_id, [](const auto& read) -> const auto& { return read.offer.id; });
        check_twins(referrals_, "the referral of", "write one for each package",
                    [](const auto& read) -> const auto& { return read.referral.package; });
    }

    // The code of a text stands for one thing, in whatever case and width it is typed.
    void check_codes() {
        std::map<std::string, const Reference*> taken;
        for (const auto& read : packages_) {
            for (const auto& code : read.codes) {
                const auto [first, fresh] = taken.emplace(codecs::fold_compatibility(code.id), &code);
                if (fresh) continue;
                const auto& place = first->second->place;
                diagnostics_.add(code.place,
                                 fmt::format("the code {} stands in line {}, column {} already", code.id, place.line, place.column),
                                 "give each package its own codes, and two different ones");
            }
        }
    }

    void check_references(const std::string& self, const char* key, const std::vector<Reference>& references) {
        std::vector<std::string> known;
        for (const auto& read : packages_) known.push_back(read.package.id);
        for (const auto& reference : references) {
            if (!self.empty() && reference.id == self) {
                diagnostics_.add(reference.place, fmt::format("{} {} itself", self, key), "name another package");
            } else if (find(reference.id) == nullptr) {
                const auto nearest = codecs::nearest_word(reference.id, known);
                diagnostics_.add(reference.place, fmt::format("{} names '{}', and there is no such package", key, reference.id),
                                 nearest.empty() ? "use the id of a package of this file"
                                                 : fmt::format("did you mean '{}'?", nearest));
            }
        }
    }

    // What can never be ordered is a slip.
    void check_sense(const PackageRead& read) {
        const auto& package = read.package;
        for (const auto& needed : read.needs) {
            const auto* other = find(needed.id);
            if (other == nullptr) continue;
            const auto excluded = [](const Package& one, const Package& another) {
                return std::find(one.excludes.begin(), one.excludes.end(), another.id) != one.excludes.end();
            };
            if (excluded(package, other->package) || excluded(other->package, package))
                diagnostics_.add(needed.place, fmt::format("{} needs {} and excludes it", package.id, needed.id),
                                 "take one of the two out");
            else if (!package.family.empty() && other->package.family == package.family)
                diagnostics_.add(needed.place,
                                 fmt::format("{} needs {}, a tier of the same family, and nobody has two of them", package.id,
                                             needed.id),
                                 "take it out, or give them different families");
            if (reaches(other->package, package.id, packages_.size()))
                diagnostics_.add(needed.place, fmt::format("{} needs {}, which needs {} in turn", package.id, needed.id, package.id),
                                 "take one of them out");
        }
    }

    bool reaches(const Package& from, const std::string& id, std::size_t steps) const {
        if (steps == 0) return false;
        return std::any_of(from.needs.begin(), from.needs.end(), [&](const std::string& next) {
            const auto* read = find(next);
            return next == id || (read != nullptr && reaches(read->package, id, steps - 1));
        });
    }

    // With two offers at once nobody could say what a package costs.
    void check_overlaps() {
        for (std::size_t i = 0; i < offers_.size(); ++i) {
            for (std::size_t j = 0; j < i; ++j) {
                const auto& one = offers_[j].offer;
                const auto& other = offers_[i].offer;
                const auto never_runs = [](const Offer& offer) {  // reported
                    return offer.from && offer.until && *offer.until <= *offer.from;
                };
                if (never_runs(one) || never_runs(other)) continue;
                const bool apart = (one.until && other.from && *one.until <= *other.from) ||
                                   (other.until && one.from && *other.until <= *one.from);
                if (apart) continue;
                for (const auto& reference : offers_[i].packages)
                    if (std::find(one.packages.begin(), one.packages.end(), reference.id) != one.packages.end())
                        diagnostics_.add(reference.place,
                                         fmt::format("{} is in the offer {} at the same time", reference.id, one.id),
                                         "give the offers days that do not meet, or take it out of one");
            }
        }
    }

    Diagnostics& diagnostics_;
    std::vector<PackageRead> packages_;
    std::vector<OfferRead> offers_;
    std::vector<ReferralRead> referrals_;
};

}  // namespace

std::shared_ptr<const Catalogue> parse_catalogue(const codecs::YamlNode& root, Diagnostics& diagnostics) {
    return Loader(diagnostics).load(root);
}

}  // namespace hall::campaigns
