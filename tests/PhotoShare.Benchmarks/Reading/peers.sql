-- What the peers and the limit read by: the lists of each page as set-returning functions, which PostgreSQL folds into the statement that
-- asks, with the rules of who sees what that a world of this kind has. The feed is merged as PhotoShare's is (ADR 14): the peers get the better plan.
CREATE SCHEMA peer;

CREATE FUNCTION peer.apart(me uuid) RETURNS SETOF uuid LANGUAGE sql STABLE AS $$
    SELECT blocked_id FROM blocks WHERE blocker_id = me
    UNION ALL SELECT blocker_id FROM blocks WHERE blocked_id = me
    UNION ALL SELECT id FROM users WHERE banned_at IS NOT NULL
    UNION ALL SELECT id FROM users WHERE leaves_at IS NOT NULL
$$;

CREATE FUNCTION peer.visible_posts(me uuid) RETURNS SETOF posts LANGUAGE sql STABLE AS $$
    SELECT p.* FROM posts AS p JOIN users AS a ON a.id = p.author_id
    WHERE p.author_id NOT IN (SELECT * FROM peer.apart(me)) AND (p.author_id = me OR (
        p.published_at IS NOT NULL AND p.hidden_at IS NULL AND p.visibility <> 'Private'
        AND ((p.visibility = 'Public' AND NOT a.is_private)
            OR EXISTS (SELECT FROM follows AS f WHERE f.follower_id = me AND f.followee_id = a.id AND f.accepted_at IS NOT NULL))))
$$;

CREATE FUNCTION peer.followed(me uuid) RETURNS SETOF uuid LANGUAGE sql STABLE AS $$
    SELECT me UNION ALL
    SELECT f.followee_id FROM follows AS f WHERE f.follower_id = me AND f.accepted_at IS NOT NULL
        AND NOT EXISTS (SELECT FROM mutes AS m WHERE m.muter_id = me AND m.muted_id = f.followee_id)
$$;

CREATE FUNCTION peer.feed(me uuid, before_id uuid, most int) RETURNS SETOF posts LANGUAGE sql STABLE AS $$
    SELECT p.* FROM (
        SELECT a.id FROM peer.followed(me) AS a(id) CROSS JOIN LATERAL (
            SELECT v.id FROM posts AS v WHERE v.author_id = a.id AND v.id < before_id AND v.published_at IS NOT NULL AND v.hidden_at IS NULL
                AND (v.visibility <> 'Private' OR a.id = me) AND a.id NOT IN (SELECT * FROM peer.apart(me)) ORDER BY v.id DESC LIMIT 1) AS newest
        ORDER BY newest.id DESC LIMIT most) AS lately
    CROSS JOIN LATERAL (
        SELECT v.* FROM posts AS v WHERE v.author_id = lately.id AND v.id < before_id AND v.published_at IS NOT NULL AND v.hidden_at IS NULL
            AND (v.visibility <> 'Private' OR lately.id = me) ORDER BY v.id DESC LIMIT most) AS p
    ORDER BY p.id DESC LIMIT most
$$;

CREATE FUNCTION peer.posts_of(me uuid, author uuid, most int) RETURNS SETOF posts LANGUAGE sql STABLE AS $$
    SELECT p.* FROM peer.visible_posts(me) AS p WHERE p.author_id = author ORDER BY p.id DESC LIMIT most
$$;

CREATE FUNCTION peer.post_by_id(me uuid, post uuid) RETURNS SETOF posts LANGUAGE sql STABLE AS $$
    SELECT p.* FROM peer.visible_posts(me) AS p WHERE p.id = post
$$;

CREATE FUNCTION peer.person_named(me uuid, username text) RETURNS SETOF users LANGUAGE sql STABLE AS $$
    SELECT u.* FROM users AS u WHERE u.normalized_user_name = upper(username) AND u.id NOT IN (SELECT * FROM peer.apart(me))
$$;

CREATE FUNCTION peer.explore(me uuid, most int) RETURNS SETOF posts LANGUAGE sql STABLE AS $$
    SELECT p.* FROM (
        SELECT v.id, v.published_at FROM peer.visible_posts(me) AS v JOIN users AS a ON a.id = v.author_id
        WHERE v.visibility = 'Public' AND NOT a.is_private AND NOT EXISTS (SELECT FROM mutes AS m WHERE m.muter_id = me AND m.muted_id = a.id)
        ORDER BY v.published_at DESC, v.id DESC LIMIT 500) AS lately
    JOIN posts AS p ON p.id = lately.id
    ORDER BY log(1 + (SELECT count(*) FROM likes AS l WHERE l.post_id = p.id) + 3 * (SELECT count(*) FROM comments AS c WHERE c.post_id = p.id))::float8
        - extract(epoch FROM now() - p.published_at)::float8 / 45000 DESC, p.id DESC
    LIMIT most
