// Which letters follow from what happened: from entries of the chronicle, and from a day or week that began.
#pragma once
#include "commons/notices/letters.hpp"

namespace reef::notices {

/// One portion of entries, or of members whom one entry or one day concerns, becomes letters: read beside the writer,
/// written in a transaction of at most a hundred letters. True: there is more at once. Several servers may do this at
/// once; each letter is put into the outbox once. A platform whose first server starts looks forward only.
class Gatherer {
  public:
    explicit Gatherer(engine::Engine& engine) : engine_(engine) {}
    bool portion();

  private:
    bool entries();
    bool digests(Rhythm rhythm);
    /// False: another server did it, or nothing can be written just now; a later round looks again.
    bool put(std::string_view name, std::optional<mail::Place> from, mail::Place to,
             const std::vector<mail::Letter>& letters);

    engine::Engine& engine_;
    EntryNumber looked_at_ = 0; // nothing of interest up to here
};

} // namespace reef::notices
