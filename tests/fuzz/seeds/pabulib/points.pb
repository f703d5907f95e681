META
key;value
description;A square
budget;100,50
vote_type;cumulative
PROJECTS
project_id;cost;name
square;80;"A new; ""square"""
swing;20;
VOTES
voter_id;vote;points
1;square,swing;2,1
2;;
