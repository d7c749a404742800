#pragma once
// Schema 6: the last sign of life, by which a wrong clock is known.

namespace hall::store {

inline constexpr const char* migration_life = R"sql(
)sql";

}  // namespace hall::store
