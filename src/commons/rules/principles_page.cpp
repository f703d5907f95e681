// How the charter holds up: Ostrom's eight principles, and what the weights of the classes are worth.
#include "commons/rules/principles_page.hpp"
#include "commons/rules/domain_words.hpp"
#include "commons/rules/in_force.hpp"

namespace reef::rules {
using namespace engine;
namespace {

struct PrincipleLine {
    std::int64_t number = 0;
    std::string name;
    bool is_pass = false;
    bool is_weak = false;
    bool is_fail = false;
    std::optional<std::string> missing;
    static constexpr auto fields() {
        return FieldTable{field("number", &PrincipleLine::number, "1 to 8"),
                          field("name", &PrincipleLine::name, "in a few words"),
                          field("is_pass", &PrincipleLine::is_pass, "the charter says it"),
                          field("is_weak", &PrincipleLine::is_weak, "it says it in part"),
                          field("is_fail", &PrincipleLine::is_fail, "it does not say it"),
                          field("missing", &PrincipleLine::missing, "what is missing")};
    }
};
struct PrinciplesPage {
    std::string summary;
    std::vector<PrincipleLine> principles;
    std::vector<PowerView> power;
    static constexpr auto fields() {
        return FieldTable{field("summary", &PrinciplesPage::summary, "what this is"),
                          field("principles", &PrinciplesPage::principles, "each with its verdict"),
                          field("power", &PrinciplesPage::power, "what the weights are worth")};
    }
};

Result<PrinciplesPage> show_principles(PageRequest& request) {
    const auto row = platform(request.connection);
    if (!row) return refuse(not_found);
    PrinciplesPage page{.summary = request.say("What is known of commons that last, looked for in this charter's text. "
                                               "Whether people live by it, only their chronicle tells."),
                        .power = power_view(request, row->charter)};
    for (const auto& each : check_principles(row->charter))
        page.principles.push_back(
            {each.number, request.say(each.name), each.verdict == Verdict::pass, each.verdict == Verdict::weak,
             each.verdict == Verdict::fail,
             each.missing.empty() ? std::nullopt : std::optional(request.say(each.missing, {each.about}))});
    return page;
}

} // namespace

std::vector<PowerView> power_view(const PageRequest& request, const Charter& charter) {
    std::vector<PowerView> views;
    for (const auto& power : power_of(charter)) {
        PowerView view{.domains = {},
                       .sentence = power.is_block
                                       ? request.say("Whole classes say yes or no here; {} of the weight is needed.",
                                                     {power.majority.text()})
                                       : request.say("Shares of the votes are counted here, so every class counts "
                                                     "with its weight."),
                       .is_block = power.is_block};
        std::vector<std::string> domains;
        for (const auto& each : power.domains) domains.push_back(listed_domain_in_words(request, each));
        view.domains = join(domains, "; ");
        for (const auto& each : power.classes)
            if (each.can_stop)
                view.sentence +=
                    " " + request.say("{} can stop it.", {charter.find_class(each.stakeholder_class)->name});
        for (const auto& each : power.classes) {
            PowerLine line{.class_name = charter.find_class(each.stakeholder_class)->name,
                           .class_color = charter.color_of(each.stakeholder_class),
                           .weight = each.weight,
                           .banzhaf = each.banzhaf,
                           .shapley_shubik = each.shapley_shubik};
            if (each.is_dummy)
                line.warning = request.say("It has weight, and can never decide.");
            else if (each.is_out_of_proportion)
                line.warning = request.say("Its power is far from its weight.");
            view.classes.push_back(std::move(line));
        }
        views.push_back(std::move(view));
    }
    return views;
}

PageType principles_page() {
    return page<show_principles>("/charter/principles", "src/commons/rules/principles.html",
                                 "Ostrom's eight principles in this charter, and what the classes' weights are worth.",
                                 anyone());
}

} // namespace reef::rules
