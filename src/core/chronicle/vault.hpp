// The vault: content and personal data, apart from the chronicle and erasable. The chronicle holds a salted commitment;
// the value lies here, encrypted under its subject's key. To erase a subject is to destroy key, salts and values: the
// chain still verifies, and nobody can tell any more what was committed to.
#pragma once
#include "core/base/module.hpp"
#include "core/store/module.hpp"

namespace reef::chronicle {

/// Commits to one subject's values as they come in; `keep` puts them into the vault once the command was decided, so
/// that a refused one leaves nothing.
class VaultSealer final : public Sealer {
  public:
    VaultSealer(Chance& chance, std::int64_t subject) : chance_(chance), subject_(subject) {}
    VaultReference seal(std::string value_text) override;
    std::string just_sealed(const Hash& commitment) const override;
    void keep(store::Connection& connection);

  private:
    struct Pending {
        Hash commitment;
        std::string salted; // salt ‖ value
    };
    Chance& chance_;
    std::int64_t subject_;
    std::vector<Pending> pending_;
};

/// The JSON text of a value; nothing where it was erased.
std::optional<std::string> reveal(store::Connection& connection, const Hash& commitment);
/// A secret that belongs to a sealed value: whoever knows the commitment alone cannot tell it. `purpose` and number
/// give one value several. Nothing where it was erased.
std::optional<Hash> secret_of(store::Connection& connection, const Hash& commitment, std::string_view purpose,
                              std::int64_t number);
/// A revealed text, such as a name or a statement.
std::optional<std::string> reveal_text(store::Connection& connection, const Hash& commitment);
inline std::optional<std::string> reveal_text(store::Connection& connection, const std::optional<Hash>& commitment) {
    return commitment ? reveal_text(connection, *commitment) : std::nullopt;
}

/// Destroys everything that lies under the subject's key, and the key.
void erase_subject(store::Connection& connection, std::int64_t subject);

} // namespace reef::chronicle
