#include "daemon/config/smsc_reader.hpp"

#include "daemon/config/rules.hpp"
#include "daemon/config/section.hpp"

#include <algorithm>
#include <charconv>

namespace hall::daemon {

namespace {

using codecs::MapReader;

constexpr Millis a_day = 24h;

void check_length(MapReader& reader, std::string_view key, const std::string& value, std::size_t most,
                  codecs::Diagnostics& diagnostics) {
    if (value.size() > most)
        diagnostics.add(reader.place_of(key), rules::field_too_long,
                        {key, std::to_string(value.size()), std::to_string(most)});
}

// The whole of `text` as a number in `base`.
template <class Number>
std::optional<Number> whole_number(std::string_view text, int base) {
    Number value{};
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value, base);
    if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
    return value;
}

// "smsc-b.example:2775", or a name alone with the usual port.
void read_other_hosts(MapReader& reader, SmscSettings& smsc, codecs::Diagnostics& diagnostics) {
    for (const auto* item : reader.scalars("other_hosts")) {
        HostSettings host{item->scalar, smsc.hosts.front().port};
        const auto colons = std::count(item->scalar.begin(), item->scalar.end(), ':');
        if (item->scalar.starts_with('[') && item->scalar.ends_with(']')) {
            host.name = item->scalar.substr(1, item->scalar.size() - 2);
        } else if (colons > 1 && !item->scalar.starts_with('[')) {
            host.port = 0;  // an IPv6 address with or without a port: nobody can tell
        } else if (const auto colon = item->scalar.rfind(':'); colon != std::string::npos) {
            const auto port = whole_number<std::uint16_t>(std::string_view(item->scalar).substr(colon + 1), 10);
            host.name = item->scalar.substr(0, colon);
            host.port = port.value_or(0);
            if (host.name.starts_with('[') && host.name.ends_with(']'))
                host.name = host.name.substr(1, host.name.size() - 2);
        }
        const bool stray_bracket = host.name.find_first_of("[]") != std::string::npos;
        if (host.name.empty() || stray_bracket || host.port == 0) {
            diagnostics.add(item->place, rules::not_a_host, {item->scalar});
            continue;
        }
        smsc.hosts.push_back(std::move(host));
    }
}

std::uint8_t version_of(std::string_view word) {
    if (word == "3.3") return 0x33;
    if (word == "5.0") return 0x50;
    return 0x34;
}

/// "0x45", or "69": a command_status that refuses. Nothing for 0 and for what is no number.
std::optional<codecs::CommandStatus> status_of(std::string_view text) {
    const bool hex = text.starts_with("0x") || text.starts_with("0X");
    const auto status = hex ? whole_number<std::uint32_t>(text.substr(2), 16) : whole_number<std::uint32_t>(text, 10);
    if (!status || *status == 0) return std::nullopt;
    return static_cast<codecs::CommandStatus>(*status);
}

void read_when_unable(MapReader& reader, SmscSettings& smsc, codecs::Diagnostics& diagnostics) {
    const auto word = reader.text_or("when_unable", "0x14");
    const auto status = status_of(word);
    if (!status) diagnostics.add(reader.place_of("when_unable"), rules::not_a_status, {word});
    smsc.when_unable = status.value_or(smsc.when_unable);
}

// statuses: {0x45: refuse, 0x400: retry}
void read_statuses(MapReader& reader, SmscSettings& smsc, codecs::Diagnostics& diagnostics) {
    const auto* node = reader.node("statuses");
    if (node == nullptr) return;
    if (node->kind != codecs::YamlNode::Kind::map) {
        diagnostics.add(node->place, rules::statuses_no_map);
        return;
    }
    for (const auto& [key, key_place, value] : node->entries) {
        const auto status = status_of(key);
        const auto meaning = codecs::parse_status_class(value.scalar);
        if (!status) diagnostics.add(key_place, rules::not_a_status, {key});
        if (!meaning) diagnostics.add(value.place, rules::not_a_status_class, {value.scalar});
        if (status && meaning) smsc.statuses[*status] = *meaning;
    }
}

}  // namespace