$$;

CREATE FUNCTION peer.found(me uuid, words text, most int) RETURNS SETOF posts LANGUAGE sql STABLE AS $$
    SELECT p.* FROM posts AS hit JOIN peer.visible_posts(me) AS p ON p.id = hit.id WHERE hit.search_words @@ words::tsquery ORDER BY p.id DESC LIMIT most
$$;

CREATE FUNCTION peer.visible_comments(me uuid) RETURNS SETOF comments LANGUAGE sql STABLE AS $$
    SELECT c.* FROM comments AS c
    WHERE c.author_id NOT IN (SELECT * FROM peer.apart(me)) AND (c.author_id = me OR (c.hidden_at IS NULL AND (c.approved_at IS NOT NULL
        OR NOT EXISTS (SELECT FROM restrictions AS r JOIN posts AS p ON p.author_id = r.restricter_id WHERE r.restricted_id = c.author_id AND p.id = c.post_id))))
$$;

CREATE FUNCTION peer.comments_of(me uuid, post uuid, most int) RETURNS SETOF comments LANGUAGE sql STABLE AS $$
    SELECT c.* FROM peer.visible_comments(me) AS c WHERE c.post_id = post AND c.parent_id IS NULL ORDER BY c.position LIMIT most
$$;

CREATE FUNCTION peer.top_comments(me uuid, post uuid, upto bigint, most int) RETURNS SETOF comments LANGUAGE sql STABLE AS $$
    SELECT c.* FROM peer.visible_comments(me) AS c WHERE c.post_id = post AND c.parent_id IS NULL AND c.position > upto - 200
    ORDER BY (SELECT count(*) FROM likes AS l WHERE l.comment_id = c.id) + (SELECT count(*) FROM comments AS r WHERE r.parent_id = c.id) DESC, c.position LIMIT most
$$;

CREATE FUNCTION peer.told(me uuid, most int) RETURNS SETOF notifications LANGUAGE sql STABLE AS $$
    SELECT n.* FROM notifications AS n
    WHERE n.recipient_id = me AND (n.post_id IS NULL OR (SELECT p.id FROM peer.visible_posts(me) AS p WHERE p.id = n.post_id) = n.post_id)
        AND EXISTS (SELECT FROM notification_causes AS c WHERE c.notification_id = n.id AND c.actor_id NOT IN (SELECT * FROM peer.apart(me)))
    ORDER BY n.position DESC LIMIT most
$$;

CREATE FUNCTION peer.actors_of(me uuid, notification uuid, most int) RETURNS SETOF users LANGUAGE sql STABLE AS $$
    SELECT u.* FROM notification_causes AS c JOIN users AS u ON u.id = c.actor_id
    WHERE c.notification_id = notification AND c.actor_id NOT IN (SELECT * FROM peer.apart(me)) ORDER BY c.id DESC LIMIT most
$$;

-- Counts and flags of one row, which PostGraphile makes fields of.
CREATE FUNCTION peer.likes_of(me uuid, post uuid) RETURNS int LANGUAGE sql STABLE AS $$
    SELECT count(*)::int FROM likes WHERE post_id = post AND user_id NOT IN (SELECT * FROM peer.apart(me))
$$;
CREATE FUNCTION peer.likes_of_comment(me uuid, comment uuid) RETURNS int LANGUAGE sql STABLE AS $$
    SELECT count(*)::int FROM likes WHERE comment_id = comment AND user_id NOT IN (SELECT * FROM peer.apart(me))
$$;
CREATE FUNCTION peer.comments_under(me uuid, post uuid) RETURNS int LANGUAGE sql STABLE AS $$
    SELECT count(*)::int FROM peer.visible_comments(me) WHERE post_id = post
$$;
CREATE FUNCTION peer.likes(me uuid, post uuid) RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT EXISTS (SELECT FROM likes WHERE post_id = post AND user_id = me)
$$;
CREATE FUNCTION peer.likes_comment(me uuid, comment uuid) RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT EXISTS (SELECT FROM likes WHERE comment_id = comment AND user_id = me)
$$;
CREATE FUNCTION peer.saves(me uuid, post uuid) RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT EXISTS (SELECT FROM saved_posts WHERE post_id = post AND user_id = me)
$$;
CREATE FUNCTION peer.followers_of(me uuid, person uuid) RETURNS int LANGUAGE sql STABLE AS $$
    SELECT count(*)::int FROM follows WHERE followee_id = person AND accepted_at IS NOT NULL AND follower_id NOT IN (SELECT * FROM peer.apart(me))
