#pragma once
// Everything that smshalld can be told, as one immutable value. Defaults stand here, each with its reason in
// conf/smshalld.yaml. Loading and checking is settings_loader's work.

#include "codecs/smpp/pdu.hpp"
#include "codecs/smpp/status_class.hpp"
#include "codecs/text/alphabet.hpp"
#include "codecs/text/msisdn.hpp"
#include "codecs/text/split.hpp"
#include "codecs/time.hpp"
#include "daemon/business/business_settings.hpp"

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace hall::daemon {

using namespace std::chrono_literals;

enum class BindMode { transceiver, pair };
enum class ReceiptWish { none, failure, all };
enum class LogLevel { error, warn, info, debug };

/// What happens to a submit whose answer never came: the SMSC may have taken it or not.
enum class Unanswered {
    resend,  // it goes again, marked: an answer read twice is better than none
    hold,    // it waits for a person
    fail,    // it is given up: no answer is better than one read twice
};

struct HostSettings {
    std::string name;
    std::uint16_t port = 2775;
};

struct SmscSettings {
    std::string name;
    std::vector<HostSettings> hosts;  // at least one; the next is tried when one fails
    std::size_t links = 1;
    BindMode bind = BindMode::transceiver;
    std::string system_id;
    std::string password;
    std::string system_type;
    codecs::DefaultAlphabet default_alphabet = codecs::DefaultAlphabet::gsm;
    bool packed_septets = false;  // in texts that come
    codecs::LongMessages long_messages = codecs::LongMessages::udh16;
    std::size_t window = 10;
    std::uint32_t rate = 0;  // PDUs a second; 0: no limit
    Millis enquire_link = 30s;
    Millis response_timeout = 20s;
    Millis connect_timeout = 10s;
    Millis reconnect_from = 1s;
    Millis reconnect_to = 1min;
    std::size_t max_pdu = 70000;
    std::uint8_t source_ton = 0;
    std::uint8_t source_npi = 1;
    ReceiptWish receipts = ReceiptWish::none;
    codecs::SourceNumbers source_numbers = codecs::SourceNumbers::as_announced;
    std::uint8_t interface_version = 0x34;
    Unanswered unanswered = Unanswered::resend;
    codecs::StatusOverrides statuses;
    codecs::CommandStatus when_unable = codecs::CommandStatus::message_queue_full;  // it repeats a text after that
};

/// So many equal replies one number gets within this time; see daemon/clerk/loop_brake.
struct LoopBrakeSettings {
    std::size_t equal = 10;
    Millis within = 10min;
};

/// When the SMSC is believed to deliver a text again; see docs/decisions/0007.
struct RedeliverySettings {
    Millis patience = 5s;  // an answer later than this after the text is in doubt
    Millis doubt = 5s;     // answers so recent are in doubt when the connection ends
    Millis window = 24h;   // how long a doubt lasts
};

struct Settings {
    std::string hall_number = "10086";
    std::vector<std::string> also_answered;  // number patterns: answered although they can be no subscriber's
    std::filesystem::path menu_path;
    std::filesystem::path catalogue_path;  // empty: the hall sells nothing
    codecs::NumberPlan number_plan;
    std::filesystem::path store_path;
    Millis store_busy_timeout = 2s;
    int wal_share = 10;  // percent of the free disk from which on a write-ahead log that somebody holds is critical
    std::size_t inbox_limit = 5000;
    std::size_t batch_limit = 256;
    std::size_t outbox_limit = 50000;
    std::size_t open_replies = 10;  // a subscriber
    LoopBrakeSettings brake;
    Millis long_text_limit = 24h;
    std::size_t long_texts_most = 10000;
    RedeliverySettings redelivery;
    BusinessSettings business;
    std::vector<SmscSettings> smscs;
    Millis drain = 10s;
    std::filesystem::path control_socket;  // empty: control.sock beside the database
    LogLevel log_level = LogLevel::info;
};

/// Where hallctl speaks to the running hall.
inline std::filesystem::path control_socket_of(const Settings& settings) {
    return settings.control_socket.empty() ? settings.store_path.parent_path() / "control.sock" : settings.control_socket;
}

}  // namespace hall::daemon
