#include "daemon/business/subscriber_view.hpp"

namespace hall::daemon {

menus::SubscriberView subscriber_view(store::Store& store, std::string_view number) {
    menus::SubscriberView view;
    if (const auto subscriber = store.accounts.find(number)) {
        view.brand = subscriber->brand;
        view.city = subscriber->city;
        view.language = subscriber->language;
        view.spend = subscriber->spend;
    }
    for (const auto& row : store.subscriptions.of(number))
        if (row.state == "trial" || row.state == "active" || row.state == "ending") view.packages.push_back(row.package);
    return view;
}

}  // namespace hall::daemon
