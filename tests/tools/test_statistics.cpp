// What a load measured, summed up.

#include "tools/hall_smsc/statistics.hpp"

#include <catch2/catch.hpp>

using namespace hall::tools;

TEST_CASE("quantiles are times that were measured, by nearest rank") {
    std::vector<std::uint32_t> micros;
    for (std::uint32_t i = 100; i > 0; --i) micros.push_back(i * 1000);
    const Quantiles q = quantiles_of(micros);
    CHECK(q.p50 == 50);
    CHECK(q.p90 == 90);
    CHECK(q.p99 == 99);
    CHECK(q.max == 100);
    std::vector<std::uint32_t> one{1500};
    CHECK(quantiles_of(one).p50 == 1.5);
    std::vector<std::uint32_t> none;
    CHECK(quantiles_of(none).max == 0);
}

TEST_CASE("rates are counted over the time of the load") {
    LoadReport report;
    report.texts = 300;
    report.answered = 200;
    report.unanswered = 100;
    report.pdus = 1000;
    report.seconds = 4;
    const std::string json = to_json(report);
    CHECK(json.find("\"texts_per_second\": 50.0") != std::string::npos);
    CHECK(json.find("\"pdus_per_second\": 250.0") != std::string::npos);
    CHECK(to_table(report).find("unanswered 100") != std::string::npos);
}
