// How the map of opinions grows with participants and evaluations. CPU time of one thread; peak memory of the process,
// which holds the evaluations twice: as given and as the matrix.
// `opinion_bench [participants statements evaluations_each]...`
#include "math/opinion/module.hpp"
#include "math/opinion/seeded.hpp"
#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>
#include <vector>

namespace {

using namespace reef::opinion;

double cpu_seconds() { return static_cast<double>(std::clock()) / CLOCKS_PER_SEC; }

long peak_mebibytes() {
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    return usage.ru_maxrss / 1024;
}

/// Three camps of unequal size who answer each statement by their camp's leaning, with noise. Everyone evaluates as
/// many statements, drawn by lot.
std::vector<Evaluation> conversation(std::size_t participants, std::size_t statements, std::size_t each) {
    Seeded seeded(7);
    std::vector<std::vector<double>> leaning(3, std::vector<double>(statements));
    for (auto& camp : leaning)
        for (double& statement : camp) statement = seeded.fraction();
    std::vector<Evaluation> all;
    all.reserve(participants * each);
    std::vector<std::size_t> order(statements);
    for (std::size_t s = 0; s < statements; ++s) order[s] = s;
    for (std::size_t p = 0; p < participants; ++p) {
        const double dice = seeded.fraction();
        const auto& camp = leaning[dice < 0.5 ? 0 : dice < 0.8 ? 1 : 2];
        for (std::size_t i = 0; i < each; ++i) {
            std::swap(order[i], order[i + seeded.next() % (statements - i)]);
            const double answer = seeded.fraction();
            const double agree = 0.1 + 0.7 * camp[order[i]];
            all.push_back({static_cast<std::int64_t>(p), static_cast<std::int64_t>(order[i]),
                           answer < agree ? Choice::agree
                           : answer < 0.9 ? Choice::disagree
                                          : Choice::pass});
        }
    }
    return all;
}

void measure(std::size_t participants, std::size_t statements, std::size_t each) {
    const auto given = conversation(participants, statements, each);
    const double start = cpu_seconds();
    Evaluations evaluations(given);
    const double read = cpu_seconds();
    const auto found = find_opinions(evaluations);
    const double cold = cpu_seconds();
    const auto last = given.back();
    evaluations.set(
        {last.participant, last.statement, last.choice == Choice::agree ? Choice::disagree : Choice::agree});
    const double changed = cpu_seconds();
    const auto again = find_opinions(evaluations, {}, found.state);
    const double warm = cpu_seconds();
    std::printf("%7zu x %5zu %9zu  %6.2f  %6.2f (%3d)  %6.2f (%3d)  %5ld  %zu%s\n", participants, statements,
                evaluations.size(), read - start, cold - read, found.passes, warm - changed, again.passes,
                peak_mebibytes(), found.groups.size(), found.converged ? "" : "  axes not converged");
    std::fflush(stdout);
}

} // namespace

int main(int argument_count, char** arguments) {
    std::puts(
        "participants x statements, evaluations, CPU seconds for the matrix, the first map (passes), the map after "
        "one more evaluation (passes), peak MiB, groups");
    std::vector<std::size_t> sizes;
    for (int i = 1; i < argument_count; ++i) sizes.push_back(std::strtoull(arguments[i], nullptr, 10));
    if (sizes.empty())
        sizes = {1'000, 200,   100,   10'000, 200,    100,   30'000, 200,     100,   100'000, 200,
                 100,   1'000, 1'000, 100,    10'000, 1'000, 100,    100'000, 1'000, 100};
    for (std::size_t i = 0; i + 2 < sizes.size(); i += 3) {
        std::fflush(stdout);
        const pid_t child = fork(); // a process each, so that each has a peak of its own
        if (child == 0) {
            measure(sizes[i], sizes[i + 1], sizes[i + 2]);
            return 0;
        }
        waitpid(child, nullptr, 0);
    }
}
