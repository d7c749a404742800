#pragma once
// Whether the book is what it must be: everything that can be computed from its rows is computed again and compared.
// Finds faults, mends nothing.

#include "campaigns/catalogue.hpp"
#include "daemon/store/audit.hpp"

namespace hall::daemon {

/// Tells each difference. With a catalogue it also checks the offers' numbers and what is due when; offers that have
/// left it are not checked, and terms that were changed since are taken as they are now.
void audit(store::AuditReader& book, const campaigns::Catalogue* catalogue, const store::AuditReader::Tell& tell);

/// The same, for those who want all differences at once.
std::vector<std::string> differences(store::AuditReader& book, const campaigns::Catalogue* catalogue);

}  // namespace hall::daemon