SmscSettings read_smsc(const codecs::YamlNode& node, codecs::Diagnostics& diagnostics) {
    SmscSettings smsc;
    MapReader reader(node, "smsc", diagnostics);
    if (!reader.is_map()) return smsc;
    smsc.name = reader.required_text("name");
    HostSettings host;
    host.name = reader.required_text("host");
    host.port = static_cast<std::uint16_t>(reader.integer_or("port", host.port, 1, 65535));
    smsc.hosts.push_back(std::move(host));
    read_other_hosts(reader, smsc, diagnostics);
    smsc.links = static_cast<std::size_t>(reader.integer_or("links", 1, 1, 100));
    smsc.bind = reader.word_or("bind", "transceiver", {"transceiver", "pair"}) == "pair" ? BindMode::pair
                                                                                        : BindMode::transceiver;
    smsc.system_id = reader.required_text("system_id");
    check_length(reader, "system_id", smsc.system_id, 15, diagnostics);
    smsc.password = reader.text_or("password", "");
    check_length(reader, "password", smsc.password, 8, diagnostics);
    smsc.system_type = reader.text_or("system_type", "");
    check_length(reader, "system_type", smsc.system_type, 12, diagnostics);
    const auto alphabet = reader.word_or("default_alphabet", "gsm", {"gsm", "latin1", "ascii", "utf8", "gbk"});
    smsc.default_alphabet = codecs::parse_default_alphabet(alphabet).value_or(smsc.default_alphabet);
    smsc.packed_septets = reader.word_or("septets", "unpacked", {"unpacked", "packed"}) == "packed";
    const auto method = reader.word_or("long_messages", "udh16", {"udh8", "udh16", "sar", "payload"});
    smsc.long_messages = codecs::parse_long_messages(method).value_or(smsc.long_messages);
    smsc.window = static_cast<std::size_t>(reader.integer_or("window", 10, 1, 10000));
    smsc.rate = static_cast<std::uint32_t>(reader.integer_or("rate", 0, 0, 1000000));
    smsc.enquire_link = reader.duration_or("enquire_link", smsc.enquire_link, 100ms, a_day);
    smsc.response_timeout = reader.duration_or("response_timeout", smsc.response_timeout, 100ms, 1h);
    smsc.connect_timeout = reader.duration_or("connect_timeout", smsc.connect_timeout, 100ms, 1h);
    section(reader, "reconnect", diagnostics, [&](MapReader& inner) {
        smsc.reconnect_from = inner.duration_or("from", smsc.reconnect_from, 10ms, 1h);
        smsc.reconnect_to = inner.duration_or("to", smsc.reconnect_to, 10ms, a_day);
        if (smsc.reconnect_to < smsc.reconnect_from)
            diagnostics.add(inner.place_of("to"), rules::reconnect_backwards);
    });
    smsc.max_pdu = static_cast<std::size_t>(reader.integer_or("max_pdu", 70000, 512, 1000000));
    section(reader, "source", diagnostics, [&](MapReader& inner) {
        smsc.source_ton = static_cast<std::uint8_t>(inner.integer_or("ton", 0, 0, 6));
        smsc.source_npi = static_cast<std::uint8_t>(inner.integer_or("npi", 1, 0, 18));
    });
    const auto receipts = reader.word_or("receipts", "none", {"none", "failure", "all"});
    smsc.receipts = receipts == "all"       ? ReceiptWish::all
                    : receipts == "failure" ? ReceiptWish::failure
                                            : ReceiptWish::none;
    smsc.source_numbers = reader.word_or("source_numbers", "as_announced", {"as_announced", "home_first"}) == "home_first"
                              ? codecs::SourceNumbers::home_first
                              : codecs::SourceNumbers::as_announced;
    smsc.interface_version = version_of(reader.word_or("interface_version", "3.4", {"3.3", "3.4", "5.0"}));
    const bool needs_tlvs =
        smsc.long_messages == codecs::LongMessages::sar || smsc.long_messages == codecs::LongMessages::payload;
    if (smsc.interface_version < 0x34 && needs_tlvs)
        diagnostics.add(reader.place_of("long_messages"), rules::needs_tlvs, {method});
    const auto unanswered = reader.word_or("unanswered", "resend", {"resend", "hold", "fail"});
    smsc.unanswered = unanswered == "hold"   ? Unanswered::hold
                      : unanswered == "fail" ? Unanswered::fail
                                             : Unanswered::resend;
    read_statuses(reader, smsc, diagnostics);
    read_when_unable(reader, smsc, diagnostics);
    reader.finish();
    return smsc;
}

}  // namespace hall::daemon
