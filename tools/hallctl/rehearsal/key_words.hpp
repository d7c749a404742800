#pragma once
// Keys and words of operators' files as an approver reads them, who may never have seen the files. The key itself
// stands behind its name, so that it is found there.

#include "tools/hallctl/rehearsal/words.hpp"

#include <string>

namespace hall::tools {

/// Of an entry of the catalogue: "orders in all (most)", "限量（most）". A key without another name stays as it is.
std::string catalogue_key_words(const std::string& key, const Words& words);

/// The value of such a key: "next_month" -> "次月". Names and amounts stay as they are.
std::string catalogue_value_words(const std::string& key, const std::string& value, const Words& words);

/// Of the menu and the settings: "words that say yes (business.yes)".
std::string setting_words(const std::string& key, const Words& words);

/// "order", in Chinese "订购".
std::string action_name(const std::string& action, const Words& words);

}  // namespace hall::tools
