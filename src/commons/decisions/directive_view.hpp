// What a directive owes to those whom it binds, and their objections, as people see it. Only the pages of this room
// include this.
#pragma once
#include "commons/decisions/objection.hpp"
#include "commons/decisions/proposal_row.hpp"
#include "commons/decisions/recusal.hpp"

namespace reef::decisions {

struct ObjectionLine {
    people::ClassChip stakeholder_class;
    std::optional<std::int64_t> objections;
    std::int64_t needed = 0;
    bool is_withheld = false;
    static constexpr auto fields() {
        return FieldTable{field("class", &ObjectionLine::stakeholder_class, "that the directive binds"),
                          field("objections", &ObjectionLine::objections,
                                "of its members; none where it would tell of a group under five"),
                          field("needed", &ObjectionLine::needed, "to call a vote"),
                          field("is_withheld", &ObjectionLine::is_withheld, "how many object is not shown")};
    }
};
struct RecusalLine {
    people::Person member;
    std::string reason;
    static constexpr auto fields() {
        return FieldTable{field("member", &RecusalLine::member, "of the body, who takes no part"),
                          field("reason", &RecusalLine::reason, "the interest that they have")};
    }
};
struct DirectiveView {
    std::optional<std::string> legal_basis;
    std::optional<std::string> emergency;
    std::string sentence;
    std::vector<ObjectionLine> lines;
    std::vector<std::string> reasons;
    bool may_object = false;
    bool has_objected = false;
    std::optional<std::string> vote_href;
    std::optional<std::string> withheld;
    std::vector<RecusalLine> recused;
    bool may_recuse = false;
    static constexpr auto fields() {
        return FieldTable{field("legal_basis", &DirectiveView::legal_basis, "the law or mandate it rests on"),
                          field("emergency", &DirectiveView::emergency, "the emergency it answers"),
                          field("sentence", &DirectiveView::sentence, "what objections to it do"),
                          field("lines", &DirectiveView::lines, "class by class"),
                          field("reasons", &DirectiveView::reasons, "of those who object, without names; for members"),
                          field("may_object", &DirectiveView::may_object, "whether the viewer may"),
                          field("has_objected", &DirectiveView::has_objected, "the viewer has"),
                          field("vote_href", &DirectiveView::vote_href, "the vote that was called"),
                          field("withheld", &DirectiveView::withheld, "why objections are not shown"),
                          field("recused", &DirectiveView::recused, "members of the body who take no part"),
                          field("may_recuse", &DirectiveView::may_recuse, "whether the viewer may stand aside")};
    }
};
/// Nothing for what no body decides.
std::optional<DirectiveView> directive_view(engine::PageRequest& request, const rules::Charter& charter,
                                            const ProposalRow& row);

} // namespace reef::decisions
