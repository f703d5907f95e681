// A request on its way to its answer, and what it knows of who sent it. Only this room includes it.
#pragma once
#include "core/web/answer_record.hpp"
#include "core/web/viewer.hpp"

namespace reef::web {

enum class Representation { html, json };

struct Visit {
    Visit(Request sent, Reply answer, AnswerRecord& record, AnswerRecord::Route& unknown)
        : request(std::move(sent)), route(&unknown), reply_(std::move(answer)), record_(record) {}

    const Request request;
    AnswerRecord::Route* route; // that it took
    Viewer viewer;
    Representation wants = Representation::html;
    std::vector<std::string> values; // in the path, where the route's pattern has `{…}`

    std::optional<Duration> retry_after; // for those who tried too often

    /// The path with its query, as its links have it.
    std::string address() const { return request.query.empty() ? request.path : request.path + "?" + request.query; }
    /// Sends the answer off, with what every answer of ours says.
    void answer(Response response);

  private:
    Reply reply_;
    AnswerRecord& record_;
    const AnswerRecord::Moment asked_ = std::chrono::steady_clock::now();
};
using VisitPtr = std::shared_ptr<Visit>;

} // namespace reef::web
