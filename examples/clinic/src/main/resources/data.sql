INSERT INTO owner VALUES (1, 'George Franklin', 'Madison'), (2, 'Betty Davis', 'Sun Prairie') ON CONFLICT DO NOTHING;
INSERT INTO pet VALUES (1, 1, 'Leo'), (2, 2, 'Basil') ON CONFLICT DO NOTHING;
INSERT INTO vet VALUES (1, 'James Carter', 'none'), (2, 'Helen Leary', 'radiology') ON CONFLICT DO NOTHING;
