#include "daemon/versions/version_files.hpp"

#include <fmt/format.h>

namespace hall::daemon {

namespace {

const char* to_string(FileRole role) {
    switch (role) {
        case FileRole::settings:
            return "settings";
        case FileRole::menu:
            return "menu";
        case FileRole::catalogue:
            return "catalogue";
        case FileRole::include:
            return "include";
    }
    return "include";
}

class Fnv1a {
public:
    void add(std::string_view text) {
        for (const char c : text) step(static_cast<unsigned char>(c));
        step(0);  // where one ends and the next begins counts too
    }
    std::uint64_t value() const { return value_; }

private:
    void step(std::uint64_t byte) { value_ = (value_ ^ byte) * 0x100000001b3; }
    std::uint64_t value_ = 0xcbf29ce484222325;
};

}  // namespace

std::string kept_path(const std::filesystem::path& path, const std::filesystem::path& folder) {
    const auto whole = [](const std::filesystem::path& one) {
        return std::filesystem::absolute(one).lexically_normal();
    };
    const auto relative = whole(path).lexically_relative(whole(folder.empty() ? "." : folder));
    return relative.empty() ? path.string() : relative.string();
}

VersionFiles to_rows(const Configuration& configuration) {
    VersionFiles rows;
    for (const auto& file : configuration.files)
        rows.push_back({to_string(file.role), kept_path(file.path, configuration.path.parent_path()), file.text});
    return rows;
}

FileSource source_of(VersionFiles files, const std::filesystem::path& settings_path) {
    return [files = std::move(files),
            folder = settings_path.parent_path()](const std::filesystem::path& path) -> std::optional<std::string> {
        const auto wanted = kept_path(path, folder);
        for (const auto& file : files)
            if (file.path == wanted) return file.body;
        return std::nullopt;
    };
}

std::string fingerprint_of(const VersionFiles& files) {
    if (files.empty()) return "";
    Fnv1a hash;
    for (const auto& file : files) {
        hash.add(file.role);
        hash.add(file.path);
        hash.add(file.body);
    }
    return fmt::format("{:016x}", hash.value());
}

std::string fingerprint_of_content(const VersionFiles& files) {
    Fnv1a hash;
    for (const auto& file : files) {
        if (file.role == "settings") continue;
        hash.add(file.path);
        hash.add(file.body);
    }
    return fmt::format("{:016x}", hash.value());
}

}  // namespace hall::daemon
