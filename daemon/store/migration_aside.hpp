#pragma once
// Schema 7: rows that cannot be dealt with, set aside so that all others go on.

namespace hall::store {

inline constexpr const char* migration_aside = R"sql(
)sql";

}  // namespace hall::store
