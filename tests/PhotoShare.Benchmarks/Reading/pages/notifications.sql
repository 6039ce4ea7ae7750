SELECT json_build_object('data', json_build_object('notifications', json_build_object('nodes', coalesce(json_agg(json_build_object(
    'kind', n.kind, 'createdAt', n.updated_at, 'isRead', n.read_at IS NOT NULL,
    'actorCount', (SELECT count(*) FROM notification_causes AS c WHERE c.notification_id = n.id AND c.actor_id NOT IN (SELECT * FROM peer.apart($1))),
    'actors', (SELECT json_agg(json_build_object('username', u.user_name)) FROM peer.actors_of($1, n.id, 3) AS u),
    'subject', (SELECT json_build_object('caption', p.caption) FROM posts AS p WHERE p.id = n.post_id)) ORDER BY n.position DESC), '[]'))))::text
FROM peer.told($1, 20) AS n
