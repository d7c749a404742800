#pragma once
// What the menu may know of a subscriber, out of the book.

#include "daemon/store/store.hpp"
#include "menus/tree/subscriber_view.hpp"

#include <string_view>

namespace hall::daemon {

/// All empty for a number that is no subscriber of ours.
menus::SubscriberView subscriber_view(store::Store& store, std::string_view number);

}  // namespace hall::daemon
