SELECT json_build_object('data', json_build_object('post', json_build_object(
    'id', p.id, 'caption', p.caption, 'createdAt', p.created_at,
    'likeCount', (SELECT count(*) FROM likes AS l WHERE l.post_id = p.id AND l.user_id NOT IN (SELECT * FROM peer.apart($1))),
    'commentCount', (SELECT count(*) FROM peer.visible_comments($1) AS c WHERE c.post_id = p.id),
    'viewerHasLiked', EXISTS (SELECT FROM likes AS l WHERE l.post_id = p.id AND l.user_id = $1),
    'viewerHasSaved', EXISTS (SELECT FROM saved_posts AS s WHERE s.post_id = p.id AND s.user_id = $1),
    'author', (SELECT json_build_object('username', u.user_name, 'displayName', u.display_name) FROM users AS u WHERE u.id = p.author_id),
    'photos', (SELECT json_agg(json_build_object('width', f.width, 'height', f.height, 'placeholder', f.placeholder, 'image', json_build_object('url', peer.image(f.id))) ORDER BY f.position) FROM photos AS f WHERE f.post_id = p.id),
    'comments', json_build_object('nodes', (SELECT coalesce(json_agg(json_build_object('body', c.body, 'createdAt', c.created_at,
            'likeCount', (SELECT count(*) FROM likes AS l WHERE l.comment_id = c.id AND l.user_id NOT IN (SELECT * FROM peer.apart($1))),
            'viewerHasLiked', EXISTS (SELECT FROM likes AS l WHERE l.comment_id = c.id AND l.user_id = $1),
            'author', (SELECT json_build_object('username', u.user_name) FROM users AS u WHERE u.id = c.author_id)) ORDER BY c.position), '[]')
        FROM peer.comments_of($1, p.id, 50) AS c)))))::text
FROM peer.post_by_id($1, $2) AS p
