#include "tools/hallctl/export.hpp"

#include "codecs/yaml/document.hpp"

#include <algorithm>
#include <cerrno>
#include <fstream>
#include <system_error>

namespace hall::tools {

namespace {

[[noreturn]] void fail(const char* what, const std::filesystem::path& path, int code) {
    throw std::filesystem::filesystem_error(what, path, std::error_code(code, std::generic_category()));
}

/// How many folders above that of the settings the path begins: "../../menu.yaml" is 2.
std::ptrdiff_t steps_up(const std::filesystem::path& path) {
    return std::count(path.begin(), path.end(), "..");
}

}  // namespace

std::filesystem::path export_files(const std::vector<store::VersionFileRow>& files,
                                   const std::filesystem::path& folder) {
    std::ptrdiff_t highest = 0;
    for (const auto& file : files) highest = std::max(highest, steps_up(file.path));
    std::filesystem::create_directories(folder);
    if (!std::filesystem::is_empty(folder)) fail("export", folder, ENOTEMPTY);
    auto of_settings = folder;
    for (std::ptrdiff_t i = 0; i < highest; ++i) of_settings /= "settings";
    std::filesystem::path settings;
    for (const auto& file : files) {
        const auto path = (of_settings / file.path).lexically_normal();
        std::filesystem::create_directories(path.parent_path());
        std::ofstream out(path, std::ios::binary);
        out << file.body;
        out.close();
        if (!out) fail("export", path, EIO);
        if (file.role == "settings") settings = path;
    }
    return settings;
}

std::vector<std::string> named_by_whole_path(const std::vector<store::VersionFileRow>& files) {
    std::vector<std::string> named;
    for (const auto& file : files) {
        if (file.role != "settings") continue;
        codecs::Diagnostics ignored;  // it was good when it was loaded
        const auto root = codecs::parse_yaml(file.body, file.path, ignored);
        const auto* hall = root.kind == codecs::YamlNode::Kind::map ? root.find("hall") : nullptr;
        if (hall == nullptr || hall->kind != codecs::YamlNode::Kind::map) continue;
        for (const auto* key : {"menu", "catalogue"})
            if (const auto* value = hall->find(key); value != nullptr && value->scalar.starts_with('/'))
                named.push_back(value->scalar);
    }
    return named;
}

}  // namespace hall::tools
