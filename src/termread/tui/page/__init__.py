"""The page: an article drawn line by line, with what can be done on it as features. Only `canvas` and `view` are widgets."""
