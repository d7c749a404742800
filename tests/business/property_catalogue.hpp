#pragma once
// Every kind of term, and numbers so small that they are reached; who texts.

#include <string>
#include <vector>

namespace hall::test {

inline constexpr const char* property_catalogue = R"(
packages:
  - {id: L1, name: 甲包, price: 10.00, family: L, staff_reward: 1.00}
  - {id: L2, name: 乙包, price: 20.00, family: L, trial_days: 3}
  - {id: F1, name: 丙包, price: 5.00, trial_days: 7, staff_reward: 2.00}
  - {id: N1, name: 丁包, price: 8.00, starts: next_month, trial_days: 5}
  - {id: C1, name: 不问包, price: 3.00, confirm: no}
  - {id: C2, name: 不问二包, price: 6.00, confirm: no, family: C}
  - {id: C3, name: 不问三包, price: 4.00, confirm: no, family: C, trial_days: 2}
  - {id: T1, name: 戊包, price: 6.00, trial_days: 10, excludes: [X1]}
  - {id: X1, name: 己包, price: 4.00, needs: [L1]}
  - {id: Q1, name: 庚包, price: 10.00}
  - {id: M1, name: 辛包, price: 7.00, trial_days: 4}
  - {id: L3, name: 壬包, price: 15.00, family: L, starts: next_month}
offers:
  - {id: free, name: 首月免费, packages: [F1, C2], steps: [{months: 1, percent: 0}, {months: 2, percent: 50}]}
  - {id: few, name: 限量, packages: [Q1], most: 1, most_each: 1, steps: [{months: 2, percent: 50}]}
  - {id: later, name: 下月起, packages: [M1, N1, C3], counts_from: next_month, steps: [{months: 2, percent: 80}]}
  - {id: tiers, name: 档位, packages: [L1, L2, L3], most: 5, most_each: 3, steps: [{months: 1, percent: 33}], until: 2027-03-01}
referrals:
  - {package: L1, points: 500, window_days: 6, hold_days: 10, most_a_day: 2, most_a_month: 4}
  - {package: F1, points: 700, window_days: 10, hold_days: 3, most_a_day: 2, most_a_month: 4}
  - {package: C1, points: 300, window_days: 3, hold_days: 1, most_a_day: 2, most_a_month: 4}
points:
  expire_after_months: 2
  items:
    - {id: LL300, name: 流量, points: 300, gives: {data_mb: 300}}
    - {id: HF5, name: 话费, points: 600, credit: 5.00}
charging:
  retry_days: [1, 3, 7]
)";

// The last three: suspended, blacklisted, none of ours.
inline const std::vector<std::string> phones = {"13800138000", "13800138001", "13800138002", "13800138003", "13800138004",
                                         "13800138005", "13800138006", "13800138007", "13800138008", "13800138009",
                                         "13800138010", "13800138011", "13800138012"};

}  // namespace hall::test
