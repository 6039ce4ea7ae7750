-- A world of 20,000 people, 200,000 posts, 400,000 follows, 300,000 comments and 500,000 likes, the same each time: for what a
-- database does with many rows. A few people have nearly all of it, as everywhere. Around ann, bob and carol of the house:
-- ann follows 120 people, bob 5,000, carol three and a hashtag.
SELECT setseed(0.5);
-- Rows refer to what is made here; checking each again would take longer than making them.
SET session_replication_role = replica;
-- Nor are indexes kept up row by row: they are made anew at the end, which takes a third of the time.
CREATE TEMP TABLE indexes_to_make AS SELECT indexname, indexdef FROM pg_indexes
WHERE schemaname = 'public' AND tablename IN ('users', 'posts', 'photos', 'post_hashtags', 'follows', 'comments', 'likes', 'notifications', 'notification_causes') AND indexname NOT LIKE 'pk_%';
DO $$ DECLARE name text; BEGIN FOR name IN SELECT indexname FROM indexes_to_make LOOP EXECUTE format('DROP INDEX %I', name); END LOOP; END $$;

-- Ids grow with time as the server's own do, and can be told from a number.
CREATE FUNCTION pg_temp.made(n int) RETURNS timestamptz LANGUAGE sql STABLE AS $$ SELECT timestamptz '2025-11-01 00:00Z' + n * interval '2 minutes' $$;
CREATE FUNCTION pg_temp.id(kind text, n int) RETURNS uuid LANGUAGE sql IMMUTABLE AS
    $$ SELECT (lpad(to_hex(1761955200000 + n::bigint * 120000), 12, '0') || '7000' || '8' || kind || '00' || lpad(to_hex(n), 12, '0'))::uuid $$;
CREATE FUNCTION pg_temp.syllable(n int) RETURNS text LANGUAGE sql IMMUTABLE AS
    $$ SELECT (ARRAY['ba', 'cor', 'du', 'el', 'fan', 'go', 'hil', 'in', 'jo', 'kla', 'lu', 'mer', 'no', 'os', 'pra', 'ru', 'sin', 'ta', 'vel', 'wy'])[1 + n % 20] $$;
-- The few come first.
CREATE FUNCTION pg_temp.few(count int) RETURNS int LANGUAGE sql VOLATILE AS $$ SELECT 1 + (power(random(), 3) * (count - 1))::int $$;

INSERT INTO users (id, user_name, normalized_user_name, display_name, email_confirmed, is_private, created_at,
    phone_number_confirmed, two_factor_enabled, lockout_enabled, access_failed_count)
SELECT pg_temp.id('a', n), name, upper(name), initcap(split_part(name, '.', 1)) || ' ' || initcap(split_part(name, '.', 2)),
    false, n % 10 = 7, pg_temp.made(0), false, false, false, 0
FROM (SELECT n, pg_temp.syllable(n) || pg_temp.syllable(n / 20) || '.' || pg_temp.syllable(n / 3) || pg_temp.syllable(n / 400 + n / 7) || n AS name
    FROM generate_series(1, 20000) AS n) AS people;

INSERT INTO posts (id, author_id, caption, visibility, comments_enabled, created_at, published_at, comment_position)
SELECT pg_temp.id('b', n), pg_temp.id('a', pg_temp.few(20000)),
    (ARRAY['Morning', 'Evening', 'Late', 'Early', 'Quiet', 'Loud', 'Red'])[1 + n % 7] || ' ' ||
    (ARRAY['harbour', 'forest', 'market', 'bridge', 'garden', 'river', 'tower', 'window', 'street', 'lake', 'roof'])[1 + n / 7 % 11] || ' number ' || n || ' #tag' || (1 + n % 400),
    CASE n % 40 WHEN 1 THEN 'Private' WHEN 2 THEN 'Followers' WHEN 3 THEN 'Followers' ELSE 'Public' END, true, pg_temp.made(n),
    CASE WHEN n % 100 <> 4 THEN pg_temp.made(n) END, 10
FROM generate_series(1, 200000) AS n;

INSERT INTO post_hashtags (post_id, name) SELECT pg_temp.id('b', n), 'tag' || (1 + n % 400) FROM generate_series(1, 200000) AS n;

INSERT INTO photos (id, owner_id, post_id, position, status, file_name, content_type, byte_size, part_size, width, height, renditions, attempts, created_at, ready_at, placeholder, dominant_color)
SELECT pg_temp.id('c', row_number() OVER ()::int), author_id, id, 0, CASE WHEN published_at IS NULL THEN 'Failed' ELSE 'Ready' END, 'photo.jpg', 'image/jpeg', 1000, 0, 640, 480,
    (SELECT renditions FROM photos WHERE status = 'Ready' LIMIT 1), 1, created_at, created_at, 'HScOFZhwd3dyeHiHh3eHh/rzDed4', 8421504
