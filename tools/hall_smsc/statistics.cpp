#include "tools/hall_smsc/statistics.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstdio>

namespace hall::tools {

namespace {

double per_second(double count, double seconds) {
    return seconds > 0 ? count / seconds : 0;
}

std::string row(std::string_view name, const Quantiles& q) {
    return fmt::format("  {:<26}{:>10.2f}{:>10.2f}{:>10.2f}{:>10.2f}\n", name, q.p50, q.p90, q.p99, q.max);
}

std::string json(const Quantiles& q) {
    return fmt::format(R"({{"p50": {:.3f}, "p90": {:.3f}, "p99": {:.3f}, "max": {:.3f}}})", q.p50, q.p90, q.p99, q.max);
}

}  // namespace

Quantiles quantiles_of(std::vector<std::uint32_t>& micros) {
    if (micros.empty()) return {};
    std::sort(micros.begin(), micros.end());
    const auto at = [&](double share) {
        const auto rank = static_cast<std::size_t>(std::ceil(share * static_cast<double>(micros.size())));
        return micros[std::max<std::size_t>(rank, 1) - 1] / 1000.0;
    };
    return {at(0.50), at(0.90), at(0.99), micros.back() / 1000.0};
}

std::string to_table(const LoadReport& r) {
    const std::string pace = r.rate == 0 ? "as fast as possible" : fmt::format("{} texts/s wished for", r.rate);
    std::string out = fmt::format("{} texts from {} subscribers, {} deliver_sm outstanding, {}: {:.2f} s\n\n", r.texts,
                                  r.subscribers, r.outstanding, pace, r.seconds);
    out += fmt::format("  {:<26}{:>10.0f}\n", "texts answered per second",
                       per_second(static_cast<double>(r.answered), r.seconds));
    out += fmt::format("  {:<26}{:>10.0f}\n\n", "PDUs per second, both ways",
                       per_second(static_cast<double>(r.pdus), r.seconds));
    out += fmt::format("  {:<26}{:>10}{:>10}{:>10}{:>10}\n", "milliseconds", "p50", "p90", "p99", "max");
    out += row("to deliver_sm_resp", r.acknowledged_ms);
    out += row("to the answer's last part", r.answered_ms);
    out += fmt::format("\n  refused {}, delivered again {}, unanswered {}, stray {}, enquire_links {}\n", r.refused,
                       r.redelivered, r.unanswered, r.stray, r.enquire_links);
    return out;
}

std::string to_json(const LoadReport& r) {
    return fmt::format(
        "{{\n"
        "  \"texts\": {},\n  \"subscribers\": {},\n  \"outstanding\": {},\n  \"rate\": {},\n"
        "  \"seconds\": {:.6f},\n  \"answered\": {},\n  \"unanswered\": {},\n  \"refused\": {},\n"
        "  \"redelivered\": {},\n  \"stray\": {},\n  \"pdus\": {},\n  \"enquire_links\": {},\n"
        "  \"texts_per_second\": {:.1f},\n  \"pdus_per_second\": {:.1f},\n"
        "  \"acknowledged_ms\": {},\n  \"answered_ms\": {}\n}}\n",
        r.texts, r.subscribers, r.outstanding, r.rate, r.seconds, r.answered, r.unanswered, r.refused, r.redelivered,
        r.stray, r.pdus, r.enquire_links, per_second(static_cast<double>(r.answered), r.seconds),
        per_second(static_cast<double>(r.pdus), r.seconds), json(r.acknowledged_ms), json(r.answered_ms));
}

bool write_figures(const std::filesystem::path& path, const std::string& json) {
    std::FILE* file = std::fopen(path.c_str(), "w");
    const bool written = file != nullptr && std::fwrite(json.data(), 1, json.size(), file) == json.size();
    if (file != nullptr && std::fclose(file) == 0 && written) return true;
    std::fprintf(stderr, "hall-smsc: cannot write '%s'\n", path.c_str());
    return false;
}

}  // namespace hall::tools
