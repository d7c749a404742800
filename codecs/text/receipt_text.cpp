#include "codecs/text/receipt_text.hpp"

#include "codecs/text/receipt_state.hpp"

#include <algorithm>
#include <array>
#include <vector>

namespace hall::codecs {
namespace {

constexpr std::size_t longest_value = 64;

// Every label of appendix B, with the forms without blank; a value is never one of them.
constexpr std::array<std::string_view, 10> labels{"id",        "sub",      "dlvrd", "submit date", "submitdate",
                                                  "done date", "donedate", "stat",  "err",         "text"};

char lower(char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}
bool is_letter_or_digit(char c) {
    return (lower(c) >= 'a' && lower(c) <= 'z') || (c >= '0' && c <= '9');
}
bool is_blank(char c) {
    return c == ' ' || c == '\t' || c == '\r' || c == '\n' || c == '\0';
}
bool ends_value(char c) {
    return is_blank(c) || c == ',' || c == ';' || c == '|';
}

std::string_view skip_blanks(std::string_view text) {
    const auto* first = std::find_if_not(text.begin(), text.end(), is_blank);
    return text.substr(static_cast<std::size_t>(first - text.begin()));
}

/// What stands behind `label` and its colon, if `text` begins with them; otherwise a null view.
std::string_view behind_label(std::string_view text, std::string_view label) {
    const auto same = [](char of_label, char of_text) { return of_label == lower(of_text); };
    if (text.size() <= label.size() || !std::equal(label.begin(), label.end(), text.begin(), same)) return {};
    const auto rest = skip_blanks(text.substr(label.size()));
    if (rest.empty() || rest.front() != ':') return {};
    return rest.substr(1);
}

bool begins_with_label(std::string_view text) {
    return std::any_of(labels.begin(), labels.end(),
                       [text](std::string_view label) { return behind_label(text, label).data() != nullptr; });
}

/// The value that `text` begins with.
std::string_view value_at(std::string_view text) {
    text = skip_blanks(text);
    if (begins_with_label(text)) return {};
    text = text.substr(0, longest_value + 1);
    const auto* end = std::find_if(text.begin(), text.end(), ends_value);
    const auto value = text.substr(0, static_cast<std::size_t>(end - text.begin()));
    return value.size() <= longest_value ? value : std::string_view();
}

/// Where `label` begins in `text`; text.size() when it is not there. A label begins where no word goes on.
std::size_t find_label(std::string_view text, std::string_view label, std::size_t from = 0) {
    for (std::size_t at = from; at < text.size(); ++at) {
        if (at > 0 && is_letter_or_digit(text[at - 1])) continue;
        if (behind_label(text.substr(at), label).data() != nullptr) return at;
    }
    return text.size();
}

/// All values that are not empty behind `label`.
std::vector<std::string_view> values_of(std::string_view text, std::string_view label) {
    std::vector<std::string_view> out;
    for (auto at = find_label(text, label); at < text.size(); at = find_label(text, label, at + 1)) {
        const auto value = value_at(behind_label(text.substr(at), label));
        if (!value.empty()) out.push_back(value);
    }
    return out;
}

std::string_view skip_between(std::string_view text) {
    const auto* first = std::find_if_not(text.begin(), text.end(), ends_value);
    return text.substr(static_cast<std::size_t>(first - text.begin()));
}

/// What stands behind the label of a field that appendix B does not have ("mcc:"), if `text` begins with one.
std::string_view behind_other_label(std::string_view text) {
    const auto* end = std::find_if_not(text.begin(), text.end(),
                                       [](char c) { return is_letter_or_digit(c) || c == '_' || c == '-'; });
    const auto length = static_cast<std::size_t>(end - text.begin());
    if (length < 2 || length > 24 || lower(text.front()) < 'a' || lower(text.front()) > 'z') return {};
    return length < text.size() && text[length] == ':' ? text.substr(length + 1) : std::string_view();
}

/// `text` without the value that it begins with. Dates may have a time of day behind a blank.
std::string_view behind_value(std::string_view text, bool date) {
    const auto* begin = text.begin();
    const auto next = [&] { return text.substr(static_cast<std::size_t>(begin - text.begin())); };
    for (begin = std::find_if_not(begin, text.end(), is_blank); begin != text.end();) {
        if (begins_with_label(next())) break;
        begin = std::find_if(begin, text.end(), ends_value);
        if (!date) break;
        begin = std::find_if_not(begin, text.end(), is_blank);
        if (begin == text.end() || *begin < '0' || *begin > '9') break;
    }
    return next();
}

}  // namespace

bool is_receipt_text(std::string_view text) {
    std::array<bool, labels.size()> found{};
    bool has_state = false;
    for (text = skip_blanks(text); !text.empty(); text = skip_between(text)) {
        std::size_t label = 0;
        std::string_view rest;
        for (; label < labels.size(); ++label) {
            rest = behind_label(text, labels[label]);
            if (rest.data() != nullptr) break;
        }
        const bool known = label < labels.size();
        if (!known) rest = behind_other_label(text);
        const bool first = std::none_of(found.begin(), found.end(), [](bool one) { return one; });
        if (rest.data() == nullptr || (first && !known)) return false;
        if (known) found[label] = true;
        if (known && labels[label] == "text") break;
        if (known && labels[label] == "stat") has_state = has_state || state_of_stat_word(value_at(rest)).has_value();
        text = behind_value(rest, known && labels[label].find("date") != std::string_view::npos);
    }
    // What stands behind "text:" is not looked at, and the label says nothing.
    const auto fields = std::count(found.begin(), found.end() - 1, true);
    return fields >= 3 || (has_state && fields >= 2);
}

ReceiptText read_receipt_text(std::string_view text) {
    const auto own_text = find_label(text, "text");
    const auto front = text.substr(0, own_text);
    const auto back = text.substr(own_text);
    const auto field = [front, back](std::string_view label) {
        if (const auto values = values_of(front, label); !values.empty()) return std::string(values.front());
        // Our own text ends somewhere in there; what stands last has the best chance to stand behind it.
        if (const auto values = values_of(back, label); !values.empty()) return std::string(values.back());
        return std::string();
    };
    return {field("id"), field("stat"), field("err")};
}

}  // namespace hall::codecs
