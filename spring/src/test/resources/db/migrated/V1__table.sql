CREATE TABLE migrated (id int PRIMARY KEY, note text NOT NULL);
INSERT INTO migrated VALUES (1, 'first');
