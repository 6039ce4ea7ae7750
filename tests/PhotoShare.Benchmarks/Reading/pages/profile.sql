SELECT json_build_object('data', json_build_object('user', json_build_object(
    'username', u.user_name, 'displayName', u.display_name, 'bio', u.bio,
    'postCount', (SELECT count(*) FROM peer.visible_posts($1) AS p WHERE p.author_id = u.id),
    'followerCount', (SELECT count(*) FROM follows AS f WHERE f.followee_id = u.id AND f.accepted_at IS NOT NULL AND f.follower_id NOT IN (SELECT * FROM peer.apart($1))),
    'followingCount', (SELECT count(*) FROM follows AS f WHERE f.follower_id = u.id AND f.accepted_at IS NOT NULL AND f.followee_id NOT IN (SELECT * FROM peer.apart($1))),
    'posts', json_build_object('nodes', (SELECT coalesce(json_agg(json_build_object('id', p.id, 'caption', p.caption,
            'likeCount', (SELECT count(*) FROM likes AS l WHERE l.post_id = p.id AND l.user_id NOT IN (SELECT * FROM peer.apart($1))),
            'commentCount', (SELECT count(*) FROM peer.visible_comments($1) AS c WHERE c.post_id = p.id),
            'photos', (SELECT json_agg(json_build_object('width', f.width, 'height', f.height, 'placeholder', f.placeholder, 'image', json_build_object('url', peer.image(f.id))) ORDER BY f.position) FROM photos AS f WHERE f.post_id = p.id)) ORDER BY p.id DESC), '[]')
        FROM peer.posts_of($1, u.id, 12) AS p)))))::text
FROM users AS u WHERE u.normalized_user_name = upper($2) AND u.id NOT IN (SELECT * FROM peer.apart($1))
