#include "commons/deliberation/groups_page.hpp"
#include "commons/deliberation/opinion_map.hpp"
#include "commons/rules/module.hpp"
#include <algorithm>
#include <cmath>
#include <fmt/format.h>

namespace reef::deliberation {
using namespace engine;
namespace {

struct GroupAnswers {
    std::string group;
    std::int64_t answers = 0;
    std::int64_t agree = 0;
    std::int64_t disagree = 0;
    std::int64_t pass = 0;
    std::string agree_share;
    std::string disagree_share;
    std::string pass_share;
    static constexpr auto fields() {
        return FieldTable{field("group", &GroupAnswers::group, "its letter"),
                          field("answers", &GroupAnswers::answers, "of the group"),
                          field("agree", &GroupAnswers::agree, "▲"),
                          field("disagree", &GroupAnswers::disagree, "▼"),
                          field("pass", &GroupAnswers::pass, "–"),
                          field("agree_share", &GroupAnswers::agree_share, "of the group's answers"),
                          field("disagree_share", &GroupAnswers::disagree_share, "of the group's answers"),
                          field("pass_share", &GroupAnswers::pass_share, "of the group's answers")};
    }
};
struct ComparedStatement {
    std::string number;
    std::string text;
    std::optional<std::string> language;
    std::vector<GroupAnswers> groups;
    static constexpr auto fields() {
        return FieldTable{field("number", &ComparedStatement::number, "in its deliberation"),
                          field("text", &ComparedStatement::text, "the opinion"),
                          field("language", &ComparedStatement::language, "of the text, where it is another"),
                          field("groups", &ComparedStatement::groups, "what each answered")};
    }
};
struct OwnWords {
    std::string text;
    std::optional<std::string> language;
    bool agrees = false;
    static constexpr auto fields() {
        return FieldTable{field("text", &OwnWords::text, "a statement"),
                          field("language", &OwnWords::language, "of the text, where it is another"),
                          field("agrees", &OwnWords::agrees, "or disagrees with it")};
    }
};
struct ShownGroup {
    std::string letter;
    std::int64_t size = 0;
    std::string share;
    bool is_mine = false;
    std::int64_t x = 0;
    std::int64_t y = 0;
    std::int64_t width = 0;
    std::int64_t height = 0;
    std::vector<OwnWords> stands_for;
    static constexpr auto fields() {
        return FieldTable{field("letter", &ShownGroup::letter, "A is the largest"),
                          field("size", &ShownGroup::size, "people in it"),
                          field("share", &ShownGroup::share, "of the people in groups"),
                          field("is_mine", &ShownGroup::is_mine, "whether the viewer is in it"),
                          field("x", &ShownGroup::x, "of its middle, in the picture"),
                          field("y", &ShownGroup::y, "of its middle, in the picture"),
                          field("width", &ShownGroup::width, "half of it: how far its people stand apart"),
                          field("height", &ShownGroup::height, "half of it: how far its people stand apart"),
                          field("stands_for", &ShownGroup::stands_for, "what tells it from the others")};
    }
};
struct OwnPlace {
    std::int64_t x = 0;
    std::int64_t y = 0;
    static constexpr auto fields() {
        return FieldTable{field("x", &OwnPlace::x, "in the picture"), field("y", &OwnPlace::y, "in the picture")};
    }
};
struct GroupsPage {
    std::string number;
    std::string href;
    std::string title;
    std::string question;
    std::optional<std::string> as_of_entry;
    std::optional<Time> as_of;
    std::optional<std::string> newer;
    std::optional<std::string> not_shown_because;
    std::optional<std::string> explained;
    std::vector<ShownGroup> groups;
    bool has_groups = false;
    std::optional<std::string> withheld;
    std::optional<OwnPlace> me;
    std::optional<std::string> my_place;
    std::vector<ComparedStatement> uniting;
    std::vector<ComparedStatement> dividing;
    std::optional<Proof> proof;
    static constexpr auto fields() {
        return FieldTable{
            field("number", &GroupsPage::number, "of the deliberation"),
            field("href", &GroupsPage::href, "the deliberation's page"),
            field("title", &GroupsPage::title, "in a few words"),
            field("question", &GroupsPage::question, "what it is about"),
            field("as_of_entry", &GroupsPage::as_of_entry, "the last answer that the map knows of"),
            field("as_of", &GroupsPage::as_of, "when that was"),
            field("newer", &GroupsPage::newer, "how many answers came since"),
            field("not_shown_because", &GroupsPage::not_shown_because, "why there is no map"),
            field("explained", &GroupsPage::explained, "how much of all difference the map shows"),
            field("groups", &GroupsPage::groups, "people who answered alike"),
            field("has_groups", &GroupsPage::has_groups, "whether there are any"),
            field("withheld", &GroupsPage::withheld, "that a group is too small to be shown"),
            field("me", &GroupsPage::me, "the viewer's place in the picture; no other person's is told"),
            field("my_place", &GroupsPage::my_place, "the viewer's place in words"),
            field("uniting", &GroupsPage::uniting, "statements that more than half of each group answers alike"),
            field("dividing", &GroupsPage::dividing, "statements that groups answer against one another"),
            field("proof", &GroupsPage::proof, "the entry it rests on")};
    }
};

struct AnsweredTopic {
    Hash title;
    Hash question;
    std::optional<Time> closes_at;
    std::optional<std::string> language;
    std::int64_t statements = 0;
    std::int64_t answers_given = 0;
    std::optional<EntryNumber> answered_entry;
    std::optional<Time> answered_at;
    static constexpr auto fields() {
        return FieldTable{field("title", &AnsweredTopic::title, ""),
                          field("question", &AnsweredTopic::question, ""),
                          field("closes_at", &AnsweredTopic::closes_at, ""),
                          field("language", &AnsweredTopic::language, ""),
                          field("statements", &AnsweredTopic::statements, ""),
                          field("answers_given", &AnsweredTopic::answers_given, ""),
                          field("answered_entry", &AnsweredTopic::answered_entry, ""),
                          field("answered_at", &AnsweredTopic::answered_at, "")};
    }
};

std::string letter_of(std::int32_t group) { return {static_cast<char>('A' + group)}; }

std::string whole_share(std::int64_t part, std::int64_t whole) {
    return percent((200 * part + whole) / (2 * std::max<std::int64_t>(1, whole))).text();
}

/// From places on the map to the picture, 800 by 480: everything to be drawn fits, and both directions have one scale.
class Picture {
  public:
    static constexpr double width = 800, height = 480, margin = 60;

