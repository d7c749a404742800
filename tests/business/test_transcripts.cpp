// Each transcript is replayed against the hall as shipped; it must say again, word for word, what stands there.

#include "tests/business/transcript.hpp"

#include <catch2/catch.hpp>

#include <cstdlib>
#include <exception>
#include <fstream>

using namespace hall;

TEST_CASE("the hall as shipped says again, word for word, what its transcripts say") {
    const auto files = test::all_transcripts();
    CHECK(files.size() >= 40);
    for (const auto& path : files) {
        INFO(path.filename().string());
        try {
            const auto now = test::replay_transcript(path).transcript;
            if (std::getenv("HALL_UPDATE") != nullptr) std::ofstream(path, std::ios::binary) << now;
            CHECK(test::read_transcript(path) == now);
        } catch (const std::exception& error) {
            FAIL_CHECK(error.what());
        }
    }
}
