#include "commons/notices/module.hpp"

namespace reef::notices {
using namespace engine;

Module module(Sending sending) {
    const Access person{{"person"}};
    const auto address = sending.address;
    const auto writer = std::make_shared<const LetterWriter>(std::move(sending));
    return {.name = "notices",
            .folder = "src/commons/notices",
            .commands = {command<KeepAddress>(person), command<ConfirmAddress>(platform_only()),
                         command<DropAddress>(person), command<Choose>(person), command<Stop>(platform_only())},
            .events = {event<AddressKept>(), event<AddressConfirmed>(), event<AddressDropped>(), event<Chosen>(),
                       event<Stopped>()},
            .pages = {mail_page(writer), confirm_page(), stop_page(), calendar_page(address)}};
}

} // namespace reef::notices
