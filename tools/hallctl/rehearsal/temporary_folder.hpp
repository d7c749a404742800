#pragma once
// A folder that lives as long as the rehearsal.

#include <filesystem>
#include <string>
#include <system_error>

#include <stdlib.h>

namespace hall::tools {

class TemporaryFolder {
public:
    /// For its owner alone. Throws std::system_error when none can be made.
    TemporaryFolder() {
        auto name = (std::filesystem::temp_directory_path() / "smshall-rehearsal-XXXXXX").string();
        if (::mkdtemp(name.data()) == nullptr)
            throw std::system_error(errno, std::generic_category(), "no temporary folder can be made, " + name);
        path_ = name;
    }
    ~TemporaryFolder() {
        std::error_code ignored;
        std::filesystem::remove_all(path_, ignored);
    }
    TemporaryFolder(const TemporaryFolder&) = delete;
    TemporaryFolder& operator=(const TemporaryFolder&) = delete;

    const std::filesystem::path& path() const { return path_; }

private:
    std::filesystem::path path_;
};

}  // namespace hall::tools
