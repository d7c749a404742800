#include "codecs/yaml/tree_builder.hpp"

#include "codecs/yaml/rules.hpp"
#include "codecs/yaml/syntax_sketch.hpp"

#include <algorithm>
#include <utility>

namespace hall::codecs {

namespace {

constexpr std::size_t deepest = 64;
constexpr std::size_t most_nodes = 500'000;
constexpr std::size_t most_octets = std::size_t{32} * 1024 * 1024;

}  // namespace

TreeBuilder::TreeBuilder(const SourceText& source, Diagnostics& diagnostics)
    : source_(source), diagnostics_(diagnostics) {
    root_.place = {source.file(), 1, 1};
}

YamlNode TreeBuilder::take_root() {
    return std::move(root_);
}

void TreeBuilder::OnDocumentStart(const YAML::Mark& mark) {
    if (++documents_ > 1) {
        diagnostics_.add(place_of(mark), rules::second_document);
        throw ReadingStopped{};
    }
}

void TreeBuilder::OnNull(const YAML::Mark& mark, YAML::anchor_t anchor) {
    const std::size_t offset = offset_of(mark);
    const std::string_view rest = source_.text().substr(offset);
    Part part;
    part.empty = !(rest.starts_with('~') || rest.starts_with("null") || rest.starts_with("Null") ||
                   rest.starts_with("NULL") || rest.starts_with('&'));
    const bool is_key = !open_.empty() && open_.back().part.node.kind == YamlNode::Kind::map && !open_.back().key;
    part.node.place = part.empty && !is_key ? source_.place_before(offset) : source_.place_at(offset);
    add(std::move(part), anchor);
}

void TreeBuilder::OnAlias(const YAML::Mark& mark, YAML::anchor_t anchor) {
    const Place place = place_of(mark);
    const auto found = anchors_.find(anchor);
    if (found == anchors_.end()) {  // the anchor is still open: the alias stands inside what it names
        diagnostics_.add(place, rules::alias_inside_itself);
        Part part;
        part.node.place = place;
        add(std::move(part), 0);
        return;
    }
    // The limits are looked at before the copy is made: aliases of aliases grow like powers of two, and a long text
    // that is repeated grows without any more values.
    if (!has_room_for(found->second) || open_.size() + found->second.height - 1 > deepest) {
        diagnostics_.add(place, rules::aliases_too_large);
        throw ReadingStopped{};
    }
    Part part = found->second;
    part.node.place = place;
    nodes_ += part.nodes - 1;  // add() counts the last one
    octets_ += part.octets;
    add(std::move(part), 0);
}

bool TreeBuilder::has_room_for(const Part& part) const {
    return nodes_ + part.nodes <= most_nodes && octets_ + part.octets <= most_octets;
}

void TreeBuilder::OnScalar(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                           const std::string& value) {
    Part part;
    part.node.kind = YamlNode::Kind::scalar;
    part.node.place = place_of(mark);
    part.node.scalar = value;
    part.octets = value.size();
    octets_ += part.octets;
    part.node.quoted = tag == "!";  // what yaml-cpp calls every scalar that is not plain
    check_tag(part.node.place, tag);
    if (part.node.quoted) {
        check_closed(offset_of(mark));
    }
    add(std::move(part), anchor);
}

void TreeBuilder::OnSequenceStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                                  YAML::EmitterStyle::value /*style*/) {
    open(YamlNode::Kind::sequence, mark, tag, anchor);
}

void TreeBuilder::OnSequenceEnd() {
    close();
}

void TreeBuilder::OnMapStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                             YAML::EmitterStyle::value /*style*/) {
    open(YamlNode::Kind::map, mark, tag, anchor);
}

void TreeBuilder::OnMapEnd() {
    close();
}

