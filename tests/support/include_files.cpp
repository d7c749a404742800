#include "tests/support/include_files.hpp"

#include "menus/load/rules.hpp"

#include <fstream>
#include <iterator>

namespace hall::test {

menus::IncludeReader include_from(const std::filesystem::path& folder, codecs::Diagnostics& diagnostics) {
    return [folder, &diagnostics](const std::string& path, const codecs::Place& named_at) -> codecs::YamlNode {
        std::ifstream file(folder / path, std::ios::binary);
        const std::string text((std::istreambuf_iterator<char>(file)), std::istreambuf_iterator<char>());
        if (!file.is_open() || file.bad()) {
            diagnostics.add(named_at, menus::rules::include_unreadable, {path});
            return {};
        }
        return codecs::parse_yaml(text, path, diagnostics);
    };
}

}  // namespace hall::test
