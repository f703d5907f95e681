#include "commons/deliberation/module.hpp"

namespace reef::deliberation {
using namespace engine;

Module module() {
    const Access importer{{"operator"}};
    return {.name = "deliberation",
            .folder = "src/commons/deliberation",
            .rules = {open_for.declaration(), statements_per_member.declaration()},
            .commands = {command<Open>({{"forum"}}), command<State>(members()), command<Evaluate>(members()),
                         command<BeginImport>(importer), command<ImportStatements>(importer),
                         command<ImportEvaluations>(importer), command<FinishImport>(importer)},
            .events = {event<Opened>(), event<Stated>(), event<Evaluated>(), event<ImportBegun>(),
                       event<StatementsImported>(), event<EvaluationsImported>(), event<ImportFinished>()},
            .pages = pages()};
}

} // namespace reef::deliberation
