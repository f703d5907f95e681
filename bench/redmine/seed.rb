# A public project with a question and 20 answers, one each of 20 people: as much as Reef's deliberation shows on a page.
Setting.rest_api_enabled = "1"
Setting.login_required = "0"
Setting.host_name = "127.0.0.1"
people = (1..20).map do |number|
  User.create!(login: "member#{number}", firstname: "Member", lastname: number.to_s, mail: "member#{number}@example.org",
               password: "correct horse #{number}", status: 1)
end
project = Project.create!(name: "Commons", identifier: "commons", is_public: true, enabled_module_names: %w[issue_tracking],
                          trackers: Tracker.all)
question = Issue.create!(project: project, tracker: Tracker.first, author: people.first, status: IssueStatus.first,
                         priority: IssuePriority.first, subject: "How should rides be regulated?",
                         description: "What the city should ask of those who drive and of those who let them.")
people.each_with_index do |person, number|
  Journal.create!(journalized: question, user: person,
                  notes: "Statement #{number + 1}: whoever drives for money should be insured, known to their passengers and paid " \
                         "for the time they wait.")
end
Issue.create!(project: project, tracker: Tracker.first, author: people.first, status: IssueStatus.first,
              priority: IssuePriority.first, subject: "Another") while Issue.count < 25
puts question.id
