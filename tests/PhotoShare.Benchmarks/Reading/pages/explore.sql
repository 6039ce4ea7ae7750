SELECT json_build_object('data', json_build_object('explore', json_build_object('nodes', coalesce(json_agg(json_build_object(
    'id', p.id, 'caption', p.caption, 'createdAt', p.created_at,
    'likeCount', (SELECT count(*) FROM likes AS l WHERE l.post_id = p.id AND l.user_id NOT IN (SELECT * FROM peer.apart($1))),
    'commentCount', (SELECT count(*) FROM peer.visible_comments($1) AS c WHERE c.post_id = p.id),
    'author', (SELECT json_build_object('username', u.user_name, 'displayName', u.display_name) FROM users AS u WHERE u.id = p.author_id),
    'photos', (SELECT json_agg(json_build_object('width', f.width, 'height', f.height, 'placeholder', f.placeholder, 'image', json_build_object('url', peer.image(f.id))) ORDER BY f.position) FROM photos AS f WHERE f.post_id = p.id))), '[]'))))::text
FROM peer.explore($1, 20) AS p
