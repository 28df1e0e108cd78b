// Open Activity Log: the server's script takes this place. All pages work without it.
