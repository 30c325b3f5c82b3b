"""One page per file. A page takes the services, and offers `keys()`, `activate()`, `open_page` and `show_message`."""
