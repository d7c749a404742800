#include "campaigns/catalogue_loader.hpp"

#include "campaigns/catalogue_reading.hpp"
#include "campaigns/rules.hpp"
#include "codecs/text/unicode.hpp"

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
        MapReader reader(root, rules::the_catalogue_file, diagnostics_);
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
        if (diagnostics_.has_errors()) return nullptr;
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

    // Calls report(twin, id, first) for each entry whose id stands above it already.
    template <class Read, class Id, class Report>
    void check_twins(const std::vector<Read>& all, Id id_of, Report report) {
        for (std::size_t i = 0; i < all.size(); ++i) {
            const auto& id = id_of(all[i]);
            const auto first = std::find_if(all.begin(), all.end(), [&](const Read& other) { return id_of(other) == id; });
            if (!id.empty() && first - all.begin() < static_cast<std::ptrdiff_t>(i))
                report(all[i].place, id, std::to_string(first->place.line));
        }
    }

    void check_ids() {
        const auto id_taken = [this](const codecs::Phrase& what) {
            return [this, &what](const codecs::Place& place, const std::string& id, const std::string& first) {
                diagnostics_.add(place, rules::id_taken, {what, id, first});
            };
        };
        check_twins(packages_, [](const auto& read) -> const auto& { return read.package.id; }, id_taken(rules::package));
        check_twins(offers_, [](const auto& read) -> const auto& { return read.offer.id; }, id_taken(rules::offer));
        check_twins(referrals_, [](const auto& read) -> const auto& { return read.referral.package; },
                    [this](const codecs::Place& place, const std::string& id, const std::string& first) {
                        diagnostics_.add(place, rules::referral_twice, {id, first});
                    });
    }

    // The code of a text stands for one thing, in whatever case and width it is typed.
    void check_codes() {
        std::map<std::string, const Reference*> taken;
        for (const auto& read : packages_) {
            for (const auto& code : read.codes) {
                const auto [first, fresh] = taken.emplace(codecs::fold_compatibility(code.id), &code);
                if (fresh) continue;
                const auto& place = first->second->place;
                diagnostics_.add(code.place, rules::package_code_taken,
                                 {code.id, std::to_string(place.line), std::to_string(place.column)});
            }
        }
    }

    void check_references(const std::string& self, const char* key, const std::vector<Reference>& references) {
        std::vector<std::string> known;
        for (const auto& read : packages_) known.push_back(read.package.id);
        for (const auto& reference : references) {
            if (!self.empty() && reference.id == self) {
                diagnostics_.add(reference.place, rules::names_itself, {self, key});
            } else if (find(reference.id) == nullptr) {
                const auto nearest = codecs::nearest_word(reference.id, known);
                if (nearest.empty())
                    diagnostics_.add(reference.place, rules::no_such_package, {key, reference.id});
                else
                    diagnostics_.add(reference.place, rules::no_such_package, {key, reference.id}, rules::did_you_mean,
                                     {nearest});
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
                diagnostics_.add(needed.place, rules::needs_what_it_excludes, {package.id, needed.id});
            else if (!package.family.empty() && other->package.family == package.family)
                diagnostics_.add(needed.place, rules::needs_its_family, {package.id, needed.id});
            if (reaches(other->package, package.id, packages_.size()))
                diagnostics_.add(needed.place, rules::needs_in_a_circle, {package.id, needed.id});
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
                    return offer.from && offer.until && *offer.until < *offer.from;
                };
                if (never_runs(one) || never_runs(other)) continue;
                const bool apart = (one.until && other.from && *one.until < *other.from) ||
                                   (other.until && one.from && *other.until < *one.from);
                if (apart) continue;
                for (const auto& reference : offers_[i].packages)
                    if (std::find(one.packages.begin(), one.packages.end(), reference.id) != one.packages.end())
                        diagnostics_.add(reference.place, rules::offers_overlap, {reference.id, one.id});
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
