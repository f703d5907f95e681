#include "app/figures.hpp"
#include <filesystem>
#include <fstream>
#include <prometheus/text_serializer.h>
#include <spdlog/spdlog.h>
#include <sstream>
#include <sys/resource.h>
#include <unistd.h>

namespace reef::app {
namespace {

using prometheus::MetricType;

/// Values of this moment. All of one name stand together, whichever platform they are of.
class Sample {
  public:
    void gauge(const std::string& name, const std::string& about, const prometheus::Labels& labels, double value) {
        add(MetricType::Gauge, name, about, labels).gauge.value = value;
    }
    void counter(const std::string& name, const std::string& about, const prometheus::Labels& labels, double value) {
        add(MetricType::Counter, name, about, labels).counter.value = value;
    }
    void append_to(std::vector<prometheus::MetricFamily>& all) {
        for (auto& [name, family] : families_) all.push_back(std::move(family));
    }

  private:
    prometheus::ClientMetric& add(MetricType type, const std::string& name, const std::string& about,
                                  const prometheus::Labels& labels) {
        auto& family = families_[name];
        family.name = name;
        family.help = about;
        family.type = type;
        auto& metric = family.metric.emplace_back();
        for (const auto& [label, value] : labels) metric.label.push_back({label, value});
        return metric;
    }
    std::map<std::string, prometheus::MetricFamily> families_;
};

double as_seconds(Time at) { return static_cast<double>(at.ms) / 1000; }

void sample_platform(Sample& sample, const prometheus::Labels& labels, House& house) {
    const auto state = house.engine().state();
    const auto gauge = [&](const char* name, const char* about, auto value) {
        sample.gauge(name, about, labels, static_cast<double>(value));
    };
    gauge("reef_entries", "Entries of the chronicle that this server knows.", state.entries);
    gauge("reef_last_commit_timestamp_seconds", "When this server last learned of a new entry.",
          as_seconds(state.last_commit));
    gauge("reef_commands_waiting", "Commands and other writes that wait for the writer.", state.queue_length);
    gauge("reef_page_listeners", "Browsers that are told when the page they look at changes.",
          house.site().listeners());
    gauge("reef_database_readers_in_use", "Connections of the read pool that are in use.",
          house.database().readers_out());
    const auto refusal = house.site().refusal_unless_ready();
    gauge("reef_ready", "Whether people may be sent here: what /readyz says.", !refusal);
    try {
        gauge("reef_database_size_bytes", "What the platform takes up on the disk.", house.database().size_bytes());
    } catch (const store::StoreFailure& failure) { // that it cannot be reached is told by reef_ready
        spdlog::warn("the size of the database is unknown: {}", failure.what());
    }
}

void sample_listener(Sample& sample, const prometheus::Labels& labels, const web::ServerFigures& figures) {
    sample.gauge("reef_http_connections", "Connections that are open.", labels,
                 static_cast<double>(figures.connections));
    sample.gauge("reef_http_requests_in_flight", "Requests that are being answered.", labels,
                 static_cast<double>(figures.in_flight));
    sample.counter("reef_http_turned_away_total", "Connections and requests beyond the limits.", labels,
                   static_cast<double>(figures.turned_away));
    sample.counter("reef_http_unread_total", "Requests refused unread: no HTTP, too large or too slow.", labels,
                   static_cast<double>(figures.unread));
}

/// By the names that Prometheus gives them everywhere.
void sample_process(Sample& sample, Time started) {
    rusage used = {};
    ::getrusage(RUSAGE_SELF, &used);
    const auto seconds_of = [](const timeval& time) {
        return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6;
    };
    sample.counter("process_cpu_seconds_total", "Time on the processors.", {},
                   seconds_of(used.ru_utime) + seconds_of(used.ru_stime));
    sample.gauge("process_start_time_seconds", "When this process began.", {}, as_seconds(started));
    std::ifstream memory("/proc/self/statm");
    double all_pages = 0, resident_pages = 0;
    if (memory >> all_pages >> resident_pages)
        sample.gauge("process_resident_memory_bytes", "Memory in use.", {},
                     resident_pages * static_cast<double>(::sysconf(_SC_PAGESIZE)));
    std::error_code problem;
    const std::filesystem::directory_iterator open_files("/proc/self/fd", problem);
    if (!problem)
        sample.gauge("process_open_fds", "Files and sockets that are open.", {},
                     static_cast<double>(std::distance(begin(open_files), end(open_files))));
}

} // namespace

FigureSheet Figures::sheet(const std::string& host) const {
    return {registry_, host.empty() ? prometheus::Labels{} : prometheus::Labels{{"host", host}}};
}

void Figures::add(const std::string& host, House& house) {
    const std::lock_guard lock(mutex_);
    platforms_.push_back({sheet(host).labels, &house});
}

void Figures::add(const std::string& listener, std::weak_ptr<const web::Server> server) {
    const std::lock_guard lock(mutex_);
    listeners_.push_back({{{"listener", listener}}, std::move(server)});
}

std::string Figures::text() {
    Sample sample;
    {
        const std::lock_guard lock(mutex_);
        for (const auto& [labels, house] : platforms_) sample_platform(sample, labels, *house);
        for (const auto& [labels, listener] : listeners_)
            if (const auto server = listener.lock()) sample_listener(sample, labels, server->figures());
    }
    sample_process(sample, started_);
    sample.gauge("reef_build_info", "Which release and edition runs.",
                 {{"release", std::string(engine::release)}, {"edition", std::to_string(engine::own_edition())}}, 1);
    auto families = registry_->Collect();
    // Where nothing happened yet, there is nothing to tell.
    std::erase_if(families, [](const auto& family) { return family.metric.empty(); });
    sample.append_to(families);
    std::ostringstream out;
    prometheus::TextSerializer().Serialize(out, families);
    return out.str();
}

} // namespace reef::app
