#pragma once
// The columns of an import file by name, and the fields of one line as values. What a field should have been is said
// in `faults`, a sentence each.

#include "campaigns/calendar.hpp"
#include "codecs/text/msisdn.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace hall::tools {

/// Which column stands where.
class Header {
public:
    /// Checks the first line of a file against the columns that it may and those that it must have; what is wrong goes
    /// to `faults`.
    Header(const std::vector<std::string>& names, const std::vector<std::string>& known,
           const std::vector<std::string>& required, std::vector<std::string>& faults);

    std::optional<std::size_t> position(std::string_view column) const;
    std::size_t size() const { return names_.size(); }

private:
    std::vector<std::string> names_;
};

/// One line's fields. Each function leaves `out` as it is when the file has no such column, and tells of a field that
/// is not as it should be. An empty field means: nothing known, none, no, the first of
/// several words.
class Fields {
public:
    Fields(const Header& header, const std::vector<std::string>& fields, std::vector<std::string>& faults)
        : header_(header), fields_(fields), faults_(faults) {}

    /// The field as it stands; nothing when the file has no such column.
    std::optional<std::string_view> raw(std::string_view column) const;

    /// The canonical form of a mobile number at home; nothing when it is none.
    std::optional<std::string> mobile(std::string_view column, const codecs::NumberPlan& plan);
    /// At most a hundred characters, none of them a control character.
    void text(std::string_view column, std::string& out);
    /// One of the words; the first of them when empty.
    void word(std::string_view column, const std::vector<std::string>& words, std::string& out);
    void yes_or_no(std::string_view column, bool& out);
    void yuan(std::string_view column, std::int64_t& out, bool may_be_negative);
    /// Digits alone, at most nine; empty leaves `out` as it is.
    void whole_number(std::string_view column, std::optional<std::int64_t>& out);
    /// An employee's number: 1 to 999999999.
    std::optional<std::int64_t> badge(std::string_view column);
    /// As days since 1970; not after `today`.
    void day(std::string_view column, std::int64_t today, std::optional<std::int64_t>& out);

private:
    void fault(std::string_view column, std::string_view value, std::string_view what);

    const Header& header_;
    const std::vector<std::string>& fields_;
    std::vector<std::string>& faults_;
};

/// A value as a message shows it: in quotes, not longer than forty characters, control characters blanked.
std::string in_quotes(std::string_view value);

/// What a mobile number of this plan looks like, for people.
std::string description(const codecs::NumberPlan& plan);

/// Yuan with or without a sign as fen; nothing for all else.
std::optional<std::int64_t> parse_signed_yuan(std::string_view text);

}  // namespace hall::tools
