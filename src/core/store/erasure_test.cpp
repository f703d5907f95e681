// What is erased is gone from the file and from its log.
#include "core/store/sqlite_scrub.hpp"
#include "core/store/testing.hpp"
#include <fmt/format.h>
#include <map>
#include <random>

namespace reef::store {
namespace {

/// A text that says whose it is on every few bytes, so that any remains of it are found.
std::string marked(int number, std::size_t length) {
    std::string text;
    while (text.size() < length) text += fmt::format("<{:06}>", number);
    return text;
}

std::string remains(const std::string& path, const std::vector<bool>& erased) {
    std::string found;
    for (const auto* suffix : {"", "-wal"}) {
        const auto bytes = contents(path + suffix);
        for (std::size_t at = bytes.find('<'); at != std::string::npos; at = bytes.find('<', at + 1)) {
            const auto number =
                at + 7 < bytes.size() && bytes[at + 7] == '>' ? parse_integer(bytes.substr(at + 1, 6)) : std::nullopt;
            if (number && erased.at(static_cast<std::size_t>(*number)))
                found += fmt::format("{} at {} in {}\n", *number, at, suffix);
        }
    }
    return found;
}

class Erasure : public testing::TestWithParam<int> {};

TEST_P(Erasure, leaves_nothing_in_the_file_or_its_log) {
    const TemporaryFolder folder;
    const auto path = folder.file();
    auto database = Database::open(path).value();
    auto writer = database->connect();
    write_script(*writer, "CREATE TABLE {vault} (id BIGINT PRIMARY KEY, content TEXT, owner TEXT NOT NULL);"
                          "CREATE INDEX vault_by_content ON {vault} (content);"
                          "CREATE TABLE {names} (name TEXT PRIMARY KEY, id BIGINT NOT NULL)");
    std::mt19937 random(static_cast<unsigned>(GetParam()));
    std::vector<bool> erased(100'000);
    std::vector<int> kept;
    std::map<int, std::size_t> lengths;
    int next = 1;
    for (int round = 0; round < 40; ++round) {
        WriteTransaction write(*writer);
        // given rows of all sizes: within a page, and over many
        for (int i = 0; i < 60; ++i) {
            const auto length = random() % 20 == 0 ? random() % 20'000 : random() % 700 + 8;
            writer->run("INSERT INTO {vault} (id, content, owner) VALUES ($1, $2, $3)", next, marked(next, length),
                        "x");
            writer->run("INSERT INTO {names} (name, id) VALUES ($1, $2)", marked(next, random() % 80 + 8), next);
            lengths[next] = marked(next, length).size();
            kept.push_back(next++);
        }
        // when some are deleted, blanked or replaced by something longer or shorter
        for (int i = 0; i < 50; ++i) {
            const auto place = random() % kept.size();
            const int id = kept[place];
            kept.erase(kept.begin() + static_cast<std::ptrdiff_t>(place));
            erased[static_cast<std::size_t>(id)] = true;
            writer->run("DELETE FROM {names} WHERE id = $1", id);
            switch (random() % 3) {
            case 0:
                writer->run("DELETE FROM {vault} WHERE id = $1", id);
                break;
            case 1:
                writer->run("UPDATE {vault} SET content = NULL WHERE id = $1", id);
                break;
            default:
                writer->run("UPDATE {vault} SET content = $2 WHERE id = $1", id, std::string(random() % 3'000, 'x'));
            }
        }
        write.commit();
    }
    // then
    ASSERT_TRUE(database->checkpoint_and_truncate());
    EXPECT_EQ(std::filesystem::file_size(path + "-wal"), 0u);
    EXPECT_EQ(remains(path, erased), "");
    // and what the writer still had in memory does not come back when it writes to the same pages
    write_script(*writer, "UPDATE {vault} SET owner = 'y'; UPDATE {names} SET id = id + 1");
    EXPECT_GT(std::filesystem::file_size(path + "-wal"), 0u);
    EXPECT_EQ(remains(path, erased), "");
    // and the rest is whole
    EXPECT_EQ(sqlite_says(path, "PRAGMA integrity_check"), "ok\n");
    for (const int id : kept)
        EXPECT_EQ(writer->one<std::string>("SELECT content FROM {vault} WHERE id = $1", id), marked(id, lengths[id]));
}

TEST(Scrubbing, clears_what_lies_between_pointers_and_cells) {
    // given a leaf (13) with two cells from byte 4000 on, written as section 1.6 of the file format says
    std::vector<unsigned char> page(4096, 0x5A);
    const unsigned char header[] = {13, 0, 0, 0, 2, 4000 >> 8, 4000 & 0xFF, 0, 0x0F, 0xC0, 0x0F, 0xA0};
    std::ranges::copy(header, page.begin());
    scrub_page(page, false);
    for (std::size_t at = 12; at < 4096; ++at) ASSERT_EQ(page[at], at < 4000 ? 0 : 0x5A) << at;
    // an inner page (5) has its pointers four bytes later, and on the first page all lies 100 bytes later
    std::ranges::fill(page, static_cast<unsigned char>(0x5A));
    std::ranges::copy(header, page.begin() + 100);
    page[100] = 5;
    scrub_page(page, true);
    for (std::size_t at = 112; at < 4096; ++at) ASSERT_EQ(page[at], at >= 116 && at < 4000 ? 0 : 0x5A) << at;
}

TEST(Scrubbing, leaves_other_pages_alone) {
    const auto untouched = [](std::vector<unsigned char> page) {
        const auto before = page;
        scrub_page(page, false);
        return page == before;
    };
    // an overflow page begins with the number of the next one; the last page of our limit begins with 1
    for (const int first : {0, 1, 3, 14, 255}) {
        std::vector<unsigned char> page(4096, 0x5A);
        page[0] = static_cast<unsigned char>(first);
        EXPECT_TRUE(untouched(page)) << first;
    }
    EXPECT_EQ(pages_max >> 24, 1);
    // a B-tree page that contradicts itself is damaged, and none of our business
    std::vector<unsigned char> page(4096, 0x5A);
    page[0] = 13;
    EXPECT_TRUE(untouched(page)) << "cells begin beyond the page";
    page[5] = 0x0F, page[3] = 0xFF;
    EXPECT_TRUE(untouched(page)) << "pointers run into the cells";
}

INSTANTIATE_TEST_SUITE_P(Seeds, Erasure, testing::Range(1, 3));

} // namespace
} // namespace reef::store
