"""Which runs of a page are its story, by what was learned from pages whose story people have marked."""
