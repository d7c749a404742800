#pragma once
// What the menu may know of a subscriber, out of the book.

#include "daemon/store/store.hpp"
#include "menus/tree/subscriber_view.hpp"

#include <string_view>

namespace hall::daemon {

/// Of a number that is no subscriber of ours nothing is known but what it has.
menus::SubscriberView subscriber_view(store::Store& store, std::string_view number);

}  // namespace hall::daemon
