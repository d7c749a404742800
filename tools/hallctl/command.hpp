#pragma once
// What a command of hallctl is: its name, its line of help, its options, and what it does. A new command is a file with
// a function that returns one of these, and a line in main.cpp.

#include "campaigns/calendar.hpp"
#include "codecs/text/msisdn.hpp"
#include "codecs/yaml/diagnostic.hpp"

#include <filesystem>
#include <map>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace hall::tools {

// As in sysexits.h.
inline constexpr int exit_usage = 64;
inline constexpr int exit_no_input = 66;
inline constexpr int exit_software = 70;  // a fault of ours
inline constexpr int exit_store = 74;
inline constexpr int exit_config = 78;

/// The arguments make no sense. The message says what would, in one line.
class UsageError : public std::runtime_error {
public:
    using std::runtime_error::runtime_error;
};

/// The settings file is wrong. The message is its list of faults, each with its newline.
class SettingsError : public std::runtime_error {
public:
    using std::runtime_error::runtime_error;
};

/// A file that was named on the command line cannot be read at all.
class InputError : public SettingsError {
public:
    using SettingsError::SettingsError;
};

/// Throws what `diagnostics` are: InputError or SettingsError.
[[noreturn]] void refuse(const codecs::Diagnostics& diagnostics,
                         codecs::MessageLanguage language = codecs::MessageLanguage::en);

struct Option {
    std::string_view name;  // "--limit"
    bool takes_value = true;
};

/// The arguments behind the command's name. Every command takes --config and --database besides its own options.
struct Arguments {
    std::vector<std::string> words;                           // what is no option, in order
    std::map<std::string, std::string, std::less<>> options;  // by name; the value is empty for those that take none

    bool has(std::string_view option) const { return options.find(option) != options.end(); }
    std::optional<std::string> value(std::string_view option) const;
    /// The option's value as a whole number from 1; `fallback` without the option. Throws UsageError.
    int whole_number(std::string_view option, int fallback) const;
};

struct Command {
    std::string_view name;
    std::string_view help;  // its lines of the help, each with its newline
    std::vector<Option> options;
    /// Returns the exit code. Throws UsageError, SettingsError, InputError, store::StoreError.
    int (*run)(const Arguments& arguments);
    bool writes_for_all = false;  // what it writes is for others to read, too: files get the usual rights
};

/// Sorts what stands behind the command's name. Throws UsageError.
Arguments parse_arguments(const std::vector<std::string>& arguments, const Command& command);

/// Where the hall keeps its database, how numbers are written in its country, when its days begin, and what it sells.
struct Hall {
    std::filesystem::path database;
    std::filesystem::path control;    // the socket; empty: control.sock beside the database
    std::filesystem::path catalogue;  // empty: the settings were not read, or name none
    codecs::NumberPlan number_plan;
    campaigns::Zone zone;
};

/// The subscriber that an operator names: the canonical form of a number, or what is no number as it stands. "~1" behind
/// a number is its first owner, "~2" the next one, since others have it.
std::string subscriber_named(std::string_view word, const codecs::NumberPlan& plan);

/// By --database and --config, or $SMSHALL_CONFIG, or /etc/smshall/smshalld.yaml. With --database alone numbers are
/// read by the number plan of China. Throws SettingsError, InputError.
Hall find_hall(const Arguments& arguments);

}  // namespace hall::tools
