#pragma once
// What must be true whatever happened, reckoned from what subscribers sent and were shown, by nothing of the program.

#include "codecs/time.hpp"
#include "daemon/store/database.hpp"

#include <map>
#include <string>
#include <vector>

namespace hall::test {

class PropertyModel {
public:
    /// A subscriber sends a text; returns its number. However often the SMSC delivers it, he meant it once.
    int send(const std::string& phone, const std::string& hall_number, const std::string& body);

    /// The hall has acted upon a delivery of `text` and shown `reply`.
    void acted(int text, const std::string& reply, UtcTime now);

    /// A text has come to a phone by itself.
    void shown(const std::string& phone, const std::string& hall_number, const std::string& notice, UtcTime now);

    /// The number of this phone is somebody else's now: what the earlier owner was asked and agreed to is his, under `key`.
    void handed_over(const std::string& phone, const std::string& key);

    /// Everything that the database at `path` says and must not.
    std::vector<std::string> faults(const std::filesystem::path& path);

    /// Whether he was asked something and may answer.
    bool is_asked(const std::string& phone, const std::string& hall_number, UtcTime now) const;
    int texts() const { return static_cast<int>(sent_.size()); }

private:
    struct Sent {
        std::string phone;
        std::string hall_number;
        std::string body;
    };
    struct Question {
        std::string what;  // "order 甲包"
        UtcTime until;
    };
    void check_questions(store::Database& database);

    std::vector<Sent> sent_;
    std::map<std::string, int> meant_;   // by "phone hall_number body": how often he sent it
    std::map<std::string, int> acted_;   // and how often it took effect
    std::map<std::string, Question> questions_;
    std::map<std::string, int> agreed_;  // by "phone what"
    std::vector<std::string> faults_;
};

}  // namespace hall::test
