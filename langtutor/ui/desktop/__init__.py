"""What the desktop lets a program do outside its own window: a key everywhere, the selected text, the keyboard."""
