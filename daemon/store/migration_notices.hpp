#pragma once
// Schema 5: what the hall has to tell unasked waits here until its SMSC has room, and what must be told before a charge holds that charge back.

namespace hall::store {

inline constexpr const char* migration_notices = R"sql(
)sql";

}  // namespace hall::store
