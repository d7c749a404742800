#pragma once
// PDUs in text files: hexadecimal octets with '#' comments, so that each byte can carry its reason.
// Some comments are read by tests; each of these stands on a line of its own:
//   # answer: <command name> <ESME status name>     what a bound ESME answers, or: # answer: none
//   # link: alive                                   or: # link: closed
//   # value: <text>                                 one line of what the PDU decodes to, in order
//   # direction: decode                             the bytes are not what our encoder would write
// Everything from a '#' to the end of its line is a comment; the rest is hexadecimal, blanks ignored.

#include "codecs/result.hpp"

#include <filesystem>
#include <optional>

namespace hall::test {

/// An answer by its names, which are the ones that to_string() of command and status begin with.
struct ExpectedAnswer {
    std::string command;  // "deliver_sm_resp"
    std::string status;   // "ESME_ROK"
};

struct HexFile {
    std::string name;   // file name without folder
    std::string title;  // the first comment line: what it is and where it comes from
    Bytes bytes;
    bool says_answer = false;              // there is an "answer" line
    std::optional<ExpectedAnswer> answer;  // empty for "none"
    bool link_alive = true;
    bool decode_only = false;
    std::vector<std::string> value;
};

/// Reads one file. Throws std::runtime_error with file and line if it does not keep to the form.
HexFile load_hex_file(const std::filesystem::path& path);

/// All *.hex files of a folder, by name. Throws if there are none.
std::vector<HexFile> load_hex_folder(const std::filesystem::path& folder);

/// True if `frame`, a whole PDU, is the answer that `expected` names.
bool is_answer(ByteView frame, const ExpectedAnswer& expected);

}  // namespace hall::test
