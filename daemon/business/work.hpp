#pragma once
// One action on its way from the text that asked for it to what came of it. It is begun again each time the back end
// has answered, with all that is known by then, until nothing is missing.

#include "campaigns/action.hpp"
#include "campaigns/catalogue.hpp"
#include "daemon/back_end/back_end.hpp"
#include "daemon/business/business_settings.hpp"
#include "daemon/business/hall_day.hpp"
#include "daemon/business/row_guard.hpp"
#include "daemon/store/store.hpp"

#include <map>

namespace hall::daemon {

class Phrases;

/// A text that somebody is to get beside the reply, or later than it.
struct Notice {
    std::string subscriber;
    std::int64_t text_id = 0;  // what led to it
    std::string name;          // of the text in the menu file
    std::string body;
};

struct Work {
    campaigns::ActionRequest request;
    std::int64_t text_id = 0;
    std::string hall_number;
    std::string node;
    std::string agreed;  // the terms that he has confirmed, as text; empty: none
    HallTime time;
    std::int64_t case_id = 0;  // 0: the back end has answered at once so far

    std::map<std::string, AccountFacts, std::less<>> facts;  // by number
    std::vector<Notice> notices;
};

/// What is missing before an action can go on.
struct Need {
    std::string number;
    BackEndTask task;
    // Of what is to be carried out:
    std::string package = {};
    std::optional<std::int64_t> subscription = {};
};

using Step = std::variant<campaigns::Outcome, Need>;

/// What every desk of the business works with.
struct BusinessTools {
    store::Store& store;
    const campaigns::Catalogue& catalogue;
    const Phrases& phrases;
    const BusinessSettings& settings;
    RowGuard& rows;
};

/// The facts about `number`, or nullptr: then `AskFacts` is what is missing.
inline const AccountFacts* facts_about(const Work& work, std::string_view number) {
    const auto found = work.facts.find(number);
    return found == work.facts.end() ? nullptr : &found->second;
}

/// What is being carried out for him and stands in the way of `package`: how he stands with it is not known until the
/// back end has answered. Nullptr: nothing.
inline const campaigns::Package* pending_against(const BusinessTools& tools, std::string_view number,
                                                 const campaigns::Package& package) {
    for (const auto& id : tools.store.cases.carried_out(number))
        if (const auto* other = tools.catalogue.find(id);
            other != nullptr && campaigns::stand_in_each_others_way(package, *other))
            return other;
    return nullptr;
}

}  // namespace hall::daemon
