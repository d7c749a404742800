#pragma once
// Points: what one has, and what they are exchanged for.

#include "campaigns/points.hpp"
#include "daemon/business/work.hpp"

namespace hall::daemon {

class PointsDesk {
public:
    explicit PointsDesk(const BusinessTools& tools) : tools_(tools) {}

    Step tell(Work& work);
    Step history(Work& work);

    /// The points are taken before the back end is asked to give the item, and given back when it does not.
    Step redeem(Work& work);
    campaigns::Outcome carried_out(Work& work, std::string_view item, const BackEndAnswer& answer);

private:
    std::vector<campaigns::PointsLot> lots_of(std::string_view number);

    BusinessTools tools_;
};

}  // namespace hall::daemon
