#include "core/web/commands_page.hpp"
#include "core/web/http.hpp"
#include "core/web/new_password.hpp"
#include "core/web/second_factor.hpp"
#include "core/web/sign_in_link.hpp"
#include "core/web/tokens.hpp"

namespace reef::web {
namespace {

using engine::PageRequest;

struct FieldLine {
    std::string name; // dotted, as in a form
    std::string meaning;
    std::string kind;
    bool is_required = false;
    std::string audience;
    static constexpr auto fields() {
        return FieldTable{field("name", &FieldLine::name, "as in a form, dotted"),
                          field("meaning", &FieldLine::meaning, "what it is"),
                          field("kind", &FieldLine::kind, "how it is written"),
                          field("is_required", &FieldLine::is_required, "whether it must be given"),
                          field("audience", &FieldLine::audience, "who may see it afterwards")};
    }
};
struct CommandLine {
    std::string name;
    std::string about;
    std::string access;
    bool may_give = false;
    std::vector<FieldLine> fields_of_it;
    static constexpr auto fields() {
        return FieldTable{field("name", &CommandLine::name, "its name"),
                          field("about", &CommandLine::about, "what it does"),
                          field("access", &CommandLine::access, "who may give it"),
                          field("may_give", &CommandLine::may_give, "whether the viewer is among them"),
                          field("fields", &CommandLine::fields_of_it, "what goes with it")};
    }
};
struct CommandsDocument {
    std::vector<CommandLine> commands;
    static constexpr auto fields() {
        return FieldTable{field("commands", &CommandsDocument::commands, "of every room, in the order of the house")};
    }
};

std::string kind_in_words(const PageRequest& request, const Shape& shape) {
    switch (shape.kind) {
    case Shape::Kind::text:
        return shape.form.empty() ? request.say("text") : request.say(shape.form);
    case Shape::Kind::integer:
        return request.say("a whole number");
    case Shape::Kind::boolean:
        return request.say("true or false");
    case Shape::Kind::choice:
        return request.say("one of: {}", {join({shape.choices.begin(), shape.choices.end()}, ", ")});
    case Shape::Kind::list:
        return request.say("a list: {}", {kind_in_words(request, *shape.item)});
    case Shape::Kind::document:
        return request.say("fields of its own");
    case Shape::Kind::anything:
        break;
    }
    return request.say("anything");
}

std::string audience_in_words(const PageRequest& request, Audience audience) {
    switch (audience) {
    case Audience::everyone:
        return request.say("everyone");
    case Audience::members:
        return request.say("members");
    case Audience::parties:
        return request.say("parties");
    case Audience::auditors:
        return request.say("auditors");
    case Audience::author:
        break;
    }
    return request.say("whoever gives it");
}

void add_fields(const PageRequest& request, const Shape& shape, const std::string& before,
                std::vector<FieldLine>& lines) {
    for (const auto& f : shape.fields) {
        const auto name = before + std::string(f.name);
        const bool is_required = !f.shape.optional && f.shape.kind != Shape::Kind::list;
        lines.push_back({name, request.say(f.meaning), kind_in_words(request, f.shape), is_required,
                         audience_in_words(request, f.audience)});
        if (f.shape.kind == Shape::Kind::document) add_fields(request, f.shape, name + ".", lines);
    }
}

Result<CommandsDocument> show_commands(PageRequest& request) {
    CommandsDocument document;
    for (const auto& room : request.registry.modules())
        for (const auto& command : room.commands) {
            CommandLine line{std::string(command.name),
                             request.say(command.about),
                             request.say(command.access.in_words()),
                             !command.access.refusal_for(request.viewer),
                             {}};
            add_fields(request, command.shape, "", line.fields_of_it);
            document.commands.push_back(std::move(line));
        }
    return document;
}

struct SignInDocument {
    std::string return_to;
    static constexpr auto fields() {
        return FieldTable{field("return_to", &SignInDocument::return_to, "where one goes from here")};
    }
};
Result<SignInDocument> show_sign_in(PageRequest& request) {
    const auto then = request.asked("then");
    return SignInDocument{is_local_target(then) ? std::string(then) : "/"};
}

} // namespace

engine::Module web_module() {
    return {.name = "web",
            .folder = "src/core/web",
            .pages = {engine::page<show_commands>("/commands", "src/core/web/commands.html",
                                                  "Every command: what it does, who may give it, what goes with it.",
                                                  engine::anyone()),
                      engine::page<show_sign_in>("/sign-in", "src/core/web/sign_in.html", "Where one signs in.",
                                                 engine::anyone()),
                      tokens_page(), second_factor_page(), sign_in_link_page(), forgotten_page(), new_password_page()}};
}

} // namespace reef::web
