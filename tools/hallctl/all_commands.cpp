#include "tools/hallctl/all_commands.hpp"

#include "tools/hallctl/aside.hpp"
#include "tools/hallctl/audit.hpp"
#include "tools/hallctl/balance.hpp"
#include "tools/hallctl/change.hpp"
#include "tools/hallctl/check.hpp"
#include "tools/hallctl/clock.hpp"
#include "tools/hallctl/diff.hpp"
#include "tools/hallctl/held.hpp"
#include "tools/hallctl/import.hpp"
#include "tools/hallctl/lanes.hpp"
#include "tools/hallctl/map.hpp"
#include "tools/hallctl/messages.hpp"
#include "tools/hallctl/notices.hpp"
#include "tools/hallctl/phone.hpp"
#include "tools/hallctl/replay.hpp"
#include "tools/hallctl/staff.hpp"
#include "tools/hallctl/status.hpp"
#include "tools/hallctl/subscriptions.hpp"

namespace hall::tools {

std::vector<Command> all_commands() {
    return {phone_command(),    replay_command(),   map_command(),           diff_command(),
            status_command(),   reload_command(),   rollback_command(),      versions_command(),
            messages_command(), held_command(),     lanes_command(),         notices_command(),
            aside_command(),    subscriptions_command(), balance_command(),
            import_command(),   payroll_command(),  standings_command(),     audit_command(),
            clock_command(),    check_command()};
}

}  // namespace hall::tools
