#pragma once
// Schema 8: a number that has a new owner.

namespace hall::store {

inline constexpr const char* migration_owners = R"sql(
)sql";

}  // namespace hall::store
