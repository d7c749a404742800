#pragma once
// Expected failure is a value: result<T, E> carries either what was asked for or an error that says
// why not. The error types of this project are plain structs with a sentence in them, so no error_code
// category is needed.

#include <boost/system/result.hpp>

#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace hall {

template <class T, class E>
using result = boost::system::result<T, E>;

using Bytes = std::vector<std::uint8_t>;
using ByteView = std::span<const std::uint8_t>;

}  // namespace hall
