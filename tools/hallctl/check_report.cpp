#include "tools/hallctl/check_report.hpp"

#include "daemon/config/all_rules.hpp"

#include <boost/json.hpp>
#include <fmt/format.h>

#include <algorithm>

namespace hall::tools {

namespace {

namespace json = boost::json;
using codecs::Diagnostic;
using codecs::MessageLanguage;
using codecs::Severity;

constexpr std::string_view sarif_schema = "https://json.schemastore.org/sarif-2.1.0.json";

std::string_view severity_word(Severity severity) { return severity == Severity::error ? "error" : "warning"; }

std::string sentence(const Diagnostic& one, MessageLanguage language) {
    const auto remedy = one.remedy(language);
    const std::string_view between = language == MessageLanguage::zh ? "；" : "; ";
    return remedy.empty() ? one.what(language) : one.what(language) + std::string(between) + remedy;
}

/// A path as the relative reference of a URI. [RFC 3986, 4.2]
std::string uri_of(std::string_view path) {
    std::string uri;
    for (const char c : path) {
        const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                           std::string_view("-._~/").find(c) != std::string_view::npos;
        uri += plain ? std::string(1, c) : fmt::format("%{:02X}", static_cast<unsigned char>(c));
    }
    return uri;
}

/// The wording of a rule without the case: "…" for what each message fills in, as the guide has it.
std::string title_of(const codecs::Phrase& phrase, MessageLanguage language) {
    const auto words = language == MessageLanguage::zh ? phrase.zh : phrase.en;
    std::string title;
    for (std::size_t i = 0; i < words.size(); ++i) {
        const bool twice = i + 1 < words.size() && words[i + 1] == words[i];
        if ((words[i] == '{' || words[i] == '}') && twice) {
            title += words[i++];
        } else if (words[i] == '{') {
            title += "…";
            i = words.find('}', i);
        } else {
            title += words[i];
        }
    }
    return title;
}

json::object rule_object(const codecs::Rule& rule, MessageLanguage language) {
    const auto text = [](std::string_view words) { return json::object{{"text", words}}; };
    json::object strings{{"en", text(rule.what.en)}, {"zh", text(rule.what.zh)}};
    json::object object{{"id", rule.id},
                        {"shortDescription", text(title_of(rule.what, language))},
                        {"messageStrings", strings}};
    object["defaultConfiguration"] = json::object{{"level", severity_word(rule.severity)}};
    if (!rule.remedy.en.empty()) object["help"] = text(title_of(rule.remedy, language));
    return object;
}

json::object result_object(const Diagnostic& one, std::int64_t index, MessageLanguage language) {
    const json::object region{{"startLine", one.place.line}, {"startColumn", one.place.column}};
    const json::object place{{"artifactLocation", json::object{{"uri", uri_of(one.place.file)}}}, {"region", region}};
    return {{"ruleId", one.rule->id},
            {"ruleIndex", index},
            {"level", severity_word(one.severity())},
            {"message", json::object{{"text", sentence(one, language)}}},
            {"locations", json::array{json::object{{"physicalLocation", place}}}}};
}

}  // namespace

CheckFindings counted(const codecs::Diagnostics& diagnostics) {
    CheckFindings findings;
    findings.all = diagnostics.sorted();
    findings.errors = static_cast<std::size_t>(std::count_if(
        findings.all.begin(), findings.all.end(), [](const auto& one) { return one.severity() == Severity::error; }));
    findings.warnings = findings.all.size() - findings.errors;
    return findings;
}

std::string as_text(const CheckFindings& findings, MessageLanguage language) {
    std::string text;
    for (const auto& one : findings.all) text += codecs::to_string(one, language) + "\n";
    if (language == MessageLanguage::zh)
        return text + (findings.all.empty() ? "没有发现问题\n"
                                            : fmt::format("错误 {} 个，警告 {} 个\n", findings.errors, findings.warnings));
    return text + (findings.all.empty() ? "nothing found\n"
                                        : fmt::format("{} error{}, {} warning{}\n", findings.errors,
                                                      findings.errors == 1 ? "" : "s", findings.warnings,
                                                      findings.warnings == 1 ? "" : "s"));
}

std::string as_json(const CheckFindings& findings, MessageLanguage language) {
    json::array all;
    for (const auto& one : findings.all)
        all.push_back(json::object{{"rule", one.rule->id},
                                   {"severity", severity_word(one.severity())},
                                   {"file", one.place.file},
                                   {"line", one.place.line},
                                   {"column", one.place.column},
                                   {"what", one.what(language)},
                                   {"remedy", one.remedy(language)}});
    const json::object report{{"errors", findings.errors}, {"warnings", findings.warnings}, {"findings", all}};
    return json::serialize(report) + "\n";
}

std::string as_sarif(const CheckFindings& findings, MessageLanguage language) {
    const auto rules = daemon::all_rules();
    json::array rule_objects;
    for (const auto* rule : rules) rule_objects.push_back(rule_object(*rule, language));
    json::array results;
    for (const auto& one : findings.all)
        results.push_back(
            result_object(one, std::find(rules.begin(), rules.end(), one.rule) - rules.begin(), language));
    const json::object driver{{"name", "hallctl check"}, {"version", HALL_VERSION}, {"rules", rule_objects}};
    json::object run{{"tool", json::object{{"driver", driver}}}, {"columnKind", "unicodeCodePoints"}};
    run["language"] = language == MessageLanguage::zh ? "zh-CN" : "en-US";
    run["results"] = results;
    const json::object log{{"$schema", sarif_schema}, {"version", "2.1.0"}, {"runs", json::array{run}}};
    return json::serialize(log) + "\n";
}

}  // namespace hall::tools
