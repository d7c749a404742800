#pragma once
// Builds our own tree from yaml-cpp's events, and reports what the event stream shows but a tree would
// hide: duplicate keys, merge keys, tags, keys that are no words. Internal to codecs/yaml.

#include "codecs/yaml/document.hpp"
#include "codecs/yaml/source_text.hpp"

#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/mark.h>

#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace hall::codecs {

/// Thrown out of yaml-cpp once the reason to stop is among the diagnostics.
struct ReadingStopped {};

class TreeBuilder : public YAML::EventHandler {
public:
    TreeBuilder(const SourceText& source, Diagnostics& diagnostics);

    /// The tree, after the document has ended.
    YamlNode take_root();

    void OnDocumentStart(const YAML::Mark& mark) override;
    void OnDocumentEnd() override {}
    void OnNull(const YAML::Mark& mark, YAML::anchor_t anchor) override;
    void OnAlias(const YAML::Mark& mark, YAML::anchor_t anchor) override;
    void OnScalar(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                  const std::string& value) override;
    void OnSequenceStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                         YAML::EmitterStyle::value style) override;
    void OnSequenceEnd() override;
    void OnMapStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                    YAML::EmitterStyle::value style) override;
    void OnMapEnd() override;

private:
    /// A finished part of the tree, with what the limits need to know of it.
    struct Part {
        YamlNode node;
        std::size_t nodes = 1;
        std::size_t octets = 0;  // of its scalars and keys
        std::size_t height = 1;
        bool empty = false;  // a null that is not written out
    };
    struct Key {
        std::string text;
        Place place;
        bool usable = false;
    };
    struct Frame {
        Part part;
        YAML::anchor_t anchor = 0;
        std::optional<Key> key;           // of the value to come; maps only
        std::map<std::string, int> seen;  // keys of this map and their lines
    };

    std::size_t offset_of(const YAML::Mark& mark) const { return source_.offset_of(mark.line, mark.column); }
    Place place_of(const YAML::Mark& mark) const { return source_.place_at(offset_of(mark)); }
    void check_closed(std::size_t offset);
    void check_tag(const Place& place, const std::string& tag);
    void open(YamlNode::Kind kind, const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor);
    void close();
    bool has_room_for(const Part& part) const;
    void add(Part part, YAML::anchor_t anchor);
    void add_key(const Part& part);
    void add_entry(Frame& frame, Part part);

    const SourceText& source_;
    Diagnostics& diagnostics_;
    std::vector<Frame> open_;
    std::map<YAML::anchor_t, Part> anchors_;
    // Of the tree as it will be and of the copies that are kept for aliases.
    std::size_t nodes_ = 0;
    std::size_t octets_ = 0;
    std::size_t documents_ = 0;
    YamlNode root_;
};

}  // namespace hall::codecs
