"""A page of HTML to an article, in stages; `pipeline` is the ordered list of them."""
