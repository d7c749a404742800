#include "tools/hallctl/import/faults.hpp"

#include "codecs/text/visible.hpp"

#include <fmt/format.h>

#include <cerrno>
#include <system_error>

namespace hall::tools {

Faults::Faults(Tell tell, const std::optional<std::filesystem::path>& file) : tell_(std::move(tell)) {
    if (!file) return;
    path_ = *file;
    file_.reset(std::fopen(path_.c_str(), "w"));
    if (!file_) throw std::system_error(errno, std::generic_category(), path_.string());
}

void Faults::add(std::int64_t line, const std::string& what) {
    const auto sentence = codecs::visible(fmt::format("line {}: {}", line, what));
    if (file_) {
        std::fwrite(sentence.data(), 1, sentence.size(), file_.get());
        std::fputc('\n', file_.get());
    }
    if (told_ == most_told) return;
    tell_(sentence);
    if (++told_ == most_told)
        tell_(file_ ? fmt::format("further faults are in {} only", path_.string())
                    : "further faults are only counted; --errors FILE takes them all");
}

void Faults::close() {
    if (!file_) return;
    const bool failed = std::ferror(file_.get()) != 0;
    if (std::fclose(file_.release()) != 0 || failed)
        throw std::system_error(errno != 0 ? errno : EIO, std::generic_category(), path_.string());
}

}  // namespace hall::tools
