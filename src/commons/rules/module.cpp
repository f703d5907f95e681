#include "commons/rules/module.hpp"

namespace reef::rules {
using namespace engine;

Module module() {
    return {.name = "rules",
            .folder = "src/commons/rules",
            .rules = constancy_rules(),
            .commands = {command<FoundPlatform>({{"operator"}}), command<AmendDraft>({{"founder"}}),
                         command<EnterIntoForce>(platform_only()), command<EnactRule>(platform_only()),
                         command<RecordResult>(platform_only()), command<Lapse>({{"clock", "platform"}}),
                         command<AdoptNewRules>(platform_only()), command<SetMode>(platform_only()),
                         command<AnnounceCharter>(platform_only()), command<TakeCharter>(clock_only()),
                         command<ReckonIndex>(clock_only())},
            .events = {event<PlatformFounded>(), event<DraftAmended>(), event<CharterInForce>(), event<RuleEnacted>(),
                       event<ResultRecorded>(), event<RuleLapsed>(), event<NewRulesAdopted>(), event<ModeSet>(),
                       event<CharterAnnounced>(), event<CharterTaken>(), event<IndexReckoned>(), event<RuleIndexed>(),
                       event<ByLawNarrowed>()},
            .pages = {rules_page(), rule_page(), charter_page(), principles_page(), charter_history_page()},
            .schedules = {sunset_schedule(), charter_schedule(), index_schedule()}};
}

} // namespace reef::rules
