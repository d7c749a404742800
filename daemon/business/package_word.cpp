#include "daemon/business/package_word.hpp"

#include "menus/understand/fold.hpp"

namespace hall::daemon {

const campaigns::Package* package_meant(const campaigns::Catalogue& catalogue, std::string_view word) {
    if (const auto* package = catalogue.find(word)) return package;  // most often it is written as it stands there
    const auto folded = menus::fold_text(word);
    for (const auto& package : catalogue.packages)
        if (menus::fold_text(package.id) == folded || menus::fold_text(package.name) == folded) return &package;
    return nullptr;
}

}  // namespace hall::daemon