    void include(opinion::Point middle, opinion::Point half) {
        low_ = {std::min(low_.x, middle.x - half.x), std::min(low_.y, middle.y - half.y)};
        high_ = {std::max(high_.x, middle.x + half.x), std::max(high_.y, middle.y + half.y)};
    }
    std::int64_t x(opinion::Point place) const { return std::lround(width / 2 + scale() * (place.x - middle().x)); }
    std::int64_t y(opinion::Point place) const { return std::lround(height / 2 - scale() * (place.y - middle().y)); }
    std::int64_t length(double length) const { return std::max(std::lround(scale() * length), 24L); }

  private:
    opinion::Point middle() const { return {(low_.x + high_.x) / 2, (low_.y + high_.y) / 2}; }
    double scale() const {
        return std::min((width - 2 * margin) / std::max(high_.x - low_.x, 1e-9),
                        (height - 2 * margin) / std::max(high_.y - low_.y, 1e-9));
    }
    opinion::Point low_{1e300, 1e300};
    opinion::Point high_{-1e300, -1e300};
};

/// How far the people of each group stand from its middle along each direction: standard deviations, by group.
std::map<std::int32_t, opinion::Point> spreads(const opinion::Opinions& found) {
    std::map<std::int32_t, opinion::Point> squares, spread;
    for (const auto& one : found.participants) {
        if (!one.group) continue;
        const auto group = std::ranges::find(found.groups, *one.group, &opinion::OpinionGroup::id);
        const opinion::Point off{one.position.x - group->centre.x, one.position.y - group->centre.y};
        squares[*one.group] += opinion::Point{off.x * off.x, off.y * off.y};
    }
    for (const auto& group : found.groups) {
        const auto size = static_cast<double>(group.size);
        spread[group.id] = {std::sqrt(squares[group.id].x / size), std::sqrt(squares[group.id].y / size)};
    }
    return spread;
}

/// A map, told to one viewer.
class MapTeller {
  public:
    MapTeller(PageRequest& request, IdValue deliberation, const AnsweredTopic& topic, const OpinionMap& map,
              GroupsPage& page)
        : request_(request), deliberation_(deliberation), topic_(topic), map_(map), page_(page) {
        if (request.signed_in()) mine_ = map.place_of(request.member().value);
    }

