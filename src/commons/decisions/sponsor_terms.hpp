// What a proposal needs before it is talked about.
#pragma once
#include "commons/rules/module.hpp"

namespace reef::decisions {

/// Settled when it is proposed: so many others stand behind it by then, or it ends.
struct SponsorTerms {
    std::int64_t needed = 0;
    Time until;
    static constexpr auto fields() {
        return FieldTable{field("needed", &SponsorTerms::needed, "so many beside whoever proposes"),
                          field("until", &SponsorTerms::until, "or it ends then")};
    }
};
/// What the procedure asks for, of so many members who decide: the greater of its number and its share, and never more
/// than there are others. Nothing where it asks for none, or where a body decides.
std::optional<SponsorTerms> sponsor_terms(const rules::ProcedureCharter& procedure, const rules::DomainCharter& domain,
                                          std::int64_t deciders, Time at);
/// How many members the classes have that decide there.
std::int64_t count_deciders(store::Connection& connection, const rules::Charter& charter,
                            const rules::DomainCharter& domain);

} // namespace reef::decisions