/// yaml-cpp takes the end of the file for a closing quote, without a word.
void TreeBuilder::check_closed(std::size_t offset) {
    const std::string_view text = source_.text();
    if (text.substr(offset, 1) == "&") {  // an anchor stands before the quote
        offset = std::min(text.find_first_not_of(" \t\r\n", text.find_first_of(" \t\r\n", offset)), text.size());
    }
    const bool quoted = text.substr(offset, 1) == "\"" || text.substr(offset, 1) == "'";
    if (quoted && find_closing_quote(text, offset) == std::string_view::npos) {
        diagnostics_.add(source_.place_at(offset), rules::quote_not_closed);
        throw ReadingStopped{};
    }
}

void TreeBuilder::check_tag(const Place& place, const std::string& tag) {
    if (tag.empty() || tag == "?" || tag == "!") {
        return;
    }
    constexpr std::string_view standard = "tag:yaml.org,2002:";
    const std::string written = tag.starts_with(standard) ? "!!" + tag.substr(standard.size()) : tag;
    diagnostics_.add(place, rules::tag_not_used, {written});
}

void TreeBuilder::open(YamlNode::Kind kind, const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor) {
    Frame frame;
    frame.part.node.kind = kind;
    frame.part.node.place = place_of(mark);
    frame.anchor = anchor;
    check_tag(frame.part.node.place, tag);
    if (open_.size() >= deepest) {
        diagnostics_.add(frame.part.node.place, rules::nested_too_deep);
        throw ReadingStopped{};
    }
    open_.push_back(std::move(frame));
}

void TreeBuilder::close() {
    Frame frame = std::move(open_.back());
    open_.pop_back();
    add(std::move(frame.part), frame.anchor);
}

void TreeBuilder::add(Part part, YAML::anchor_t anchor) {
    if (++nodes_ > most_nodes || octets_ > most_octets) {
        diagnostics_.add(part.node.place, rules::file_too_large);
        throw ReadingStopped{};
    }
    if (anchor != 0) {
        // What is kept for aliases is a copy, too: anchors inside of anchors hold the same values many times.
        if (!has_room_for(part)) {
            diagnostics_.add(part.node.place, rules::aliases_too_large);
            throw ReadingStopped{};
        }
        nodes_ += part.nodes;
        octets_ += part.octets;
        anchors_[anchor] = part;
    }
    if (open_.empty()) {
        root_ = std::move(part.node);
        return;
    }
    Frame& frame = open_.back();
    if (frame.part.node.kind == YamlNode::Kind::map && !frame.key) {
        add_key(part);
        return;
    }
    frame.part.nodes += part.nodes;
    frame.part.octets += part.octets;
    frame.part.height = std::max(frame.part.height, part.height + 1);
    if (frame.part.node.kind == YamlNode::Kind::sequence) {
        frame.part.node.items.push_back(std::move(part.node));
    } else {
        add_entry(frame, std::move(part));
    }
}

void TreeBuilder::add_key(const Part& part) {
    Key key{part.node.scalar, part.node.place, false};
    if (part.node.kind == YamlNode::Kind::null) {
        diagnostics_.add(part.node.place, rules::colon_without_key);
    } else if (part.node.kind != YamlNode::Kind::scalar) {
        diagnostics_.add(part.node.place, rules::key_not_a_word);
    } else if (key.text == "<<" && !part.node.quoted) {
        diagnostics_.add(part.node.place, rules::merge_key);
    } else if (const auto first = open_.back().seen.find(key.text); first != open_.back().seen.end()) {
        diagnostics_.add(part.node.place, rules::key_twice, {key.text, std::to_string(first->second)});
    } else {
        key.usable = true;
        open_.back().seen.emplace(key.text, key.place.line);
    }
    open_.back().key = std::move(key);
}

void TreeBuilder::add_entry(Frame& frame, Part part) {
    const Key key = *std::exchange(frame.key, std::nullopt);
    if (part.empty) {
        part.node.place = key.place;
    }
    frame.part.octets += key.text.size();
    if (key.usable) {
        frame.part.node.entries.push_back({key.text, key.place, std::move(part.node)});
    }
}

}  // namespace hall::codecs