    void tell() {
        tell_groups();
        tell_own_place();
        for (const auto& each : map_.between.uniting) page_.uniting.push_back(compared(each.place));
        for (const auto& each : map_.between.dividing) page_.dividing.push_back(compared(each.place));
        if (const auto& explained = map_.found.explained) {
            const auto parts = std::clamp(explained->x + explained->y, 0.0, 1.0);
            page_.explained =
                request_.say("The two directions of this picture are {} of all difference in the answers.",
                             {percent(std::lround(100 * parts)).text()});
        }
        if (std::ranges::any_of(map_.found.insufficiencies,
                                [](const auto& each) { return each.threshold == "minimum_group_size"; }))
            page_.withheld = request_.say("A group of fewer than five people is not shown.");
    }

  private:
    void tell_groups() {
        std::int64_t people = 0;
        const auto spread = spreads(map_.found);
        for (const auto& group : map_.found.groups) {
            people += static_cast<std::int64_t>(group.size);
            picture_.include(group.centre, spread.at(group.id));
        }
        if (mine_) picture_.include(mine_->position, {});
        for (const auto& group : map_.found.groups) {
            const auto size = static_cast<std::int64_t>(group.size);
            ShownGroup shown{.letter = letter_of(group.id),
                             .size = size,
                             .share = whole_share(size, people),
                             .is_mine = mine_ && mine_->group == group.id,
                             .x = picture_.x(group.centre),
                             .y = picture_.y(group.centre),
                             .width = picture_.length(spread.at(group.id).x),
                             .height = picture_.length(spread.at(group.id).y)};
            for (const auto& each : group.representative) {
                const auto place = place_of_statement(each.statement);
                if (opinion::can_show(map_.found, place, people::shown_from))
                    shown.stands_for.push_back(
                        {text_of(each.statement), topic_.language, each.choice == opinion::Choice::agree});
            }
            page_.groups.push_back(std::move(shown));
        }
        page_.has_groups = !page_.groups.empty();
    }

    void tell_own_place() {
        if (!request_.signed_in()) return;
        if (mine_) page_.me = OwnPlace{picture_.x(mine_->position), picture_.y(mine_->position)};
        page_.my_place =
            mine_ && mine_->group
                ? request_.say("You stand in group {}. Nobody else sees where you stand.", {letter_of(*mine_->group)})
            : mine_ ? request_.say("You stand in no group that is shown. Nobody else sees where you stand.")
                    : request_.say("You had not answered when this map was drawn, so you are not on it.");
    }

    std::size_t place_of_statement(std::int64_t number) const {
        const auto at = std::ranges::lower_bound(map_.found.statements, number, {}, &opinion::StatementOnMap::id);
        return static_cast<std::size_t>(at - map_.found.statements.begin());
    }

