#pragma once
// The same thing in each language of a menu.

#include <cstddef>
#include <string>
#include <utility>
#include <vector>

namespace hall::menus {

/// Place of a language among Menu::languages; 0 is the one that everything is written in.
using Language = std::size_t;

template <class T>
class Localised {
public:
    Localised() = default;
    /// In the first language alone.
    explicit Localised(T only) { set(0, std::move(only)); }

    void set(Language language, T value) {
        if (values_.size() <= language) values_.resize(language + 1);
        values_[language] = std::move(value);
    }

    /// Falls back to the first language where there is none.
    const T& in(Language language) const {
        static const T none{};
        if (has(language)) return values_[language];
        return values_.empty() ? none : values_.front();
    }

    bool has(Language language) const { return language < values_.size() && !values_[language].empty(); }
    bool empty() const { return values_.empty(); }

    /// By language; empty where there is none.
    const std::vector<T>& values() const { return values_; }

    bool operator==(const Localised&) const = default;

private:
    std::vector<T> values_;
};

}  // namespace hall::menus
