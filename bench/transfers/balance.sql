\set account random(1, 1000)
SELECT balance FROM accounts WHERE account = :account;