    std::string text_of(std::int64_t number) const {
        const auto reference = request_.connection.one<Hash>(
            "SELECT text FROM {deliberation_statements} WHERE deliberation = $1 AND number = $2", deliberation_,
            number);
        return request_.revealed(reference);
    }

    ComparedStatement compared(std::size_t place) const {
        const auto number = map_.found.statements[place].id;
        ComparedStatement shown{std::to_string(number), text_of(number), topic_.language, {}};
        for (const auto& group : map_.found.groups) {
            const auto& counts = group.counts[place];
            const auto all = counts.all();
            shown.groups.push_back({letter_of(group.id), all, counts.agree, counts.disagree, counts.pass,
                                    whole_share(counts.agree, all), whole_share(counts.disagree, all),
                                    whole_share(counts.pass, all)});
        }
        return shown;
    }

    PageRequest& request_;
    IdValue deliberation_;
    const AnsweredTopic& topic_;
    const OpinionMap& map_;
    GroupsPage& page_;
    Picture picture_;
    const opinion::ParticipantOnMap* mine_ = nullptr;
};

/// Nobody should answer what the crowd answers: whoever may still answer sees the map once they stand on it themselves.
std::optional<std::string> must_answer_first(PageRequest& request, IdValue deliberation, const AnsweredTopic& topic) {
    const bool may_answer = topic.closes_at && request.now < *topic.closes_at && request.viewer.has("member");
    if (!may_answer) return {};
    const auto answered = request.connection.one<std::int64_t>(
        "SELECT count(*) FROM {deliberation_evaluations} WHERE deliberation = $1 AND voice = $2", deliberation,
        request.member());
    const auto needed = std::min(static_cast<std::int64_t>(map_settings().inclusion_minimum), topic.statements);
    if (answered >= needed) return {};
    return request.say("You see the map once you have answered {} statements yourself. So far you have answered {}.",
                       {std::to_string(needed), std::to_string(answered)});
}

Result<GroupsPage> show_groups(PageRequest& request) {
    const auto id = request.id<IdValue>("deliberation");
    if (!id) return std::unexpected(id.error());
    const auto topic = request.connection.first<AnsweredTopic>(
        "SELECT title, question, closes_at, language, statements, answers_given, answered_entry, answered_at FROM "
        "{deliberation_topics} WHERE deliberation = $1 AND complete",
        *id);
    if (!topic) return refuse(not_found);
    GroupsPage page{.number = id->text(),
                    .href = "/deliberations/" + id->text(),
                    .title = request.revealed(topic->title),
                    .question = request.revealed(topic->question)};
    page.not_shown_because = must_answer_first(request, *id, *topic);
    if (page.not_shown_because) return page;
    if (!topic->answered_entry) {
        page.not_shown_because = request.say("Nobody has answered yet.");
        return page;
    }
    const AnswersSoFar now{topic->answers_given, *topic->answered_entry, *topic->answered_at};
    const auto map = recent_map(request.connection, *id, now, request.now);
    page.as_of_entry = std::to_string(map->as_of.entry);
    page.as_of = map->as_of.at;
    page.proof = proof_of(request.connection, map->as_of.entry);
    if (const auto since = now.given - map->as_of.given; since > 0)
        page.newer =
            request.say("Answers since then: {}. The map is drawn anew from time to time.", {std::to_string(since)});
    if (map->found.groups.size() < 2)
        page.not_shown_because = request.say("Too few people have answered for a map: two groups of five people each "
                                             "are needed, who answer differently.");
    else
        MapTeller(request, *id, *topic, *map, page).tell();
    return page;
}

} // namespace

PageType groups_page() {
    return page<show_groups>("/deliberations/{deliberation}/groups", "src/commons/deliberation/groups.html",
                             "Who answers alike on a topic, what brings the groups together and what divides them.",
                             anyone());
}

} // namespace reef::deliberation
