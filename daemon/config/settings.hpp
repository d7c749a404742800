#pragma once
// Everything that smshalld can be told, as one immutable value. Defaults stand here, each with its reason in
// conf/smshalld.yaml. Loading and checking is settings_loader's work.

#include "codecs/smpp/pdu.hpp"
#include "codecs/text/alphabet.hpp"
#include "codecs/text/msisdn.hpp"
#include "codecs/text/split.hpp"
#include "codecs/time.hpp"

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace hall::daemon {

using namespace std::chrono_literals;

enum class BindMode { transceiver, pair };
enum class ReceiptWish { none, failure, all };
enum class LogLevel { error, warn, info, debug };

struct SmscSettings {
    std::string name;
    std::string host;
    std::uint16_t port = 2775;
    BindMode bind = BindMode::transceiver;
    std::string system_id;
    std::string password;
    std::string system_type;
    codecs::DefaultAlphabet default_alphabet = codecs::DefaultAlphabet::gsm;
    codecs::LongMessages long_messages = codecs::LongMessages::udh16;
    std::size_t window = 10;
    std::uint32_t rate = 0;  // PDUs a second; 0: no limit
    Millis enquire_link = 30s;
    Millis response_timeout = 60s;
    Millis connect_timeout = 10s;
    Millis reconnect_from = 1s;
    Millis reconnect_to = 1min;
    std::size_t max_pdu = 70000;
    std::uint8_t source_ton = 0;
    std::uint8_t source_npi = 1;
    ReceiptWish receipts = ReceiptWish::none;
};

struct Settings {
    std::string hall_number = "10086";
    std::filesystem::path menu_path;
    codecs::NumberPlan number_plan;
    std::filesystem::path store_path;
    Millis store_busy_timeout = 2s;
    std::size_t inbox_limit = 5000;
    std::size_t batch_limit = 256;
    std::size_t outbox_limit = 50000;
    Millis long_text_limit = 10min;
    std::size_t long_texts_most = 10000;
    std::vector<SmscSettings> smscs;
    Millis drain = 10s;
    LogLevel log_level = LogLevel::info;
};

}  // namespace hall::daemon