FROM posts WHERE id NOT IN (SELECT post_id FROM photos WHERE post_id IS NOT NULL);

INSERT INTO follows (id, follower_id, followee_id, created_at, accepted_at)
SELECT pg_temp.id('d', n), pg_temp.id('a', follower), pg_temp.id('a', followee), pg_temp.made(n / 3), CASE WHEN n % 50 > 0 THEN pg_temp.made(n / 3) END
FROM (SELECT min(n) AS n, follower, followee FROM (SELECT n, 1 + n % 20000 AS follower, pg_temp.few(20000) AS followee FROM generate_series(1, 400000) AS n) AS pairs GROUP BY follower, followee) AS pairs
WHERE follower <> followee;

INSERT INTO follows (id, follower_id, followee_id, created_at, accepted_at)
SELECT pg_temp.id('d', 1000000 + row_number() OVER ()::int), reader.id, pg_temp.id('a', n * step), pg_temp.made(n), pg_temp.made(n)
FROM (VALUES ('ann', 120, 150), ('bob', 5000, 4), ('carol', 3, 5)) AS reads (user_name, count, step)
JOIN users AS reader USING (user_name), generate_series(1, count) AS n;
INSERT INTO hashtag_follows (id, user_id, name, created_at) SELECT pg_temp.id('e', 1), id, 'tag7', pg_temp.made(1) FROM users WHERE user_name IN ('carol');
INSERT INTO hashtag_follows (id, user_id, name, created_at) SELECT pg_temp.id('e', 2), id, 'tag8', pg_temp.made(1) FROM users WHERE user_name IN ('ann');

-- A few posts, old and new, are liked by many; one that everybody talks about is ann's.
INSERT INTO comments (id, post_id, author_id, parent_id, body, created_at, position)
SELECT pg_temp.id('f', n), pg_temp.id('b', 1 + n * 2 / 3), pg_temp.id('a', pg_temp.few(20000)), NULL, 'What a view, number ' || n, pg_temp.made(n), n % 3 + 11
FROM generate_series(1, 280000) AS n;
INSERT INTO comments (id, post_id, author_id, parent_id, body, created_at, position)
SELECT pg_temp.id('f', 1000000 + n), post.id, pg_temp.id('a', 1 + n), CASE WHEN n % 4 = 0 THEN pg_temp.id('f', 1000000 + n - n % 100 + 1) END, 'Well seen, number ' || n, pg_temp.made(n), n
FROM (SELECT posts.id FROM posts JOIN users ON users.id = author_id WHERE user_name = 'ann' ORDER BY posts.id LIMIT 1) AS post, generate_series(1, 19999) AS n;

INSERT INTO likes (id, user_id, post_id, created_at)
SELECT pg_temp.id('1', min(n)), pg_temp.id('a', person), pg_temp.id('b', post), pg_temp.made(200000)
FROM (SELECT n, pg_temp.few(20000) AS person, 1 + pg_temp.few(200000) * 7919 % 200000 AS post FROM generate_series(1, 400000) AS n) AS pairs GROUP BY person, post;
INSERT INTO likes (id, user_id, comment_id, created_at)
SELECT pg_temp.id('1', 1000000 + n), pg_temp.id('a', pg_temp.few(20000)), pg_temp.id('f', 1 + n * 2), pg_temp.made(200000) FROM generate_series(1, 100000) AS n;

INSERT INTO notifications (id, recipient_id, kind, post_id, position, updated_at, read_at)
SELECT pg_temp.id('2', n), pg_temp.id('a', 1 + n % 20000), 'Like', pg_temp.id('b', n), n / 20000 + 1, pg_temp.made(n), CASE WHEN n % 3 > 0 THEN pg_temp.made(n) END
FROM generate_series(1, 150000) AS n;
INSERT INTO notifications (id, recipient_id, kind, post_id, position, updated_at)
SELECT pg_temp.id('2', 1000000 + n), users.id, 'Like', pg_temp.id('b', n), 1000 + n, pg_temp.made(n) FROM users, generate_series(1, 2000) AS n WHERE user_name = 'ann';
INSERT INTO notification_causes (id, recipient_id, actor_id, kind, post_id, created_at, notification_id)
SELECT pg_temp.id('3', row_number() OVER ()::int), recipient_id, pg_temp.id('a', 1 + actor), 'Like', post_id, updated_at, notifications.id
FROM notifications, generate_series(1, 2) AS actor;
UPDATE users SET notification_position = 3000 WHERE user_name = 'ann';
UPDATE posts SET comment_position = 20000 FROM users WHERE users.id = author_id AND user_name = 'ann';

DO $$ DECLARE definition text; BEGIN FOR definition IN SELECT indexdef FROM indexes_to_make LOOP EXECUTE definition; END LOOP; END $$;
DROP TABLE indexes_to_make;
SET session_replication_role = DEFAULT;
ANALYZE;
