-- Views over the tables, in SQL that DuckDB and SQLite share.

-- One row per visitor and place (or stop) of a visit that took place.
CREATE VIEW visits AS
SELECT e.record_id, e.id AS event_id, e.type, e.start_date, e.end_date,
       p.entity_id AS person_id, p.name AS visitor, p.post, p.role,
       w.place AS site, pl.id AS place_id, pl.full_name AS place, pl.kind, pl.code,
       pl.province, pl.prefecture, pl.county, pl.township,
       r.title, r.published, r.url
FROM events e
JOIN records r ON r.record_id = e.record_id
JOIN participants p ON p.record_id = e.record_id AND p.event_id = e.id
     AND p.entity_kind = 'person' AND p.role IN ('lead', 'participant', 'accompanying')
LEFT JOIN (
    SELECT record_id, event_id, place_id, place FROM event_places
    UNION
    SELECT record_id, event_id, place_id, place FROM stops WHERE place_id IS NOT NULL
) w ON w.record_id = e.record_id AND w.event_id = e.id
LEFT JOIN organizations o ON o.record_id = w.record_id AND o.id = w.place_id
LEFT JOIN places pl ON pl.record_id = w.record_id AND pl.id = COALESCE(o.area_id, w.place_id)
WHERE e.type IN ('research_visit', 'inspection', 'condolence', 'study_tour') AND e.status = 'occurred';

-- One row per pair of named people at one event, each pair once.
CREATE VIEW who_met_whom AS
SELECT a.record_id, a.event_id, e.type, e.start_date, e.end_date,
       a.name AS person_a, a.post AS post_a, a.role AS role_a,
       b.name AS person_b, b.post AS post_b, b.role AS role_b
FROM participants a
JOIN participants b ON b.record_id = a.record_id AND b.event_id = a.event_id
     AND b.entity_kind = 'person' AND a.name < b.name
JOIN events e ON e.record_id = a.record_id AND e.id = a.event_id
WHERE a.entity_kind = 'person' AND e.status = 'occurred';

-- One row per statement of a person, with the day of the event where it was made, else of publication.
CREATE VIEW speeches AS
SELECT s.record_id, s.id AS statement_id, s.speaker_id AS person_id, s.speaker, s.post, s.act, s.mode,
       COALESCE(e.start_date, r.published) AS day, e.type AS event_type, s.text, s.topic, s.points, r.title, r.url
FROM statements s
JOIN records r ON r.record_id = s.record_id
LEFT JOIN events e ON e.record_id = s.record_id AND e.id = s.event_id
WHERE s.speaker_id LIKE 'P%';

-- Who held which post when, as far as the dump shows: first and last day on which an article says so.
CREATE VIEW tenures AS
SELECT h.person, h.post, h.area, h.status,
       MIN(COALESCE(h.as_of, r.published)) AS first_seen, MAX(COALESCE(h.as_of, r.published)) AS last_seen,
       COUNT(DISTINCT h.record_id) AS records
FROM holdings h
JOIN records r ON r.record_id = h.record_id
WHERE h.post IS NOT NULL
GROUP BY h.person, h.post, h.area, h.status;

-- The table by its British name.
CREATE VIEW organisations AS SELECT * FROM organizations;
