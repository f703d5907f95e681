\set giver random(1, 500)
\set receiver random(501, 1000)
BEGIN;
INSERT INTO transfers (at, giver, receiver, minor) VALUES (now(), :giver, :receiver, 1);
UPDATE accounts SET balance = balance - 1 WHERE account = :giver;
UPDATE accounts SET balance = balance + 1 WHERE account = :receiver;
COMMIT;