$$;
CREATE FUNCTION peer.following_of(me uuid, person uuid) RETURNS int LANGUAGE sql STABLE AS $$
    SELECT count(*)::int FROM follows WHERE follower_id = person AND accepted_at IS NOT NULL AND followee_id NOT IN (SELECT * FROM peer.apart(me))
$$;
CREATE FUNCTION peer.posts_count_of(me uuid, person uuid) RETURNS int LANGUAGE sql STABLE AS $$
    SELECT count(*)::int FROM peer.visible_posts(me) WHERE author_id = person
$$;
CREATE FUNCTION peer.image(photo uuid) RETURNS text LANGUAGE sql IMMUTABLE AS $$ SELECT '/i/' || photo || '/640.webp' $$;

-- The same as fields of rows: functions whose first argument is the row are PostGraphile's computed columns.
CREATE FUNCTION peer.posts_like_count(post posts, me uuid) RETURNS int LANGUAGE sql STABLE AS $$ SELECT peer.likes_of(me, post.id) $$;
CREATE FUNCTION peer.posts_comment_count(post posts, me uuid) RETURNS int LANGUAGE sql STABLE AS $$ SELECT peer.comments_under(me, post.id) $$;
CREATE FUNCTION peer.posts_viewer_has_liked(post posts, me uuid) RETURNS boolean LANGUAGE sql STABLE AS $$ SELECT peer.likes(me, post.id) $$;
CREATE FUNCTION peer.posts_viewer_has_saved(post posts, me uuid) RETURNS boolean LANGUAGE sql STABLE AS $$ SELECT peer.saves(me, post.id) $$;
CREATE FUNCTION peer.posts_top_comments(post posts, me uuid) RETURNS SETOF comments LANGUAGE sql STABLE AS $$ SELECT * FROM peer.top_comments(me, post.id, post.comment_position, 2) $$;
CREATE FUNCTION peer.posts_first_comments(post posts, me uuid) RETURNS SETOF comments LANGUAGE sql STABLE AS $$ SELECT * FROM peer.comments_of(me, post.id, 50) $$;
CREATE FUNCTION peer.comments_like_count(comment comments, me uuid) RETURNS int LANGUAGE sql STABLE AS $$ SELECT peer.likes_of_comment(me, comment.id) $$;
CREATE FUNCTION peer.comments_viewer_has_liked(comment comments, me uuid) RETURNS boolean LANGUAGE sql STABLE AS $$ SELECT peer.likes_comment(me, comment.id) $$;
CREATE FUNCTION peer.photos_image(photo photos) RETURNS text LANGUAGE sql IMMUTABLE AS $$ SELECT peer.image(photo.id) $$;
CREATE FUNCTION peer.users_follower_count(person users, me uuid) RETURNS int LANGUAGE sql STABLE AS $$ SELECT peer.followers_of(me, person.id) $$;
CREATE FUNCTION peer.users_following_count(person users, me uuid) RETURNS int LANGUAGE sql STABLE AS $$ SELECT peer.following_of(me, person.id) $$;
CREATE FUNCTION peer.users_post_count(person users, me uuid) RETURNS int LANGUAGE sql STABLE AS $$ SELECT peer.posts_count_of(me, person.id) $$;
CREATE FUNCTION peer.users_newest_posts(person users, me uuid) RETURNS SETOF posts LANGUAGE sql STABLE AS $$ SELECT * FROM peer.posts_of(me, person.id, 12) $$;
CREATE FUNCTION peer.notifications_actors(notification notifications, me uuid) RETURNS SETOF users LANGUAGE sql STABLE AS $$ SELECT * FROM peer.actors_of(me, notification.id, 3) $$;
CREATE FUNCTION peer.notifications_actor_count(notification notifications, me uuid) RETURNS int LANGUAGE sql STABLE AS $$
    SELECT count(*)::int FROM notification_causes WHERE notification_id = notification.id AND actor_id NOT IN (SELECT * FROM peer.apart(me))
$$;
CREATE FUNCTION peer.notifications_is_read(notification notifications) RETURNS boolean LANGUAGE sql STABLE AS $$ SELECT notification.read_at IS NOT NULL $$;
