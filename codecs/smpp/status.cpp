// Names of command_status values: the table of SMPP v3.4, 5.1.3, and what SMPP v5.0, 4.7.6 adds.
// Where version 5.0 renamed a value (0xC0 to 0xC4), the name of 3.4 stays, because that is what we speak.

#include "codecs/smpp/status.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace hall::codecs {
namespace {

struct Name {
    std::uint32_t value;
    const char* name;
};

// In ascending order, for the binary search below.
constexpr std::array names{
    Name{0x000, "ESME_ROK"},
    Name{0x001, "ESME_RINVMSGLEN"},
    Name{0x002, "ESME_RINVCMDLEN"},
    Name{0x003, "ESME_RINVCMDID"},
    Name{0x004, "ESME_RINVBNDSTS"},
    Name{0x005, "ESME_RALYBND"},
    Name{0x006, "ESME_RINVPRTFLG"},
    Name{0x007, "ESME_RINVREGDLVFLG"},
    Name{0x008, "ESME_RSYSERR"},
    Name{0x00A, "ESME_RINVSRCADR"},
    Name{0x00B, "ESME_RINVDSTADR"},
    Name{0x00C, "ESME_RINVMSGID"},
    Name{0x00D, "ESME_RBINDFAIL"},
    Name{0x00E, "ESME_RINVPASWD"},
    Name{0x00F, "ESME_RINVSYSID"},
    Name{0x011, "ESME_RCANCELFAIL"},
    Name{0x013, "ESME_RREPLACEFAIL"},
    Name{0x014, "ESME_RMSGQFUL"},
    Name{0x015, "ESME_RINVSERTYP"},
    Name{0x033, "ESME_RINVNUMDESTS"},
    Name{0x034, "ESME_RINVDLNAME"},
    Name{0x040, "ESME_RINVDESTFLAG"},
    Name{0x042, "ESME_RINVSUBREP"},
    Name{0x043, "ESME_RINVESMCLASS"},
    Name{0x044, "ESME_RCNTSUBDL"},
    Name{0x045, "ESME_RSUBMITFAIL"},
    Name{0x048, "ESME_RINVSRCTON"},
    Name{0x049, "ESME_RINVSRCNPI"},
    Name{0x050, "ESME_RINVDSTTON"},
    Name{0x051, "ESME_RINVDSTNPI"},
    Name{0x053, "ESME_RINVSYSTYP"},
    Name{0x054, "ESME_RINVREPFLAG"},
    Name{0x055, "ESME_RINVNUMMSGS"},
    Name{0x058, "ESME_RTHROTTLED"},
    Name{0x061, "ESME_RINVSCHED"},
    Name{0x062, "ESME_RINVEXPIRY"},
    Name{0x063, "ESME_RINVDFTMSGID"},
    Name{0x064, "ESME_RX_T_APPN"},
    Name{0x065, "ESME_RX_P_APPN"},
    Name{0x066, "ESME_RX_R_APPN"},
    Name{0x067, "ESME_RQUERYFAIL"},
    Name{0x0C0, "ESME_RINVOPTPARSTREAM"},
    Name{0x0C1, "ESME_ROPTPARNOTALLWD"},
    Name{0x0C2, "ESME_RINVPARLEN"},
    Name{0x0C3, "ESME_RMISSINGOPTPARAM"},
    Name{0x0C4, "ESME_RINVOPTPARAMVAL"},
    Name{0x0FE, "ESME_RDELIVERYFAILURE"},
    Name{0x0FF, "ESME_RUNKNOWNERR"},
    Name{0x100, "ESME_RSERTYPUNAUTH"},
    Name{0x101, "ESME_RPROHIBITED"},
    Name{0x102, "ESME_RSERTYPUNAVAIL"},
    Name{0x103, "ESME_RSERTYPDENIED"},
    Name{0x104, "ESME_RINVDCS"},
    Name{0x105, "ESME_RINVSRCADDRSUBUNIT"},
    Name{0x106, "ESME_RINVDSTADDRSUBUNIT"},
    Name{0x107, "ESME_RINVBCASTFREQINT"},
    Name{0x108, "ESME_RINVBCASTALIAS_NAME"},
    Name{0x109, "ESME_RINVBCASTAREAFMT"},
    Name{0x10A, "ESME_RINVNUMBCAST_AREAS"},
    Name{0x10B, "ESME_RINVBCASTCNTTYPE"},
    Name{0x10C, "ESME_RINVBCASTMSGCLASS"},
    Name{0x10D, "ESME_RBCASTFAIL"},
    Name{0x10E, "ESME_RBCASTQUERYFAIL"},
    Name{0x10F, "ESME_RBCASTCANCELFAIL"},
    Name{0x110, "ESME_RINVBCAST_REP"},
    Name{0x111, "ESME_RINVBCASTSRVGRP"},
    Name{0x112, "ESME_RINVBCASTCHANIND"},
};
static_assert(std::ranges::is_sorted(names, {}, &Name::value));

}  // namespace

std::string to_string(CommandStatus status) {
    const auto value = static_cast<std::uint32_t>(status);
    const auto* const found = std::ranges::lower_bound(names, value, {}, &Name::value);
    if (found != names.end() && found->value == value) {
        return fmt::format("{} (0x{:x})", found->name, value);
    }
    if (value >= 0x400 && value <= 0x4FF) {
        return fmt::format("vendor status 0x{:x}", value);
    }
    return fmt::format("status 0x{:x}", value);
}

}  // namespace hall::codecs
