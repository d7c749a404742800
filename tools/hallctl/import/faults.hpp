#pragma once
// What is wrong with an import file: told as it is found, but not without end.

#include <cstdint>
#include <cstdio>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>

namespace hall::tools {

/// Counts lines at fault. The first hundred faults are told; all of them go to a file if there is one.
class Faults {
public:
    using Tell = std::function<void(const std::string& sentence)>;

    static constexpr int most_told = 100;

    /// Throws std::system_error when the file cannot be made.
    Faults(Tell tell, const std::optional<std::filesystem::path>& file);

    /// "line 17: <what>"
    void add(std::int64_t line, const std::string& what);

    /// Throws std::system_error when the file did not take everything.
    void close();

private:
    struct Close {
        void operator()(std::FILE* file) const { std::fclose(file); }
    };

    Tell tell_;
    int told_ = 0;
    std::filesystem::path path_;
    std::unique_ptr<std::FILE, Close> file_;
};

}  // namespace hall::tools
