-- A row in every table of the first version on which the desk later builds.
INSERT INTO instrument (owner, digest, position, id, kind, title, issuer, adopted, adopted_first)
  VALUES ('registry', 'd', 0, 'decree-2021', 'decree', '{}', '{}', '2021-06-09', '2021-06-09');
INSERT INTO document (owner, digest, position, id, publisher, language, title, kind, origin, consulted, mirror)
  VALUES ('registry', 'd', 0, 'adilet-decree', '{}', 'en', '{}', 'government', 'legal_text', 'full', false);
INSERT INTO commitment (owner, digest, position, id, key, instrument, kind, title, text, addressee, due_inferred, locator, consulted, looked_at)
  VALUES ('registry', 'd', 0, 'decree-2021-01', 1, 'decree-2021', 'decree_area', '{"en": "Fair trials", "kk": "Әділет"}', '{}', '{}', false, '{}', 'full', '2026-01');
INSERT INTO evidence (owner, digest, position, id, document, locator, date, date_first, summary)
  VALUES ('registry', 'd', 0, 'ev-contest', 'adilet-decree', '{}', '2022', '2022-01-01', '{}');
INSERT INTO evidence (owner, digest, position, id, document, locator, date, date_first, summary)
  VALUES ('registry', 'd', 0, 'ev-answer', 'adilet-decree', '{}', '2022', '2022-01-01', '{}');
INSERT INTO link (evidence_id, commitment_id, place, role, status)
  VALUES ('ev-contest', 'decree-2021-01', 0, 'bears', 'contested');
INSERT INTO link (evidence_id, commitment_id, place, role, status)
  VALUES ('ev-answer', 'decree-2021-01', 0, 'bears', 'pledged');
INSERT INTO answer (evidence_id, commitment_id, answer_id, place)
  VALUES ('ev-contest', 'decree-2021-01', 'ev-answer', 0);
