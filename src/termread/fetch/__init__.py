"""Addresses in: the web, files, standard input, pictures. Only this package knows httpx."""
