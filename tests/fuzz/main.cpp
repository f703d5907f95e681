// reef_fuzz SEEDS COUNT [TARGET NUMBER]: gives every target its seeds and COUNT mutations of them, always the same
// ones. With TARGET and NUMBER: prints that one mutation and runs it here, to look into what went wrong.
#include "mutations.hpp"
#include "targets.hpp"
#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <exception>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

namespace {

using namespace reef::fuzz;

constexpr unsigned seconds_max = 20; // for one input: far beyond what any of so few bytes may take

std::vector<std::string> seeds_of(const std::filesystem::path& folder) {
    std::vector<std::filesystem::path> paths;
    for (const auto& entry : std::filesystem::directory_iterator(folder)) paths.push_back(entry.path());
    std::ranges::sort(paths);
    std::vector<std::string> seeds;
    for (const auto& path : paths) {
        std::ifstream file(path, std::ios::binary);
        seeds.emplace_back(std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>());
    }
    return seeds;
}

/// What a child leaves to its parent, also when it dies.
struct Progress {
    unsigned long number = 0; // of the input at work; the seeds come first
    unsigned long read = 0;
};

std::string input_at(const std::vector<std::string>& seeds, unsigned long number) {
    return number < seeds.size() ? seeds[number] : mutated(seeds, number);
}

void run_all(const Target& target, const std::vector<std::string>& seeds, unsigned long count, Progress& progress) {
    for (; progress.number < seeds.size() + count; ++progress.number) {
        const auto input = input_at(seeds, progress.number);
        alarm(seconds_max);
        const bool is_read = target.run(input);
        progress.read += is_read;
        if (!is_read && progress.number < seeds.size()) throw std::runtime_error("a seed must be readable");
    }
}

/// In a process of its own, so that a broken assumption, a sanitizer and an endless loop are all told in one way.
bool holds(const Target& target, const std::filesystem::path& folder, unsigned long count) {
    const auto seeds = seeds_of(folder / target.name);
    void* shared = mmap(nullptr, sizeof(Progress), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (seeds.empty() || shared == MAP_FAILED) return false;
    auto& progress = *new (shared) Progress;
    std::fflush(stdout);
    const pid_t child = fork();
    if (child == 0) {
        try {
            run_all(target, seeds, count, progress);
            _exit(0);
        } catch (const std::exception& error) {
            std::fprintf(stderr, "%s\n", error.what());
            _exit(1);
        }
    }
    int status = 0;
    waitpid(child, &status, 0);
    const bool whole = WIFEXITED(status) && WEXITSTATUS(status) == 0;
    // Where nothing is refused, or hardly anything read, the mutations have lost touch with the format.
    const bool telling = progress.read < progress.number && progress.read > progress.number / 100;
    const std::string name(target.name);
    std::printf("%-18s %lu inputs, %lu of them readable\n", name.c_str(), progress.number, progress.read);
    if (!whole) std::printf("FAILED at: reef_fuzz SEEDS COUNT %s %lu\n", name.c_str(), progress.number);
    if (whole && !telling) std::printf("FAILED: such inputs tell nothing\n");
    return whole && telling;
}

int run_one(const Target& target, const std::filesystem::path& folder, unsigned long number) {
    const auto input = input_at(seeds_of(folder / target.name), number);
    std::fwrite(input.data(), 1, input.size(), stdout);
    std::fflush(stdout);
    std::puts(target.run(input) ? "\n-- readable" : "\n-- refused");
    return 0;
}

std::vector<Target> all_targets() {
    std::vector<Target> all(targets().begin(), targets().end());
    all.insert(all.end(), platform_targets().begin(), platform_targets().end());
    return all;
}

struct Share {
    std::size_t part = 0;
    std::size_t parts = 1;
};

/// Which targets this process takes: GoogleTest's two variables, so that scripts/shards serves both programs.
Share share() {
    const char* part = std::getenv("GTEST_SHARD_INDEX");
    const char* parts = std::getenv("GTEST_TOTAL_SHARDS");
    if (!part || !parts || std::atoi(parts) < 1) return {};
    return {.part = std::strtoul(part, nullptr, 10), .parts = std::strtoul(parts, nullptr, 10)};
}

} // namespace

int main(int count, char** arguments) {
    if (count != 3 && count != 5) {
        std::fputs("usage: reef_fuzz SEEDS COUNT [TARGET NUMBER]\n", stderr);
        return 2;
    }
    const std::filesystem::path folder = arguments[1];
    const auto all = all_targets();
    if (count == 5) {
        const auto target = std::ranges::find(all, std::string_view(arguments[3]), &Target::name);
        if (target == all.end()) return std::fputs("There is no such target.\n", stderr), 2;
        return run_one(*target, folder, std::strtoul(arguments[4], nullptr, 10));
    }
    const auto [part, parts] = share();
    bool all_hold = true;
    for (std::size_t number = part; number < all.size(); number += parts)
        all_hold &= holds(all[number], folder, std::strtoul(arguments[2], nullptr, 10));
    return all_hold ? 0 : 1;
}
