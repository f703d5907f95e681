-- For wrk: members answer the statements of a deliberation in turn, and change their minds with every sweep.
-- Arguments: the deliberation, its statements' numbers with commas between them, and the members' tokens.
local deliberation, statements, members, turn = nil, {}, {}, 0

function init(arguments)
    deliberation = arguments[1]
    for number in arguments[2]:gmatch("%d+") do statements[#statements + 1] = number end
    for place = 3, #arguments do
        members[#members + 1] = {["Authorization"] = "Bearer " .. arguments[place], ["Content-Type"] = "application/json", ["Accept"] = "application/json"}
    end
end

function request()
    local member, round = members[turn % #members + 1], math.floor(turn / #members)
    turn = turn + 1
    local answer = math.floor(round / #statements) % 2 == 0 and "disagree" or "agree"
    return wrk.format("POST", "/commands/deliberation.evaluate", member,
        string.format('{"deliberation": "%s", "number": %s, "answer": "%s"}', deliberation, statements[round % #statements + 1], answer))
end
