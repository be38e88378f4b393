CREATE TABLE offer (id INT PRIMARY KEY, price INT, label VARCHAR(50));
CREATE TABLE booking (id INT PRIMARY KEY, offer_id INT);
CREATE TABLE note (id INT PRIMARY KEY, text VARCHAR(50));
CREATE TABLE audit (id INT PRIMARY KEY, text VARCHAR(50));
CREATE TABLE line (id INT PRIMARY KEY, booking_id INT REFERENCES booking (id) ON DELETE CASCADE);
CREATE VIEW priced AS SELECT id, price FROM offer;
INSERT INTO offer (id, price) VALUES (1, 10), (2, 20);
INSERT INTO booking VALUES (1, 1);
INSERT INTO note VALUES (1, 'first');
